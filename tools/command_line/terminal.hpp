// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tain::tools {

/// Prints an error; in color when a person reads it.
void print_error(std::string_view message);

/// Returns a line in green (`+`), red (`-`) or yellow, when a person reads standard output; as it is, otherwise.
std::string colored(std::string_view line, char sign);

/// True when a person reads what is printed and can answer.
bool is_conversation();

/// Asks, and returns the line that was typed, without white space around it; nothing at the end of input.
std::optional<std::string> answer(std::string_view question);

/// Returns a message on one line, without what a terminal would obey.
std::string one_line(std::string_view message);

}  // namespace tain::tools
