// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/migrate/graph.hpp>
#include <tain/migrate/revision.hpp>
#include <tain/migrate/sum.hpp>
#include <tain/schema/schema.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tain::migrate {

/// Something about a revision's files that does not agree with `tain.sum`.
struct problem {
    std::string revision{};  ///< its id; empty when it is about no single one
    std::string text{};      ///< a sentence that ends in the fix
};

/// A directory of migrations as it stands on the disk: revisions, snapshots, `tain.sum`, and the graph between them.
class directory {
public:
    /// Reads a directory. One that is not there is empty.
    /// Throws `tain::error` for a file that cannot be read or parsed, and for a graph that cannot be.
    static directory read(std::string_view path);

    /// Reads a directory and throws `tain::error`, listing all problems, when it does not agree with `tain.sum`.
    static directory load(std::string_view path);

    /// The same, and throws when it has no revision at all: for commands that would then silently do nothing.
    static directory load_existing(std::string_view path);

    const std::string& path() const { return path_; }
    const graph& revisions() const { return graph_; }
    const revision& at(const std::string& id) const { return entries_.at(id).what; }
    const schema::database& snapshot(const std::string& id) const { return entries_.at(id).snapshot; }
    /// Returns `content_digest` of a revision.
    const std::string& content(const std::string& id) const { return entries_.at(id).content; }
    /// Returns the digest of a revision as its files are, with those before it as they are.
    const std::string& digest(const std::string& id) const { return entries_.at(id).digest; }
    /// Returns what `tain.sum` says.
    const sum& recorded() const { return recorded_; }
    const std::vector<problem>& problems() const { return problems_; }

    /// Returns the snapshot of the only head, an empty schema when there is no revision. Throws when heads are several.
    schema::database head_snapshot() const;

    /// Returns the directory as it will be with one revision more, which is not written yet. Throws `tain::error` when
    /// its text could not be read back.
    directory with(const revision& added, const schema::database& snapshot) const;

    /// Returns the directory as it will be with another snapshot of a revision.
    directory with_snapshot(const std::string& id, const schema::database& snapshot) const;

    /// Returns the file name of a snapshot: `<path>/snapshots/<id>.json`.
    std::string snapshot_file(const std::string& id) const;
    std::string sum_file() const;

private:
    struct entry {
        revision what{};
        schema::database snapshot{};
        std::string content{};
        std::string digest{};
        bool has_snapshot = false;
    };
    void make_digest(const std::string& id);
    void read_revisions();
    void read_snapshots();
    void check();
    void check(const std::string& id);

    std::string path_{};
    std::map<std::string, entry> entries_{};
    graph graph_{};
    sum recorded_{};
    bool has_sum_ = false;
    std::vector<problem> problems_{};
};

/// Returns what `tain.sum` says once the files of `ids` are accepted as they are: their lines are made anew (or removed,
/// where a revision has no file any more), and those of their descendants, unless those were edited too.
sum rehashed(const directory& from, const std::vector<std::string>& ids);

}  // namespace tain::migrate
