// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tain::migrate {

enum class direction : std::uint8_t { upgrade, downgrade };

/// Returns the direction as migration files spell it.
constexpr std::string_view name(direction of) { return of == direction::upgrade ? "upgrade" : "downgrade"; }

/// One SQL statement of a section, without its semicolon.
struct sql_statement {
    std::string text{};
    std::size_t line = 0;  ///< where it begins in its file, from 1
};

/// A `-- tain:` line within a section, other than `no-transaction`.
struct directive {
    std::string name{};
    std::string arguments{};
    std::size_t line = 0;
    std::size_t before = 0;  ///< index of the statement that follows it
};

/// What one revision does in one direction on one dialect.
struct section {
    std::string text{};  ///< as it stands in the file, comments and directives included
    std::size_t line = 0;
    bool transactional = true;  ///< false after `-- tain:no-transaction`
    std::vector<sql_statement> statements{};
    std::vector<directive> directives{};

    /// True when it rebuilds or drops tables on SQLite, which takes a `rebuild_guard`.
    bool rebuilds() const { return !directives.empty(); }
};

/// A revision: one file `migrations/<id>_<description>.sql`.
///
///     -- tain:revision 3f2a9c1b77d0
///     -- tain:parents 77d0e1aa90c3
///     -- tain:message add the users' names
///     -- tain:created 2025-06-01T12:00:00Z
///
///     -- tain:upgrade sqlite
///     ALTER TABLE "users" ADD COLUMN "name" TEXT;
///
///     -- tain:downgrade sqlite
///     …
struct revision {
    std::string id{};  ///< twelve hexadecimal digits
    std::vector<std::string> parents{};
    std::string message{};
    std::string created{};  ///< UTC, `2025-06-01T12:00:00Z`
    std::string file{};     ///< for messages
    std::array<std::array<std::optional<section>, dialect_count>, 2> sections{};

    const std::optional<section>& find(direction way, dialect on) const {
        return sections[static_cast<std::size_t>(way)][static_cast<std::size_t>(on)];
    }
    std::optional<section>& find(direction way, dialect on) {
        return sections[static_cast<std::size_t>(way)][static_cast<std::size_t>(on)];
    }
};

/// Reads a revision file.
///
/// A line `-- tain:…` is a directive wherever it is no part of a statement or literal; an unknown or misplaced one is
/// refused, as are literals that never end, transaction control (the runner begins and ends transactions) and, in a
/// transaction, SQLite's PRAGMA foreign_keys, which would be ignored there.
/// Throws `tain::error` naming file, line and the fix.
revision parse_revision(std::string_view text, std::string_view file);

/// Returns the text of a revision file: the header and each section's `text`. Sections that are not there are left
/// out. Messages of any characters are safe: line breaks and control characters are escaped.
///
/// Throws `tain::error` when the message is not UTF-8.
std::string write_revision(const revision& of);

/// Cuts SQL into statements as the dialect's own shell does: bodies of triggers and functions, and everything in
/// quotes, stay whole. `first_line` is the line at which `sql` begins.
///
/// Throws `tain::error` naming `file` and the line of what never ends.
std::vector<sql_statement> split_statements(std::string_view sql, dialect spelling, std::string_view file = "SQL",
                                            std::size_t first_line = 1);

/// Returns a message as part of a file name: at most 40 lower-case ASCII letters, digits and underscores.
std::string slug(std::string_view message);

/// Returns `<id>_<slug>.sql`.
std::string file_name(const revision& of);

/// Returns twelve random hexadecimal digits.
std::string random_revision_id();

/// True for twelve lower-case hexadecimal digits.
bool is_revision_id(std::string_view text);

/// Returns the time now as revision files spell it.
std::string utc_now();

}  // namespace tain::migrate
