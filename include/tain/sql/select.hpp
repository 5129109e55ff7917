// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/in_cells.hpp>
#include <tain/expr/order.hpp>
#include <tain/expr/pack.hpp>
#include <tain/model/check.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/grouping.hpp>
#include <tain/sql/join.hpp>
#include <tain/sql/limits.hpp>
#include <tain/sql/output.hpp>
#include <tain/sql/row_names.hpp>
#include <tain/sql/select_rules.hpp>
#include <tain/sql/selection.hpp>
#include <tain/sql/spell_functions.hpp>
#include <tain/sql/verdict.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace tain::sql {

/// Statements that select rows, which may stand inside others.
template <class S>
concept selects = requires { requires S::is_select; };

namespace detail {

// sql/loading.hpp
template <auto Member, class S, class... Nested>
constexpr auto loading(const S& statement, const Nested&... nested);
template <class S, class Load>
constexpr auto loading_as(const S& statement, const Load& load);

/// The words of a select, each written by what it is made of alone: statements share what writes them.
template <class... Terms>
constexpr void write_terms(writer& w, expr::pack<Terms...>*) {
    std::size_t at = 0;
    ((at++ != 0 ? w.put(", ") : w, spell<Terms>::to(w, nullptr)), ...);
}
template <class J>
constexpr void write_join(writer& w) {
    w.put(join_words(J::kind));
    source_traits<typename J::source>::to(w);
    if constexpr (J::kind != join_kind::cross) {
        w.put(" ON ");
        spell<typename J::condition>::to(w, nullptr);
    }
}
template <class... Joins>
constexpr void write_joins(writer& w, expr::pack<Joins...>*) {
    (write_join<Joins>(w), ...);
}
/// What is selected, from where.
template <class From, class Joins, bool Distinct, class Terms>
constexpr void write_rows(writer& w, Terms* terms) {
    w.put(Distinct ? "SELECT DISTINCT " : "SELECT ");
    write_terms(w, terms);
    if constexpr (!std::is_void_v<From>) source_traits<From>::to(w.put(" FROM "));
    if constexpr (Joins::size != 0) write_joins(w, static_cast<Joins*>(nullptr));
}
template <class... Group>
constexpr void write_groups(writer& w, expr::pack<Group...>*) {
    [[maybe_unused]] std::size_t at = 0;
    ((w.put(at++ == 0 ? " GROUP BY " : ", "), spell<Group>::to(w, nullptr)), ...);
}

}  // namespace detail

/// Writes ORDER BY; a key is NULL, too, where an outer join found no row.
template <class... Key, class... Outer>
constexpr void write_order(writer& w, expr::pack<Key...>*, reflect::list<Outer...> = {}) {
    [[maybe_unused]] std::size_t at = 0;
    ((w.put(at++ == 0 ? " ORDER BY " : ", "), spell<Key>::to(w, nullptr, Key::operand_type::template nulled<Outer...>)),
     ...);
}

namespace detail {

/// What the rows of a select are; looked at only when the statement is complete.
template <class Terms, class Joins, class Into>
struct select_rows;
template <class... Terms, class... Joins, class Into>
struct select_rows<expr::pack<Terms...>, expr::pack<Joins...>, Into> {
    using terms = reflect::list<Terms...>;
    using outer = outer_of<Joins...>;
    using values = values_of<outer, Terms...>;
    using into = Into;
    using type = typename std::conditional_t<std::is_void_v<Into>, row_of_list<values>, std::type_identity<Into>>::type;
};

template <class Terms>
struct listed;
template <class... Terms>
struct listed<expr::pack<Terms...>> {
    using type = reflect::list<Terms...>;
};

/// The words of each part of a select, for one of which some parts are known when it runs.
template <class S>
struct select_words;
template <class Terms, class From, class Joins, class Where, class Group, class Having, class Order, class Limit,
          class Offset, class Into, bool Distinct>
struct select_words<select_statement<Terms, From, Joins, Where, Group, Having, Order, Limit, Offset, Into, Distinct>> {
    /// What is selected, from where.
    static constexpr void rows(writer& w) { write_rows<From, Joins, Distinct>(w, static_cast<Terms*>(nullptr)); }
    /// GROUP BY.
    static constexpr void groups(writer& w) { write_groups(w, static_cast<Group*>(nullptr)); }
    /// ORDER BY.
    static constexpr void keys(writer& w) {
        write_order(w, static_cast<Order*>(nullptr), typename select_rows<Terms, Joins, Into>::outer{});
    }
};

/// With rows of another type, and another condition.
template <class Row, class Terms, class From, class Joins, class Where, class Group, class Having, class Order,
          class Limit, class Offset, class Into, bool Distinct, class E>
constexpr auto into_row(
    const select_statement<Terms, From, Joins, Where, Group, Having, Order, Limit, Offset, Into, Distinct>& s,
    const E& whole) {
    return select_statement<Terms, From, Joins, E, Group, Having, Order, Limit, Offset, Row, Distinct>{
        s.terms, s.base, s.joins, whole, s.groups, s.group_condition, s.order, s.most, s.skipped};
}
/// After a mistake that was reported.
template <class S>
constexpr auto refused(const S& statement) {
    return into_row<typename S::rows::into>(statement, expr::rejected{});
}
template <class Row, class... Terms>
constexpr bool names_fit_in(reflect::list<Terms...>) {
    return names_fit<Row, Terms...>();
}

/// With another table to read first, and what is kept of it.
template <class Source, class Terms, class From, class Joins, class Where, class Group, class Having, class Order,
          class Limit, class Offset, class Into, bool Distinct>
constexpr auto reading_kept(
    const select_statement<Terms, From, Joins, Where, Group, Having, Order, Limit, Offset, Into, Distinct>& s,
    const kept_of<Source>& kept) {
    return select_statement<Terms, Source, Joins, Where, Group, Having, Order, Limit, Offset, Into, Distinct>{
        s.terms, kept, s.joins, s.condition, s.groups, s.group_condition, s.order, s.most, s.skipped};
}
template <class Source, class S>
constexpr auto reading(const S& statement) {
    return reading_kept<Source>(statement, kept_of<Source>{});
}
template <std::same_as<void>, class S, names_source Named>
constexpr auto reading(const S& statement, const Named& named) {
    return reading_kept<typename Named::source>(statement, kept_in(named));
}

/// With one join more.
template <join_kind Kind, class Source, class Terms, class From, class Joins, class Where, class Group, class Having,
          class Order, class Limit, class Offset, class Into, bool Distinct, class On>
constexpr auto joined_on(
    const select_statement<Terms, From, Joins, Where, Group, Having, Order, Limit, Offset, Into, Distinct>& s,
    const kept_of<Source>& kept, const On& on) {
    using before = typename select_rules<
        select_statement<Terms, From, Joins, Where, Group, Having, Order, Limit, Offset, Into, Distinct>>::sources;
    using added = sql::join<Kind, Source, On, outer_by<Kind, Source, before>>;
    using joins = decltype(s.joins.with(added{kept, on}));
    return select_statement<Terms, From, joins, Where, Group, Having, Order, Limit, Offset, Into, Distinct>{
        s.terms, s.base,   s.joins.with(added{kept, on}), s.condition, s.groups, s.group_condition, s.order,
        s.most,  s.skipped};
}
/// On a condition,
template <join_kind Kind, class Source, class S, class On>
    requires(!std::is_void_v<Source> && Kind != join_kind::cross)
constexpr auto joined(const S& statement, const On& on) {
    return joined_on<Kind, Source>(statement, kept_of<Source>{}, as_condition(on));
}
/// on the one foreign key,
template <join_kind Kind, class Source, class S>
    requires(!std::is_void_v<Source>)
constexpr auto joined(const S& statement) {
    using before = typename select_rules<S>::sources;
    if constexpr (Kind == join_kind::cross) {
        return joined_on<Kind, Source>(statement, kept_of<Source>{}, absent{});
    } else if constexpr (!select_rules<S>::reads_tables) {
        verdict::source_unknown::report<decltype(S::terms)>();
        return joined_on<Kind, Source>(statement, kept_of<Source>{}, expr::rejected{});
    } else {
        return joined_on<Kind, Source>(statement, kept_of<Source>{}, key_to<Source>(before{}));
    }
}
/// with what stands for a source.
template <join_kind Kind, std::same_as<void>, class S, names_source Named, class On>
    requires(Kind != join_kind::cross)
constexpr auto joined(const S& statement, const Named& named, const On& on) {
    return joined_on<Kind, typename Named::source>(statement, kept_in(named), as_condition(on));
}
template <join_kind Kind, std::same_as<void>, class S, names_source Named>
    requires(Kind == join_kind::cross)
constexpr auto joined(const S& statement, const Named& named) {
    return joined_on<Kind, typename Named::source>(statement, kept_in(named), absent{});
}

}  // namespace detail

/// A SELECT, as a type: what is selected, from where, under which conditions. Values (binds) are its only content.
///
/// Each clause that is added makes another of these, and the compiler goes through all of its members: so they are few,
/// and what can stand outside does.
template <class Terms, class From, class Joins, class Where, class Group, class Having, class Order, class Limit,
          class Offset, class Into, bool Distinct>
struct select_statement {
    using rows = detail::select_rows<Terms, Joins, Into>;

    static constexpr bool is_select = true;
    static constexpr bool returns_rows = true;
    static constexpr bool joined_tables = Joins::size != 0;
    /// True when it can be an arm of a union as it is.
    static constexpr bool is_plain =
        Order::size == 0 && std::is_same_v<Limit, absent> && std::is_same_v<Offset, absent>;
    static constexpr bool ok = Terms::all_ok() && kept_of<From>::ok && Joins::all_ok() && Where::ok &&
                               Group::all_ok() && Having::ok && Order::all_ok();
    static constexpr std::size_t binds = Terms::all_binds() + kept_of<From>::binds + Joins::all_binds() + Where::binds +
                                         Group::all_binds() + Having::binds + Order::all_binds() + Limit::binds +
                                         Offset::binds;

    Terms terms;
    kept_of<From> base;
    Joins joins;
    Where condition;
    Group groups;
    Having group_condition;
    Order order;
    Limit most;
    Offset skipped;

    /// The table to read, where the selected columns do not tell it, or the first of several: `from<User>()`. A common table
    /// expression, list of rows or subquery is given as it is: `from(named)`.
    template <class Source = void, class... Named>
    constexpr auto from(const Named&... named) const {
        return detail::reading<Source>(*this, named...);
    }

    /// An inner join: on a condition, or on the one foreign key between `Source` and the tables before it. A common table
    /// expression, list of rows or subquery is given before the condition; the other joins take them, too.
    template <class Source = void, class... On>
    constexpr auto join(const On&... on) const {
        return detail::joined<join_kind::inner, Source>(*this, on...);
    }
    /// A left outer join: what is selected of `Source` comes out as std::optional.
    template <class Source = void, class... On>
    constexpr auto left_join(const On&... on) const {
        return detail::joined<join_kind::left, Source>(*this, on...);
    }
    /// A right outer join: all rows of `Source`, and what is selected of the tables before it comes out as std::optional.
    template <class Source = void, class... On>
    constexpr auto right_join(const On&... on) const {
        return detail::joined<join_kind::right, Source>(*this, on...);
    }
    /// A full outer join: all rows of both sides, each of which may be missing.
    template <class Source = void, class... On>
    constexpr auto full_join(const On&... on) const {
        return detail::joined<join_kind::full, Source>(*this, on...);
    }
    /// Every row with every row of `Source`.
    template <class Source = void, class... Named>
    constexpr auto cross_join(const Named&... named) const {
        return detail::joined<join_kind::cross, Source>(*this, named...);
    }

    /// A condition on rows. Given again, both must hold.
    template <class... E>
    constexpr auto where(const E&... given) const {
        if constexpr (sizeof...(E) != 1) {
            verdict::where_takes_one::report<E...>();
            return detail::refused(*this);
        } else if constexpr (!(expr::predicate<E> && ...)) {
            (verdict::not_a_condition::report<E>(), ...);
            return detail::refused(*this);
        } else if constexpr (std::is_same_v<Where, absent>) {
            return select_statement<Terms, From, Joins, E..., Group, Having, Order, Limit, Offset, Into, Distinct>{
                terms, base, joins, given..., groups, group_condition, order, most, skipped};
        } else {
            using both = decltype((condition && ... && given));
            return select_statement<Terms, From, Joins, both, Group, Having, Order, Limit, Offset, Into, Distinct>{
                terms, base, joins, (condition && ... && given), groups, group_condition, order, most, skipped};
        }
    }

    /// One row for each group of rows in which the keys are equal. A key is an expression, or `by_label<"…">` of a selected
    /// term.
    template <expr::expression... E>
    constexpr auto group_by(const E&... keys) const {
        if constexpr (Group::size != 0) {
            verdict::clause_twice::report<Group>();
            return detail::refused(*this);
        } else {
            using list = typename detail::listed<Terms>::type;
            using keyed = expr::pack<decltype(detail::group_key<list>(keys))...>;
            return select_statement<Terms, From, Joins, Where, keyed, Having, Order, Limit, Offset, Into, Distinct>{
                terms,           base,  joins, condition, {{detail::group_key<list>(keys)}...},
                group_condition, order, most,  skipped};
        }
    }
    /// A condition on groups.
    template <class E>
    constexpr auto having(const E& added) const {
        if constexpr (!std::is_same_v<Having, absent>) {
            verdict::clause_twice::report<Having>();
            return detail::refused(*this);
        } else if constexpr (!expr::predicate<E>) {
            verdict::not_a_condition::report<E>();
            return detail::refused(*this);
        } else {
            return select_statement<Terms, From, Joins, Where, Group, E, Order, Limit, Offset, Into, Distinct>{
                terms, base, joins, condition, groups, added, order, most, skipped};
        }
    }
    /// The order of rows: expressions or `by_label<"…">` of a selected term, `asc(…)`, `desc(…)`. NULL sorts as the largest
    /// value on both databases.
    template <class... K>
    constexpr auto order_by(const K&... keys) const {
        if constexpr (Order::size != 0) {
            verdict::clause_twice::report<Order>();
            return detail::refused(*this);
        } else {
            using list = typename detail::listed<Terms>::type;
            using keyed = expr::pack<decltype(detail::order_key<list>(keys))...>;
            return select_statement<Terms, From, Joins, Where, Group, Having, keyed, Limit, Offset, Into, Distinct>{
                terms, base,   joins, condition, groups, group_condition, {{detail::order_key<list>(keys)}...},
                most,  skipped};
        }
    }
    /// At most `rows` rows. A bound value: one statement text for all limits.
    constexpr auto limit(std::int64_t rows) const {
        if constexpr (!std::is_same_v<Limit, absent>) {
            verdict::clause_twice::report<Limit>();
            return detail::refused(*this);
        } else {
            return select_statement<Terms, From, Joins, Where, Group, Having, Order, limit_value, Offset, Into,
                                    Distinct>{
                terms, base, joins, condition, groups, group_condition, order, limit_value{rows}, skipped};
        }
    }
    /// Leaves out the first `rows` rows.
    constexpr auto offset(std::int64_t rows) const {
        if constexpr (!std::is_same_v<Offset, absent>) {
            verdict::clause_twice::report<Offset>();
            return detail::refused(*this);
        } else {
            return select_statement<Terms, From, Joins, Where, Group, Having, Order, Limit, limit_value, Into,
                                    Distinct>{terms,           base,  joins, condition,        groups,
                                              group_condition, order, most,  limit_value{rows}};
        }
    }
    /// Rows without repetition.
    constexpr auto distinct() const {
        return select_statement<Terms, From, Joins, Where, Group, Having, Order, Limit, Offset, Into, true>{
            terms, base, joins, condition, groups, group_condition, order, most, skipped};
    }
    /// Rows as an aggregate of yours, filled by position: it has a field for each term, of its type. When it is described, each
    /// term is called like the member at its place: by its label, or as a column is, in the database or in its model. A term
    /// that has no name takes one by `.as<"member">()`; a whole model needs none.
    template <class Row>
    constexpr auto into() const {
        if constexpr (!std::is_void_v<Into>) {
            verdict::clause_twice::report<Into>();
            return detail::refused(*this);
        } else if constexpr (!detail::fills<Row, typename rows::values>) {
            verdict::row_type_differs::report<Row>();
            return detail::into_row<Row>(*this, expr::rejected{});
        } else if constexpr (!detail::names_fit_in<Row>(typename rows::terms{})) {
            return detail::into_row<Row>(*this, expr::rejected{});
        } else {
            return detail::into_row<Row>(*this, condition);
        }
    }

    /// Loads a relation of the objects: `.with<&User::posts>()`; nested ones with it: `.with<&User::posts>(
    /// with<&Post::comments>())`. It comes last. `<tain/relations.hpp>` has what runs it.
    template <auto Member, class... Nested>
    constexpr auto with(const Nested&... nested) const {
        return detail::loading<Member>(*this, nested...);
    }
    /// The same, filtered, ordered, limited, or joined: `.with(with<&User::posts>().limit(3))`.
    template <class Load>
    constexpr auto with(const Load& load) const {
        return detail::loading_as(*this, load);
    }

    void bind(expr::binder& to) const {
        if constexpr (Terms::all_binds() != 0) terms.bind(to);
        base.bind(to);
        if constexpr (Joins::all_binds() != 0) joins.bind(to);
        if constexpr (Where::binds != 0) condition.bind(to);
        if constexpr (Group::all_binds() != 0) groups.bind(to);
        if constexpr (Having::binds != 0) group_condition.bind(to);
        if constexpr (Order::all_binds() != 0) order.bind(to);
        most.bind(to);
        skipped.bind(to);
    }

    static constexpr void to(writer& w) {
        w.qualify = joined_tables;
        write(w);
    }
    /// The text, in which columns carry the names of their tables where the writer says so.
    static constexpr void write(writer& w) {
        detail::write_rows<From, Joins, Distinct>(w, static_cast<Terms*>(nullptr));
        if constexpr (!std::is_same_v<Where, absent>) {
            w.put(" WHERE ");
            spell<Where>::to(w, nullptr);
        }
        if constexpr (Group::size != 0) detail::write_groups(w, static_cast<Group*>(nullptr));
        if constexpr (!std::is_same_v<Having, absent>) {
            w.put(" HAVING ");
            spell<Having>::to(w, nullptr);
        }
        if constexpr (Order::size != 0) write_order(w, static_cast<Order*>(nullptr), typename rows::outer{});
        write_limits(w, !std::is_same_v<Limit, absent>, !std::is_same_v<Offset, absent>);
    }

    /// True when every column's source is read and every source is fit; else the first mistake is reported.
    static constexpr bool complete() {
        if constexpr (ok && Joins::size == 0 && Group::size == 0 && std::is_same_v<Having, absent> && !Distinct &&
                      detail::is_sound<From, Where>(static_cast<Terms*>(nullptr), static_cast<Order*>(nullptr)))
            return true;
        else
            return detail::select_rules<select_statement>::complete();
    }
};

}  // namespace tain::sql

template <class Terms, class From, class Joins, class Where, class Group, class Having, class Order, class Limit,
          class Offset, class Into, bool Distinct>
inline constexpr int tain::expr::texts_beside_cells<
    tain::sql::select_statement<Terms, From, Joins, Where, Group, Having, Order, Limit, Offset, Into, Distinct>> =
    texts_beside_cells<Terms> + texts_beside_cells<tain::sql::kept_of<From>> + texts_beside_cells<Joins> +
    texts_beside_cells<Where> + texts_beside_cells<Group> + texts_beside_cells<Having> + texts_beside_cells<Order>;

namespace tain::sql {

template <class From, class... Terms>
using new_select = select_statement<expr::pack<Terms...>, From, expr::pack<>, absent, expr::pack<>, absent,
                                    expr::pack<>, absent, absent, void, false>;

}  // namespace tain::sql

namespace tain {

/// Selects columns and expressions: `select(col<&User::name>, count())`. The first column's table is FROM; a list of rows
/// or a subquery is given to `from` itself, since it has values. What reads no table has no FROM:
/// `select(literal(1), now())`, `select(exists(select<User>()))`.
/// One column gives rows of its own type; several give std::tuple rows.
template <expr::expression... E>
    requires(sizeof...(E) != 0)
constexpr auto select(const E&... terms) {
    return sql::new_select<sql::detail::read_by<E...>, E...>{{{terms}...}, {}, {}, {}, {}, {}, {}, {}, {}};
}

/// Selects whole models: `select<User>()`; several give std::tuple rows.
template <class First, class... Rest>
constexpr auto select() {
    static_cast<void>((model::model_ok<sql::model_of<First>> && ... && model::model_ok<sql::model_of<Rest>>));
    return sql::new_select<First, sql::whole<First>, sql::whole<Rest>...>{};
}

}  // namespace tain
