// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "terminal.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/connect.hpp>
#include <tain/migrate/directory.hpp>
#include <tain/migrate/state.hpp>

#include <fmt/format.h>
#include <CLI/Validators.hpp>

#include <map>
#include <memory>

namespace tain::tools {
namespace {

struct move_arguments {
    std::string target{};
    std::string url{};
    std::string scratch{};
    std::string from = "base";
    std::string dialect{};
    std::string in_doubt{};
    double lock_timeout = 60;
    double table_lock_timeout = 0;
    bool sql = false;
    bool unguarded = false;
};

tain::dialect dialect_of(const move_arguments& with) {
    if (with.dialect.empty())
        throw error("tain: --sql needs to know for which database; add --dialect sqlite or postgresql");
    return with.dialect == name(dialect::sqlite) ? dialect::sqlite : dialect::postgresql;
}

migrate::run_options run_options(const move_arguments& with) {
    migrate::run_options made;
    made.lock_timeout = std::chrono::milliseconds{static_cast<std::int64_t>(with.lock_timeout * 1000)};
    made.table_lock_timeout = std::chrono::milliseconds{static_cast<std::int64_t>(with.table_lock_timeout * 1000)};
    if (with.in_doubt == "again") made.in_doubt = migrate::in_doubt::again;
    if (with.in_doubt == "done") made.in_doubt = migrate::in_doubt::done;
    made.begin = [](const migrate::revision& of, migrate::direction way) {
        fmt::print("{} {} {}\n", way == migrate::direction::upgrade ? "applying" : "undoing", of.id,
                   one_line(of.message));
        std::fflush(stdout);
    };
    return made;
}

int move(const context& in, const move_arguments& with, migrate::direction way) {
    if (with.sql) {
        fmt::print("{}", migrate::offline_sql({in.directory, {}}, way, dialect_of(with), with.target, with.from,
                                              with.unguarded));
        return 0;
    }
    const migrate::directory files = migrate::directory::load_existing(in.directory);
    const auto on = migrate::connect(needed(with.url), way == migrate::direction::downgrade);
    migrate::runner run{*on, files, run_options(with)};
    const bool up = way == migrate::direction::upgrade;
    const std::vector<std::string> done = up ? run.upgrade(with.target) : run.downgrade(with.target);
    if (done.empty()) fmt::print("nothing to {}\n", up ? "apply" : "undo");
    const std::vector<std::string> heads = files.revisions().heads_of(migrate::state::read(*on).applied());
    fmt::print("the database is at {}\n",
               heads.empty() ? "the base: nothing is applied" : fmt::format("{}", fmt::join(heads, ", ")));
    return 0;
}

void add_move(CLI::App& app, const context& in, action& chosen, migrate::direction way) {
    const bool up = way == migrate::direction::upgrade;
    CLI::App* const command = app.add_subcommand(
        std::string{migrate::name(way)},
        up ? "Apply the revisions that a database lacks.\n\n"
             "Each is one transaction: it is there whole or not at all. One migrator at a time works on a database.\n"
             "Targets: head (default), heads (all of several), an id or its beginning, +2 (the next two), head-1."
           : "Undo the revisions that came after a target.\n\n"
             "Targets: an id or its beginning, -1 (undo the last), base (undo everything), head-1.");
    const auto with = std::make_shared<move_arguments>();
    with->target = up ? "head" : "";
    if (!up) with->from = "head";
    CLI::Option* const target = command->add_option("target", with->target, "Where to go");
    if (up)
        target->capture_default_str();
    else
        target->required();
    add_url(*command, with->url);
    command->add_option("--lock-timeout", with->lock_timeout, "Seconds to wait for another migrator")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 1e6));
    command
        ->add_option("--table-lock-timeout", with->table_lock_timeout,
                     "Seconds that a statement may wait for a table that others use, on PostgreSQL, while all others "
                     "wait behind it; run it again then. 0: as the server says")
        ->check(CLI::Range(0.0, 1e6));
    command
        ->add_option("--in-doubt", with->in_doubt,
                     "A statement was interrupted outside a transaction, and nothing tells "
                     "whether it is done: run it `again`, or take it for `done`")
        ->check(CLI::IsMember({"again", "done"}));
    CLI::Option* const sql = command->add_flag(
        "--sql", with->sql, "Print the SQL for a database that is not at hand, instead of running it");
    command->add_option("--dialect", with->dialect, "For --sql: sqlite or postgresql")
        ->check(CLI::IsMember({"sqlite", "postgresql"}))
        ->needs(sql);
    command->add_option("--from", with->from, "For --sql: the revision that the database is at")
        ->capture_default_str()
        ->needs(sql);
    command
        ->add_flag(
            "--unguarded", with->unguarded,
            "For --sql on SQLite: print rebuilds and drops of tables too, although nobody looks after triggers then")
        ->needs(sql);
    command->callback([&in, &chosen, with, way] { chosen = [&in, with, way] { return move(in, *with, way); }; });
}

void add_stamp(CLI::App& app, const context& in, action& chosen) {
    CLI::App* const command = app.add_subcommand(
        "stamp",
        "Say that a database has a revision and those before it, without running anything.\n\n"
        "For a database that got its schema in another way. It must have the schema that the revision leaves.");
    const auto with = std::make_shared<move_arguments>();
    command->add_option("target", with->target, "head, an id, or base (nothing)")->required();
    add_url(*command, with->url);
    add_scratch(
        *command, with->scratch,
        "A writable PostgreSQL, where the schema is made for a while to be compared, when the role lacks TEMPORARY");
    command->add_flag("--unchecked", with->unguarded, "Don't compare the database with the revision's schema first");
    command->callback([&in, &chosen, with] {
        chosen = [&in, with] {
            const auto on = migrate::connect(needed(with->url), true);
            std::unique_ptr<driver::connection> scratch;
            if (!with->scratch.empty() && on->kind() == dialect::postgresql)
                scratch = migrate::connect(with->scratch, true);
            const std::vector<std::string> changed =
                migrate::stamp({in.directory, {}}, *on, with->target, with->unguarded, scratch.get());
            const std::set<std::string> applied = migrate::state::read(*on).applied();
            if (changed.empty()) fmt::print("nothing to change\n");
            for (const std::string& id : changed)
                fmt::print("{} {}\n", applied.contains(id) ? "stamped" : "removed", id);
            return 0;
        };
    });
}

}  // namespace

void add_url(CLI::App& to, std::string& url) {
    to.add_option("--url", url, "The database: sqlite:app.db, sqlite:///var/app.db, postgresql://user@host/name")
        ->envname("TAIN_DATABASE_URL");
}

void add_filter(CLI::App& to, migrate::filter& passing) {
    to.add_option("--ignore", passing.ignore,
                  "Leave alone what is called so, with * and ?: tables (legacy_*), or columns, constraints and indexes "
                  "of one (users.tmp_*)");
    to.add_option("--only", passing.only, "Look at the tables that are called so, and at no others");
}

void add_scratch(CLI::App& to, std::string& url, const char* help) {
    to.add_option("--scratch", url, help)->envname("TAIN_SCRATCH_URL");
}

const std::string& needed(const std::string& url) {
    if (url.empty())
        throw error(
            "tain: which database? give --url, or set TAIN_DATABASE_URL: sqlite:app.db or postgresql://user@host/name");
    return url;
}

void add_database_commands(CLI::App& app, const context& in, action& chosen) {
    add_move(app, in, chosen, migrate::direction::upgrade);
    add_move(app, in, chosen, migrate::direction::downgrade);
    add_stamp(app, in, chosen);
}

}  // namespace tain::tools
