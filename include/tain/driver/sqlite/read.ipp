// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/read_field.hpp>
#include <tain/driver/sqlite/statement.ipp>

#include <cstddef>
#include <new>
#include <optional>
#include <string>

namespace tain::driver::sqlite::detail {

inline types::cell cell_of(sqlite3_value* from) {
    switch (sqlite3_value_type(from)) {
        case SQLITE_INTEGER: return types::cell::of_integer(sqlite3_value_int64(from));
        case SQLITE_FLOAT: return types::cell::of_real(sqlite3_value_double(from));
        case SQLITE_TEXT: {
            const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(from));
            if (!text) throw std::bad_alloc();
            return types::cell::of_bytes(text, static_cast<std::size_t>(sqlite3_value_bytes(from)));
        }
        case SQLITE_BLOB: {
            const auto* bytes = static_cast<const char*>(sqlite3_value_blob(from));
            return types::cell::of_bytes(bytes, static_cast<std::size_t>(sqlite3_value_bytes(from)),
                                         types::cell_kind::blob);
        }
        default: return types::cell::null(types::cell_kind::text);
    }
}

template <class String>
void read_string(sqlite3_value* from, String& to) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(from));
    if (!text) throw std::bad_alloc();
    write_text(to, text, static_cast<std::size_t>(sqlite3_value_bytes(from)));
}

/// Writes a value the short way, when it is what the path expects. False: nothing is done.
inline bool read_quickly(sqlite3_value* from, path how, void* member) {
    const int type = sqlite3_value_type(from);
    if (how == path::string) {
        if (type != SQLITE_TEXT) return false;
        read_string(from, *static_cast<std::string*>(member));
    } else if (how == path::int64) {
        if (type != SQLITE_INTEGER) return false;
        *static_cast<std::int64_t*>(member) = sqlite3_value_int64(from);
    } else if (how == path::optional_string) {
        auto& to = *static_cast<std::optional<std::string>*>(member);
        if (type == SQLITE_TEXT) {
            read_string(from, to);
        } else {
            if (type != SQLITE_NULL) return false;
            to.reset();
        }
    } else if (how == path::int32) {
        if (type != SQLITE_INTEGER) return false;
        const std::int64_t wide = sqlite3_value_int64(from);
        if (wide != static_cast<std::int32_t>(wide)) return false;
        *static_cast<std::int32_t*>(member) = static_cast<std::int32_t>(wide);
    } else if (how == path::float64) {
        if (type != SQLITE_FLOAT) return false;
        *static_cast<double*>(member) = sqlite3_value_double(from);
    } else {
        return false;
    }
    return true;
}

/// Reads what the fast paths leave over. Kept out of the row loop, which has few registers to spare.
[[gnu::noinline]] inline void read_slowly(sqlite3_value* from, const prepared& how, int column, void* member,
                                          row_faults& faults) {
    const types::cell value = cell_of(from);
    const auto index = static_cast<std::size_t>(column);
    read_field(value, spoken(value), how.fields[index], index, member, faults);
}

/// Writes consecutive columns into the object at `base`.
inline void read_group(const prepared& from, int column, std::uint32_t count, std::byte* base, row_faults& faults) {
    sqlite3_stmt* const statement = from.handle;
    const detail::column* to = from.columns.data() + column;
    for (const detail::column* const end = to + count; to != end; ++to, ++column) {
        sqlite3_value* const value = sqlite3_column_value(statement, column);
        if (!read_quickly(value, to->how, base + to->offset)) [[unlikely]]
            read_slowly(value, from, column, base + to->offset, faults);
    }
}

/// Writes the current row into the object at `row`.
inline void read_row(const prepared& from, std::byte* row, row_faults& faults) {
    for (const group& part : from.groups) {
        auto* base = row + part.offset;
        const int column = static_cast<int>(part.first);
        if (part.engage) {
            if (sqlite3_column_type(from.handle, column + static_cast<int>(part.key)) == SQLITE_NULL) continue;
            base = static_cast<std::byte*>(part.engage(base));
        }
        read_group(from, column, part.count, base, faults);
    }
}

[[noreturn]] inline void refuse_columns(const statement& what, const prepared& from, std::size_t columns,
                                        std::source_location where) {
    throw row_error(message("tain: the statement returns " + std::to_string(columns) + " columns but the row has " +
                                std::to_string(what.fields) + " members; select one column for each",
                            from.text, where));
}

/// Throws unless the statement returns as many columns as the row has places.
inline void check_columns(const statement& what, const prepared& from, const std::source_location& where) {
    const auto columns = static_cast<std::size_t>(sqlite3_column_count(from.handle));
    if (columns != what.fields) [[unlikely]]
        refuse_columns(what, from, columns, where);
}

}  // namespace tain::driver::sqlite::detail
