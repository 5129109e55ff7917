// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/cell.hpp>

#include <libpq-fe.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

/// PostgreSQL's types and their binary forms, as far as the driver knows them.
namespace tain::driver::postgresql::detail {

/// Microseconds from 1970 to 2000, where PostgreSQL's binary timestamps start.
inline constexpr std::int64_t epoch = 946'684'800'000'000;

/// What a result column holds. `text` stands for every type whose text is its value.
enum class wire : std::uint8_t {
    text,
    boolean,
    int2,
    int4,
    int8,
    oid,
    float4,
    float8,
    numeric,
    bytea,
    uuid,
    timestamp
};

inline wire wire_of(Oid type) {
    switch (type) {
        case 16: return wire::boolean;
        case 21: return wire::int2;
        case 23: return wire::int4;
        case 20: return wire::int8;
        case 26: return wire::oid;
        case 700: return wire::float4;
        case 701: return wire::float8;
        case 1700: return wire::numeric;
        case 17: return wire::bytea;
        case 2950: return wire::uuid;
        case 1114:
        case 1184: return wire::timestamp;
        default: return wire::text;
    }
}

/// True for a type whose binary form the driver reads.
inline bool known_in_binary(Oid type) {
    switch (type) {
        case 18:    // "char"
        case 19:    // name
        case 25:    // text
        case 114:   // json
        case 705:   // unknown
        case 1042:  // char(n)
        case 1043:  // varchar
            return true;
        default: return wire_of(type) != wire::text && wire_of(type) != wire::numeric;
    }
}

/// True for a type that is read several times faster in binary than as text.
inline bool better_in_binary(Oid type) {
    const wire form = wire_of(type);
    return form == wire::uuid || form == wire::timestamp || form == wire::bytea || form == wire::float4 ||
           form == wire::float8;
}

/// The type that a parameter is declared with. Text is left to the server, which may find an enum or a varchar in it.
inline Oid parameter_type(types::cell_kind kind) {
    switch (kind) {
        case types::cell_kind::boolean: return 16;
        case types::cell_kind::integer: return 20;
        case types::cell_kind::real: return 701;
        case types::cell_kind::text: return 0;
        case types::cell_kind::blob: return 17;
        case types::cell_kind::uuid: return 2950;
        case types::cell_kind::timestamp: return 1184;
    }
    return 0;
}

struct array_type {
    Oid array;
    Oid element;
};

/// The array that holds a column's values in a bulk insert.
inline array_type array_of(types::cell_kind kind) {
    switch (kind) {
        case types::cell_kind::boolean: return {1000, 16};
        case types::cell_kind::integer: return {1016, 20};
        case types::cell_kind::real: return {1022, 701};
        case types::cell_kind::text: return {1009, 25};
        case types::cell_kind::blob: return {1001, 17};
        case types::cell_kind::uuid: return {2951, 2950};
        case types::cell_kind::timestamp: return {1185, 1184};
    }
    return {1009, 25};
}

/// Network byte order, either way.
template <class T>
T swapped(T value) {
    if constexpr (std::endian::native == std::endian::little) {
        T turned{};
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            turned = static_cast<T>((turned << 8) | (value & 0xff));
            value = static_cast<T>(value >> 8);
        }
        return turned;
    }
    return value;
}

template <class T>
T load(const char* from) {
    T value;
    std::memcpy(&value, from, sizeof(T));
    return swapped(value);
}

template <class T>
void store(char* to, T value) {
    value = swapped(value);
    std::memcpy(to, &value, sizeof(T));
}

}  // namespace tain::driver::postgresql::detail
