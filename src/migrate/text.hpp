// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Small functions on text that several parts of the migrations need.
namespace tain::migrate {

/// Returns the number, from 1, of the line that holds the byte at `offset`.
std::size_t line_of(std::string_view text, std::size_t offset);

/// Returns the line of the first conflict marker that git leaves in a file, or 0.
std::size_t conflict_marker(std::string_view text);

bool is_utf8(std::string_view text);

/// Returns `text` with control characters and bytes that are no UTF-8 as `\xNN`: for messages.
std::string printable(std::string_view text);

std::string_view trimmed(std::string_view text);

std::vector<std::string_view> words(std::string_view text);

/// Returns ASCII letters in upper case, everything else as it is.
std::string upper(std::string_view text);

/// Returns the parts with `between` between them.
std::string joined(const std::vector<std::string>& parts, std::string_view between = ", ");

}  // namespace tain::migrate
