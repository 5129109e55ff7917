// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/bound.hpp>
#include <tain/expr/in_cells.hpp>
#include <tain/expr/pack.hpp>
#include <tain/expr/verdict.hpp>
#include <tain/sql/readable.hpp>
#include <tain/sql/text.hpp>
#include <tain/sql/verdict.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace tain {

/// SQL text of your own: a literal, hashed by the compiler, or `raw_text::dynamic(text)`.
struct raw_text {
    std::string_view text;
    std::uint64_t hash;

    template <std::size_t N>
    consteval raw_text(const char (&literal)[N]) : text(literal, N - 1), hash(sql::hash_of(text)) {}

    /// Text that is made at run time; it is borrowed until the statement has run. Never paste values into it.
    static constexpr raw_text dynamic(std::string_view made) { return {made, sql::hash_of(made)}; }

private:
    constexpr raw_text(std::string_view made, std::uint64_t hashed) : text(made), hash(hashed) {}
};

namespace sql {

/// A statement given as text. `$1`, `$2` … are its parameters, on both databases.
template <class Row, class... V>
struct raw_statement {
    using row_type = Row;
    static constexpr bool returns_rows = !std::is_void_v<Row>;
    static constexpr bool ok = readable<Row> && (types::mapped<V> && ...);
    static constexpr std::size_t binds = sizeof...(V);

    raw_text text;
    expr::pack<expr::bound<V>...> parameters;

    void bind(expr::binder& to) const { parameters.bind(to); }
    static constexpr bool complete() { return true; }
};

}  // namespace sql

/// It is kept: its text is known when it runs.
template <class Row, class... V>
inline constexpr int expr::texts_beside_cells<sql::raw_statement<Row, V...>> = not_in_cells;

/// Raw SQL with typed parameters and rows, filled by position: `raw<std::tuple<std::string, int>>("SELECT …$1…", x)`.
///
/// `Row` is a value, a std::tuple, a model, or an aggregate; `void` for a statement without rows. Parameters are
/// written `$1`, `$2` … on both databases. The text itself is yours: nothing in it is translated.
template <class Row, class... V>
constexpr auto raw(raw_text text, const V&... parameters) {
    if constexpr (!sql::readable<Row>)
        verdict::row_not_readable::report<Row>();
    else if constexpr (!(types::mapped<expr::held_as<V>> && ...))
        verdict::type_not_mapped::report<V...>();
    return sql::raw_statement<Row, expr::held_as<V>...>{text, {{expr::operand(parameters)}...}};
}

}  // namespace tain
