// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace tain::migrate {

/// Keeps other migrators out of a PostgreSQL database while it lives; does nothing on SQLite, where BEGIN IMMEDIATE
/// does. An advisory lock of the session: a lost connection lets go of it too.
class migrator_lock {
public:
    /// Tries again until `timeout` has passed. A session that waits inside the server would hold a snapshot, and CREATE
    /// INDEX CONCURRENTLY of the migrator before it would wait for that forever.
    /// Throws `tain::error` naming who holds the lock.
    migrator_lock(driver::connection& on, std::chrono::milliseconds timeout);
    migrator_lock(const migrator_lock&) = delete;
    migrator_lock& operator=(const migrator_lock&) = delete;
    ~migrator_lock();

private:
    driver::connection& on_;
    std::string key_{};
};

/// A transaction that a migrator works in: BEGIN IMMEDIATE on SQLite. Rolls back unless it was committed, and keeps
/// search_path on PostgreSQL as it was.
class migrator_transaction {
public:
    /// On SQLite waits until `timeout` has passed. Throws `tain::error` when the lock cannot be had.
    migrator_transaction(driver::connection& on, std::chrono::milliseconds timeout);
    migrator_transaction(const migrator_transaction&) = delete;
    migrator_transaction& operator=(const migrator_transaction&) = delete;
    ~migrator_transaction();

    void commit();
    /// Rolls back now. Never throws; a lost connection has rolled back by itself.
    void rollback() noexcept;

private:
    driver::connection& on_;
    bool open_ = false;
    std::optional<std::string> search_path_{};
};

}  // namespace tain::migrate
