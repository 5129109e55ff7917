// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/range.hpp>
#include <tain/types/timestamp_text.hpp>

#include <charconv>
#include <system_error>

namespace tain::types {
namespace detail {

inline std::string_view without_space(std::string_view text) {
    constexpr std::string_view space = " \t\n\r\v\f";
    const std::size_t first = text.find_first_not_of(space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

/// Takes an end from `at` up to what follows it. Nothing at all is unbounded, `""` is an empty text.
inline bool take_end(std::string_view text, std::size_t& at, std::optional<std::string>& to) {
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (!quoted && (c == ',' || c == ')' || c == ']')) return true;
        if (!quoted && (c == '(' || c == '[')) return false;
        if (!to) to.emplace();
        if (c == '\\') {
            if (++at == text.size()) return false;
            *to += text[at];
        } else if (c != '"') {
            *to += c;
        } else if (quoted && at + 1 < text.size() && text[at + 1] == '"') {
            *to += text[++at];
        } else {
            quoted = !quoted;
        }
    }
    return false;
}

template <class T>
fault read_integer_end(std::string_view text, T& to) {
    const auto [end, why] = std::from_chars(text.data(), text.data() + text.size(), to);
    if (why == std::errc::result_out_of_range) return fault::out_of_range;
    return why == std::errc{} && end == text.data() + text.size() ? fault::none : fault::malformed;
}

}  // namespace detail

TAIN_INLINE bool read_range(std::string_view text, range_parts& to) {
    text = detail::without_space(text);
    to = {};
    if (text == "empty") {
        to.empty = true;
        return true;
    }
    if (text.size() < 3 || (text.front() != '[' && text.front() != '(')) return false;
    std::size_t at = 1;
    if (!detail::take_end(text, at, to.lower) || text[at] != ',') return false;
    ++at;
    if (!detail::take_end(text, at, to.upper) || text[at] == ',' || at + 1 != text.size()) return false;
    to.lower_included = text.front() == '[';
    to.upper_included = text.back() == ']';
    return true;
}

TAIN_INLINE fault write_range_end(std::int64_t value, std::string& to) {
    to += std::to_string(value);
    return fault::none;
}

TAIN_INLINE fault write_range_end(std::chrono::sys_time<std::chrono::microseconds> value, std::string& to) {
    char written[timestamp_text_size];
    const fault why = write_timestamp(value.time_since_epoch().count(), written);
    if (why == fault::none) (to += '"').append(written, sizeof written) += "+00\"";
    return why;
}

TAIN_INLINE fault read_range_end(std::string_view text, std::int32_t& to) { return detail::read_integer_end(text, to); }
TAIN_INLINE fault read_range_end(std::string_view text, std::int64_t& to) { return detail::read_integer_end(text, to); }
TAIN_INLINE fault read_range_end(std::string_view text, std::chrono::sys_time<std::chrono::microseconds>& to) {
    std::int64_t microseconds = 0;
    const fault why = read_timestamp(text, microseconds);
    if (why == fault::none)
        to = std::chrono::sys_time<std::chrono::microseconds>{std::chrono::microseconds{microseconds}};
    return why;
}

}  // namespace tain::types
