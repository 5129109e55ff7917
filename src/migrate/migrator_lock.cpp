// SPDX-License-Identifier: BSL-1.0
#include "migrator_lock.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/digest.hpp>

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <thread>

namespace tain::migrate {
namespace {

using std::chrono::steady_clock;

/// The lock's number: 63 bits of a digest of the database's and the schema's name. Locks of PostgreSQL are per database
/// already; the schema tells apart applications that share one.
std::string lock_key(driver::connection& on) {
    const driver::text_rows found = on.rows("SELECT current_database(), coalesce(current_schema(), '')");
    const std::string digest = sha256{}
                                   .add_field("tain migrator")
                                   .add_field(found.rows[0][0].value_or(""))
                                   .add_field(found.rows[0][1].value_or(""))
                                   .hex();
    std::uint64_t bits = 0;
    std::from_chars(digest.data(), digest.data() + 16, bits, 16);
    return std::to_string(bits >> 1U);
}

std::string holder(driver::connection& on, const std::string& key) {
    const driver::text_rows found = on.rows(
        "SELECT l.pid, a.application_name, a.client_addr, a.backend_start FROM pg_locks l "
        "LEFT JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 "
        "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
        "AND (l.classid::bigint << 32 | l.objid::bigint) = $1::bigint",
        std::vector<std::optional<std::string>>{key});
    if (found.rows.empty()) return "a session that is gone by now";
    const auto& row = found.rows[0];
    return fmt::format("the session with process id {}{}{}, connected since {}", row[0].value_or("?"),
                       row[1].value_or("").empty() ? "" : fmt::format(" ({})", *row[1]),
                       row[2] ? fmt::format(" from {}", *row[2]) : "", row[3].value_or("?"));
}

}  // namespace

migrator_lock::migrator_lock(driver::connection& on, std::chrono::milliseconds timeout) : on_(on) {
    if (on.kind() != dialect::postgresql) return;
    const std::string key = lock_key(on);
    const steady_clock::time_point end = steady_clock::now() + timeout;
    while (on.rows("SELECT pg_try_advisory_lock(" + key + ")").rows[0][0] != "t") {
        if (steady_clock::now() >= end)
            throw error(
                fmt::format("tain: another migrator works on this database: {} holds the lock; wait for it, or give "
                            "more time with --lock-timeout",
                            holder(on, key)));
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    key_ = key;
}

migrator_lock::~migrator_lock() {
    if (key_.empty()) return;
    // What fails once, such as for statement_timeout, is tried again: a session that goes on would keep the lock.
    for (int attempt = 0; attempt != 2 && on_.usable(); ++attempt) {
        try {
            on_.rows("SELECT pg_advisory_unlock(" + key_ + ")");
            return;
        } catch (const std::exception&) {
            // The session is broken: the server lets go of its locks when it ends.
        }
    }
}

migrator_transaction::migrator_transaction(driver::connection& on, std::chrono::milliseconds timeout) : on_(on) {
    const bool lite = on.kind() == dialect::sqlite;
    const steady_clock::time_point end = steady_clock::now() + timeout;
    for (;;) {
        try {
            on.script(lite ? "BEGIN IMMEDIATE" : "BEGIN");
            break;
        } catch (const conflict_error& e) {
            if (steady_clock::now() >= end)
                throw error(fmt::format(
                    "tain: another connection writes to this database and did not end in {} s ({}); wait for "
                    "it, or give more time with --lock-timeout",
                    std::chrono::duration_cast<std::chrono::seconds>(timeout).count(), e.report().server));
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        }
    }
    open_ = true;
    if (lite) return;
    try {
        search_path_ = on.rows("SELECT current_setting('search_path')").rows[0][0];
    } catch (...) {
        rollback();
        throw;
    }
}

migrator_transaction::~migrator_transaction() { rollback(); }

void migrator_transaction::commit() {
    if (search_path_)
        on_.rows("SELECT set_config('search_path', $1, false)", std::vector<std::optional<std::string>>{search_path_});
    on_.script("COMMIT");
    open_ = false;
    on_.forget_statements();
}

void migrator_transaction::rollback() noexcept {
    if (!open_) return;
    open_ = false;
    try {
        // SQLite may have rolled back by itself, for a full disk or RAISE(ROLLBACK).
        if (on_.usable() && on_.in_transaction()) on_.script("ROLLBACK");
        on_.forget_statements();
    } catch (const std::exception&) {
        // The connection is lost, and the transaction with it.
    }
}

}  // namespace tain::migrate
