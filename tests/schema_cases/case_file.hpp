// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The cases of the schema diff, which are data: `*.case` files beside this one. A case is written as
///
///     === C50 a varchar grows
///     --- before
///     CREATE TABLE t (id INTEGER PRIMARY KEY, c VARCHAR(30));
///     --- rows
///     INSERT INTO t VALUES (1, 'a');
///     --- after
///     CREATE TABLE t (id INTEGER PRIMARY KEY, c VARCHAR(40));
///     --- operations
///     alter t.c: type
///
/// A section is for both databases, or for the one whose name follows its own (`--- before sqlite`), which goes first. The
/// sections: `before`, `rows`, `after` are SQL; `operations` are what the diff must say, in its order, a line each, nothing
/// for nothing; `renamed` declares former names (`old -> new`, `t.old -> new`, and of
/// values `t.c 'old' -> 'new'`); `lost` names columns (`t.c`) whose
/// values don't come back when the change is undone; `refused` is a piece of the message with which rows refuse the change;
/// `ignored` and `only` are patterns of what is left alone.
/// A line `on: sqlite` or `on: postgresql` under the title says where the case applies, when it is not both; `note:` is
/// for readers. Lines that begin with `#` are comments outside of sections.
namespace tain::test {

struct schema_case {
    std::string id{};
    std::string title{};
    std::string note{};
    std::vector<dialect> on{};
    std::string file{};
    std::size_t line = 0;
    std::map<std::string, std::string> sections{};  ///< by `before`, `before sqlite`, …

    bool applies(dialect to) const;
    /// The section for a database; empty when there is none.
    std::string text(const std::string& section, dialect in) const;
    bool has(const std::string& section, dialect in) const;
    /// The lines of a section that are not blank.
    std::vector<std::string> lines(const std::string& section, dialect in) const;
};

/// Reads all `*.case` files of a folder. Throws std::runtime_error, with file and line, for what is not written as above.
std::vector<schema_case> read_cases(const std::filesystem::path& folder);

/// A case that another test proves, or that cannot apply: a line `A24 | reason` or `P01 | file.cpp "name of the test"`.
struct listed_case {
    std::string id{};
    std::string text{};
};
std::vector<listed_case> read_list(const std::filesystem::path& file);

}  // namespace tain::test
