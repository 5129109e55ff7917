// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace tain::migrate::json {

/// Returns `text` as a JSON string in double quotes. Throws `tain::error` when it is not UTF-8.
std::string quoted(std::string_view text);

/// Parses one JSON value. Throws `tain::error` naming `file`, line and column for what is no JSON, for objects that
/// hold a key twice, and for conflict markers of an unfinished merge. `fix` ends the message.
boost::json::value parse(std::string_view text, std::string_view file, std::string_view fix);

}  // namespace tain::migrate::json
