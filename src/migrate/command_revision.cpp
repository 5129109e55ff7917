// SPDX-License-Identifier: BSL-1.0
#include "backfill.hpp"
#include "merge_snapshots.hpp"
#include "new_files.hpp"
#include "replay.hpp"
#include "text.hpp"
#include "told_renames.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/commands.hpp>
#include <tain/migrate/diff.hpp>
#include <tain/migrate/render.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tain::migrate {
namespace {

using scratch_url = std::optional<std::string>;

revision begin(const std::string& message, std::vector<std::string> parents) {
    if (trimmed(message).empty())
        throw error(
            "tain: a revision needs a message that says what it does; give one, such as \"add the users' names\"");
    revision made{.id = random_revision_id(), .parents = std::move(parents), .message = message, .created = utc_now()};
    for (const direction way : {direction::upgrade, direction::downgrade})
        for (const dialect on : {dialect::sqlite, dialect::postgresql}) made.find(way, on).emplace();
    return made;
}

void require(trial& on, const schema::database& wanted, std::string_view what, std::string_view fix) {
    const std::vector<std::string> found = on.differences(wanted);
    if (!found.empty())
        throw error(fmt::format("tain: {} on {}; what is between them:\n  {}\n{}", what, on.name(),
                                joined(found, "\n  "), fix));
}

/// Runs the chain, and compares what is there with what it should be.
std::vector<trial> replay(const directory& of, const schema::database& models, const scratch_url& scratch) {
    std::vector<trial> made = trials(scratch, schemas_of(of, models));
    if (of.revisions().order().empty()) return made;
    for (trial& one : made) {
        one.upgrade(of, "head");
        require(one, of.head_snapshot(), "the revisions do not lead to what the last snapshot says",
                "a revision was edited without its snapshot, or the reverse: restore it, or correct its SQL; `check` "
                "tells more");
    }
    return made;
}

/// The new revision leads to its snapshot; back again to where it came from; and there once more.
void prove(std::vector<trial>& on, const directory& with_it, const std::string& id, const schema::database& before) {
    constexpr std::string_view fix =
        "nothing was written; this is a fault in Tain's comparison or rendering, please report it "
        "with the models";
    const std::vector<std::string>& parents = with_it.at(id).parents;
    for (trial& one : on) {
        one.upgrade(with_it, id);
        require(one, with_it.snapshot(id), "the new revision does not lead to what the models say", fix);
        one.downgrade(with_it, parents.empty() ? "base" : parents.front());
        require(one, before, "the downgrade of the new revision does not lead back", fix);
        one.upgrade(with_it, id);
        require(one, with_it.snapshot(id), "the new revision does not lead to what the models say, the second time",
                fix);
    }
}

}  // namespace

const schema::database& project::wanted() const {
    if (!models)
        throw error(
            "tain: this needs the application's models, which this tool does not know; use the application's own "
            "migrator (tain_add_migrator in CMake)");
    return *models;
}

new_revision autogenerate(const project& in, const std::string& message, const revision_options& how) {
    in.wanted();
    begin(message, {});
    const open_directory lock{in.directory};
    const directory files = directory::load(in.directory);
    const schema::database before = files.head_snapshot();
    const schema::database models = with_renames(in.wanted(), before, how);
    const std::vector<operation> changes = diff(before, models);
    std::vector<trial> on = replay(files, models, how.scratch);
    new_revision made{.changes = described(changes), .review = hints(changes)};
    if (changes.empty()) return made;
    for (const dialect in : {dialect::sqlite, dialect::postgresql})
        for (std::string& one : unfilled(for_dialect(changes, in), in))
            if (std::find(made.review.begin(), made.review.end(), one) == made.review.end())
                made.review.push_back(std::move(one));

    revision next = begin(message, files.revisions().heads());
    const std::vector<operation> back = reverse(changes);
    for (const dialect to : {dialect::sqlite, dialect::postgresql}) {
        next.find(direction::upgrade, to)->text = render(changes, to, before, models, {.online = how.online});
        next.find(direction::downgrade, to)->text = render(back, to, models, before, {.online = how.online});
    }
    const directory with_it = files.with(next, models);
    prove(on, with_it, next.id, before);
    made.file = write_files(with_it, next.id);
    made.id = next.id;
    return made;
}

new_revision empty_revision(const project& in, const std::string& message) {
    begin(message, {});
    const open_directory lock{in.directory};
    const directory files = directory::load(in.directory);
    const schema::database before = files.head_snapshot();
    const revision next = begin(message, files.revisions().heads());
    return {next.id, write_files(files.with(next, before), next.id), {}, {}};
}

new_revision merge(const project& in, const std::vector<std::string>& revisions, const std::string& message,
                   const scratch_url& scratch) {
    const open_directory lock{in.directory};
    const directory files = directory::load_existing(in.directory);
    std::vector<std::string> parents = files.revisions().heads();
    if (!revisions.empty()) {
        std::set<std::string> chosen;
        for (const std::string& one : revisions) chosen.insert(files.revisions().find(one));
        parents = files.revisions().heads_of(chosen);
        if (parents.size() != chosen.size())
            throw error(
                "tain: some of these revisions are before others of them; name revisions of different branches");
    }
    if (parents.size() < 2)
        throw error(
            fmt::format("tain: there is nothing to merge: {} is the only head; `heads` lists them", joined(parents)));
    const revision next = begin(message.empty() ? "merge " + joined(parents, " and ") : message, parents);
    const directory with_it = files.with(next, merged_snapshots(files, parents));
    for (trial& one : trials(scratch, schemas_of(files, {}))) {
        one.upgrade(with_it, next.id);
        require(one, with_it.snapshot(next.id), "the merged branches do not lead to what their snapshots say together",
                "correct the SQL of one of them");
    }
    return {next.id, write_files(with_it, next.id), {}, {}};
}

}  // namespace tain::migrate
