// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/sql/compound.hpp>
#include <tain/sql/named.hpp>
#include <tain/sql/select.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

/// Subqueries in FROM: selects with a name that stand where a table does.
namespace tain::sql {

/// A subquery in FROM as a source.
template <expr::fixed_text Name, class S>
struct derived_source {};

template <expr::fixed_text Name, class S>
struct source_traits<derived_source<Name, S>> {
    using model = derived_source<Name, S>;
    using kept = S;
    using columns = detail::columns_of_select<S>;
    static constexpr std::string_view exposed = Name.view();

    static constexpr void to(writer& w) {
        const bool qualify = std::exchange(w.qualify, S::joined_tables);
        w.put('(');
        S::write(w);
        w.put(") AS ").identifier(exposed);
        w.qualify = qualify;
    }
    static constexpr void qualifier(writer& w) { w.identifier(exposed).put('.'); }
};

/// A subquery with a name.
template <expr::fixed_text Name, class S>
struct derived_table : named_view<derived_source<Name, S>> {
    S kept;

    constexpr explicit derived_table(const S& of) : kept(of) {}
};

}  // namespace tain::sql

namespace tain::model {

template <expr::fixed_text Name, class S>
struct table_of<sql::derived_source<Name, S>> : sql::no_table<Name> {};
template <expr::fixed_text Name, class S>
inline constexpr bool model_ok<sql::derived_source<Name, S>> = S::complete();

}  // namespace tain::model

namespace tain {

/// Names a select, so that a statement can read it where a table stands: `(SELECT …) AS "recent"`.
///
///     constexpr auto recent = subquery<"recent">(select<Book>().order_by(desc(col<&Book::added>)).limit(10));
///     select(col<&Author::name>, recent.whole<Book>())
///         .left_join(recent, recent.column<"author_id">() == col<&Author::id>)
///
/// What it selects has names, each once: a column its own, an expression one by `.as<"name">()`. A statement begins with it by
/// `.from(recent)`, and joins it on a condition, as it does `cte`, which is written once for several uses. It cannot read
/// tables of the statement around it.
template <expr::fixed_text Name, sql::selects S>
constexpr auto subquery(const S& statement) {
    static_cast<void>(sql::detail::columns_fit<S>());
    return sql::derived_table<Name, S>{statement};
}

}  // namespace tain
