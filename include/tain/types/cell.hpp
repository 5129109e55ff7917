// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tain::types {

/// What a value is while it travels between a C++ object and a database.
enum class cell_kind : std::uint8_t { boolean, integer, real, text, blob, uuid, timestamp };

/// Why a value could not be converted; `none` means that it was.
enum class fault : std::uint8_t {
    none,
    null,                ///< NULL for a member that is no `std::optional`
    kind,                ///< a value of another kind, such as text for an integer
    out_of_range,        ///< a number that the member or the column cannot hold
    unknown_enumerator,  ///< text that names no enumerator, or an enum value that has no name
    malformed,           ///< text that is no UUID or no timestamp
};

/// One value on its way to or from a database.
///
/// The kind is set for NULL too: PostgreSQL needs the type of each parameter when a statement is prepared.
/// Text, blobs and UUIDs are borrowed: `data` points into the bound object or into the driver's row, and is valid
/// as long as that. `fault` is set by a bind that could not convert; drivers then refuse the statement.
struct cell {
    cell_kind kind = cell_kind::integer;
    bool is_null = true;
    types::fault fault = types::fault::none;
    union {
        std::int64_t integer = 0;  ///< integers; `boolean` as 0 or 1; `timestamp` as microseconds since 1970 UTC
        double real;
        const char* data;  ///< text, blob, uuid (16 bytes)
    };
    std::size_t size = 0;

    constexpr std::string_view bytes() const { return size == 0 ? std::string_view{} : std::string_view{data, size}; }

    static constexpr cell null(cell_kind kind) {
        cell made;
        made.kind = kind;
        return made;
    }
    static constexpr cell of_integer(std::int64_t value, cell_kind kind = cell_kind::integer) {
        cell made;
        made.kind = kind;
        made.is_null = false;
        made.integer = value;
        return made;
    }
    static constexpr cell of_real(double value) {
        cell made;
        made.kind = cell_kind::real;
        made.is_null = false;
        made.real = value;
        return made;
    }
    static constexpr cell of_bytes(const char* data, std::size_t size, cell_kind kind = cell_kind::text) {
        cell made;
        made.kind = kind;
        made.is_null = false;
        made.data = data;
        made.size = size;
        return made;
    }
    /// `words` say why, with the fix, where the fault alone would not; they are borrowed as bytes are.
    static constexpr cell of_fault(types::fault why, cell_kind kind, std::string_view words = {}) {
        cell made;
        made.kind = kind;
        made.fault = why;
        if (!words.empty()) {
            made.data = words.data();
            made.size = words.size();
        }
        return made;
    }
};

/// How a member lies in memory: the closed set that a driver's row loop writes without a call, and `custom`.
enum class storage : std::uint8_t {
    boolean,
    int8,
    int16,
    int32,
    int64,
    uint8,
    uint16,
    uint32,
    uint64,
    float32,
    float64,
    text,       ///< std::string
    blob,       ///< std::vector<std::byte>
    uuid,       ///< boost::uuids::uuid
    timestamp,  ///< std::chrono::sys_time<std::chrono::microseconds>
    custom,     ///< anything else: written by a `reader`
};

/// Writes `from` into the object at `member`; reports instead of throwing. A NULL arrives as a cell with `is_null`.
using reader = fault (*)(const cell& from, void* member);

}  // namespace tain::types
