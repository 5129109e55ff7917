// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/move_rows.hpp>
#include <tain/types/of_storage.hpp>

#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>

namespace tain::driver {
namespace detail {

/// Moves one field of all rows.
template <class T>
void move_members(std::byte* from, std::byte* to, std::size_t count, std::size_t stride) {
    for (std::size_t i = 0; i != count; ++i)
        *reinterpret_cast<T*>(to + i * stride) = std::move(*reinterpret_cast<T*>(from + i * stride));
}
template <class T>
void move_members(std::byte* from, std::byte* to, std::size_t count, std::size_t stride, bool optional) {
    if (optional)
        move_members<std::optional<T>>(from, to, count, stride);
    else
        move_members<T>(from, to, count, stride);
}

}  // namespace detail

TAIN_INLINE void move_rows(void* from, void* to, std::size_t count, std::size_t stride, std::span<const field> fields) {
    if (count == 0) return;  // there may be no address
    for (const field& each : fields) {
        std::byte* const there = static_cast<std::byte*>(from) + each.offset;
        std::byte* const here = static_cast<std::byte*>(to) + each.offset;
        const auto move = [&]<class T>(std::type_identity<T>) {
            detail::move_members<T>(there, here, count, stride, each.optional);
            return true;
        };
        types::of_storage(each.type, move, false);
    }
}

}  // namespace tain::driver
