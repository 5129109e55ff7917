// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/cell.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

/// How images and keys hold cells as bytes.
namespace tain::orm::detail {

/// The first byte of a column: its kind, and in the bits above whether a value follows.
inline constexpr unsigned kind_bits = 0x0f;
inline constexpr unsigned null_bit = 0x10;
inline constexpr unsigned fault_shift = 5;

inline unsigned char tag_of(const types::cell& value) {
    return static_cast<unsigned char>(static_cast<unsigned>(value.kind) | (value.is_null ? null_bit : 0U) |
                                      static_cast<unsigned>(value.fault) << fault_shift);
}
inline bool has_value(unsigned char tag) { return tag <= kind_bits; }
inline bool has_value(const types::cell& value) { return !value.is_null && value.fault == types::fault::none; }

inline bool has_bytes(types::cell_kind kind) {
    static_assert(static_cast<unsigned>(types::cell_kind::blob) == static_cast<unsigned>(types::cell_kind::text) + 1);
    static_assert(static_cast<unsigned>(types::cell_kind::uuid) == static_cast<unsigned>(types::cell_kind::text) + 2);
    return static_cast<unsigned>(kind) - static_cast<unsigned>(types::cell_kind::text) <= 2;
}

/// The eight bytes of a value that has no others.
inline std::uint64_t bits_of(const types::cell& value) {
    return value.kind == types::cell_kind::real ? std::bit_cast<std::uint64_t>(value.real)
                                                : std::bit_cast<std::uint64_t>(value.integer);
}

inline std::uint64_t word_at(const char* from) {
    std::uint64_t word = 0;
    std::memcpy(&word, from, sizeof word);
    return word;
}
inline std::uint32_t half_at(const char* from) {
    std::uint32_t half = 0;
    std::memcpy(&half, from, sizeof half);
    return half;
}
inline char* put_word(char* to, std::uint64_t word) {
    std::memcpy(to, &word, sizeof word);
    return to + sizeof word;
}

/// memcpy, for bytes that are few most often.
[[gnu::always_inline]] inline void copy_bytes(char* to, const char* from, std::size_t size) {
    if (size > 16) {
        std::memcpy(to, from, size);
    } else if (size >= 8) {
        put_word(to, word_at(from));
        put_word(to + size - 8, word_at(from + size - 8));
    } else if (size >= 4) {
        std::memcpy(to, from, 4);
        std::memcpy(to + size - 4, from + size - 4, 4);
    } else if (size != 0) {
        to[0] = from[0];
        to[size / 2] = from[size / 2];
        to[size - 1] = from[size - 1];
    }
}
[[gnu::always_inline]] inline bool same_bytes(const char* a, const char* b, std::size_t size) {
    if (size >= 8 && size <= 16) return word_at(a) == word_at(b) && word_at(a + size - 8) == word_at(b + size - 8);
    if (size >= 4 && size < 8) return half_at(a) == half_at(b) && half_at(a + size - 4) == half_at(b + size - 4);
    return size == 0 || std::memcmp(a, b, size) == 0;
}

[[gnu::always_inline]] inline char* put_cell(char* to, const types::cell& value) {
    const unsigned char tag = tag_of(value);
    *to++ = static_cast<char>(tag);
    if (!has_value(tag)) return to;
    if (!has_bytes(value.kind)) return put_word(to, bits_of(value));
    to = put_word(to, value.size);
    copy_bytes(to, value.data, value.size);
    return to + value.size;
}

inline std::size_t size_of(const types::cell& value) {
    if (!has_value(value)) return 1;
    return 1 + sizeof(std::uint64_t) + (has_bytes(value.kind) ? value.size : 0);
}

/// Says whether the bytes of a column are those of a cell, and goes on behind them.
[[gnu::always_inline]] inline bool holds_cell(const char*& from, const types::cell& now) {
    const auto tag = static_cast<unsigned char>(*from++);
    const bool same = tag == tag_of(now);
    if (!has_value(tag)) return same;
    const std::uint64_t word = word_at(from);
    from += sizeof word;
    if (!has_bytes(static_cast<types::cell_kind>(tag))) return same && bits_of(now) == word;
    const char* const bytes = from;
    from += word;
    return same && now.size == word && same_bytes(now.data, bytes, now.size);
}

}  // namespace tain::orm::detail
