// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/node.hpp>
#include <tain/expr/pack.hpp>
#include <tain/model/check.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/compound.hpp>
#include <tain/sql/named.hpp>
#include <tain/sql/select.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// Common table expressions: selects with a name, which other statements read like tables.
namespace tain::verdict {

/// Verdict: a statement reads a common table expression that is not given to with().
struct cte_not_given {
    template <class Cte>
    static constexpr auto report() {
        static_assert(reflect::never<Cte>,
                      "tain: this statement reads a common table expression that is not before it. Give it: "
                      "with(expression, statement).");
    }
};

}  // namespace tain::verdict

namespace tain::sql {

/// A common table expression as a source: its name, and the select that says what its columns are.
template <expr::fixed_text Name, class S>
struct cte_source {};

template <class T>
inline constexpr bool is_cte_source = false;
template <expr::fixed_text Name, class S>
inline constexpr bool is_cte_source<cte_source<Name, S>> = true;

template <expr::fixed_text Name, class S>
struct source_traits<cte_source<Name, S>> {
    using model = cte_source<Name, S>;
    static constexpr std::string_view exposed = Name.view();
    using columns = detail::columns_of_select<S>;

    static constexpr void to(writer& w) { w.identifier(exposed); }
    static constexpr void qualifier(writer& w) { w.identifier(exposed).put('.'); }
};

/// What a statement reads of a common table expression: its columns.
template <expr::fixed_text Name, class S>
using cte_view = named_view<cte_source<Name, S>>;

/// A common table expression with what it is made of; `Definition` is `S`, or a union that begins with it.
template <expr::fixed_text Name, class S, class Definition>
struct common_table : cte_view<Name, S> {
    static constexpr bool is_common_table = true;
    static constexpr bool recursive = !std::is_same_v<S, Definition>;
    static constexpr std::string_view name = Name.view();
    using definition_type = Definition;
    Definition definition;

    constexpr explicit common_table(Definition d) : definition(std::move(d)) {}

    static constexpr void to(writer& w) {
        w.identifier(name);
        bool first = true;
        for (const std::string_view column : source_traits<cte_source<Name, S>>::columns::names) {
            w.put(first ? " (" : ", ").identifier(column);
            first = false;
        }
        w.put(") AS (");
        Definition::to(w);
        w.put(')');
    }
};

template <class C>
concept names_table = requires { requires C::is_common_table; };

/// `WITH … statement`, as a type.
template <class S, class... C>
struct with_statement {
    struct rows : S::rows {};
    static constexpr bool returns_rows = S::returns_rows;
    static constexpr bool ok = S::ok && (C::definition_type::ok && ...);
    static constexpr std::size_t binds = (S::binds + ... + C::definition_type::binds);

    expr::pack<C...> tables;
    S statement;

    void bind(expr::binder& to) const {
        expr::pack<C...>::each(&tables, [&to](std::size_t, const auto* table) { table->definition.bind(to); });
        statement.bind(to);
    }

    static constexpr void to(writer& w) {
        w.put((C::recursive || ...) ? "WITH RECURSIVE " : "WITH ");
        std::size_t at = 0;
        ((w.put(at++ == 0 ? "" : ", "), C::to(w)), ...);
        w.put(' ');
        S::to(w);
    }

    static constexpr bool complete() {
        if constexpr (!ok)
            return false;
        else
            return (C::definition_type::complete() && ...) && S::complete() && all_given<S>();
    }

private:
    template <class Statement>
    static constexpr bool all_given() {
        if constexpr (requires { typename Statement::sources; })
            return each_given(typename Statement::sources{});
        else if constexpr (requires { typename detail::select_rules<Statement>::sources; })
            return each_given(typename detail::select_rules<Statement>::sources{});
        else
            return true;
    }
    template <class... Source>
    static constexpr bool each_given(reflect::list<Source...>) {
        return (given<Source>() && ...);
    }
    template <class Source>
    static constexpr bool given() {
        if constexpr (is_cte_source<Source> && !(std::is_same_v<Source, typename C::source> || ...)) {
            verdict::cte_not_given::report<Source>();
            return false;
        } else {
            return true;
        }
    }
};

namespace detail {

/// The last of all is the statement.
template <std::size_t... I, class... All>
constexpr auto with_last(std::index_sequence<I...>, const std::tuple<const All&...>& all) {
    using statement = reflect::nth<sizeof...(I), reflect::list<All...>>;
    return with_statement<statement, reflect::nth<I, reflect::list<All...>>...>{{{std::get<I>(all)}...},
                                                                                std::get<sizeof...(I)>(all)};
}

}  // namespace detail

template <expr::fixed_text Name, set_operation K, class S, class Step>
constexpr auto recursive(const S& base, const Step& step) {
    static_cast<void>(detail::columns_fit<S>());
    const auto whole = combined<K>(base, step(cte_view<Name, S>{}));
    return common_table<Name, S, std::remove_const_t<decltype(whole)>>{whole};
}

}  // namespace tain::sql

namespace tain::model {

/// A common table expression among the sources of a statement: no model, and nothing to be checked.
template <expr::fixed_text Name, class S>
struct table_of<sql::cte_source<Name, S>> : sql::no_table<Name> {};
template <expr::fixed_text Name, class S>
inline constexpr bool model_ok<sql::cte_source<Name, S>> = true;

}  // namespace tain::model

namespace tain {

/// Names a select, so that a statement can read it like a table: a common table expression.
///
///     constexpr auto totals = cte<"totals">(select(col<&Book::author_id>, sum(col<&Book::pages>).as<"pages">())
///                                               .group_by(col<&Book::author_id>));
///     with(totals, select(col<&Author::name>, totals.column<"pages">())
///                      .join(totals, totals.column<"author_id">() == col<&Author::id>))
///
/// A model that it selects whole is taken by `totals.whole<Model>()`. What stands in one place of a statement alone can be a
/// `subquery` there.
template <expr::fixed_text Name, sql::selects S>
constexpr auto cte(const S& statement) {
    static_cast<void>(sql::detail::columns_fit<S>());
    return sql::common_table<Name, S, S>{statement};
}

/// A common table expression that reads itself: the rows of `base`, and those that `step` makes of the rows before, until it
/// makes none. `step` is called with what stands for the rows before, and returns a select.
///
///     constexpr auto below = recursive_cte<"below">(
///         select(col<&Node::id>).where(col<&Node::id> == 1),
///         [](auto before) {
///             return select(col<&Node::id>).join(before, before.template column<"id">() == col<&Node::parent_id>);
///         });
template <expr::fixed_text Name, sql::selects S, class Step>
constexpr auto recursive_cte(const S& base, const Step& step) {
    return sql::recursive<Name, sql::set_operation::union_all>(base, step);
}

/// The same in which each row comes once, so that it ends where rows lead back to themselves, as in a graph with circles.
template <expr::fixed_text Name, sql::selects S, class Step>
constexpr auto recursive_cte_distinct(const S& base, const Step& step) {
    return sql::recursive<Name, sql::set_operation::union_>(base, step);
}

/// A statement that reads common table expressions: `with(totals, select(…))`; several, each of which may read those
/// before it, come first.
template <sql::names_table First, class... Rest>
    requires(sizeof...(Rest) != 0)
constexpr auto with(const First& first, const Rest&... rest) {
    return sql::detail::with_last(std::index_sequence_for<Rest...>{}, std::tie(first, rest...));
}

}  // namespace tain
