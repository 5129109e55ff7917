// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/inet.hpp>

#include <charconv>
#include <system_error>

namespace tain {
namespace types::detail {

/// Reads a decimal number without sign and leading zeros, of all of `text`.
inline bool read_number(std::string_view text, unsigned most, unsigned& to) noexcept {
    if (text.empty() || text.size() > 3 || (text.size() > 1 && text.front() == '0')) return false;
    const auto [end, why] = std::from_chars(text.data(), text.data() + text.size(), to);
    return why == std::errc{} && end == text.data() + text.size() && to <= most;
}

inline bool read_v4(std::string_view text, std::uint8_t* to) noexcept {
    for (int i = 0; i < 4; ++i) {
        const std::size_t dot = i == 3 ? text.size() : text.find('.');
        unsigned part = 0;
        if (dot == std::string_view::npos || !read_number(text.substr(0, dot), 255, part)) return false;
        to[i] = static_cast<std::uint8_t>(part);
        text.remove_prefix(i == 3 ? dot : dot + 1);
    }
    return true;
}

/// Reads groups with colons between them, an IPv4 address perhaps the last; returns their bytes, or nothing.
inline std::optional<std::size_t> read_groups(std::string_view text, std::uint8_t* to, std::size_t room) noexcept {
    std::size_t size = 0;
    while (!text.empty()) {
        const std::size_t colon = text.find(':');
        const std::string_view group = text.substr(0, colon);
        if (group.find('.') != std::string_view::npos) {
            if (colon != std::string_view::npos || room - size < 4 || !read_v4(group, to + size)) return std::nullopt;
            return size + 4;
        }
        unsigned value = 0;
        if (group.empty() || group.size() > 4 || room - size < 2) return std::nullopt;
        const auto [end, why] = std::from_chars(group.data(), group.data() + group.size(), value, 16);
        if (why != std::errc{} || end != group.data() + group.size()) return std::nullopt;
        to[size++] = static_cast<std::uint8_t>(value >> 8U);
        to[size++] = static_cast<std::uint8_t>(value & 0xffU);
        if (colon == std::string_view::npos) break;
        text.remove_prefix(colon + 1);
        if (text.empty()) return std::nullopt;  // a colon at the end
    }
    return size;
}

inline bool read_v6(std::string_view text, inet::v6_bytes& to) noexcept {
    const std::size_t gap = text.find("::");
    if (gap == std::string_view::npos) return read_groups(text, to.data(), 16) == std::size_t{16};
    const auto before = text.substr(0, gap);
    if (before.find('.') != std::string_view::npos) return false;
    std::uint8_t last[14];  // the gap is one group at least
    const auto head = read_groups(before, to.data(), 14);
    if (!head) return false;
    const auto tail = read_groups(text.substr(gap + 2), last, 14 - *head);
    if (!tail) return false;
    for (std::size_t i = 0; i < *tail; ++i) to[16 - *tail + i] = last[i];
    return true;
}

inline void write_v4(const std::uint8_t* from, std::string& to) {
    for (int i = 0; i < 4; ++i) (to += i == 0 ? "" : ".") += std::to_string(from[i]);
}

/// RFC 5952: the longest run of two zero groups or more becomes `::`, the first of equals; IPv4-mapped with dots.
inline void write_v6(const inet::v6_bytes& from, std::string& to) {
    unsigned groups[8];
    for (std::size_t i = 0; i < 8; ++i) groups[i] = from[2 * i] * 256U + from[2 * i + 1];
    int start = -1, length = 1;
    for (int i = 0; i < 8; ++i) {
        int end = i;
        while (end < 8 && groups[end] == 0) ++end;
        if (end - i > length) {
            start = i;
            length = end - i;
        }
    }
    const bool mapped = start == 0 && length == 5 && groups[5] == 0xffff;
    for (int i = 0; i < (mapped ? 6 : 8); ++i) {
        if (i == start) {
            to += "::";
            i += length - 1;
            continue;
        }
        if (i != 0 && to.back() != ':') to += ':';
        char digits[4];
        to.append(digits, std::to_chars(digits, digits + 4, groups[i], 16).ptr);
    }
    if (!mapped) return;
    to += ':';
    write_v4(from.data() + 12, to);
}

}  // namespace types::detail

TAIN_INLINE std::optional<inet> inet::from_text(std::string_view text) noexcept {
    const std::size_t slash = text.find('/');
    const std::string_view address = text.substr(0, slash);
    const bool v6 = address.find(':') != std::string_view::npos;
    const unsigned most = v6 ? 128 : 32;
    unsigned prefix = most;
    if (slash != std::string_view::npos && !types::detail::read_number(text.substr(slash + 1), most, prefix))
        return std::nullopt;
    v6_bytes bytes{};
    if (v6) return types::detail::read_v6(address, bytes) ? std::optional{inet{bytes, prefix}} : std::nullopt;
    if (!types::detail::read_v4(address, bytes.data())) return std::nullopt;
    return inet{v4_bytes{bytes[0], bytes[1], bytes[2], bytes[3]}, prefix};
}

TAIN_INLINE inet inet::parse(std::string_view text) {
    if (const auto made = from_text(text)) return *made;
    throw std::invalid_argument("tain: \"" + std::string{text} +
                                "\" is no IP address; write it as 10.0.0.1, 10.0.0.1/8 or 2001:db8::1/64");
}

TAIN_INLINE std::string inet::str() const {
    std::string made;
    if (is_v6_)
        types::detail::write_v6(bytes_, made);
    else
        types::detail::write_v4(bytes_.data(), made);
    if (prefix_ != (is_v6_ ? 128U : 32U)) (made += '/') += std::to_string(prefix_);
    return made;
}

}  // namespace tain
