// SPDX-License-Identifier: BSL-1.0
#include "files.hpp"
#include "git.hpp"
#include "new_files.hpp"
#include "text.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/commands.hpp>
#include <tain/migrate/connect.hpp>
#include <tain/migrate/snapshot.hpp>
#include <tain/migrate/state.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

namespace tain::migrate {
namespace {

/// Returns the id that begins with `prefix`: of a revision, or of one that only tain.sum or a snapshot remembers.
std::string find(const directory& in, const std::string& prefix) {
    std::set<std::string> known;
    for (const std::string& id : in.revisions().order()) known.insert(id);
    for (const auto& [id, line] : in.recorded()) known.insert(id);
    std::vector<std::string> found;
    for (const std::string& id : known)
        if (!prefix.empty() && id.starts_with(prefix)) found.push_back(id);
    if (found.size() == 1) return found.front();
    if (found.empty()) return in.revisions().find(prefix);  // throws
    throw error(fmt::format("tain: \"{}\" is the beginning of {} revisions: {}; give more digits", prefix, found.size(),
                            joined(found)));
}

std::vector<std::string> find(const directory& in, const std::vector<std::string>& prefixes) {
    std::vector<std::string> found;
    for (const std::string& one : prefixes) found.push_back(find(in, one));
    return found;
}

bool contains(const std::vector<std::string>& list, const std::string& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

/// Refuses what others have in another form.
void refuse_shared(const directory& files, const sum& next, const std::vector<std::string>& ids,
                   const std::vector<std::string>& allowed) {
    const std::optional<std::string> text = file_at_git_base(files.path(), "tain.sum");
    if (!text) return;
    const sum shared = parse_sum(*text, "tain.sum at git's base");
    for (const std::string& id : ids) {
        const auto theirs = shared.find(id);
        const auto ours = next.find(id);
        if (theirs == shared.end() || contains(allowed, id)) continue;
        if (ours == next.end())
            throw error(fmt::format(
                "tain: revision {} is shared: git's base has it; restore its file with git, or forget it with "
                "--allow-edit {}",
                id, id));
        if (ours->second.digest != theirs->second.digest)
            throw error(fmt::format(
                "tain: revision {} is shared: git's base has it in another form, and databases may have applied "
                "that; restore it with git and write the change as a new revision, or accept the edit with "
                "--allow-edit {}",
                id, id));
    }
}

void refuse_applied(const directory& files, const state& now, const std::vector<std::string>& ids,
                    const std::vector<std::string>& allowed) {
    const std::vector<std::string> edited = now.edited(files);
    const std::set<std::string> applied = now.applied();
    for (const std::string& id : ids) {
        if (!files.revisions().contains(id) && applied.contains(id))
            throw error(fmt::format(
                "tain: revision {} is applied in this database, and has no file any more; restore the file, "
                "and undo it with `downgrade` before it is forgotten",
                id));
        if (contains(edited, id) && !contains(allowed, id))
            throw error(fmt::format(
                "tain: revision {} is applied in this database in another form; restore it and write the change "
                "as a new revision, or, when the database is what the file says now, accept the edit with "
                "--allow-edit {}",
                id, id));
    }
}

std::vector<std::string> changed_lines(const sum& from, const sum& to) {
    std::vector<std::string> found;
    for (const auto& [id, line] : to) {
        const auto before = from.find(id);
        if (before == from.end() || before->second.digest != line.digest || before->second.parents != line.parents)
            found.push_back(id);
    }
    for (const auto& [id, line] : from)
        if (!to.contains(id)) found.push_back(id);
    return found;
}

}  // namespace

rehash_result rehash(const project& in, const rehash_options& how) {
    if (!std::filesystem::is_directory(in.directory))
        throw error(fmt::format("tain: {} is not there; name the directory with --directory", in.directory));
    const open_directory lock{in.directory};
    directory files = directory::read(in.directory);
    const std::vector<std::string> ids = find(files, how.revisions);
    const std::vector<std::string> allowed = find(files, how.allow_edit);
    std::vector<std::pair<std::string, std::string>> snapshots;
    if (how.take_models)
        for (const std::string& id : ids) {
            if (!files.revisions().contains(id) || !files.revisions().children(id).empty())
                throw error(fmt::format(
                    "tain: the models say what is after the last revision, and {} is not the last; only a head's "
                    "snapshot can be taken from them",
                    id));
            files = files.with_snapshot(id, in.wanted());
            snapshots.emplace_back(files.snapshot_file(id), write_snapshot(in.wanted()));
        }
    const sum next = rehashed(files, ids);
    refuse_shared(files, next, ids, allowed);
    std::unique_ptr<driver::connection> database;
    if (!how.url.empty()) {
        database = connect(how.url, true);
        refuse_applied(files, state::read(*database), ids, allowed);
    }
    rehash_result made{changed_lines(files.recorded(), next), {}};
    for (const auto& [file, text] : snapshots) write_file(file, text);
    if (!made.files.empty()) write_file(files.sum_file(), write_sum(next));
    if (database) made.database = runner{*database, files}.accept(ids);
    return made;
}

}  // namespace tain::migrate
