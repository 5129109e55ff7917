// SPDX-License-Identifier: BSL-1.0
#include "migrator_lock.hpp"
#include "section_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

namespace tain::migrate {
namespace {

/// The steps of one section: what is done, and the rules of going on.
class steps {
public:
    explicit steps(const section_run& run) : run_(run) {}

    bool go() {
        if (!begin()) return false;
        if (run_.how.begin) run_.how.begin(run_.owner(), run_.way);
        while (at_.steps < run_.what.statements.size())
            if (!next()) return false;
        migrator_transaction transaction{run_.on, run_.how.lock_timeout};
        if (!still_mine()) return false;
        state_writer writer{run_.on};
        run_.record(writer);
        transaction.commit();
        return true;
    }

private:
    /// Takes over what an earlier run recorded, or makes the first record.
    bool begin() {
        migrator_transaction transaction{run_.on, run_.how.lock_timeout};
        const state now = state::read(run_.on);
        if (!run_.is_due(now)) return false;
        at_ = progress{run_.way, 0, statements_digest(run_.what, 0, run_.on.kind()), false};
        const auto row = now.rows().find(run_.id);
        if (row != now.rows().end() && row->second.unfinished) {
            at_ = *row->second.unfinished;
            if (at_.steps > run_.what.statements.size() ||
                at_.done != statements_digest(run_.what, at_.steps, run_.on.kind()))
                throw error(fmt::format(
                    "tain: revision {} was interrupted here after {} of its statements, and those were edited "
                    "since in {}; restore them, what comes after them may be edited",
                    run_.id, at_.steps, run_.owner().file));
            return true;
        }
        write(transaction);
        return true;
    }

    void write(migrator_transaction& in) {
        state_writer{run_.on}.reached(run_.id, run_.of.digest(run_.id), at_);
        in.commit();
    }

    void write() {
        migrator_transaction transaction{run_.on, run_.how.lock_timeout};
        write(transaction);
    }

    /// Reads the record again within a transaction, and takes over what another migrator has done meanwhile (on SQLite,
    /// where nothing is locked between the steps). False when it has finished the section.
    bool still_mine() {
        const state now = state::read(run_.on);
        const auto row = now.rows().find(run_.id);
        if (row == now.rows().end() || !row->second.unfinished) return false;
        at_ = *row->second.unfinished;
        return true;
    }

    void advance() {
        ++at_.steps;
        at_.done = statements_digest(run_.what, at_.steps, run_.on.kind());
        at_.in_doubt = false;
    }

    std::string kept() const {
        if (at_.steps == 0) return "no statement of this section was kept";
        return fmt::format("its first {} statement{} stay{} and will not be run again", at_.steps,
                           at_.steps == 1 ? "" : "s", at_.steps == 1 ? "s" : "");
    }

    /// Runs the next statement: with its record in one transaction if that can be, or else between two records.
    bool next() {
        const sql_statement& one = run_.what.statements[at_.steps];
        const bool lite = run_.on.kind() == dialect::sqlite;
        if (!lite || !runs_outside_transactions(one)) {
            migrator_transaction transaction{run_.on, run_.how.lock_timeout};
            const std::size_t expected = at_.steps;
            if (!still_mine()) return false;
            if (at_.steps != expected) return true;
            const progress before = at_;
            try {
                run_.on.script(one.text);
                advance();
                write(transaction);
                return true;
            } catch (const database_error& e) {
                transaction.rollback();
                at_ = before;
                // active_sql_transaction, invalid_transaction_termination: the statement needs to be by itself.
                if (lite || (e.code() != "25001" && e.code() != "2D000")) throw run_.failure(&one, e, kept());
                commits_by_itself_ = e.code() == "2D000";
            }
        }
        outside(one);
        return true;
    }

    void outside(const sql_statement& one) {
        const bool was_begun = at_.in_doubt;
        const outcome found = find_out(one, was_begun);
        if (found == outcome::not_done) {
            at_.in_doubt = true;
            write();
            try {
                run_.on.script(one.text);
            } catch (const database_error& e) {
                if (!was_begun || !was_done_before(one, e.report())) {
                    // What commits by itself may be done in part.
                    at_.in_doubt = commits_by_itself_;
                    if (run_.on.usable()) write();
                    throw run_.failure(&one, e, kept());
                }
            }
        }
        advance();
        write();
    }

    outcome find_out(const sql_statement& one, bool was_begun) {
        if (run_.on.kind() == dialect::sqlite)
            return outcome::not_done;  // VACUUM, PRAGMA, ATTACH: done twice, done once
        const outcome found = recover(run_.on, one, was_begun);
        if (found != outcome::unknown) return found;
        if (run_.how.in_doubt == in_doubt::done) return outcome::done;
        if (run_.how.in_doubt == in_doubt::again) return outcome::not_done;
        throw error(fmt::format(
            "tain: revision {} was interrupted here while the statement at {}:{} ran outside any transaction, "
            "and nothing tells whether it is done; look at the database, then go on with --in-doubt again "
            "or --in-doubt done",
            run_.id, run_.owner().file, one.line));
    }

    const section_run& run_;
    progress at_{};
    bool commits_by_itself_ = false;
};

}  // namespace

bool run_steps(const section_run& run) { return steps{run}.go(); }

}  // namespace tain::migrate
