// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/array_reader.hpp>
#include <tain/types/utf8.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <system_error>

namespace tain::types {
namespace detail {

/// Takes digits from the front; false when there are none.
inline bool skip_digits(std::string_view& text) noexcept {
    const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    text.remove_prefix(count);
    return count != 0;
}

/// RFC 8259, 6; `whole` says that the number has neither a fraction nor an exponent.
inline bool is_json_number(std::string_view text, bool& whole) noexcept {
    whole = true;
    if (text.starts_with('-')) text.remove_prefix(1);
    if (text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9') return false;
    if (!skip_digits(text)) return false;
    if (text.starts_with('.')) {
        whole = false;
        text.remove_prefix(1);
        if (!skip_digits(text)) return false;
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        whole = false;
        text.remove_prefix(1);
        if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
        if (!skip_digits(text)) return false;
    }
    return text.empty();
}

template <class T>
fault read_number(std::string_view text, T& to) noexcept {
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), to);
    if (code == std::errc::result_out_of_range) return fault::out_of_range;
    return code == std::errc{} && end == text.data() + text.size() ? fault::none : fault::malformed;
}

}  // namespace detail

TAIN_INLINE array_reader::array_reader(std::string_view text, cell_kind wanted)
    : rest_(text), wanted_(wanted), json_(!text.starts_with('{')) {
    if (json_) skip_spaces();
    if (!skip(json_ ? '[' : '{')) stop(fault::malformed);
}

TAIN_INLINE bool array_reader::stop(fault why) {
    fault_ = why;
    done_ = true;
    return false;
}

TAIN_INLINE bool array_reader::skip(char c) noexcept {
    if (peek() != c || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
}

TAIN_INLINE void array_reader::skip_spaces() noexcept {
    while (json_ && (skip(' ') || skip('\t') || skip('\n') || skip('\r'))) {}
}

TAIN_INLINE bool array_reader::is_text() const noexcept {
    return wanted_ == cell_kind::text || wanted_ == cell_kind::uuid || wanted_ == cell_kind::timestamp;
}

TAIN_INLINE bool array_reader::next(cell& element) {
    if (done_) return false;
    skip_spaces();
    const char close = json_ ? ']' : '}';
    const bool at_end = skip(close);
    if (at_end || (!first_ && !skip(','))) {
        skip_spaces();
        return stop(at_end && rest_.empty() ? fault::none : fault::malformed);
    }
    first_ = false;
    skip_spaces();
    if (skip('"')) {
        if (!read_quoted()) return stop(fault::malformed);
        if (is_text())
            element = cell::of_bytes(unquoted_.data(), unquoted_.size());
        else if (json_ || !take_word(unquoted_, element))  // PostgreSQL may quote any element
            return stop(fault_ == fault::none ? fault::malformed : fault_);
        return true;
    }
    const std::size_t size = std::min(rest_.find_first_of(json_ ? ",] \t\n\r\"" : ",}{\"\\"), rest_.size());
    const std::string_view word = rest_.substr(0, size);
    rest_.remove_prefix(size);
    if (word == (json_ ? "null" : "NULL")) {
        element = cell::null(wanted_);
        return true;
    }
    if (word.empty() || !(json_ ? take_json_word(word, element) : take_word(word, element)))
        return stop(fault_ == fault::none ? fault::malformed : fault_);
    return true;
}

TAIN_INLINE bool array_reader::read_quoted() {
    unquoted_.clear();
    while (true) {
        const std::size_t plain = rest_.find_first_of("\"\\");
        if (plain == std::string_view::npos) return false;
        const std::string_view part = rest_.substr(0, plain);
        if (json_)
            for (const char c : part)
                if (static_cast<unsigned char>(c) < 0x20) return false;
        unquoted_ += part;
        rest_.remove_prefix(plain);
        if (skip('"')) return !json_ || is_utf8(unquoted_);
        rest_.remove_prefix(1);
        if (rest_.empty() || (json_ && !read_escape())) return false;
        if (!json_) {
            unquoted_ += rest_.front();
            rest_.remove_prefix(1);
        }
    }
}

TAIN_INLINE bool array_reader::read_escape() {
    constexpr std::string_view escapes = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
    if (const std::size_t which = escapes.find(rest_.front()); which != std::string_view::npos) {
        unquoted_ += meant[which];
        rest_.remove_prefix(1);
        return true;
    }
    unsigned code = 0;
    if (!skip('u') || !read_code_point(code)) return false;
    if (code >= 0xd800 && code < 0xdc00) {  // the first half of a pair
        unsigned low = 0;
        if (!skip('\\') || !skip('u') || !read_code_point(low) || low < 0xdc00 || low > 0xdfff) return false;
        code = 0x10000 + ((code - 0xd800) << 10U) + (low - 0xdc00);
    } else if (code >= 0xdc00 && code <= 0xdfff) {
        return false;
    }
    append_utf8(unquoted_, code);
    return true;
}

TAIN_INLINE bool array_reader::read_code_point(unsigned& code) noexcept {
    if (rest_.size() < 4) return false;
    const auto [end, wrong] = std::from_chars(rest_.data(), rest_.data() + 4, code, 16);
    if (wrong != std::errc{} || end != rest_.data() + 4) return false;
    rest_.remove_prefix(4);
    return true;
}

TAIN_INLINE bool array_reader::take_word(std::string_view word, cell& element) {
    if (is_text()) {
        unquoted_ = word;
        element = cell::of_bytes(unquoted_.data(), unquoted_.size());
        return true;
    }
    if (wanted_ == cell_kind::boolean) {
        element = cell::of_integer(word == "t", cell_kind::boolean);
        return word == "t" || word == "f";
    }
    if (wanted_ == cell_kind::real && (word == "NaN" || word == "Infinity" || word == "-Infinity")) {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        element = cell::of_real(word == "NaN" ? std::numeric_limits<double>::quiet_NaN()
                                              : (word == "Infinity" ? infinity : -infinity));
        return true;
    }
    return take_number(word, element);
}

TAIN_INLINE bool array_reader::take_json_word(std::string_view word, cell& element) {
    if (wanted_ == cell_kind::boolean) {
        element = cell::of_integer(word == "true", cell_kind::boolean);
        return word == "true" || word == "false";
    }
    bool whole = false;
    return detail::is_json_number(word, whole) && (whole || wanted_ == cell_kind::real) && take_number(word, element);
}

TAIN_INLINE bool array_reader::take_number(std::string_view word, cell& element) {
    if (wanted_ == cell_kind::integer) {
        std::int64_t value = 0;
        fault_ = detail::read_number(word, value);
        element = cell::of_integer(value);
    } else if (wanted_ == cell_kind::real) {
        double value = 0;
        fault_ = detail::read_number(word, value);
        element = cell::of_real(value);
        // from_chars takes words such as nan too; numbers start otherwise.
        if (word.find_first_not_of("0123456789+-.eE") != std::string_view::npos) fault_ = fault::malformed;
    } else {
        fault_ = fault::malformed;
    }
    return fault_ == fault::none;
}

}  // namespace tain::types
