// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/temporary_directory.hpp"

#include <tain/dialect/dialect.hpp>
#include <tain/driver/connection.hpp>
#include <tain/migrate/directory.hpp>
#include <tain/migrate/revision.hpp>
#include <tain/schema/schema.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tain::test {

/// An empty database of its own: a SQLite file, or a schema on the PostgreSQL server that TAIN_TEST_POSTGRESQL names.
/// No server is a failure.
class fresh_database {
public:
    explicit fresh_database(dialect kind);
    fresh_database(const fresh_database&) = delete;
    fresh_database& operator=(const fresh_database&) = delete;
    ~fresh_database();

    dialect kind() const { return kind_; }
    const std::string& url() const { return url_; }
    std::unique_ptr<driver::connection> connect() const;
    /// Returns the first column of a query's rows.
    std::vector<std::string> values(std::string_view sql) const;
    std::vector<std::string> tables() const;

private:
    dialect kind_;
    temporary_directory place_{};
    std::string schema_{};
    std::string url_{};
    mutable std::unique_ptr<driver::connection> reader_{};  // what values() runs on, kept on PostgreSQL
};

/// A directory of migrations that are written by hand.
struct project {
    temporary_directory place{};

    std::string directory() const { return place.file("migrations"); }
    /// Adds a revision whose upgrade and downgrade are the same on both databases, and accepts it. Returns its file.
    std::string add(const std::string& id, const std::vector<std::string>& parents, const std::string& up,
                    const std::string& down = "", const schema::database& snapshot = {}) const;
    /// The same for one database alone.
    std::string add_on(dialect on, const std::string& id, const std::vector<std::string>& parents,
                       const std::string& up) const;
    /// Adds a revision that leads from one schema to another, up and down, on both databases: what `revision
    /// --autogenerate` writes.
    std::string add_change(const std::string& id, const std::vector<std::string>& parents, const schema::database& from,
                           const schema::database& to) const;
    void rehash(const std::vector<std::string>& ids) const;
    migrate::directory load() const { return migrate::directory::load(directory()); }
};

std::unique_ptr<driver::connection> open(const std::string& url);

/// Replaces the first `from` in a file; it must be there.
void replace(const std::string& file, const std::string& from, const std::string& to);

}  // namespace tain::test
