// SPDX-License-Identifier: BSL-1.0
#include "section_run.hpp"

#include "migrator_lock.hpp"
#include "text.hpp"

#include <tain/migrate/rebuild.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tain::migrate {
namespace {

/// Turns SQLite's foreign keys off for a section that rebuilds tables: dropping the old table would delete the rows that
/// refer to it. Must be done, and undone, outside any transaction.
class foreign_keys_off {
public:
    foreign_keys_off(driver::connection& on, bool wanted) : on_(on) {
        if (!wanted || on.rows("PRAGMA foreign_keys").rows[0][0] != "1") return;
        on.script("PRAGMA foreign_keys = OFF");
        was_on_ = true;
    }
    foreign_keys_off(const foreign_keys_off&) = delete;
    foreign_keys_off& operator=(const foreign_keys_off&) = delete;
    ~foreign_keys_off() {
        if (was_on_ && on_.usable()) turn_on();
    }

    /// Throws `tain::error` when they stay off: nobody would notice on a connection that works otherwise.
    void undo(const std::string& revision) {
        if (!was_on_ || turn_on()) return;
        was_on_ = false;
        throw error(fmt::format(
            "tain: revision {} is done, but foreign keys could not be turned on again on this connection; close it",
            revision));
    }

private:
    /// What fails once, such as for an interrupt, is tried again. SQLite ignores the setting within a transaction.
    bool turn_on() noexcept {
        for (int attempt = 0; attempt != 2; ++attempt) {
            try {
                on_.script("PRAGMA foreign_keys = ON");
                if (on_.rows("PRAGMA foreign_keys").rows[0][0] != "1") continue;
                was_on_ = false;
                return true;
            } catch (const std::exception&) {
                // Once more, or never.
            }
        }
        return false;
    }

    driver::connection& on_;
    bool was_on_ = false;
};

/// Returns the statement of the section that `sql` is, or is the beginning of.
const sql_statement* find(const section& in, std::string_view sql) {
    const std::vector<sql_statement> sought = split_statements(sql, dialect::sqlite);
    for (const sql_statement& one : in.statements)
        if (!sought.empty() && one.text == sought.front().text) return &one;
    return nullptr;
}

std::string cut(std::string_view sql) {
    constexpr std::size_t most = 1000;
    if (sql.size() <= most) return std::string{sql};
    std::size_t end = most;
    while ((static_cast<unsigned char>(sql[end]) & 0xc0U) == 0x80U) --end;
    return std::string{sql.substr(0, end)} + " …";
}

/// Indents the lines of a text that follow its first.
std::string indented(std::string_view text) {
    std::string made;
    for (const char c : text) {
        made += c;
        if (c == '\n') made += "    ";
    }
    return made;
}

constexpr std::string_view nothing_kept = "nothing of this revision was kept";

/// Returns what to do about a failure.
std::string advice(const error& why, const std::string& id, bool transactional) {
    if (dynamic_cast<const connection_error*>(&why) != nullptr)
        return "see that the database can be reached, and run it again";
    if (dynamic_cast<const conflict_error*>(&why) != nullptr) return "run it again when nothing else uses these tables";
    const auto* const refused = dynamic_cast<const database_error*>(&why);
    const std::string code = refused == nullptr ? "" : refused->code();
    if (code.starts_with("SQLITE_CORRUPT") || code.starts_with("SQLITE_NOTADB"))
        return "the file is damaged: restore it from a copy";
    if (code.starts_with("SQLITE_IOERR") || code.starts_with("SQLITE_FULL") || code.starts_with("53"))
        return "see that the disk is sound and has room, and run it again";
    if (code == "42501") return "grant the role that right, or connect with another, and run it again";
    if (code == "25006" || code.starts_with("SQLITE_READONLY"))
        return "connect to a database that may be written, and run it again";
    // active_sql_transaction
    if (transactional && code == "25001")
        return fmt::format("put `-- tain:no-transaction` at the top of its section, `rehash {}`, and run it again", id);
    // not_null_violation
    if (code == "23502" || code == "SQLITE_CONSTRAINT_NOTNULL")
        return fmt::format(
            "rows that are there need a value: say which with backfill<…>(…) or server_default<…>(…) in the mapping, "
            "or let the member be std::optional, and make the revision anew; or write the UPDATE into the file, "
            "`rehash "
            "{}`, and run it again",
            id);
    return fmt::format("correct it, `rehash {}`, and run it again", id);
}

}  // namespace

bool section_run::is_due(const state& now) const {
    const std::set<std::string> applied = now.applied();
    const bool there = applied.contains(id);
    const auto refuse = [&](const std::string& other, std::string_view is) {
        throw error(
            fmt::format("tain: cannot {} revision {}: meanwhile another migrator saw to it that revision {} {}; run "
                        "`current`, then decide again",
                        name(way), id, other, is));
    };
    if (way == direction::upgrade) {
        if (there) return false;
        for (const std::string& parent : of.revisions().parents(id))
            if (!applied.contains(parent)) refuse(parent, "is not applied any more");
        return true;
    }
    if (!there) return false;
    for (const std::string& child : of.revisions().children(id))
        if (applied.contains(child)) refuse(child, "is applied");
    return true;
}

void section_run::record(state_writer& to) const {
    if (way == direction::upgrade)
        to.applied(id, of.digest(id));
    else
        to.undone(id);
}

migration_error section_run::failure(const sql_statement* statement, const error& why, std::string_view kept) const {
    const auto* const refused = dynamic_cast<const database_error*>(&why);
    const database_report report = refused == nullptr ? database_report{} : refused->report();
    std::string message =
        fmt::format("tain: cannot {} revision {} ({}): {}\n  at {}:{}, in `-- tain:{} {}`",
                    way == direction::upgrade ? "apply" : "undo", id, printable(owner().message), kept, owner().file,
                    statement == nullptr ? what.line : statement->line, name(way), tain::name(on.kind()));
    if (statement != nullptr) message += "\n  SQL: " + indented(cut(statement->text));
    if (refused != nullptr && !report.server.empty())
        message += fmt::format("\n  {}: {} ({})", on.kind() == dialect::sqlite ? "SQLite" : "server",
                               indented(report.server), report.code);
    else
        message +=
            "\n  " +
            indented(std::string_view{why.what()}.substr(std::string_view{why.what()}.starts_with("tain: ") ? 6 : 0));
    message += "\n  " + advice(why, id, what.transactional);
    return {message, id, owner().file, statement == nullptr ? 0 : statement->line, report};
}

bool run_transaction(const section_run& run) {
    foreign_keys_off keys{run.on, run.what.rebuilds()};
    migrator_transaction transaction{run.on, run.how.lock_timeout};
    if (!run.is_due(state::read(run.on))) return false;
    if (run.how.begin) run.how.begin(run.owner(), run.way);
    state_writer writer{run.on};
    std::optional<rebuild_guard> guard;
    const sql_statement* current = nullptr;
    bool committing = false;
    try {
        if (run.what.rebuilds()) {
            guard.emplace(run.on, run.what.text);
            guard->run();
            guard->finish();
            if (guard->had_statistics()) run.on.script("ANALYZE");
        } else {
            for (const sql_statement& one : run.what.statements) {
                current = &one;
                run.on.script(one.text);
                if (!run.on.in_transaction())
                    throw error("tain: the statement ended the transaction; take that out of it");
            }
        }
        current = nullptr;
        run.record(writer);
        committing = true;
        transaction.commit();
    } catch (const connection_error& e) {
        throw run.failure(current, e,
                          committing ? "the connection was lost at its COMMIT, and `current` tells whether it is there"
                                     : nothing_kept);
    } catch (const database_error& e) {
        transaction.rollback();
        throw run.failure(current != nullptr ? current : find(run.what, e.sql()), e, nothing_kept);
    } catch (const error& e) {
        transaction.rollback();
        throw run.failure(current, e, nothing_kept);
    }
    keys.undo(run.id);
    return true;
}

}  // namespace tain::migrate
