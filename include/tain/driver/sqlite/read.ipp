// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/sqlite/statement.ipp>
#include <tain/types/read_stored.hpp>

#include <cstddef>
#include <exception>
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

/// Reads what the fast paths of `read_row` leave over.
inline void read_slowly(sqlite3_value* from, const field& how, std::size_t index, void* member, row_faults& faults) {
    const types::cell value = cell_of(from);
    try {
        const types::fault why = how.type == types::storage::custom ? how.read(value, member)
                                 : how.optional                     ? types::read_optional(value, how.type, member)
                                                                    : types::read_stored(value, how.type, member);
        if (why != types::fault::none) faults.add(index, why, spoken(value));
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& refused) {  // a user type's conversion
        faults.add(index, refused.what());
    }
}

inline void read_string(sqlite3_value* from, std::string& to) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(from));
    if (!text) throw std::bad_alloc();
    to.assign(text, static_cast<std::size_t>(sqlite3_value_bytes(from)));
}

/// Writes the current row into the object at `row`.
inline void read_row(const prepared& from, std::byte* row, row_faults& faults) {
    for (const group& part : from.groups) {
        auto* base = static_cast<void*>(row + part.offset);
        if (part.engage) {
            if (sqlite3_column_type(from.handle, static_cast<int>(part.first + part.key)) == SQLITE_NULL) continue;
            base = part.engage(base);
        }
        for (std::uint32_t i = part.first; i < part.first + part.count; ++i) {
            const field& how = from.fields[i];
            void* member = static_cast<std::byte*>(base) + how.offset;
            sqlite3_value* value = sqlite3_column_value(from.handle, static_cast<int>(i));
            const int type = sqlite3_value_type(value);
            switch (how.type) {
                case types::storage::int64:
                    if (type != SQLITE_INTEGER) break;
                    if (how.optional)
                        *static_cast<std::optional<std::int64_t>*>(member) = sqlite3_value_int64(value);
                    else
                        *static_cast<std::int64_t*>(member) = sqlite3_value_int64(value);
                    continue;
                case types::storage::text:
                    if (type == SQLITE_TEXT) {
                        if (!how.optional) {
                            read_string(value, *static_cast<std::string*>(member));
                            continue;
                        }
                        auto& to = *static_cast<std::optional<std::string>*>(member);
                        if (!to) to.emplace();
                        read_string(value, *to);
                        continue;
                    }
                    if (type != SQLITE_NULL || !how.optional) break;
                    static_cast<std::optional<std::string>*>(member)->reset();
                    continue;
                case types::storage::int32:
                    if (type == SQLITE_INTEGER && !how.optional) {
                        const std::int64_t wide = sqlite3_value_int64(value);
                        if (wide != static_cast<std::int32_t>(wide)) break;
                        *static_cast<std::int32_t*>(member) = static_cast<std::int32_t>(wide);
                        continue;
                    }
                    break;
                case types::storage::float64:
                    if (type != SQLITE_FLOAT || how.optional) break;
                    *static_cast<double*>(member) = sqlite3_value_double(value);
                    continue;
                default: break;
            }
            read_slowly(value, how, i, member, faults);
        }
    }
}

/// Throws unless the statement returns as many columns as the row has places.
inline void check_columns(const statement& what, const prepared& from, std::source_location where) {
    const auto columns = static_cast<std::size_t>(sqlite3_column_count(from.handle));
    if (columns == what.fields) [[likely]]
        return;
    throw row_error(message("tain: the statement returns " + std::to_string(columns) + " columns but the row has " +
                                std::to_string(what.fields) + " members; select one column for each",
                            from.text, where));
}

}  // namespace tain::driver::sqlite::detail
