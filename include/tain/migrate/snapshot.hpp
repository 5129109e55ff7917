// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/schema/schema.hpp>

#include <string>
#include <string_view>

namespace tain::migrate {

/// Returns a schema as canonical JSON: keys in a fixed order, one line a column or constraint, a newline at the end.
/// Equal schemas give equal text, and `parse_snapshot` gives back an equal schema: nothing is lost.
///
/// Throws `tain::error` when a name or a text is not UTF-8.
std::string write_snapshot(const schema::database& of);

/// Returns the schema that a snapshot holds. White space is free; anything else that the writer would not have written
/// (an unknown key, a key given twice, a wrong type, a newer format) is refused: a snapshot that is read in part would
/// make a migration that drops the rest.
///
/// Throws `tain::error` that names `file`, the place (line and column, or the path in the JSON) and what to do.
schema::database parse_snapshot(std::string_view text, std::string_view file);

}  // namespace tain::migrate
