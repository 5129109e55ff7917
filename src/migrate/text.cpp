// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

#include <algorithm>
#include <cstdint>

namespace tain::migrate {
namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";

/// Returns the length of the UTF-8 character at the beginning of `text`, or 0 when there is none (RFC 3629, 4).
std::size_t character(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<std::uint8_t>(text[i]) : 0U; };
    const auto tail = [&](std::size_t i) { return (byte(i) & 0xc0U) == 0x80U; };
    const unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xc2 && first <= 0xdf) return tail(1) ? 2 : 0;
    if ((first & 0xf0U) == 0xe0) {
        const bool fits = first == 0xe0 ? byte(1) >= 0xa0 : first != 0xed || byte(1) <= 0x9f;
        return fits && tail(1) && tail(2) ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const bool fits = first == 0xf0 ? byte(1) >= 0x90 : first != 0xf4 || byte(1) <= 0x8f;
        return fits && tail(1) && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

}  // namespace

std::size_t line_of(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

std::size_t conflict_marker(std::string_view text) {
    for (const std::string_view marker : {"<<<<<<< ", ">>>>>>> "})
        for (std::size_t at = text.find(marker); at != std::string_view::npos; at = text.find(marker, at + 1))
            if (at == 0 || text[at - 1] == '\n') return line_of(text, at);
    return 0;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = character(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string printable(std::string_view text) {
    std::string made;
    while (!text.empty()) {
        const std::size_t length = character(text);
        const auto first = static_cast<std::uint8_t>(text[0]);
        if (length == 0 || (first < 0x20 || first == 0x7f)) {
            made += "\\x";
            made += "0123456789abcdef"[first >> 4U];
            made += "0123456789abcdef"[first & 0xfU];
            text.remove_prefix(1);
        } else {
            made += text.substr(0, length);
            text.remove_prefix(length);
        }
    }
    return made;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> words(std::string_view text) {
    std::vector<std::string_view> found;
    for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
        const std::size_t end = std::min(text.find_first_of(blanks), text.size());
        found.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return found;
}

std::string upper(std::string_view text) {
    std::string made{text};
    for (char& c : made)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return made;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string made;
    for (const std::string& part : parts) {
        if (&part != parts.data()) made += between;
        made += part;
    }
    return made;
}

}  // namespace tain::migrate
