// SPDX-License-Identifier: BSL-1.0
#include "markdown.hpp"

#include <algorithm>
#include <cstddef>

namespace tain::migrate::markdown {

std::string text(std::string_view of) {
    constexpr std::string_view markup = "\\`*_[]~";
    constexpr std::string_view markup_at_the_beginning = "#-+>=";
    std::string made;
    bool numbers_only = true;  // since the beginning of the line: `1.` and `1)` would begin a list
    for (std::size_t i = 0; i < of.size(); ++i) {
        const char c = of[i];
        const bool begins = made.empty() || made.ends_with("<br>");
        if (begins) numbers_only = true;
        if (markup.find(c) != std::string_view::npos ||
            (begins && markup_at_the_beginning.find(c) != std::string_view::npos) ||
            (numbers_only && !begins && (c == '.' || c == ')'))) {
            made += '\\';
            made += c;
        } else if (c == '&')
            made += "&amp;";
        else if (c == '<')
            made += "&lt;";
        else if (c == '|')
            made += "&#124;";  // ends a cell, even in code
        else if (c == '\n' || (c == '\r' && (i + 1 == of.size() || of[i + 1] != '\n')))
            made += "<br>";
        else if (c != '\r')
            made += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        numbers_only = numbers_only && c >= '0' && c <= '9';
    }
    return made;
}

std::string code(std::string_view of) {
    if (of.find('|') != std::string_view::npos) return "<code>" + text(of) + "</code>";
    std::string content;
    std::size_t run = 0, longest = 0;
    for (const char c : of) {
        content += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    if (content.find_first_not_of(' ') == std::string::npos) return "<code>" + content + "</code>";
    const std::string fence(longest + 1, '`');
    // One blank at each end is taken off.
    const bool padded =
        content.starts_with('`') || content.ends_with('`') || (content.starts_with(' ') && content.ends_with(' '));
    return fence + (padded ? " " : "") + content + (padded ? " " : "") + fence;
}

}  // namespace tain::migrate::markdown
