// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/missing.hpp>
#include <tain/driver/read_field.hpp>
#include <tain/driver/sqlite/statement.ipp>

#include <cstddef>
#include <cstdint>
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

/// Where the values of a row are: in a statement that stands on it,
struct stepped {
    sqlite3_stmt* from;
    sqlite3_value* operator[](int column) const { return sqlite3_column_value(from, column); }
};
/// or in the arguments of a function that SQLite calls.
struct passed {
    sqlite3_value** from;
    sqlite3_value* operator[](int column) const { return from[column]; }
};

/// Writes a value the short way, when it is what the path expects. False: nothing is done.
[[gnu::always_inline]] inline bool read_quickly(sqlite3_value* from, path how, void* member) {
    const int type = sqlite3_value_type(from);
    if (type == SQLITE_TEXT) {
        std::string* to = static_cast<std::string*>(member);
        if (how == path::optional_string) {
            auto& optional = *static_cast<std::optional<std::string>*>(member);
            to = optional ? &*optional : &optional.emplace();
        } else if (how != path::string) {
            return false;
        }
        const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(from));
        if (!text) [[unlikely]]
            throw std::bad_alloc();
        write_text(*to, text, static_cast<std::size_t>(sqlite3_value_bytes(from)));
        return true;
    }
    if (type == SQLITE_INTEGER) {
        if (how != path::int64 && how != path::int32) return false;
        const std::int64_t wide = sqlite3_value_int64(from);
        if (how == path::int64) {
            *static_cast<std::int64_t*>(member) = wide;
        } else {
            if (wide != static_cast<std::int32_t>(wide)) return false;
            *static_cast<std::int32_t*>(member) = static_cast<std::int32_t>(wide);
        }
        return true;
    }
    if (type == SQLITE_NULL) {
        if (how != path::optional_string) return false;
        static_cast<std::optional<std::string>*>(member)->reset();
        return true;
    }
    if (type != SQLITE_FLOAT || how != path::float64) return false;
    *static_cast<double*>(member) = sqlite3_value_double(from);
    return true;
}

inline void read_noting(sqlite3_value* from, const prepared& how, std::size_t column, void* member,
                        row_faults& faults) {
    const types::cell value = cell_of(from);
    read_field(value, spoken(value), how.fields[column], column, member, faults);
}

/// Reads what the fast paths leave over. False: the value does not fit. Kept out of the row loop, which has few
/// registers to spare.
[[gnu::noinline]] inline bool read_slowly(sqlite3_value* from, const prepared& how, std::size_t column, void* member) {
    row_faults faults;
    read_noting(from, how, column, member, faults);
    return faults.empty();
}

/// Writes the current row into the object at `row`, `write` each value; stops where it says false.
template <class Source, class Write>
[[gnu::always_inline]] inline bool read_row(const prepared& from, Source values, std::byte* row, Write write) {
    for (const group& part : from.groups) {
        std::byte* base = row + part.offset;
        if (part.engage) {
            const auto is_null = [values](std::uint32_t field) {
                return sqlite3_value_type(values[static_cast<int>(field)]) == SQLITE_NULL;
            };
            if (is_null(part.key) && is_missing(part, base, is_null)) continue;
            base = static_cast<std::byte*>(part.engage(base));
        }
        const column* to = from.columns.data() + part.first;
        int at = static_cast<int>(part.first);
        for (const column* const end = to + part.count; to != end; ++to, ++at)
            if (!write(values[at], *to, at, base + to->offset)) return false;
    }
    return true;
}

/// The same. False: a value does not fit.
template <class Source>
[[gnu::always_inline]] inline bool read_row(const prepared& from, Source values, std::byte* row) {
    return read_row(from, values, row, [&](sqlite3_value* value, const column& to, int at, void* member) {
        return read_quickly(value, to.how, member) || read_slowly(value, from, static_cast<std::size_t>(at), member);
    });
}

/// Reads a row that does not fit once more, for an error that names every column with its reason.
template <class Source>
[[gnu::noinline, gnu::cold]] void refuse_row(const prepared& from, Source values, std::byte* row, const statement& what,
                                             const std::source_location& where) {
    row_faults faults;
    read_row(from, values, row, [&](sqlite3_value* value, const column&, int at, void* member) {
        read_noting(value, from, static_cast<std::size_t>(at), member, faults);
        return true;
    });
    if (!faults.empty()) faults.raise(what, from.text, where);  // else a user type's reader changed its mind
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
