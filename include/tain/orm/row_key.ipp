// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/cell_bytes.hpp>
#include <tain/orm/row_key.hpp>

#include <cstring>
#include <functional>

namespace tain::orm {

namespace detail {

/// The bits of a number, such that greater ones have greater bits.
inline std::uint64_t ordered_bits(const types::cell& value) {
    constexpr std::uint64_t sign = std::uint64_t{1} << 63;
    return value.kind == types::cell_kind::real && value.real == 0 ? sign : bits_of(value) ^ sign;  // -0.0 is 0.0
}

}  // namespace detail

TAIN_INLINE void append_key(std::string& to, const types::cell& value) {
    char room[1 + sizeof(std::uint64_t)] = {static_cast<char>(detail::tag_of(value))};
    if (!detail::has_value(value)) {
        to.append(room, 1);
    } else if (detail::has_bytes(value.kind)) {
        detail::put_word(room + 1, value.size);
        to.append(room, sizeof room).append(value.bytes());
    } else {
        const std::uint64_t bits = detail::ordered_bits(value);
        for (unsigned i = 0; i < 8; ++i) room[1 + i] = static_cast<char>(bits >> (56 - 8 * i));
        to.append(room, sizeof room);
    }
}

TAIN_INLINE row_key::row_key(std::span<const types::cell> values) {
    if (values.size() == 1 && detail::has_value(values[0]) && !detail::has_bytes(values[0].kind)) {
        number_ = detail::ordered_bits(values[0]);
        form_ = static_cast<std::uint8_t>(values[0].kind);
    } else {
        spell(values);
    }
}

TAIN_INLINE row_key::row_key(const row_key& other) : number_(other.number_), size_(other.size_), form_(other.form_) {
    if (!other.bytes_) return;
    bytes_ = std::make_unique_for_overwrite<char[]>(size_);
    std::memcpy(bytes_.get(), other.bytes_.get(), size_);
}

TAIN_INLINE void row_key::spell(std::span<const types::cell> values) {
    std::string made;
    for (const types::cell& each : values) append_key(made, each);
    bytes_ = std::make_unique_for_overwrite<char[]>(made.size());
    std::memcpy(bytes_.get(), made.data(), made.size());
    size_ = static_cast<std::uint32_t>(made.size());
    number_ = std::hash<std::string_view>{}(made);
    form_ = spelled;
}

TAIN_INLINE int row_key::compare(const row_key& other) const noexcept {
    if (form_ != other.form_) return form_ < other.form_ ? -1 : 1;
    if (bytes_) return text().compare(other.text());
    return number_ == other.number_ ? 0 : number_ < other.number_ ? -1 : 1;
}

}  // namespace tain::orm
