// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/image.hpp>

#include <bit>
#include <cstring>

namespace tain::orm {

namespace detail {

/// The first byte of a column: its kind, and in the bits above whether a value follows.
inline constexpr unsigned kind_bits = 0x0f;
inline constexpr unsigned null_bit = 0x10;
inline constexpr unsigned fault_shift = 5;

inline bool has_bytes(types::cell_kind kind) {
    return kind == types::cell_kind::text || kind == types::cell_kind::blob || kind == types::cell_kind::uuid;
}

/// The eight bytes of a value that has no others.
inline std::uint64_t bits_of(const types::cell& value) {
    return value.kind == types::cell_kind::real ? std::bit_cast<std::uint64_t>(value.real)
                                                : std::bit_cast<std::uint64_t>(value.integer);
}

inline bool has_value(const types::cell& value) { return !value.is_null && value.fault == types::fault::none; }

inline char* put(char* to, const void* from, std::size_t size) {
    if (size != 0) std::memcpy(to, from, size);
    return to + size;
}

inline char* put_cell(char* to, const types::cell& value) {
    *to++ = static_cast<char>(static_cast<unsigned>(value.kind) | (value.is_null ? null_bit : 0U) |
                              static_cast<unsigned>(value.fault) << fault_shift);
    if (!has_value(value)) return to;
    if (has_bytes(value.kind)) return put(put(to, &value.size, sizeof value.size), value.data, value.size);
    const std::uint64_t bits = bits_of(value);
    return put(to, &bits, sizeof bits);
}

inline std::size_t size_of(const types::cell& value) {
    if (!has_value(value)) return 1;
    return 1 + sizeof(std::uint64_t) + (has_bytes(value.kind) ? value.size : 0);
}

inline types::cell take_cell(const char*& from) {
    const auto tag = static_cast<unsigned char>(*from++);
    types::cell made = types::cell::null(static_cast<types::cell_kind>(tag & kind_bits));
    made.is_null = (tag & null_bit) != 0;
    made.fault = static_cast<types::fault>(tag >> fault_shift);
    if (!has_value(made)) return made;
    if (has_bytes(made.kind)) {
        std::memcpy(&made.size, from, sizeof made.size);
        made.data = from + sizeof made.size;
        from = made.data + made.size;
    } else {
        std::uint64_t bits = 0;
        std::memcpy(&bits, from, sizeof bits);
        from += sizeof bits;
        if (made.kind == types::cell_kind::real)
            made.real = std::bit_cast<double>(bits);
        else
            made.integer = std::bit_cast<std::int64_t>(bits);
    }
    return made;
}

}  // namespace detail

TAIN_INLINE bool same_value(const types::cell& a, const types::cell& b) noexcept {
    if (a.kind != b.kind || a.is_null != b.is_null || a.fault != b.fault) return false;
    if (!detail::has_value(a)) return true;
    return detail::has_bytes(a.kind) ? a.bytes() == b.bytes() : detail::bits_of(a) == detail::bits_of(b);
}

TAIN_INLINE image::image(std::span<const types::cell> columns) {
    std::size_t size = 1;  // a block that is there, even without columns
    for (const types::cell& each : columns) size += detail::size_of(each);
    bytes_ = std::make_unique_for_overwrite<char[]>(size);
    char* to = bytes_.get();
    for (const types::cell& each : columns) to = detail::put_cell(to, each);
}

TAIN_INLINE void image::read(std::span<types::cell> to) const noexcept {
    const char* from = bytes_.get();
    for (types::cell& each : to) each = detail::take_cell(from);
}

TAIN_INLINE std::uint64_t image::difference(std::span<const types::cell> now) const noexcept {
    std::uint64_t changed = 0;
    const char* from = bytes_.get();
    for (std::size_t i = 0; i < now.size(); ++i)
        if (!same_value(detail::take_cell(from), now[i])) changed |= column_bit(i);
    return changed;
}

TAIN_INLINE void append_key(std::string& to, const types::cell& value) {
    types::cell made = value;
    if (made.kind == types::cell_kind::real && detail::has_value(made) && made.real == 0) made.real = 0;  // -0.0 is 0.0
    char room[1 + sizeof(std::uint64_t)];
    if (!detail::has_value(made) || !detail::has_bytes(made.kind)) {
        const std::size_t size = detail::size_of(made);
        detail::put_cell(room, made);
        if (size != 1) {  // greater numbers have greater bytes
            const std::uint64_t bits = detail::bits_of(made) ^ (std::uint64_t{1} << 63);
            for (unsigned i = 0; i < 8; ++i) room[1 + i] = static_cast<char>(bits >> (56 - 8 * i));
        }
        to.append(room, size);
        return;
    }
    room[0] = static_cast<char>(made.kind);
    std::memcpy(room + 1, &made.size, sizeof made.size);
    to.append(room, sizeof room).append(made.bytes());
}

}  // namespace tain::orm
