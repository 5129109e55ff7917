// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

/// Text as Markdown shows it, character by character, within the cells of tables too (CommonMark 0.30; GitHub's tables).
namespace tain::migrate::markdown {

/// Returns plain text: nothing in it is markup. Line breaks stay breaks.
std::string text(std::string_view of);

/// Returns a code span. Line breaks become blanks, as a span shows them anyway.
std::string code(std::string_view of);

}  // namespace tain::migrate::markdown
