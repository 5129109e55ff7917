// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

namespace tain::tools {

/// Prints an error; in color when a person reads it.
void print_error(std::string_view message);

/// Returns a line in green (`+`), red (`-`) or yellow, when a person reads standard output; as it is, otherwise.
std::string colored(std::string_view line, char sign);

/// Returns a message on one line, without what a terminal would obey.
std::string one_line(std::string_view message);

}  // namespace tain::tools
