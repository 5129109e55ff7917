// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "terminal.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/connect.hpp>
#include <tain/migrate/directory.hpp>
#include <tain/migrate/introspect.hpp>
#include <tain/migrate/snapshot.hpp>

#include <fmt/format.h>
#include <CLI/Validators.hpp>

#include <memory>
#include <optional>

namespace tain::tools {
namespace {

std::string label(const migrate::directory& in, const std::string& id) {
    return in.revisions().contains(id) ? fmt::format("{} {}", id, one_line(in.at(id).message)) : id;
}

int print_current(const context& in, const std::string& url) {
    const migrate::directory files = migrate::directory::load(in.directory);
    const auto on = migrate::connect_to_read(needed(url));
    const migrate::current_state now = migrate::current({in.directory, {}}, *on);
    if (now.heads.empty()) fmt::print("nothing is applied\n");
    for (const std::string& id : now.heads)
        fmt::print("{}{}\n", label(files, id),
                   files.revisions().contains(id) && files.revisions().children(id).empty() ? " (head)" : "");
    for (const std::string& id : now.pending) fmt::print("pending: {}\n", label(files, id));
    for (const std::string& id : now.unknown)
        fmt::print("unknown: {} is applied here, and is not in {}\n", id, in.directory);
    for (const std::string& id : now.edited)
        fmt::print("edited: {} was edited since it was applied\n", label(files, id));
    if (!now.unfinished.empty()) fmt::print("unfinished: {}\n", now.unfinished);
    return now.unknown.empty() && now.edited.empty() && now.unfinished.empty() ? 0 : 1;
}

int print_history(const context& in, const std::string& url) {
    std::unique_ptr<driver::connection> on;
    if (!url.empty()) on = migrate::connect_to_read(url);
    for (const migrate::history_entry& one : migrate::history({in.directory, {}}, on.get())) {
        std::string marks = one.is_head ? " (head)" : "";
        if (one.parents.size() > 1) marks += " (merge)";
        if (one.is_applied) marks += fmt::format(" (applied {})", one.applied_at);
        fmt::print("{} {}  {}{}\n    after {}\n", one.id, one.created, one_line(one.message), marks,
                   one.parents.empty() ? "nothing" : fmt::format("{}", fmt::join(one.parents, ", ")));
    }
    return 0;
}

int print_heads(const context& in) {
    const migrate::directory files = migrate::directory::load(in.directory);
    for (const std::string& id : files.revisions().heads()) fmt::print("{}\n", label(files, id));
    return 0;
}

int print_findings(const std::vector<std::string>& found, std::string_view good, std::string_view fix) {
    for (const std::string& one : found) fmt::print("{}\n", one);
    if (found.empty())
        fmt::print("{}\n", good);
    else if (!fix.empty())
        fmt::print("{}\n", fix);
    return found.empty() ? 0 : 1;
}

/// What commands that read a database are told.
struct reading {
    std::string url{};
    std::string scratch{};
    std::string format = "sql";
    migrate::filter passing{};
    bool as_json = false;
};

/// Connects to the scratch database of a comparison; null where none is needed.
std::unique_ptr<driver::connection> scratch_for(const driver::connection& live, const std::string& url) {
    if (url.empty() || live.kind() == dialect::sqlite) return nullptr;
    return migrate::connect(url, true);
}

int check(const context& in, const reading& with) {
    const migrate::project of = in.project();
    std::vector<std::string> found =
        migrate::check(of, with.scratch.empty() ? std::nullopt : std::optional{with.scratch});
    if (!with.url.empty()) {
        const auto on = migrate::connect_to_read(with.url);
        const auto scratch = scratch_for(*on, with.scratch);
        for (std::string& one : migrate::check_database(of, *on, with.passing, scratch.get()))
            found.push_back(std::move(one));
    }
    return print_findings(
        found, with.url.empty() ? "models and migrations agree" : "models, migrations and the database agree", "");
}

/// `+` for what comes, `-` for what goes, `~` for what changes.
char sign_of(const migrate::operation& of) {
    const std::string_view kind = migrate::kind_of(of);
    if (kind.starts_with("add_") || kind.starts_with("create_")) return '+';
    return kind.starts_with("drop_") ? '-' : '~';
}

constexpr int differs = 2;

int diff(const context& in, const reading& with) {
    const auto on = migrate::connect_to_read(needed(with.url));
    const auto scratch = scratch_for(*on, with.scratch);
    const migrate::database_diff found = migrate::diff_database(in.project(), *on, with.passing, scratch.get());
    if (!found.note.empty()) fmt::print(stderr, "{}\n", found.note);
    if (with.as_json) {
        fmt::print("{}", migrate::write_json(found));
        return found.operations.empty() ? 0 : differs;
    }
    for (const migrate::operation& one : found.operations)
        fmt::print("{}\n", colored(migrate::describe(one), sign_of(one)));
    if (found.operations.empty()) fmt::print("the database is as the models say\n");
    for (const migrate::object& one : found.left_alone)
        fmt::print("left alone: {} {}{}\n", one.kind, one_line(one.name),
                   one.table.empty() ? "" : " of " + one_line(one.table));
    return found.operations.empty() ? 0 : differs;
}

int inspect(const reading& with) {
    const auto on = migrate::connect_to_read(needed(with.url));
    fmt::print("{}", with.format == "json"
                         ? migrate::write_snapshot(migrate::filtered(migrate::introspect(*on), with.passing))
                         : migrate::inspect(*on, with.passing));
    return 0;
}

void add_check(CLI::App& app, const context& in, action& chosen) {
    CLI::App* const command = app.add_subcommand(
        "check",
        "Fail when models and migrations differ, listing what is missing.\n\n"
        "Compares the models with the last snapshot, and replays all revisions in an empty SQLite database (and in "
        "--scratch)\n"
        "to see that they lead to that snapshot. Needs no database of yours: for CI. With --url also: that database "
        "has "
        "all\nrevisions, as they are here, and is as the models say.");
    const auto with = std::make_shared<reading>();
    add_scratch(*command, with->scratch);
    command->add_option("--url", with->url, "A database to check, too");
    add_filter(*command, with->passing);
    command->callback([&in, &chosen, with] { chosen = [&in, with] { return check(in, *with); }; });
}

void add_diff(CLI::App& app, const context& in, action& chosen) {
    CLI::App* const command = app.add_subcommand(
        "diff",
        "List what would change a live database into what the models say. Only reads.\n\n"
        "Exits with 2 when there is something. What no model describes (views, triggers …) is listed as left alone.");
    const auto with = std::make_shared<reading>();
    add_url(*command, with->url);
    add_scratch(
        *command, with->scratch,
        "A writable PostgreSQL, where the models' schema is made for a while to be compared, when the database is "
        "a standby, or the role lacks TEMPORARY");
    add_filter(*command, with->passing);
    command->add_flag("--json", with->as_json, "Print JSON: operations with kind, table and description");
    command->callback([&in, &chosen, with] { chosen = [&in, with] { return diff(in, *with); }; });
}

void add_inspect(CLI::App& app, action& chosen) {
    CLI::App* const command =
        app.add_subcommand("inspect",
                           "Print the schema of a live database. Only reads.\n\n"
                           "As SQL that creates it, or as JSON: what a snapshot of models with that schema would be.");
    const auto with = std::make_shared<reading>();
    add_url(*command, with->url);
    add_filter(*command, with->passing);
    command->add_option("--format", with->format, "sql or json")
        ->capture_default_str()
        ->check(CLI::IsMember({"sql", "json"}));
    command->callback([&chosen, with] { chosen = [with] { return inspect(*with); }; });
}

/// Adds a subcommand whose only argument is one text, or none.
template <class Do>
void add(CLI::App& app, action& chosen, const char* name, const char* help, void (*option)(CLI::App&, std::string&),
         Do&& what) {
    CLI::App* const command = app.add_subcommand(name, help);
    const auto text = std::make_shared<std::string>();
    if (option != nullptr) option(*command, *text);
    command->callback([&chosen, text, what] { chosen = [text, what] { return what(*text); }; });
}

}  // namespace

void add_reading_commands(CLI::App& app, const context& in, action& chosen) {
    add(app, chosen, "current",
        "Show the revision that a database is at, and what is pending.\n\n"
        "Fails when the database has revisions that are not here, were edited since, or were interrupted.",
        add_url, [&in](const std::string& url) { return print_current(in, url); });
    add(
        app, chosen, "history", "List all revisions, newest first; with --url also when each was applied.",
        [](CLI::App& to, std::string& url) {
            to.add_option("--url", url, "A database whose applied revisions are marked");
        },
        [&in](const std::string& url) { return print_history(in, url); });
    add(app, chosen, "heads",
        "List the revisions that no other follows. One is as it should be: `merge` joins several.", nullptr,
        [&in](const std::string&) { return print_heads(in); });
    add_check(app, in, chosen);
    add_diff(app, in, chosen);
    add_inspect(app, chosen);
}

}  // namespace tain::tools
