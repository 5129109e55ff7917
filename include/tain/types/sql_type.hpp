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
    text_uuid,        ///< a UUID that SQLite keeps as text
    timestamp,        ///< a point in time at microsecond precision, stored as UTC
    local_timestamp,  ///< a date and a time of day, without a time zone
    date,
    time,      ///< of day, at microsecond precision
    interval,  ///< a duration at microsecond precision
    decimal,   ///< an exact number of `length` digits, `scale` of them behind the point
    json,
    array,  ///< of `element`
    int4_range,
    int8_range,
    timestamp_range,
    inet,         ///< an IP address or network
    enumeration,  ///< an enum type of PostgreSQL, which the column names; text on SQLite
    other,        ///< a type that only the database can name; schema::column keeps its spelling
};

/// A logical SQL type with its arguments.
struct sql_type {
    sql_kind kind = sql_kind::other;
    std::uint32_t length = 0;            ///< characters, for `varchar`; digits, for `decimal`
    std::uint32_t scale = 0;             ///< digits behind the point, for `decimal`
    sql_kind element = sql_kind::other;  ///< for `array`; its arguments are those above

    friend constexpr bool operator==(const sql_type&, const sql_type&) = default;
};

}  // namespace tain::types
