// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/graph.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace tain::migrate {
namespace {

/// Returns the files of a cycle among those that no order could be found for.
std::string cycle(const std::map<std::string, const revision*>& left) {
    std::vector<std::string> way;
    const revision* at = left.begin()->second;
    for (;;) {
        const auto seen = std::find(way.begin(), way.end(), at->file);
        if (seen != way.end()) return joined({seen, way.end()}, " -> ") + " -> " + at->file;
        way.push_back(at->file);
        // Each that is left has a parent that is left, or it would have come into the order.
        for (const std::string& parent : at->parents)
            if (const auto found = left.find(parent); found != left.end()) {
                at = found->second;
                break;
            }
    }
}

}  // namespace

graph::graph(const std::vector<revision>& revisions) {
    std::map<std::string, const revision*> left;
    for (const revision& one : revisions) {
        if (const auto [at, fresh] = left.emplace(one.id, &one); !fresh)
            throw error(fmt::format("tain: {} and {} have the same revision id {}; remove one of them",
                                    at->second->file, one.file, one.id));
        nodes_[one.id] = {one.parents, {}, one.message};
    }
    for (const revision& one : revisions)
        for (const std::string& parent : one.parents) {
            const auto found = nodes_.find(parent);
            if (found == nodes_.end())
                throw error(
                    fmt::format("tain: {} follows revision {}, which no file has; restore that file from version "
                                "control, or merge the branch that has it",
                                one.file, parent));
            found->second.children.push_back(one.id);
        }
    // Kahn's algorithm; the set keeps those that are ready sorted by time and id.
    std::set<std::pair<std::string, std::string>> ready;
    std::map<std::string, std::size_t> missing;
    for (const revision& one : revisions) {
        missing[one.id] = one.parents.size();
        if (one.parents.empty()) ready.emplace(one.created, one.id);
    }
    while (!ready.empty()) {
        const std::string id = ready.extract(ready.begin()).value().second;
        order_.push_back(id);
        left.erase(id);
        for (const std::string& child : nodes_[id].children)
            if (--missing[child] == 0) ready.emplace(left.at(child)->created, child);
    }
    if (!left.empty())
        throw error(
            fmt::format("tain: revisions follow one another in a circle: {}; correct the `-- tain:parents` line "
                        "that was changed",
                        cycle(left)));
}

const graph::node& graph::at(std::string_view id) const {
    const auto found = nodes_.find(id);
    if (found == nodes_.end()) throw std::out_of_range{fmt::format("tain: there is no revision {}", id)};
    return found->second;
}

const std::vector<std::string>& graph::parents(std::string_view id) const { return at(id).parents; }
const std::vector<std::string>& graph::children(std::string_view id) const { return at(id).children; }

std::vector<std::string> graph::heads() const {
    std::vector<std::string> found;
    for (const std::string& id : order_)
        if (at(id).children.empty()) found.push_back(id);
    return found;
}

std::vector<std::string> graph::bases() const {
    std::vector<std::string> found;
    for (const std::string& id : order_)
        if (at(id).parents.empty()) found.push_back(id);
    return found;
}

std::set<std::string> graph::reach(const std::vector<std::string>& from, bool backward) const {
    std::set<std::string> reached;
    std::vector<std::string> open = from;
    while (!open.empty()) {
        const std::string id = std::move(open.back());
        open.pop_back();
        if (!reached.insert(id).second) continue;
        const std::vector<std::string>& next = backward ? at(id).parents : at(id).children;
        open.insert(open.end(), next.begin(), next.end());
    }
    return reached;
}

std::set<std::string> graph::ancestors(const std::vector<std::string>& of) const { return reach(of, true); }
std::set<std::string> graph::descendants(const std::vector<std::string>& of) const { return reach(of, false); }

std::vector<std::string> graph::heads_of(const std::set<std::string>& ids) const {
    std::set<std::string> covered;
    for (const std::string& id : ids)
        if (contains(id)) covered.merge(ancestors(at(id).parents));
    std::vector<std::string> found;
    for (const std::string& id : order_)
        if (ids.contains(id) && !covered.contains(id)) found.push_back(id);
    for (const std::string& id : ids)
        if (!contains(id)) found.push_back(id);
    return found;
}

std::string graph::find(std::string_view prefix) const {
    std::vector<std::string> found;
    for (auto at = nodes_.lower_bound(prefix); at != nodes_.end() && at->first.starts_with(prefix); ++at)
        found.push_back(at->first);
    if (found.empty() || prefix.empty())
        throw error(fmt::format("tain: there is no revision \"{}\"; `history` lists them", printable(prefix)));
    if (found.size() > 1)
        throw error(fmt::format("tain: \"{}\" is the beginning of {} revisions: {}; give more digits", prefix,
                                found.size(), joined(found)));
    return found.front();
}

}  // namespace tain::migrate
