// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/schema/schema.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace tain::migrate {

/// What of a schema is written into a page.
enum class document_part : std::uint8_t { all, diagram, tables };

/// Returns a schema as Markdown: a Mermaid entity-relationship diagram, and for each table its columns (types of both
/// databases, nullability, default, keys, comment), keys, constraints and indexes. Names, comments and SQL of any
/// characters are shown as they are.
std::string document(const schema::database& of, document_part part = document_part::all);

/// Returns `page` with every block between these two lines replaced, and all else as it was:
///
///     <!-- tain:schema:begin -->
///     <!-- tain:schema:end -->
///
/// `tain:schema:begin diagram` and `tain:schema:begin tables` take one part each. Lines in fenced code are no markers.
/// Throws `tain::error` naming `file` and the line when markers are missing or unpaired.
std::string documented(std::string_view page, std::string_view file, const schema::database& of);

/// Writes a schema into a page, and returns whether the page was stale. The page is replaced whole or not at all, and
/// not touched when it is up to date; with `check` it is never touched.
/// Throws `tain::error` as `documented` does, and when the file cannot be read or written.
bool document_file(const std::string& file, const schema::database& of, bool check = false);

}  // namespace tain::migrate
