// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/migrate/directory.hpp>
#include <tain/migrate/operation.hpp>
#include <tain/schema/schema.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tain::migrate {

/// An empty database to try revisions on: SQLite in memory, or a schema of its own on a PostgreSQL server, which is
/// removed when this is destroyed.
class trial {
public:
    /// `schemas` are those that revisions and models name: they are made, too, and refused when they are there.
    /// Throws `tain::error` when a schema cannot be made.
    trial(const std::optional<std::string>& postgresql_url, const std::vector<std::string>& schemas);
    trial(const trial&) = delete;
    trial& operator=(const trial&) = delete;
    trial(trial&& other) noexcept;
    ~trial();

    driver::connection& on() { return *on_; }
    /// Returns `SQLite` or `PostgreSQL`.
    std::string_view name() const;

    /// Brings the database to `target`. Throws `migration_error`.
    void upgrade(const directory& of, std::string_view target);
    void downgrade(const directory& of, std::string_view target);

    /// Returns what would change the database into `wanted`, a line each.
    std::vector<std::string> differences(const schema::database& wanted);

private:
    void drop_schemas() noexcept;

    std::unique_ptr<driver::connection> on_;
    std::vector<std::string> schemas_{};  ///< that were made, quoted
};

/// Returns the databases to try on: SQLite, and PostgreSQL when a URL is given.
std::vector<trial> trials(const std::optional<std::string>& postgresql_url, const std::vector<std::string>& schemas);

/// Returns the schemas that a chain of revisions and the models may name.
std::vector<std::string> schemas_of(const directory& of, const schema::database& models);

/// Returns the operations' descriptions.
std::vector<std::string> described(const std::vector<operation>& of);

}  // namespace tain::migrate
