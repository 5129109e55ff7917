// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

namespace tain::types {

/// The logical SQL types: what a column holds, whatever a database calls it.
enum class sql_kind : std::uint8_t {
    boolean,
    int16,
    int32,
    int64,
    float32,
    float64,
    text,     ///< unbounded text
    varchar,  ///< text of at most `length` characters
    blob,
    uuid,
    timestamp,  ///< a point in time at microsecond precision, stored as UTC
    other,      ///< a type that only the database can name; schema::column keeps its spelling
};

/// A logical SQL type with its arguments.
struct sql_type {
    sql_kind kind = sql_kind::other;
    std::uint32_t length = 0;  ///< characters, for `varchar`

    friend constexpr bool operator==(const sql_type&, const sql_type&) = default;
};

}  // namespace tain::types
