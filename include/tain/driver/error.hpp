// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace tain {

/// Everything that Tain throws. `what()` is one sentence that ends in the fix.
class error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What the database said, kept apart from our own words.
struct database_report {
    std::string server{};      ///< the server's or library's own message, verbatim
    std::string code{};        ///< SQLSTATE (`23505`), or SQLite's extended code by name (`SQLITE_CONSTRAINT_UNIQUE`)
    std::string sql{};         ///< the statement; bound values are never in it
    std::string constraint{};  ///< the constraint's name, where the database tells it
    std::string table{};
    std::string column{};
    std::source_location where{};
};

/// A statement that the database refused. Unless it is a `connection_error` the connection is still usable; inside a
/// transaction PostgreSQL accepts nothing more until it is rolled back (to a savepoint).
class database_error : public error {
public:
    database_error(const std::string& message, const database_report& report) : error(message), report_(report) {}

    const database_report& report() const noexcept { return report_; }
    const std::string& code() const noexcept { return report_.code; }
    const std::string& sql() const noexcept { return report_.sql; }

private:
    database_report report_;
};

/// The database cannot be reached, or the connection was lost. The connection is discarded.
class connection_error : public database_error {
public:
    using database_error::database_error;
};

/// Which kind of constraint refused a row.
enum class constraint_kind : std::uint8_t { unique, primary_key, foreign_key, check, not_null, exclusion, other };

/// A row that a constraint refused.
class constraint_error : public database_error {
public:
    constraint_error(const std::string& message, constraint_kind kind, const database_report& report)
        : database_error(message, report), kind_(kind) {}

    constraint_kind kind() const noexcept { return kind_; }
    const std::string& constraint() const noexcept { return report().constraint; }

private:
    constraint_kind kind_;
};

/// Another transaction was in the way (lock timeout, deadlock, serialization failure, busy). Running the whole
/// transaction again may succeed.
class conflict_error : public database_error {
public:
    using database_error::database_error;
};

/// A value that does not fit: a row's into its member, or a member's into its column. The connection is usable.
class row_error : public error {
public:
    using error::error;
};

/// The row of an object is not in the database any more, or not in the state that the object has: an UPDATE or DELETE
/// matched no row, or a refresh found none. The connection is usable, in a transaction too; a session is as it was before
/// the call.
class stale_error : public error {
public:
    stale_error(const std::string& message, std::string model, std::string key,
                std::optional<std::int64_t> expected_version = {})
        : error(message), model_(std::move(model)), key_(std::move(key)), expected_version_(expected_version) {}

    /// The C++ type of the object, such as `User`.
    const std::string& model() const noexcept { return model_; }
    /// The row's primary key, such as `id 7`.
    const std::string& key() const noexcept { return key_; }
    /// The version that the row should have had, for a model that has one.
    std::optional<std::int64_t> expected_version() const noexcept { return expected_version_; }

private:
    std::string model_;
    std::string key_;
    std::optional<std::int64_t> expected_version_;
};

/// A statement asks for something that the dialect at hand lacks.
class unsupported : public error {
public:
    using error::error;
};

}  // namespace tain
