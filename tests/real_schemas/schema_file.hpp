// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// Schemas that packages ship, as tests/real_schemas/fetch leaves them: `schemas/PACKAGE/DATABASE/path%of%the%file`.
namespace tain::test {

struct schema_file {
    std::string package{};
    dialect of = dialect::sqlite;
    std::string name{};  ///< the path in the package
    std::filesystem::path path{};
};

/// Returns the files below a folder, sorted; none when there is no such folder.
std::vector<schema_file> schema_files(const std::filesystem::path& folder);

/// Cuts a script of psql into statements. What psql itself runs (`\connect`, the rows of COPY … FROM stdin) is left out.
std::vector<std::string> statements_of(std::string_view script);

/// Returns a statement without the schema `public` in front of names, so that it can be run in another.
std::string without_public(std::string_view statement);

/// True for what has no part in a schema: rows, owners and rights, roles and databases, settings and transactions.
bool is_beside_schema(std::string_view statement);

/// True for what tables need and a schema value does not hold: functions, domains, composite types, operators.
bool is_needed_by_tables(std::string_view statement);

/// True for CREATE EXTENSION.
bool is_extension(std::string_view statement);

}  // namespace tain::test
