// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/cell_bytes.hpp>
#include <tain/orm/image.hpp>

#include <bit>
#include <cstring>

namespace tain::orm {

namespace detail {

inline void skip_cell(const char*& from) {
    const auto tag = static_cast<unsigned char>(*from++);
    if (!has_value(tag)) return;
    const std::uint64_t word = word_at(from);
    from += sizeof word + (has_bytes(static_cast<types::cell_kind>(tag)) ? word : 0);
}

inline types::cell take_cell(const char*& from) {
    const auto tag = static_cast<unsigned char>(*from++);
    types::cell made = types::cell::null(static_cast<types::cell_kind>(tag & kind_bits));
    if (!has_value(tag)) {
        made.is_null = (tag & null_bit) != 0;
        made.fault = static_cast<types::fault>(tag >> fault_shift);
        return made;
    }
    made.is_null = false;
    const std::uint64_t word = word_at(from);
    from += sizeof word;
    if (has_bytes(made.kind)) {
        made.size = word;
        made.data = from;
        from += word;
    } else if (made.kind == types::cell_kind::real) {
        made.real = std::bit_cast<double>(word);
    } else {
        made.integer = std::bit_cast<std::int64_t>(word);
    }
    return made;
}

}  // namespace detail

TAIN_INLINE bool same_value(const types::cell& a, const types::cell& b) noexcept {
    if (a.kind != b.kind || a.is_null != b.is_null || a.fault != b.fault) return false;
    if (!detail::has_value(a)) return true;
    return detail::has_bytes(a.kind) ? a.bytes() == b.bytes() : detail::bits_of(a) == detail::bits_of(b);
}

namespace detail {

inline std::size_t size_of(std::span<const types::cell> columns) {
    std::size_t size = 0;
    for (const types::cell& each : columns) size += size_of(each);
    return size;
}

}  // namespace detail

TAIN_INLINE image::image(std::size_t size, arena* room) {
    size += sizeof(std::uint64_t);
    bytes_ = static_cast<char*>(room ? room->take(size, 1) : arena::take_alone(size, 1));
    detail::put_word(bytes_, size);
}

TAIN_INLINE image::image(std::span<const types::cell> columns, arena* room) : image(detail::size_of(columns), room) {
    char* to = this->columns();
    for (const types::cell& each : columns) to = detail::put_cell(to, each);
}

TAIN_INLINE void image::drop() noexcept {
    arena::give_back(bytes_, detail::word_at(bytes_));
    bytes_ = nullptr;
}

TAIN_INLINE void image::drop(arena::returns& with) noexcept {
    if (bytes_) with.add(bytes_, detail::word_at(bytes_));
    bytes_ = nullptr;
}

TAIN_INLINE void image::read(std::span<types::cell> to) const noexcept {
    const char* from = columns();
    for (types::cell& each : to) each = detail::take_cell(from);
}

TAIN_INLINE void image::read(std::span<types::cell> to, std::uint64_t wanted) const noexcept {
    const char* from = columns();
    for (std::size_t i = 0; i < to.size() && wanted >> (i < 63 ? i : 63) != 0; ++i) {
        if ((wanted & column_bit(i)) != 0)
            to[i] = detail::take_cell(from);
        else
            detail::skip_cell(from);
    }
}

TAIN_INLINE std::uint64_t image::difference(std::span<const types::cell> now) const noexcept {
    std::uint64_t changed = 0;
    const char* from = columns();
    for (std::size_t i = 0; i < now.size(); ++i)
        if (!detail::holds_cell(from, now[i])) changed |= column_bit(i);
    return changed;
}

}  // namespace tain::orm
