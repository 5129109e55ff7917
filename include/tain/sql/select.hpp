// SPDX-License-Identifier: BSL-1.0
#pragma once

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

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace tain::sql {

/// Statements that select rows, which may stand inside others.
template <class S>
concept selects = requires { requires S::is_select; };

/// Writes ORDER BY; a key is NULL, too, where an outer join found no row.
template <class... Key, class... Outer>
constexpr void write_order(writer& w, reflect::list<Outer...> = {}) {
    [[maybe_unused]] std::size_t at = 0;
    [[maybe_unused]] const auto one = [&]<class Each>(std::type_identity<Each>) {
        w.put(at++ == 0 ? " ORDER BY " : ", ");
        spell<Each>::to(w, nullptr, Each::operand_type::template nulled<Outer...>);
    };
    (one(std::type_identity<Key>{}), ...);
}

/// A SELECT, as a type: what is selected, from where, under which conditions. Values (binds) are its only content.
template <class Terms, class From, class Joins, class Where, class Group, class Having, class Order, class Limit,
          class Offset, class Into, bool Distinct>
struct select_statement;

template <class... Terms, class From, class... Joins, class Where, class... Group, class Having, class... Order,
          class Limit, class Offset, class Into, bool Distinct>
struct select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, Where, expr::pack<Group...>, Having,
                        expr::pack<Order...>, Limit, Offset, Into, Distinct> {
    using source = From;
    /// It may read nothing: `SELECT ?1`.
    static constexpr bool reads_tables = !std::is_void_v<From>;
    using sources = std::conditional_t<reads_tables, reflect::list<From, typename Joins::source...>,
                                       reflect::list<typename Joins::source...>>;
    using into_type = Into;
    /// What the rows are; looked at only when the statement is complete.
    struct rows {
        using terms = reflect::list<Terms...>;
        using outer = detail::outer_of<Joins...>;
        using values = detail::values_of<outer, Terms...>;
        using type = typename std::conditional_t<std::is_void_v<Into>, detail::row_of_list<values>,
                                                 std::type_identity<Into>>::type;
    };

    static constexpr bool is_select = true;
    static constexpr bool returns_rows = true;
    static constexpr bool joined_tables = sizeof...(Joins) != 0;
    static constexpr bool is_distinct = Distinct;
    static constexpr bool is_grouped = sizeof...(Group) != 0 || !std::is_same_v<Having, absent> ||
                                       (Terms::aggregates || ...) || (Order::aggregates || ...);
    static constexpr std::size_t sort_keys = sizeof...(Order);
    /// True when it can be an arm of a union as it is.
    static constexpr bool is_plain =
        sizeof...(Order) == 0 && std::is_same_v<Limit, absent> && std::is_same_v<Offset, absent>;
    /// True when it gives one row, whatever there is: an aggregate over everything.
    static constexpr bool always_one_row = (Terms::aggregates || ...) && sizeof...(Group) == 0 &&
                                           std::is_same_v<Having, absent> && std::is_same_v<Limit, absent> &&
                                           std::is_same_v<Offset, absent>;
    static constexpr bool ok = (Terms::ok && ...) && kept_of<From>::ok && (Joins::ok && ...) && Where::ok &&
                               (Group::ok && ...) && Having::ok && (Order::ok && ...);
    static constexpr std::size_t binds = (std::size_t{0} + ... + Terms::binds) + kept_of<From>::binds +
                                         (std::size_t{0} + ... + Joins::binds) + Where::binds +
                                         (std::size_t{0} + ... + Group::binds) + Having::binds +
                                         (std::size_t{0} + ... + Order::binds) + Limit::binds + Offset::binds;

    expr::pack<Terms...> terms;
    kept_of<From> base;
    expr::pack<Joins...> joins;
    Where condition;
    expr::pack<Group...> groups;
    Having group_condition;
    expr::pack<Order...> order;
    Limit most;
    Offset skipped;

    /// The table to read, where the selected columns do not tell it, or the first of several.
    template <class Source>
    constexpr auto from() const {
        return reading<Source>(kept_of<Source>{});
    }
    /// The common table expression, list of rows or subquery to read first.
    template <names_source Named>
    constexpr auto from(const Named& named) const {
        return reading<typename Named::source>(detail::kept_in(named));
    }

    /// An inner join: on a condition, or on the one foreign key between `Source` and the tables before it.
    template <class Source, class... On>
    constexpr auto join(const On&... on) const {
        return join_on<join_kind::inner, Source>(on...);
    }
    /// The same with a common table expression, list of rows or subquery; the other joins take them, too.
    template <names_source Named, class On>
    constexpr auto join(const Named& named, const On& on) const {
        return joined<join_kind::inner, typename Named::source>(detail::kept_in(named), detail::as_condition(on));
    }
    /// A left outer join: what is selected of `Source` comes out as std::optional.
    template <class Source, class... On>
    constexpr auto left_join(const On&... on) const {
        return join_on<join_kind::left, Source>(on...);
    }
    template <names_source Named, class On>
    constexpr auto left_join(const Named& named, const On& on) const {
        return joined<join_kind::left, typename Named::source>(detail::kept_in(named), detail::as_condition(on));
    }
    /// A right outer join: all rows of `Source`, and what is selected of the tables before it comes out as std::optional.
    template <class Source, class... On>
    constexpr auto right_join(const On&... on) const {
        return join_on<join_kind::right, Source>(on...);
    }
    template <names_source Named, class On>
    constexpr auto right_join(const Named& named, const On& on) const {
        return joined<join_kind::right, typename Named::source>(detail::kept_in(named), detail::as_condition(on));
    }
    /// A full outer join: all rows of both sides, each of which may be missing.
    template <class Source, class... On>
    constexpr auto full_join(const On&... on) const {
        return join_on<join_kind::full, Source>(on...);
    }
    template <names_source Named, class On>
    constexpr auto full_join(const Named& named, const On& on) const {
        return joined<join_kind::full, typename Named::source>(detail::kept_in(named), detail::as_condition(on));
    }
    /// Every row with every row of `Source`.
    template <class Source>
    constexpr auto cross_join() const {
        return joined<join_kind::cross, Source>(kept_of<Source>{}, absent{});
    }
    template <names_source Named>
    constexpr auto cross_join(const Named& named) const {
        return joined<join_kind::cross, typename Named::source>(detail::kept_in(named), absent{});
    }

    /// A condition on rows. Given again, both must hold.
    template <class E>
    constexpr auto where(const E& added) const {
        if constexpr (!expr::predicate<E>) {
            verdict::not_a_condition::report<E>();
            return refused();
        } else if constexpr (std::is_same_v<Where, absent>) {
            return with<expr::pack<Joins...>, E>{terms,           base,  joins, added,  groups,
                                                 group_condition, order, most,  skipped};
        } else {
            using both = decltype(condition && added);
            return with<expr::pack<Joins...>, both>{terms, base, joins,  condition && added, groups, group_condition,
                                                    order, most, skipped};
        }
    }
    template <class First, class Second, class... More>
    constexpr auto where(const First&, const Second&, const More&...) const {
        verdict::where_takes_one::report<First, Second, More...>();
        return refused();
    }

    /// One row for each group of rows in which the keys are equal. A key is an expression, or `by_label<"…">` of a selected
    /// term.
    template <expr::expression... E>
    constexpr auto group_by(const E&... keys) const {
        if constexpr (sizeof...(Group) != 0) {
            verdict::clause_twice::report<expr::pack<Group...>>();
            return refused();
        } else {
            using list = reflect::list<Terms...>;
            return with<expr::pack<Joins...>, Where, expr::pack<decltype(detail::group_key<list>(keys))...>>{
                terms,           base,  joins, condition, {{detail::group_key<list>(keys)}...},
                group_condition, order, most,  skipped};
        }
    }
    /// A condition on groups.
    template <class E>
    constexpr auto having(const E& added) const {
        if constexpr (!std::is_same_v<Having, absent>) {
            verdict::clause_twice::report<Having>();
            return refused();
        } else if constexpr (!expr::predicate<E>) {
            verdict::not_a_condition::report<E>();
            return refused();
        } else {
            return with<expr::pack<Joins...>, Where, expr::pack<Group...>, E>{terms, base,  joins, condition, groups,
                                                                              added, order, most,  skipped};
        }
    }
    /// The order of rows: expressions or `by_label<"…">` of a selected term, `asc(…)`, `desc(…)`. NULL sorts as the largest
    /// value on both databases.
    template <class... K>
    constexpr auto order_by(const K&... keys) const {
        if constexpr (sizeof...(Order) != 0) {
            verdict::clause_twice::report<expr::pack<Order...>>();
            return refused();
        } else {
            using list = reflect::list<Terms...>;
            return with<expr::pack<Joins...>, Where, expr::pack<Group...>, Having,
                        expr::pack<decltype(detail::order_key<list>(keys))...>>{
                terms, base,   joins, condition, groups, group_condition, {{detail::order_key<list>(keys)}...},
                most,  skipped};
        }
    }
    /// At most `rows` rows. A bound value: one statement text for all limits.
    constexpr auto limit(std::int64_t rows) const { return bounded<Limit>(limit_value{rows}, skipped); }
    /// Leaves out the first `rows` rows.
    constexpr auto offset(std::int64_t rows) const { return bounded<Offset>(most, limit_value{rows}); }
    /// Rows without repetition.
    constexpr auto distinct() const {
        return select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, Where, expr::pack<Group...>, Having,
                                expr::pack<Order...>, Limit, Offset, Into, true>{
            terms, base, joins, condition, groups, group_condition, order, most, skipped};
    }
    /// Rows as an aggregate of yours, filled by position: it has a field for each term, of its type. When it is described, each
    /// term is called like the member at its place: by its label, or as a column is, in the database or in its model. A term
    /// that has no name takes one by `.as<"member">()`; a whole model needs none.
    template <class Row>
    constexpr auto into() const {
        if constexpr (!std::is_void_v<Into>) {
            verdict::clause_twice::report<Into>();
            return refused();
        } else if constexpr (!detail::fills<Row, typename rows::values>) {
            verdict::row_type_differs::report<Row>();
            return into_row<Row>(expr::rejected{});
        } else if constexpr (!detail::names_fit<Row, Terms...>()) {
            return into_row<Row>(expr::rejected{});
        } else {
            return into_row<Row>(condition);
        }
    }

    void bind(expr::binder& to) const {
        if constexpr ((Terms::binds + ... + std::size_t{0}) != 0) terms.bind(to);
        base.bind(to);
        if constexpr ((Joins::binds + ... + std::size_t{0}) != 0) joins.bind(to);
        if constexpr (Where::binds != 0) condition.bind(to);
        if constexpr ((Group::binds + ... + std::size_t{0}) != 0) groups.bind(to);
        if constexpr (Having::binds != 0) group_condition.bind(to);
        if constexpr ((Order::binds + ... + std::size_t{0}) != 0) order.bind(to);
        most.bind(to);
        skipped.bind(to);
    }

    static constexpr void to(writer& w) {
        w.qualify = joined_tables;
        write(w);
    }
    /// The text, in which columns carry the names of their tables where the writer says so.
    static constexpr void write(writer& w) {
        write_rows(w);
        if constexpr (!std::is_same_v<Where, absent>) {
            w.put(" WHERE ");
            spell<Where>::to(w, nullptr);
        }
        write_groups(w);
        if constexpr (!std::is_same_v<Having, absent>) {
            w.put(" HAVING ");
            spell<Having>::to(w, nullptr);
        }
        write_keys(w);
        write_limits(w, !std::is_same_v<Limit, absent>, !std::is_same_v<Offset, absent>);
    }
    /// What is selected, from where.
    static constexpr void write_rows(writer& w) {
        w.put(Distinct ? "SELECT DISTINCT " : "SELECT ");
        std::size_t at = 0;
        const auto comma = [&] {
            if (at++ != 0) w.put(", ");
        };
        ((comma(), spell<Terms>::to(w, nullptr)), ...);
        if constexpr (reads_tables) source_traits<From>::to(w.put(" FROM "));
        [[maybe_unused]] const auto join_one = [&]<class J>(std::type_identity<J>) {
            w.put(join_words(J::kind));
            source_traits<typename J::source>::to(w);
            if constexpr (J::kind != join_kind::cross) {
                w.put(" ON ");
                spell<typename J::condition>::to(w, nullptr);
            }
        };
        (join_one(std::type_identity<Joins>{}), ...);
    }
    /// GROUP BY.
    static constexpr void write_groups(writer& w) {
        [[maybe_unused]] std::size_t at = 0;
        [[maybe_unused]] const auto one = [&]<class Each>(std::type_identity<Each>) {
            w.put(at++ == 0 ? " GROUP BY " : ", ");
            spell<Each>::to(w, nullptr);
        };
        (one(std::type_identity<Group>{}), ...);
    }
    /// ORDER BY.
    static constexpr void write_keys(writer& w) { write_order<Order...>(w, typename rows::outer{}); }

    /// True when every column's source is read and every source is fit; else the first mistake is reported.
    static constexpr bool complete() { return detail::select_rules<select_statement>::complete(); }
    /// The same, but for which tables columns belong to: inside another statement they may be those of that one.
    static constexpr bool fit() { return detail::select_rules<select_statement>::fit(); }
    /// Whether all columns belong to tables that it reads, or to some of `Around`.
    template <class... Around>
    static constexpr bool reads_inside() {
        return detail::select_rules<select_statement>::template reads_inside<Around...>();
    }

private:
    /// The same statement with other clauses.
    template <class NewJoins, class NewWhere, class NewGroup = expr::pack<Group...>, class NewHaving = Having,
              class NewOrder = expr::pack<Order...>, class NewLimit = Limit, class NewOffset = Offset>
    using with = select_statement<expr::pack<Terms...>, From, NewJoins, NewWhere, NewGroup, NewHaving, NewOrder,
                                  NewLimit, NewOffset, Into, Distinct>;

    template <class Row, class E>
    constexpr auto into_row(const E& whole) const {
        return select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, E, expr::pack<Group...>, Having,
                                expr::pack<Order...>, Limit, Offset, Row, Distinct>{
            terms, base, joins, whole, groups, group_condition, order, most, skipped};
    }
    /// After a mistake that was reported.
    constexpr auto refused() const { return into_row<Into>(expr::rejected{}); }

    /// `Given`: what stood where a limit is given now.
    template <class Given, class NewLimit, class NewOffset>
    constexpr auto bounded(const NewLimit& limit, const NewOffset& offset) const {
        if constexpr (!std::is_same_v<Given, absent>) {
            verdict::clause_twice::report<Given>();
            return refused();
        } else {
            return with<expr::pack<Joins...>, Where, expr::pack<Group...>, Having, expr::pack<Order...>, NewLimit,
                        NewOffset>{terms, base, joins, condition, groups, group_condition, order, limit, offset};
        }
    }

    template <class Source>
    constexpr auto reading(const kept_of<Source>& kept) const {
        return select_statement<expr::pack<Terms...>, Source, expr::pack<Joins...>, Where, expr::pack<Group...>, Having,
                                expr::pack<Order...>, Limit, Offset, Into, Distinct>{
            terms, kept, joins, condition, groups, group_condition, order, most, skipped};
    }

    template <join_kind Kind, class Source, class On>
    constexpr auto join_on(const On& on) const {
        return joined<Kind, Source>(kept_of<Source>{}, detail::as_condition(on));
    }
    /// On the one foreign key.
    template <join_kind Kind, class Source>
    constexpr auto join_on() const {
        if constexpr (!reads_tables) {
            verdict::source_unknown::report<expr::pack<Terms...>>();
            return joined<Kind, Source>(kept_of<Source>{}, expr::rejected{});
        } else {
            return joined<Kind, Source>(kept_of<Source>{}, detail::key_to<Source>(sources{}));
        }
    }
    template <join_kind Kind, class Source, class On>
    constexpr auto joined(const kept_of<Source>& kept, const On& on) const {
        using added = sql::join<Kind, Source, On, outer_by<Kind, Source, sources>>;
        return with<expr::pack<Joins..., added>, Where>{
            terms, base, joins.with(added{kept, on}), condition, groups, group_condition, order, most, skipped};
    }
};

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
