// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/node.hpp>
#include <tain/expr/pack.hpp>
#include <tain/model/check.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/compound.hpp>
#include <tain/sql/output.hpp>
#include <tain/sql/select.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

/// Common table expressions: selects with a name, which other statements read like tables.
namespace tain::verdict {

/// Verdict: a term of a common table expression without a name.
struct cte_column_unnamed {
    template <class Statement>
    static constexpr auto report() {
        static_assert(reflect::never<Statement>,
                      "tain: each term of a select that others read like a table has a name: a column has its own, an "
                      "expression is given one by .as<\"name\">(). Whole models are selected column by column.");
    }
};

/// Verdict: a column that a common table expression does not have.
struct no_such_cte_column {
    template <class Cte, class Label>
    static constexpr auto report() {
        static_assert(
            reflect::never<Cte, Label>,
            "tain: this common table expression has no column of that name. Its columns are the labels of its "
            "first select, and the names of the columns that have no label.");
    }
};

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

namespace detail {

/// The name of a selected term as a column; empty when it has none.
template <class Term>
inline constexpr std::string_view term_name = label_of<Term>;
template <class Source, class Path>
inline constexpr std::string_view term_name<expr::column<Source, Path>> = column_name<Source, Path>();

template <class Terms>
struct term_names;
template <class... Terms>
struct term_names<reflect::list<Terms...>> {
    static constexpr std::array<std::string_view, sizeof...(Terms)> all{term_name<Terms>...};
    static constexpr bool complete = (!term_name<Terms>.empty() && ...);
    static constexpr std::size_t index(std::string_view name) {
        for (std::size_t i = 0; i != sizeof...(Terms); ++i)
            if (all[i] == name) return i;
        return sizeof...(Terms);
    }
};

}  // namespace detail

/// A column of a common table expression.
template <class Cte, std::size_t At, class Value>
struct cte_column : expr::labelable<cte_column<Cte, At, Value>> {
    using value_type = Value;
    static constexpr bool ok = true;
    static constexpr std::size_t binds = 0;
    template <class... Sources>
    static constexpr bool reads_only = reflect::one_of<Cte, Sources...>;
    template <class... Outer>
    static constexpr bool nulled = reflect::one_of<Cte, Outer...>;
    static constexpr bool aggregates = false;

    void bind(expr::binder&) const {}
};

template <expr::fixed_text Name, class S>
struct source_traits<cte_source<Name, S>> {
    using model = cte_source<Name, S>;
    static constexpr std::string_view exposed = Name.view();
    using columns = detail::term_names<typename S::rows::terms>;

    static constexpr void to(writer& w) { w.identifier(exposed); }
    static constexpr void qualifier(writer& w) { w.identifier(exposed).put('.'); }
};

template <class Cte, std::size_t At, class Value>
struct spell<cte_column<Cte, At, Value>> {
    static constexpr void to(writer& w, const cte_column<Cte, At, Value>*) {
        if (w.qualify) source_traits<Cte>::qualifier(w);
        w.identifier(source_traits<Cte>::columns::all[At]);
    }
};

namespace detail {

template <class Cte, std::size_t At, class Value>
struct first_source<cte_column<Cte, At, Value>> {
    using type = Cte;
};
template <class Cte, std::size_t At, class Value>
inline constexpr std::string_view term_name<cte_column<Cte, At, Value>> = source_traits<Cte>::columns::all[At];

// An expression over one column may be grouped by it alone: nothing is known of a key.
template <class Cte, std::size_t At, class Value, class... Group>
struct settled<cte_column<Cte, At, Value>, reflect::list<Group...>> {
    static constexpr bool value = (grouped_by<cte_column<Cte, At, Value>, Group> || ...);
};

}  // namespace detail

/// What a statement reads of a common table expression: its columns.
template <expr::fixed_text Name, class S>
struct cte_view {
    using source = cte_source<Name, S>;

    /// A column by its name: the label of the selected term, or the name of the column that it is.
    template <expr::fixed_text Column>
    static constexpr auto column() {
        using names = typename source_traits<source>::columns;
        constexpr std::size_t at = names::index(Column.view());
        if constexpr (at == names::all.size()) {
            verdict::no_such_cte_column::report<source, expr::label_reference<Column>>();
            return expr::rejected{};
        } else {
            return cte_column<source, at, reflect::nth<at, typename S::rows::values>>{};
        }
    }
};

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
        for (const std::string_view column : source_traits<cte_source<Name, S>>::columns::all) {
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
    if constexpr (S::ok && !detail::term_names<typename S::rows::terms>::complete)
        verdict::cte_column_unnamed::report<S>();
    const auto whole = combined<K>(base, step(cte_view<Name, S>{}));
    return common_table<Name, S, std::remove_const_t<decltype(whole)>>{whole};
}

}  // namespace tain::sql

namespace tain::model {

/// A common table expression among the sources of a statement: no model, and nothing to be checked.
template <expr::fixed_text Name, class S>
struct table_of<sql::cte_source<Name, S>> {
    using key = reflect::list<>;
    using foreign_keys = reflect::list<>;
    static constexpr std::string_view name = Name.view();
    static constexpr std::string_view schema{};
};
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
template <expr::fixed_text Name, sql::selects S>
constexpr auto cte(const S& statement) {
    if constexpr (S::ok && !sql::detail::term_names<typename S::rows::terms>::complete)
        verdict::cte_column_unnamed::report<S>();
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
