// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/sqlite/statement.ipp>
#include <tain/types/timestamp_text.hpp>

#include <cstddef>
#include <span>

namespace tain::driver::sqlite::detail {

/// Where a value came from, for the error that refuses it.
struct origin {
    std::string_view insert{};  // the INSERT whose column list names the column; empty elsewhere
    std::size_t row = SIZE_MAX;
    std::source_location where{};
};

[[noreturn]] inline void refuse(const prepared& to, std::size_t index, std::string_view reason, const origin& from) {
    const std::string column =
        from.insert.empty() ? std::string{} : inserted_column(from.insert, index, dialect::sqlite);
    refuse_value(index, column, from.row, reason, from.insert.empty() ? to.text : from.insert, from.where);
}

/// Binds one value to parameter `at + 1`, which is the `index`-th value of its origin. Bytes are not copied: they must
/// live until the statement ends.
inline void bind_cell(prepared& to, std::size_t at, std::size_t index, const types::cell& value, const origin& from) {
    if (value.fault != types::fault::none) [[unlikely]]
        refuse(to, index, bind_reason(value), from);
    const int number = static_cast<int>(at) + 1;
    int code = SQLITE_OK;
    if (value.is_null) {
        code = sqlite3_bind_null(to.handle, number);
    } else {
        switch (value.kind) {
            case types::cell_kind::boolean:
            case types::cell_kind::integer: code = sqlite3_bind_int64(to.handle, number, value.integer); break;
            case types::cell_kind::real:
                if (value.real != value.real)
                    refuse(to, index,
                           "the value is NaN, which SQLite would store as NULL; bind std::nullopt or a number", from);
                code = sqlite3_bind_double(to.handle, number, value.real);
                break;
            case types::cell_kind::text:
                code = sqlite3_bind_text64(to.handle, number, value.size == 0 ? "" : value.data, value.size,
                                           SQLITE_STATIC, SQLITE_UTF8);
                break;
            case types::cell_kind::blob:
            case types::cell_kind::uuid:
                code = sqlite3_bind_blob64(to.handle, number, value.size == 0 ? "" : value.data, value.size,
                                           SQLITE_STATIC);
                break;
            case types::cell_kind::timestamp: {
                if (!to.timestamps) to.timestamps.reset(new char[to.parameters * types::timestamp_text_size]);
                char* text = to.timestamps.get() + at * types::timestamp_text_size;
                if (types::write_timestamp(value.integer, text) != types::fault::none)
                    refuse(to, index,
                           "the timestamp lies outside of the years 0001 to 9999, which SQLite's dates end at; "
                           "bind one within them",
                           from);
                code = sqlite3_bind_text(to.handle, number, text, static_cast<int>(types::timestamp_text_size),
                                         SQLITE_STATIC);
                break;
            }
        }
    }
    if (code != SQLITE_OK) [[unlikely]]
        raise(sqlite3_db_handle(to.handle), code, to.text, from.where);
}

/// Binds the commonest kinds without looking further. False: nothing is bound.
[[gnu::always_inline]] inline bool bind_quickly(prepared& to, std::size_t at, const types::cell& value) {
    if (value.is_null || value.fault != types::fault::none) return false;
    const int number = static_cast<int>(at) + 1;
    if (value.kind == types::cell_kind::integer)
        return sqlite3_bind_int64(to.handle, number, value.integer) == SQLITE_OK;
    if (value.kind == types::cell_kind::text && value.size != 0)
        return sqlite3_bind_text64(to.handle, number, value.data, value.size, SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK;
    return false;
}

[[noreturn]] inline void refuse_count(const prepared& to, std::size_t values, std::source_location where) {
    throw row_error(message("tain: the statement has " + std::to_string(to.parameters) + " parameters but " +
                                std::to_string(values) + " values are bound; give one value for each",
                            to.text, where));
}

[[gnu::noinline]] inline void bind_slowly(prepared& to, std::size_t at, const types::cell& value,
                                          const std::source_location& where) {
    bind_cell(to, at, at, value, {.where = where});
}

[[gnu::always_inline]] inline void bind_all(prepared& to, std::span<const types::cell> values,
                                            const std::source_location& where) {
    if (values.size() != to.parameters) [[unlikely]]
        refuse_count(to, values.size(), where);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!bind_quickly(to, i, values[i])) [[unlikely]]
            bind_slowly(to, i, values[i], where);
}

}  // namespace tain::driver::sqlite::detail
