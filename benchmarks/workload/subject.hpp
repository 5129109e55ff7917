// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "models.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// One way of talking to a database, on a connection and tables of its own.
///
/// The virtual call is the same for every subject, so it cancels out of the ratios.
class subject {
public:
    subject() = default;
    subject(const subject&) = delete;
    subject& operator=(const subject&) = delete;
    virtual ~subject() = default;

    /// Runs SQL text of any number of statements; never timed.
    virtual void script(const std::string& sql) = 0;
    /// Empties both tables; never timed.
    virtual void clear() = 0;
    /// Is told that the tables were filled, and brings statistics up to date where the planner needs them.
    virtual void filled() {}

    /// `SELECT id, name, hair_color FROM users`
    virtual std::vector<user> all_users() = 0;
    /// `users LEFT JOIN posts WHERE hair_color = ? ORDER BY name`
    virtual std::vector<user_and_post> users_with_posts(const std::string& hair_color) = 0;
    virtual std::optional<user> get(std::int64_t id) = 0;
    /// Inserts all or nothing; the database makes the keys, and each is written back into its row.
    virtual void insert(std::vector<user>& rows) = 0;
    /// Writes every column but the key.
    virtual void update(const user& row) = 0;
};

/// A subject as the command line and the tables name it. `make` opens the database, creates the tables of `schema`
/// and prepares what the subject holds prepared.
struct entry {
    std::string_view slug;   ///< `plain_c`
    std::string_view title;  ///< `plain C`
    std::unique_ptr<subject> (*make)();
};

}  // namespace bench
