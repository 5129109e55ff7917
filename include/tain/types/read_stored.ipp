// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/of_storage.hpp>
#include <tain/types/read_stored.hpp>
#include <tain/types/timestamp_text.hpp>
#include <tain/types/uuid_text.hpp>

#include <boost/uuid/uuid.hpp>

#include <chrono>
#include <cstddef>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace tain::types {
namespace detail {

template <class T>
fault convert_integer(const cell& from, T& to) {
    if (from.kind != cell_kind::integer && from.kind != cell_kind::boolean) return fault::kind;
    if constexpr (sizeof(T) < 8) {
        if (from.integer < std::int64_t{std::numeric_limits<T>::min()} ||
            from.integer > std::int64_t{std::numeric_limits<T>::max()})
            return fault::out_of_range;
    } else if constexpr (!std::numeric_limits<T>::is_signed) {
        if (from.integer < 0) return fault::out_of_range;
    }
    to = static_cast<T>(from.integer);
    return fault::none;
}

inline fault convert(const cell& from, bool& to) {
    if (from.kind != cell_kind::integer && from.kind != cell_kind::boolean) return fault::kind;
    if (from.integer != 0 && from.integer != 1) return fault::out_of_range;
    to = from.integer == 1;
    return fault::none;
}
inline fault convert(const cell& from, std::int8_t& to) { return convert_integer(from, to); }
inline fault convert(const cell& from, std::int16_t& to) { return convert_integer(from, to); }
inline fault convert(const cell& from, std::int32_t& to) { return convert_integer(from, to); }
inline fault convert(const cell& from, std::int64_t& to) { return convert_integer(from, to); }
inline fault convert(const cell& from, std::uint8_t& to) { return convert_integer(from, to); }
inline fault convert(const cell& from, std::uint16_t& to) { return convert_integer(from, to); }
inline fault convert(const cell& from, std::uint32_t& to) { return convert_integer(from, to); }
inline fault convert(const cell& from, std::uint64_t& to) { return convert_integer(from, to); }

inline fault convert(const cell& from, double& to) {
    if (from.kind == cell_kind::real) {
        to = from.real;
        return fault::none;
    }
    if (from.kind != cell_kind::integer) return fault::kind;
    const double nearest = static_cast<double>(from.integer);
    // 2^63 is what the largest integers round to, and no integer.
    if (nearest == 9223372036854775808.0 || static_cast<std::int64_t>(nearest) != from.integer)
        return fault::out_of_range;
    to = nearest;
    return fault::none;
}
inline fault convert(const cell& from, float& to) {
    double wide = 0;
    if (const fault why = convert(from, wide); why != fault::none) return why;
    constexpr double first_infinite = 3.4028235677973366e38;  // doubles between the largest float and this round to it
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double size = wide < 0 ? -wide : wide;
    if (size >= first_infinite && size != infinity) return fault::out_of_range;
    const float narrow = static_cast<float>(wide);
    if (from.kind == cell_kind::integer && double{narrow} != wide) return fault::out_of_range;
    to = narrow;
    return fault::none;
}
inline fault convert(const cell& from, std::string& to) {
    if (from.kind != cell_kind::text) return fault::kind;
    to.assign(from.bytes());
    return fault::none;
}
inline fault convert(const cell& from, std::vector<std::byte>& to) {
    if (from.kind != cell_kind::blob && from.kind != cell_kind::uuid) return fault::kind;
    const auto* first = reinterpret_cast<const std::byte*>(from.data);
    to.assign(first, first + from.size);
    return fault::none;
}
inline fault convert(const cell& from, boost::uuids::uuid& to) {
    unsigned char bytes[16];
    if (from.kind == cell_kind::text) {
        if (const fault why = read_uuid(from.bytes(), bytes); why != fault::none) return why;
    } else if (from.kind == cell_kind::uuid || from.kind == cell_kind::blob) {
        if (from.size != 16) return fault::malformed;
        std::memcpy(bytes, from.data, 16);
    } else {
        return fault::kind;
    }
    std::memcpy(&*to.begin(), bytes, 16);
    return fault::none;
}
inline fault convert(const cell& from, std::chrono::sys_time<std::chrono::microseconds>& to) {
    std::int64_t microseconds = from.integer;
    if (from.kind == cell_kind::text) {
        if (const fault why = read_timestamp(from.bytes(), microseconds); why != fault::none) return why;
    } else if (from.kind != cell_kind::timestamp) {
        return fault::kind;
    }
    to = std::chrono::sys_time<std::chrono::microseconds>{std::chrono::microseconds{microseconds}};
    return fault::none;
}

/// One writer for both: `Optional` is a constant, so that each storage has its two short paths.
template <bool Optional, class T>
fault read_as(const cell& from, void* to) {
    if constexpr (!Optional) {
        if (from.is_null) return fault::null;
        return convert(from, *static_cast<T*>(to));
    } else {
        auto& member = *static_cast<std::optional<T>*>(to);
        if (from.is_null) {
            member.reset();
            return fault::none;
        }
        T value{};
        const fault why = convert(from, value);
        if (why == fault::none) member = std::move(value);
        return why;
    }
}

template <bool Optional>
fault read_any(const cell& from, storage type, void* to) {
    return of_storage(
        type, [&]<class T>(std::type_identity<T>) { return read_as<Optional, T>(from, to); }, fault::kind);
}

}  // namespace detail

TAIN_INLINE fault read_stored(const cell& from, storage type, void* to) {
    return detail::read_any<false>(from, type, to);
}

TAIN_INLINE fault read_optional(const cell& from, storage type, void* to) {
    return detail::read_any<true>(from, type, to);
}

}  // namespace tain::types
