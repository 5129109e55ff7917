// SPDX-License-Identifier: BSL-1.0
#include "files.hpp"
#include "text.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/directory.hpp>
#include <tain/migrate/snapshot.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace tain::migrate {
namespace {

namespace fs = std::filesystem;

/// Returns the visible files of a directory that end in `extension`, sorted by name.
std::vector<fs::path> files_of(const fs::path& directory, std::string_view extension) {
    std::vector<fs::path> found;
    std::error_code ec;
    for (fs::directory_iterator at{directory, ec}, end; !ec && at != end; at.increment(ec)) {
        const std::string name = at->path().filename().string();
        if (at->is_regular_file() && name.ends_with(extension) && !name.starts_with('.')) found.push_back(at->path());
    }
    if (ec)
        throw error(fmt::format("tain: cannot read the directory {}: {}; check its permissions", directory.string(),
                                ec.message()));
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

std::string directory::snapshot_file(const std::string& id) const {
    return (fs::path{path_} / "snapshots" / (id + ".json")).generic_string();
}

std::string directory::sum_file() const { return (fs::path{path_} / "tain.sum").generic_string(); }

directory directory::read(std::string_view path) {
    directory made;
    made.path_ = std::string{path};
    if (!fs::exists(made.path_)) return made;
    if (!fs::is_directory(made.path_))
        throw error(fmt::format("tain: {} is no directory; name the directory of the migrations", path));
    made.read_revisions();
    made.read_snapshots();
    if (fs::exists(made.sum_file())) {
        made.recorded_ = parse_sum(read_file(made.sum_file()), made.sum_file());
        made.has_sum_ = true;
    }
    for (const std::string& id : made.graph_.order()) made.make_digest(id);
    made.check();
    return made;
}

directory directory::load(std::string_view path) {
    directory made = read(path);
    if (made.problems_.empty()) return made;
    std::string lines;
    for (const problem& one : made.problems_) lines += "\n  " + one.text;
    throw error(fmt::format("tain: {} does not agree with {}{}", path, made.sum_file(), lines));
}

directory directory::load_existing(std::string_view path) {
    directory made = load(path);
    if (made.entries_.empty())
        throw error(
            fmt::format("tain: {} {}; name the directory with --directory, or make a first revision with `revision`",
                        path, fs::exists(made.path_) ? "holds no revision" : "is not there"));
    return made;
}

void directory::make_digest(const std::string& id) {
    entry& one = entries_.at(id);
    one.content = content_digest(one.what, one.snapshot);
    std::map<std::string, std::string> parents;
    for (const std::string& parent : one.what.parents) parents[parent] = entries_.at(parent).digest;
    one.digest = chained_digest(one.content, parents);
}

directory directory::with(const revision& added, const schema::database& snapshot) const {
    directory made = *this;
    const std::string file = (fs::path{path_} / file_name(added)).generic_string();
    std::vector<revision> all;
    for (const auto& [id, one] : entries_) all.push_back(one.what);
    all.push_back(parse_revision(write_revision(added), file));
    made.graph_ = graph{all};
    made.entries_[added.id] = {all.back(), snapshot, {}, {}, true};
    made.make_digest(added.id);
    return made;
}

directory directory::with_snapshot(const std::string& id, const schema::database& snapshot) const {
    directory made = *this;
    made.entries_.at(id).snapshot = snapshot;
    made.entries_.at(id).has_snapshot = true;
    for (const std::string& each : graph_.order()) made.make_digest(each);
    return made;
}

void directory::read_revisions() {
    std::vector<revision> all;
    for (const fs::path& file : files_of(path_, ".sql")) {
        const std::string name = file.filename().string();
        const std::string id = name.substr(0, 12);
        if (!is_revision_id(id) || (name[12] != '_' && name[12] != '.'))
            throw error(
                fmt::format("tain: {} is no revision: a revision's file name is <id>_<description>.sql; move the file "
                            "out of this directory",
                            file.generic_string()));
        revision one = parse_revision(read_file(file), file.generic_string());
        if (one.id != id)
            throw error(
                fmt::format("tain: {} says that it is revision {}; name the file after its revision, or correct its "
                            "`-- tain:revision` line",
                            file.generic_string(), one.id));
        all.push_back(std::move(one));
    }
    graph_ = graph{all};
    for (revision& one : all) {
        const std::string id = one.id;
        entries_[id].what = std::move(one);
    }
}

void directory::read_snapshots() {
    const fs::path folder = fs::path{path_} / "snapshots";
    if (!fs::exists(folder)) return;
    for (const fs::path& file : files_of(folder, ".json")) {
        const std::string id = file.stem().string();
        const auto found = entries_.find(id);
        if (found == entries_.end()) {
            problems_.push_back({id, fmt::format("{} has no revision; restore the revision's file, or remove this one",
                                                 file.generic_string())});
            continue;
        }
        found->second.snapshot = parse_snapshot(read_file(file), file.generic_string());
        found->second.has_snapshot = true;
    }
}

void directory::check() {
    if (!has_sum_ && !entries_.empty()) {
        problems_.push_back(
            {"", fmt::format("{} is not there; restore it from version control (`rehash` with all ids makes "
                             "it anew, and proves nothing about the past)",
                             sum_file())});
        return;
    }
    for (const std::string& id : graph_.order()) check(id);
    for (const auto& [id, line] : recorded_)
        if (!entries_.contains(id))
            problems_.push_back(
                {id, fmt::format("revision {} is missing: no file has it; restore it from version control, or, "
                                 "if nobody else ever had it, forget it with `rehash {}`",
                                 id, id)});
}

void directory::check(const std::string& id) {
    const entry& one = entries_.at(id);
    if (!one.has_snapshot) {
        problems_.push_back({id, fmt::format("{} is missing; restore it from version control", snapshot_file(id))});
        return;
    }
    const auto recorded = recorded_.find(id);
    if (recorded == recorded_.end()) {
        problems_.push_back(
            {id, fmt::format("{} is not in tain.sum; if you made it, accept it with `rehash {}`", one.what.file, id)});
        return;
    }
    std::vector<std::string> parents = one.what.parents;
    std::sort(parents.begin(), parents.end());
    if (parents != recorded->second.parents) {
        const auto named = [](const std::vector<std::string>& ids) { return ids.empty() ? "none" : joined(ids, " "); };
        problems_.push_back(
            {id, fmt::format("{} has other parents ({}) than when it was made ({}); restore it from version "
                             "control, or accept the change with `rehash {}`",
                             one.what.file, named(parents), named(recorded->second.parents), id)});
        return;
    }
    // With the parents' recorded digests, so that an edited revision is named and not all that follow it.
    std::map<std::string, std::string> digests;
    for (const std::string& parent : parents) {
        const auto found = recorded_.find(parent);
        if (found == recorded_.end()) return;  // the parent is named already
        digests[parent] = found->second.digest;
    }
    if (chained_digest(one.content, digests) != recorded->second.digest)
        problems_.push_back(
            {id, fmt::format("{}, its snapshot or its line in tain.sum was edited; restore it from version "
                             "control, or accept the edit with `rehash {}`",
                             one.what.file, id)});
}

schema::database directory::head_snapshot() const {
    const std::vector<std::string> heads = graph_.heads();
    return heads.empty() ? schema::database{} : snapshot(resolve(graph_, "head").front());
}

sum rehashed(const directory& from, const std::vector<std::string>& ids) {
    sum made = from.recorded();
    for (const std::string& id : ids)
        if (!from.revisions().contains(id)) made.erase(id);
    for (const std::string& id : from.revisions().order()) {
        std::vector<std::string> parents = from.at(id).parents;
        std::sort(parents.begin(), parents.end());
        const auto chained = [&](const sum& in) {
            std::map<std::string, std::string> digests;
            for (const std::string& parent : parents) {
                const auto found = in.find(parent);
                digests[parent] = found == in.end() ? "" : found->second.digest;
            }
            return chained_digest(from.content(id), digests);
        };
        const bool accepted = std::find(ids.begin(), ids.end(), id) != ids.end();
        const auto recorded = from.recorded().find(id);
        const bool unchanged = recorded != from.recorded().end() && recorded->second.parents == parents &&
                               recorded->second.digest == chained(from.recorded());
        if (accepted || unchanged) made[id] = {chained(made), parents};
    }
    return made;
}

}  // namespace tain::migrate
