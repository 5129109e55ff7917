// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/missing.hpp>
#include <tain/driver/postgresql/statement.ipp>
#include <tain/driver/read_field.hpp>
#include <tain/types/timestamp_text.hpp>
#include <tain/types/uuid_text.hpp>

#include <boost/uuid/uuid.hpp>

#include <bit>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <version>

namespace tain::driver::postgresql::detail {

/// What a value became when it was taken from a result: its cell, what an error calls it, and room for bytes that
/// stand otherwise in the result.
struct taken {
    types::cell value{};
    std::string_view came{};
    std::string bytes{};
};

/// Reads an integer as PostgreSQL writes it. It is known to be one, and to fit.
inline std::int64_t digits(const char* text, int size) {
    const char* const end = text + size;
    const bool negative = size > 0 && *text == '-';
    std::uint64_t value = 0;
    for (text += negative; text != end; ++text) value = value * 10 + static_cast<std::uint64_t>(*text - '0');
    return static_cast<std::int64_t>(negative ? 0 - value : value);
}

inline double real_of(const char* text, int size) {
    double value = 0;
#ifdef __cpp_lib_to_chars
    std::from_chars(text, text + size, value);
#else
    static_cast<void>(size);
    value = std::strtod(text, nullptr);
#endif
    return value;
}

/// A timestamp's cell from microseconds since 2000.
inline types::cell timestamp_cell(std::int64_t since_2000) {
    if (since_2000 == INT64_MIN || since_2000 > INT64_MAX - epoch)  // -infinity; infinity and what lies before it
        return types::cell::of_fault(types::fault::out_of_range, types::cell_kind::timestamp);
    return types::cell::of_integer(since_2000 + epoch, types::cell_kind::timestamp);
}

inline types::cell binary_cell(wire form, const char* data, int size) {
    using types::cell;
    using types::cell_kind;
    switch (form) {
        case wire::boolean: return cell::of_integer(*data != 0, cell_kind::boolean);
        case wire::int2: return cell::of_integer(static_cast<std::int16_t>(load<std::uint16_t>(data)));
        case wire::int4: return cell::of_integer(static_cast<std::int32_t>(load<std::uint32_t>(data)));
        case wire::int8: return cell::of_integer(static_cast<std::int64_t>(load<std::uint64_t>(data)));
        case wire::oid: return cell::of_integer(load<std::uint32_t>(data));
        case wire::float4: return cell::of_real(std::bit_cast<float>(load<std::uint32_t>(data)));
        case wire::float8: return cell::of_real(std::bit_cast<double>(load<std::uint64_t>(data)));
        case wire::bytea: return cell::of_bytes(data, static_cast<std::size_t>(size), cell_kind::blob);
        case wire::uuid: return cell::of_bytes(data, static_cast<std::size_t>(size), cell_kind::uuid);
        case wire::timestamp: return timestamp_cell(static_cast<std::int64_t>(load<std::uint64_t>(data)));
        case wire::numeric:  // never asked for in binary
        case wire::text: break;
    }
    return cell::of_bytes(data, static_cast<std::size_t>(size));
}

/// Reads `\x68656c` into bytes.
inline types::cell unhex(std::string_view text, std::string& bytes) {
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    if (!text.starts_with("\\x")) return types::cell::of_fault(types::fault::malformed, types::cell_kind::blob);
    bytes.clear();
    for (std::size_t i = 2; i + 1 < text.size(); i += 2)
        bytes.push_back(static_cast<char>(digit(text[i]) * 16 + digit(text[i + 1])));
    return types::cell::of_bytes(bytes.data(), bytes.size(), types::cell_kind::blob);
}

/// A decimal as its reader wants it: a number where the member is one, the text itself elsewhere.
inline types::cell numeric_cell(std::string_view text, types::storage wanted) {
    using types::storage;
    if (wanted == storage::float32 || wanted == storage::float64)
        return types::cell::of_real(real_of(text.data(), static_cast<int>(text.size())));
    if (wanted >= storage::int8 && wanted <= storage::uint64) {
        std::int64_t whole = 0;
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), whole);
        if (code == std::errc::result_out_of_range)
            return types::cell::of_fault(types::fault::out_of_range, types::cell_kind::integer);
        if (code == std::errc{} && end == text.data() + text.size()) return types::cell::of_integer(whole);
        return types::cell::of_real(real_of(text.data(), static_cast<int>(text.size())));
    }
    return types::cell::of_bytes(text.data(), text.size());
}

inline types::cell text_cell(wire form, std::string_view text, types::storage wanted, std::string& bytes) {
    using types::cell;
    using types::cell_kind;
    switch (form) {
        case wire::boolean: return cell::of_integer(text == "t", cell_kind::boolean);
        case wire::int2:
        case wire::int4:
        case wire::int8:
        case wire::oid: return cell::of_integer(digits(text.data(), static_cast<int>(text.size())));
        case wire::float4:
        case wire::float8: return cell::of_real(real_of(text.data(), static_cast<int>(text.size())));
        case wire::numeric: return numeric_cell(text, wanted);
        case wire::bytea: return unhex(text, bytes);
        case wire::uuid: {
            bytes.resize(16);
            const types::fault why = types::read_uuid(text, reinterpret_cast<unsigned char*>(bytes.data()));
            return why == types::fault::none ? cell::of_bytes(bytes.data(), 16, cell_kind::uuid)
                                             : cell::of_fault(why, cell_kind::uuid);
        }
        case wire::timestamp: {
            std::int64_t microseconds = 0;
            const types::fault why = types::read_timestamp(text, microseconds);
            return why == types::fault::none ? cell::of_integer(microseconds, cell_kind::timestamp)
                                             : cell::of_fault(why, cell_kind::timestamp);
        }
        case wire::text: break;
    }
    return cell::of_bytes(text.data(), text.size());
}

inline void take(taken& to, const row_plan& how, const PGresult* from, int row, int column) {
    const auto at = static_cast<std::size_t>(column);
    if (PQgetisnull(from, row, column)) {
        to.value = types::cell::null(types::cell_kind::text);
        to.came = "NULL";
        return;
    }
    const char* data = PQgetvalue(from, row, column);
    const int size = PQgetlength(from, row, column);
    const std::string_view text{data, static_cast<std::size_t>(size)};
    to.value = how.binary ? binary_cell(how.wires[at], data, size)
                          : text_cell(how.wires[at], text, how.fields[at].type, to.bytes);
    to.came = spoken(to.value);
    if (to.value.fault == types::fault::none) return;
    to.came = to.value.kind == types::cell_kind::timestamp ? "an infinite or too distant timestamp" : "a value";
}

/// Writes a binary value the short way. False: nothing is done.
inline bool read_binary(path how, const char* data, void* member) {
    switch (how) {
        case path::int8:
            *static_cast<std::int64_t*>(member) = static_cast<std::int64_t>(load<std::uint64_t>(data));
            return true;
        case path::int4:
            *static_cast<std::int32_t*>(member) = static_cast<std::int32_t>(load<std::uint32_t>(data));
            return true;
        case path::float8:
            *static_cast<double*>(member) = std::bit_cast<double>(load<std::uint64_t>(data));
            return true;
        case path::uuid: std::memcpy(&*static_cast<boost::uuids::uuid*>(member)->begin(), data, 16); return true;
        case path::timestamp: {
            const types::cell value = timestamp_cell(static_cast<std::int64_t>(load<std::uint64_t>(data)));
            if (value.fault != types::fault::none) return false;
            using microseconds = std::chrono::microseconds;
            *static_cast<std::chrono::sys_time<microseconds>*>(member) =
                std::chrono::sys_time<microseconds>{microseconds{value.integer}};
            return true;
        }
        default: return false;
    }
}

/// Writes a value the short way. False: nothing is done.
inline bool read_quickly(path how, const PGresult* from, int row, int column, void* member) {
    if (how == path::general) return false;
    const char* const data = PQgetvalue(from, row, column);
    const int size = PQgetlength(from, row, column);
    if (size == 0 && PQgetisnull(from, row, column)) {
        if (how != path::optional_string) return false;
        static_cast<std::optional<std::string>*>(member)->reset();
        return true;
    }
    if (how == path::string) {
        write_text(*static_cast<std::string*>(member), data, static_cast<std::size_t>(size));
    } else if (how == path::digits64) {
        *static_cast<std::int64_t*>(member) = digits(data, size);
    } else if (how == path::optional_string) {
        write_text(*static_cast<std::optional<std::string>*>(member), data, static_cast<std::size_t>(size));
    } else if (how == path::digits32) {
        *static_cast<std::int32_t*>(member) = static_cast<std::int32_t>(digits(data, size));
    } else {
        return read_binary(how, data, member);
    }
    return true;
}

/// Reads what the fast paths leave over. Kept out of the row loop, which has few registers to spare.
[[gnu::noinline]] inline void read_slowly(const row_plan& how, const PGresult* from, int row, int column, void* member,
                                          taken& room, row_faults& faults) {
    const auto index = static_cast<std::size_t>(column);
    take(room, how, from, row, column);
    read_field(room.value, room.came, how.fields[index], index, member, faults);
}

/// Writes one row of a result into the object at `to`.
inline void read_row(const row_plan& how, const PGresult* from, int row, std::byte* to, taken& room,
                     row_faults& faults) {
    for (const group& part : how.groups) {
        std::byte* base = to + part.offset;
        int column = static_cast<int>(part.first);
        if (part.engage) {
            const auto is_null = [from, row](std::uint32_t field) {
                return PQgetisnull(from, row, static_cast<int>(field)) != 0;
            };
            if (is_null(part.key) && is_missing(part, base, is_null)) continue;
            base = static_cast<std::byte*>(part.engage(base));
        }
        const detail::column* one = how.columns.data() + part.first;
        for (const detail::column* const end = one + part.count; one != end; ++one, ++column)
            if (!read_quickly(one->how, from, row, column, base + one->offset)) [[unlikely]]
                read_slowly(how, from, row, column, base + one->offset, room, faults);
    }
}

}  // namespace tain::driver::postgresql::detail
