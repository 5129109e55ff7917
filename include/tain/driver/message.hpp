// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/driver/plan.hpp>
#include <tain/types/cell.hpp>

#include <cstddef>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

namespace tain::driver {

/// Returns `first`, then the statement and the caller's place, a line each; what is not known is left out. A long
/// statement is cut: errors carry the whole one besides.
std::string message(std::string first, std::string_view sql, std::source_location where);

/// Returns what a value is, as an error says it: `NULL`, `text`, `an integer`.
std::string_view spoken(const types::cell& value);

/// Appends a value as errors write it: `7`, `'text'`, `NULL`. Long text is cut.
void spell_value(std::string& to, const types::cell& value);

/// Throws the `row_error` for a row that was inserted and is not there when what the database filled is read back: a
/// trigger removed it, or changed its key.
[[noreturn]] void refuse_missing(const insertion& how, std::size_t row, std::string_view sql,
                                 std::source_location where);

/// Collects what is wrong with the columns of one row, for one `row_error` that names them all.
class row_faults {
public:
    /// Notes that the value of a column did not fit into its member. `came` says what the value is.
    void add(std::size_t field, types::fault why, std::string_view came);
    /// The same, in the words of a user type's conversion.
    void add(std::size_t field, std::string_view words);

    bool empty() const noexcept { return found_.empty(); }

    /// Throws the `row_error`.
    [[noreturn]] void raise(const statement& what, std::string_view sql, std::source_location where) const;

private:
    struct entry {
        std::size_t field;
        types::fault why;
        std::string came;
        std::string words;
    };
    std::vector<entry> found_{};
};

/// Throws the `row_error` for a value that cannot be bound. `column` is empty where it is not known; `row` counts
/// from 0 in a bulk insert, and is `SIZE_MAX` elsewhere.
[[noreturn]] void refuse_value(std::size_t parameter, std::string_view column, std::size_t row, std::string_view reason,
                               std::string_view sql, std::source_location where);

/// Returns why a bind could not convert a value, with the fix: the fault's own words, or what its kind says.
std::string_view bind_reason(const types::cell& value);

/// Returns the name of the n-th column that an INSERT lists, or nothing. Used for errors only.
std::string inserted_column(std::string_view insert, std::size_t n, dialect spelling);

}  // namespace tain::driver

#ifndef TAIN_COMPILED
#include <tain/driver/message.ipp>  // IWYU pragma: keep
#endif
