// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/move_rows.hpp>

#include <boost/uuid/uuid.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

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
    using types::storage;
    for (const field& each : fields) {
        std::byte* const there = static_cast<std::byte*>(from) + each.offset;
        std::byte* const here = static_cast<std::byte*>(to) + each.offset;
        const auto move = [&]<class T>(std::type_identity<T>) {
            detail::move_members<T>(there, here, count, stride, each.optional);
        };
        switch (each.type) {
            case storage::boolean: move(std::type_identity<bool>{}); break;
            case storage::int8: move(std::type_identity<std::int8_t>{}); break;
            case storage::int16: move(std::type_identity<std::int16_t>{}); break;
            case storage::int32: move(std::type_identity<std::int32_t>{}); break;
            case storage::int64: move(std::type_identity<std::int64_t>{}); break;
            case storage::uint8: move(std::type_identity<std::uint8_t>{}); break;
            case storage::uint16: move(std::type_identity<std::uint16_t>{}); break;
            case storage::uint32: move(std::type_identity<std::uint32_t>{}); break;
            case storage::uint64: move(std::type_identity<std::uint64_t>{}); break;
            case storage::float32: move(std::type_identity<float>{}); break;
            case storage::float64: move(std::type_identity<double>{}); break;
            case storage::text: move(std::type_identity<std::string>{}); break;
            case storage::blob: move(std::type_identity<std::vector<std::byte>>{}); break;
            case storage::uuid: move(std::type_identity<boost::uuids::uuid>{}); break;
            case storage::timestamp:
                move(std::type_identity<std::chrono::sys_time<std::chrono::microseconds>>{});
                break;
            case storage::custom: break;
        }
    }
}

}  // namespace tain::driver
