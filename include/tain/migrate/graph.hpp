// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/migrate/revision.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tain::migrate {

/// How revisions follow one another: a graph without cycles, from bases (no parents) to heads (no children).
class graph {
public:
    graph() = default;
    /// Throws `tain::error` for an id that two files have, a parent that no file has, and a cycle, naming the files.
    explicit graph(const std::vector<revision>& revisions);

    bool contains(std::string_view id) const { return nodes_.contains(id); }
    /// Return the ids next to one. Throw `std::out_of_range` for an id that is not there.
    const std::vector<std::string>& parents(std::string_view id) const;
    const std::vector<std::string>& children(std::string_view id) const;

    /// Returns all ids, parents before children; revisions that do not depend on each other by their time, then id.
    const std::vector<std::string>& order() const { return order_; }
    std::vector<std::string> heads() const;
    std::vector<std::string> bases() const;

    /// Return the given revisions and everything before (after) them.
    std::set<std::string> ancestors(const std::vector<std::string>& of) const;
    std::set<std::string> descendants(const std::vector<std::string>& of) const;

    /// Returns those of `ids` that none of the others descends from: what a database with these revisions is "at".
    /// Ids that are not in the graph count as heads.
    std::vector<std::string> heads_of(const std::set<std::string>& ids) const;

    /// Returns the id that begins with `prefix`. Throws `tain::error` when there is none, or several, naming them.
    std::string find(std::string_view prefix) const;

private:
    struct node {
        std::vector<std::string> parents{};
        std::vector<std::string> children{};
        std::string message{};
    };
    const node& at(std::string_view id) const;
    std::set<std::string> reach(const std::vector<std::string>& from, bool backward) const;

    std::map<std::string, node, std::less<>> nodes_{};
    std::vector<std::string> order_{};
};

/// Returns the revisions that lead a database with the revisions `applied` to `target`, in the order to apply them.
///
/// Targets: `head` (the only one), `heads` (all of them), an id or the beginning of one, `+2` (the next two that are
/// missing; `current+2` is the same), `head-1` or `<id>-1` (one before). What a merge brought in late is part of the way: every revision before
/// the target that is missing.
/// Throws `tain::error` for a target that names nothing or several, and for one that lies backward.
std::vector<std::string> upgrade_path(const graph& in, std::string_view target, const std::set<std::string>& applied);

/// Returns the revisions to undo, in that order: all that descend from `target`.
///
/// Targets: `base` (undo everything), an id or the beginning of one, `-1` (undo the last; `current-1` is the same), `head-1`.
/// Throws `tain::error` for a target that is not applied, and for `-1` where several revisions are last.
std::vector<std::string> downgrade_path(const graph& in, std::string_view target, const std::set<std::string>& applied);

/// Returns the revisions that a target names: none for `base`, several for `heads`.
std::vector<std::string> resolve(const graph& in, std::string_view target);

}  // namespace tain::migrate
