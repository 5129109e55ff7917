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
#include <tain/sql/selection.hpp>
#include <tain/sql/spell_functions.hpp>
#include <tain/sql/verdict.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace tain::sql {

/// A clause that was not given.
struct absent {
    static constexpr bool ok = true;
    static constexpr std::size_t binds = 0;
    template <class... Sources>
    static constexpr bool reads_only = true;
    static constexpr bool aggregates = false;
    void bind(expr::binder&) const {}
};

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
    static constexpr bool ok =
        (Terms::ok && ...) && (Joins::ok && ...) && Where::ok && (Group::ok && ...) && Having::ok && (Order::ok && ...);
    static constexpr std::size_t binds = (std::size_t{0} + ... + Terms::binds) + (std::size_t{0} + ... + Joins::binds) +
                                         Where::binds + (std::size_t{0} + ... + Group::binds) + Having::binds +
                                         (std::size_t{0} + ... + Order::binds) + Limit::binds + Offset::binds;

    expr::pack<Terms...> terms;
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
        return select_statement<expr::pack<Terms...>, Source, expr::pack<Joins...>, Where, expr::pack<Group...>, Having,
                                expr::pack<Order...>, Limit, Offset, Into, Distinct>{
            terms, joins, condition, groups, group_condition, order, most, skipped};
    }

    /// The common table expression to read first.
    template <class Named>
        requires requires { typename Named::source; }
    constexpr auto from(const Named&) const {
        return from<typename Named::source>();
    }

    /// An inner join with a common table expression; left_join, right_join and full_join take one in the same way.
    template <class Named, class On>
        requires requires { typename Named::source; }
    constexpr auto join(const Named&, const On& on) const {
        return join<typename Named::source>(on);
    }
    template <class Named, class On>
        requires requires { typename Named::source; }
    constexpr auto left_join(const Named&, const On& on) const {
        return left_join<typename Named::source>(on);
    }
    template <class Named, class On>
        requires requires { typename Named::source; }
    constexpr auto right_join(const Named&, const On& on) const {
        return right_join<typename Named::source>(on);
    }
    template <class Named, class On>
        requires requires { typename Named::source; }
    constexpr auto full_join(const Named&, const On& on) const {
        return full_join<typename Named::source>(on);
    }
    template <class Named>
        requires requires { typename Named::source; }
    constexpr auto cross_join(const Named&) const {
        return cross_join<typename Named::source>();
    }

    /// An inner join, on the one foreign key between `Source` and the tables before it.
    template <class Source>
    constexpr auto join() const {
        return join_by_key<join_kind::inner, Source>();
    }
    /// An inner join on a condition.
    template <class Source, class On>
    constexpr auto join(const On& on) const {
        return join_on<join_kind::inner, Source>(detail::as_condition(on));
    }
    /// A left outer join, on the one foreign key: what is selected of `Source` comes out as std::optional.
    template <class Source>
    constexpr auto left_join() const {
        return join_by_key<join_kind::left, Source>();
    }
    template <class Source, class On>
    constexpr auto left_join(const On& on) const {
        return join_on<join_kind::left, Source>(detail::as_condition(on));
    }

    /// A right outer join: all rows of `Source`, and what is selected of the tables before it comes out as std::optional.
    template <class Source>
    constexpr auto right_join() const {
        return join_by_key<join_kind::right, Source>();
    }
    template <class Source, class On>
    constexpr auto right_join(const On& on) const {
        return join_on<join_kind::right, Source>(detail::as_condition(on));
    }
    /// A full outer join: all rows of both sides, each of which may be missing.
    template <class Source>
    constexpr auto full_join() const {
        return join_by_key<join_kind::full, Source>();
    }
    template <class Source, class On>
    constexpr auto full_join(const On& on) const {
        return join_on<join_kind::full, Source>(detail::as_condition(on));
    }
    /// Every row with every row of `Source`.
    template <class Source>
    constexpr auto cross_join() const {
        return join_on<join_kind::cross, Source>(absent{});
    }

    /// A condition on rows. Given again, both must hold.
    template <class E>
    constexpr auto where(const E& added) const {
        if constexpr (std::is_same_v<Where, absent>)
            return with_where(detail::as_condition(added));
        else
            return with_where(condition && detail::as_condition(added));
    }
    template <class First, class Second, class... More>
    constexpr auto where(const First&, const Second&, const More&...) const {
        verdict::where_takes_one::report<First, Second, More...>();
        return with_where(expr::rejected{});
    }

    /// One row for each group of rows in which the keys are equal. A key is an expression, or `by_label<"…">` of a selected
    /// term.
    template <expr::expression... E>
    constexpr auto group_by(const E&... keys) const {
        if constexpr (sizeof...(Group) != 0) verdict::clause_twice::report<expr::pack<Group...>>();
        using detail::resolved;
        return select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, Where,
                                expr::pack<decltype(resolved(reflect::list<Terms...>{}, keys))...>, Having,
                                expr::pack<Order...>, Limit, Offset, Into, Distinct>{
            terms,           joins, condition, {{resolved(reflect::list<Terms...>{}, keys)}...},
            group_condition, order, most,      skipped};
    }
    /// A condition on groups.
    template <class E>
    constexpr auto having(const E& added) const {
        if constexpr (!std::is_same_v<Having, absent>) verdict::clause_twice::report<Having>();
        return with_having(detail::as_condition(added));
    }
    /// The order of rows: expressions or `by_label<"…">` of a selected term, `asc(…)`, `desc(…)`. NULL sorts as the largest
    /// value on both databases.
    template <class... K>
    constexpr auto order_by(const K&... keys) const {
        if constexpr (sizeof...(Order) != 0) verdict::clause_twice::report<expr::pack<Order...>>();
        const auto key = [](const auto& given) {
            return detail::resolved(reflect::list<Terms...>{}, expr::as_sort_key(given));
        };
        return select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, Where, expr::pack<Group...>, Having,
                                expr::pack<decltype(key(keys))...>, Limit, Offset, Into, Distinct>{
            terms, joins, condition, groups, group_condition, {{key(keys)}...}, most, skipped};
    }
    /// At most `rows` rows. A bound value: one statement text for all limits.
    constexpr auto limit(std::int64_t rows) const {
        if constexpr (!std::is_same_v<Limit, absent>) verdict::clause_twice::report<Limit>();
        return select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, Where, expr::pack<Group...>, Having,
                                expr::pack<Order...>, limit_value, Offset, Into, Distinct>{
            terms, joins, condition, groups, group_condition, order, limit_value{rows}, skipped};
    }
    /// Leaves out the first `rows` rows.
    constexpr auto offset(std::int64_t rows) const {
        if constexpr (!std::is_same_v<Offset, absent>) verdict::clause_twice::report<Offset>();
        return select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, Where, expr::pack<Group...>, Having,
                                expr::pack<Order...>, Limit, limit_value, Into, Distinct>{
            terms, joins, condition, groups, group_condition, order, most, limit_value{rows}};
    }
    /// Rows without repetition.
    constexpr auto distinct() const {
        return select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, Where, expr::pack<Group...>, Having,
                                expr::pack<Order...>, Limit, Offset, Into, true>{
            terms, joins, condition, groups, group_condition, order, most, skipped};
    }
    /// Rows as an aggregate of yours, filled by position; it needs no description.
    template <class Row>
    constexpr auto into() const {
        if constexpr (detail::fills<Row, typename rows::values>) {
            return into_row<Row>(condition);
        } else {
            verdict::row_type_differs::report<Row>();
            return into_row<Row>(expr::rejected{});
        }
    }

    void bind(expr::binder& to) const {
        terms.bind(to);
        joins.bind(to);
        condition.bind(to);
        groups.bind(to);
        group_condition.bind(to);
        order.bind(to);
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
    static constexpr bool complete() {
        if constexpr (!fit())
            return false;
        else
            return all_inside(sources{});
    }
    /// The same, but for which tables columns belong to: inside another statement they may be those of that one.
    static constexpr bool fit() {
        if constexpr (!ok) {
            return false;
        } else if constexpr (!reads_tables && (joined_tables || is_grouped)) {
            verdict::source_unknown::report<expr::pack<Terms...>>();
            return false;
        } else {
            return judge(sources{});
        }
    }
    /// Whether all columns belong to tables that it reads, or to some of `Around`.
    template <class... Around>
    static constexpr bool reads_inside() {
        return reads_within<Around...>(sources{});
    }

private:
    template <class... S>
    static constexpr bool judge(reflect::list<S...>) {
        if constexpr (!(model::model_ok<model_of<S>> && ...)) {
            return false;
        } else if constexpr (constexpr std::size_t twice = detail::first_repeated<S...>(); twice != sizeof...(S)) {
            verdict::source_twice::report<reflect::nth<twice, sources>>();
            return false;
        } else {
            return (sorted<Order>() && ...) &&
                   (compared<typename Order::operand_type, types::comparing::order>() && ...) &&
                   (compared<Group, types::comparing::equality>() && ...) &&
                   (compared<Terms, Distinct ? types::comparing::equality : types::comparing::never>() && ...) &&
                   (single_rows<typename Joins::condition>() && ...) && single_rows<Where>() &&
                   (single_rows<Group>() && ...) && grouped();
        }
    }
    template <class... S>
    static constexpr bool all_inside(reflect::list<S...>) {
        return joins_inside<Joins...>(std::conditional_t<reads_tables, reflect::list<From>, reflect::list<>>{}) &&
               (inside<Terms, S...>() && ...) && inside<Where, S...>() && (inside<Group, S...>() && ...) &&
               inside<Having, S...>() && (inside<Order, S...>() && ...);
    }
    template <class... Around, class... S>
    static constexpr bool reads_within(reflect::list<S...>) {
        return (Joins::condition::template reads_only<S..., Around...> && ...) &&
               (Terms::template reads_only<S..., Around...> && ...) && Where::template reads_only<S..., Around...> &&
               (Group::template reads_only<S..., Around...> && ...) && Having::template reads_only<S..., Around...> &&
               (Order::template reads_only<S..., Around...> && ...);
    }

    /// What looks at single rows holds no aggregate.
    template <class E>
    static constexpr bool single_rows() {
        if constexpr (E::aggregates) {
            verdict::aggregate_in_where::report<E>();
            return false;
        } else {
            return true;
        }
    }
    /// Beside aggregates and groups every term has one value for each group.
    static constexpr bool grouped() {
        if constexpr (!is_grouped)
            return true;
        else
            return (settled<Terms>() && ...) && settled<Having>() && (settled<typename Order::operand_type>() && ...);
    }
    template <class E>
    static constexpr bool settled() {
        if constexpr (!detail::settled<E, reflect::list<Group...>>::value) {
            verdict::ungrouped_column::report<E>();
            return false;
        } else {
            return true;
        }
    }

    template <class E, class... S>
    static constexpr bool inside() {
        if constexpr (!E::template reads_only<S...>) {
            verdict::column_outside_from::report<E>();
            return false;
        } else {
            return true;
        }
    }
    /// A join's condition reads the tables up to its own.
    template <class... Before>
    static constexpr bool joins_inside(reflect::list<Before...>) {
        return true;
    }
    template <class J, class... Later, class... Before>
    static constexpr bool joins_inside(reflect::list<Before...>) {
        using source = typename J::source;
        return inside<typename J::condition, Before..., source>() &&
               joins_inside<Later...>(reflect::list<Before..., source>{});
    }
    /// What is sorted, grouped or told apart must be so in the same way on both databases.
    template <class E, types::comparing How>
    static constexpr bool compared() {
        if constexpr (!requires { typename E::value_type; }) {
            return true;  // a whole model, which its key tells apart
        } else if constexpr (!std::is_same_v<verdict::comparable<typename E::value_type, How>, verdict::accepted>) {
            verdict::comparable<typename E::value_type, How>::template report<typename E::value_type>();
            return false;
        } else {
            return true;
        }
    }
    /// PostgreSQL sorts distinct rows only by what they hold.
    template <class Key>
    static constexpr bool sorted() {
        if constexpr (Distinct && !detail::is_output<typename Key::operand_type> &&
                      !(detail::holds<Terms, typename Key::operand_type> || ...)) {
            verdict::sorted_outside_distinct::report<typename Key::operand_type>();
            return false;
        } else {
            return true;
        }
    }

    template <join_kind Kind, class Source>
    constexpr auto join_by_key() const {
        return join_by_key_to<Kind, Source>(sources{});
    }
    template <join_kind Kind, class Source, class... Before>
    constexpr auto join_by_key_to(reflect::list<Before...>) const {
        if constexpr (!model::model_ok<model_of<Source>> || !(model::model_ok<model_of<Before>> && ...)) {
            return join_on<Kind, Source>(expr::rejected{});
        } else if constexpr (!reads_tables) {
            verdict::source_unknown::report<expr::pack<Terms...>>();
            return join_on<Kind, Source>(expr::rejected{});
        } else if constexpr (reflect::one_of<Source, Before...>) {
            verdict::source_twice::report<Source>();
            return join_on<Kind, Source>(expr::rejected{});
        } else if constexpr (!std::is_same_v<verdict::connection<Source, Before...>, verdict::accepted>) {
            verdict::connection<Source, Before...>::template report<Source>();
            return join_on<Kind, Source>(expr::rejected{});
        } else {
            return join_on<Kind, Source>(reflect::nth<0, connecting_keys<Source, Before...>>{});
        }
    }

    template <join_kind Kind, class Source, class On>
    constexpr auto join_on(const On& on) const {
        return joined(sql::join<Kind, Source, On, outer_by<Kind, Source, sources>>{on});
    }

    template <class J>
    constexpr auto joined(const J& added) const {
        return select_statement<expr::pack<Terms...>, From, expr::pack<Joins..., J>, Where, expr::pack<Group...>,
                                Having, expr::pack<Order...>, Limit, Offset, Into, Distinct>{
            terms, joins.with(added), condition, groups, group_condition, order, most, skipped};
    }

    template <class E>
    constexpr auto with_where(const E& whole) const {
        return select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, E, expr::pack<Group...>, Having,
                                expr::pack<Order...>, Limit, Offset, Into, Distinct>{
            terms, joins, whole, groups, group_condition, order, most, skipped};
    }
    template <class E>
    constexpr auto with_having(const E& whole) const {
        return select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, Where, expr::pack<Group...>, E,
                                expr::pack<Order...>, Limit, Offset, Into, Distinct>{terms, joins, condition, groups,
                                                                                     whole, order, most,      skipped};
    }
    template <class Row, class E>
    constexpr auto into_row(const E& whole) const {
        return select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, E, expr::pack<Group...>, Having,
                                expr::pack<Order...>, Limit, Offset, Row, Distinct>{
            terms, joins, whole, groups, group_condition, order, most, skipped};
    }
};

template <class From, class... Terms>
using new_select = select_statement<expr::pack<Terms...>, From, expr::pack<>, absent, expr::pack<>, absent,
                                    expr::pack<>, absent, absent, void, false>;

}  // namespace tain::sql

namespace tain {

/// Selects columns and expressions: `select(col<&User::name>, count())`. The first column's table is FROM.
/// One column gives rows of its own type; several give std::tuple rows. What reads no table has no FROM:
/// `select(literal(1), now())`, `select(exists(select<User>()))`.
template <expr::expression... E>
    requires(sizeof...(E) != 0)
constexpr auto select(const E&... terms) {
    return sql::new_select<typename sql::detail::source_of_terms<E...>::type, E...>{{{terms}...}, {}, {}, {},
                                                                                    {},           {}, {}, {}};
}

/// Selects whole models: `select<User>()`; several give std::tuple rows.
template <class First, class... Rest>
constexpr auto select() {
    static_cast<void>((model::model_ok<sql::model_of<First>> && ... && model::model_ok<sql::model_of<Rest>>));
    return sql::new_select<First, sql::whole<First>, sql::whole<Rest>...>{};
}

}  // namespace tain
