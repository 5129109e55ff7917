// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/node.hpp>
#include <tain/expr/pack.hpp>
#include <tain/model/check.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/compound.hpp>
#include <tain/sql/cte_reads.hpp>
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

/// Verdict: a common table expression that is given to with(), and that nothing reads.
struct cte_not_read {
    template <class Cte>
    static constexpr auto report() {
        static_assert(
            reflect::never<Cte>,
            "tain: nothing in this statement reads a common table expression that is given to with(). Read it "
            "by .from(expression), .join(expression, condition) or a subquery that does, or take it out.");
    }
};

}  // namespace tain::verdict

namespace tain::sql {

/// A common table expression as a source: its name, and the select that says what its columns are.
template <expr::fixed_text Name, class S>
struct cte_source {};

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

namespace detail {

/// Whether what is read is given; else the first that is not is reported.
template <class... Given>
constexpr bool all_given(reflect::list<>) {
    return true;
}
template <class... Given, class First, class... Rest>
constexpr bool all_given(reflect::list<First, Rest...>) {
    if constexpr (!reflect::one_of<First, Given...>) {
        verdict::cte_not_given::report<First>();
        return false;
    } else {
        return all_given<Given...>(reflect::list<Rest...>{});
    }
}

template <class Cte, class... Read>
constexpr bool is_read(reflect::list<Read...>) {
    if constexpr (!reflect::one_of<Cte, Read...>) {
        verdict::cte_not_read::report<Cte>();
        return false;
    } else {
        return true;
    }
}

/// Whether each of the common table expressions reads those before it alone, and itself where it is recursive, whether the
/// statement `S` reads them alone, and each is read by what comes after it. A mistake is reported.
template <class Tables, class S, class... Before>
struct cte_order;
template <class S, class... Before>
struct cte_order<reflect::list<>, S, Before...> {
    using reads = typename ctes_in<S>::type;
    static constexpr bool fits() { return all_given<typename Before::source...>(reads{}); }
};
template <class First, class... Rest, class S, class... Before>
struct cte_order<reflect::list<First, Rest...>, S, Before...> {
    using later = cte_order<reflect::list<Rest...>, S, Before..., First>;
    using own = typename ctes_in<typename First::definition_type>::type;
    using reads = reflect::join<own, typename later::reads>;
    static constexpr bool fits() {
        if constexpr (!own_given())
            return false;
        else if constexpr (!later::fits())
            return false;
        else
            return is_read<typename First::source>(typename later::reads{});
    }

private:
    static constexpr bool own_given() {
        if constexpr (First::recursive)
            return all_given<typename Before::source..., typename First::source>(own{});
        else
            return all_given<typename Before::source...>(own{});
    }
};

}  // namespace detail

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
        else if constexpr (!(C::definition_type::complete() && ... && S::complete()))
            return false;
        else
            return detail::cte_order<reflect::list<C...>, S>::fits();
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
/// before it, come first. Each is read somewhere: in FROM or a join, in a subquery, in the query of an INSERT, in the terms
/// of what comes after it. One that nothing reads does not compile, nor does a statement inside which one is read that is not
/// given.
///
///     with(totals, insert<Prolific>().columns(col<&Prolific::author_id>)
///                      .from(select(totals.column<"author_id">()).where(totals.column<"pages">() > 1000)))
template <sql::names_table First, class... Rest>
    requires(sizeof...(Rest) != 0)
constexpr auto with(const First& first, const Rest&... rest) {
    return sql::detail::with_last(std::index_sequence_for<Rest...>{}, std::tie(first, rest...));
}

}  // namespace tain
