// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/node.hpp>
#include <tain/expr/pack.hpp>
#include <tain/model/check.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/grouping.hpp>
#include <tain/sql/join.hpp>
#include <tain/sql/output.hpp>
#include <tain/sql/selection.hpp>
#include <tain/sql/verdict.hpp>

#include <cstddef>
#include <type_traits>

/// What a SELECT must be: judged when it is complete, apart from it, so that a statement which is still being put together
/// costs nothing of this.
namespace tain::sql {

template <class Terms, class From, class Joins, class Where, class Group, class Having, class Order, class Limit,
          class Offset, class Into, bool Distinct>
struct select_statement;

namespace detail {

/// The condition of a join with `Source`, which the one foreign key between it and the sources before it makes.
template <class Source, class... Before>
constexpr auto key_to(reflect::list<Before...>) {
    if constexpr (!model::model_ok<model_of<Source>> || !(model::model_ok<model_of<Before>> && ...)) {
        return expr::rejected{};
    } else if constexpr (reflect::one_of<Source, Before...>) {
        verdict::source_twice::report<Source>();
        return expr::rejected{};
    } else if constexpr (!std::is_same_v<verdict::connection<Source, Before...>, verdict::accepted>) {
        verdict::connection<Source, Before...>::template report<Source>();
        return expr::rejected{};
    } else {
        return reflect::nth<0, connecting_keys<Source, Before...>>{};
    }
}

/// What looks at single rows holds no aggregate.
template <class E>
constexpr bool of_rows() {
    if constexpr (E::aggregates) {
        verdict::aggregate_in_where::report<E>();
        return false;
    } else {
        return true;
    }
}

/// An expression reads only these sources.
template <class E, class... S>
constexpr bool inside() {
    if constexpr (!E::template reads_only<S...>) {
        verdict::column_outside_from::report<E>();
        return false;
    } else {
        return true;
    }
}

/// What is sorted, grouped or told apart must be so in the same way on both databases.
template <class E, types::comparing How>
constexpr bool compared() {
    if constexpr (!requires { typename E::value_type; }) {
        return true;  // a whole model, which its key tells apart
    } else if constexpr (!std::is_same_v<verdict::comparable<typename E::value_type, How>, verdict::accepted>) {
        verdict::comparable<typename E::value_type, How>::template report<typename E::value_type>();
        return false;
    } else {
        return true;
    }
}

/// Beside aggregates and groups a term has one value for each group.
template <class E, class Groups>
constexpr bool one_in_group() {
    if constexpr (!settled<E, Groups>::value) {
        verdict::ungrouped_column::report<E>();
        return false;
    } else {
        return true;
    }
}

/// PostgreSQL sorts distinct rows only by what they hold.
template <class Key, class... Terms>
constexpr bool held_by() {
    if constexpr (!is_output<Key> && !(holds<Terms, Key> || ...)) {
        verdict::sorted_outside_distinct::report<Key>();
        return false;
    } else {
        return true;
    }
}

/// A join's condition reads the tables up to its own.
template <class... Before>
constexpr bool joins_inside(reflect::list<Before...>, reflect::list<>) {
    return true;
}
template <class... Before, class J, class... Later>
constexpr bool joins_inside(reflect::list<Before...>, reflect::list<J, Later...>) {
    using source = typename J::source;
    return inside<typename J::condition, Before..., source>() &&
           joins_inside(reflect::list<Before..., source>{}, reflect::list<Later...>{});
}

/// True for a select from one table without a mistake; of others the rules must be asked. Most are such, and each rule for
/// itself costs more to compile.
template <class From, class Where, class... Terms, class... Order>
constexpr bool is_sound(expr::pack<Terms...>*, expr::pack<Order...>*) {
    if constexpr (std::is_void_v<From>)
        return false;
    else if constexpr (!model::model_ok<model_of<From>>)
        return false;
    else
        return !Where::aggregates && !(Terms::aggregates || ...) && !(Order::aggregates || ...) &&
               Where::template reads_only<From> && (Terms::template reads_only<From> && ...) &&
               (Order::template reads_only<From> && ...) &&
               (std::is_same_v<verdict::comparable<typename Order::operand_type::value_type, types::comparing::order>,
                               verdict::accepted> &&
                ...);
}

/// What is asked of a statement that selects; a union answers itself.
template <class S>
struct select_rules {
    static constexpr bool always_one_row = false;

    static constexpr bool fit() { return S::fit(); }
    template <class... Around>
    static constexpr bool reads_inside() {
        return S::template reads_inside<Around...>();
    }
};

template <class... Terms, class From, class... Joins, class Where, class... Group, class Having, class... Order,
          class Limit, class Offset, class Into, bool Distinct>
struct select_rules<select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, Where, expr::pack<Group...>,
                                     Having, expr::pack<Order...>, Limit, Offset, Into, Distinct>> {
    using statement = select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, Where, expr::pack<Group...>,
                                       Having, expr::pack<Order...>, Limit, Offset, Into, Distinct>;
    /// It may read nothing: `SELECT ?1`.
    static constexpr bool reads_tables = !std::is_void_v<From>;
    using sources = std::conditional_t<reads_tables, reflect::list<From, typename Joins::source...>,
                                       reflect::list<typename Joins::source...>>;
    static constexpr bool is_distinct = Distinct;
    static constexpr bool is_grouped = sizeof...(Group) != 0 || !std::is_same_v<Having, absent> ||
                                       (Terms::aggregates || ...) || (Order::aggregates || ...);
    /// True when it gives one row, whatever there is: an aggregate over everything.
    static constexpr bool always_one_row = (Terms::aggregates || ...) && sizeof...(Group) == 0 &&
                                           std::is_same_v<Having, absent> && std::is_same_v<Limit, absent> &&
                                           std::is_same_v<Offset, absent>;

    /// True when every column's source is read and every source is fit; else the first mistake is reported.
    static constexpr bool complete() {
        if constexpr (!fit()) {
            return false;
        } else if constexpr (!reads_tables && !(Terms::template reads_only<> && ...)) {
            verdict::source_unknown::report<expr::pack<Terms...>>();
            return false;
        } else {
            return all_inside(sources{});
        }
    }
    /// The same, but for which tables columns belong to: inside another statement they may be those of that one.
    static constexpr bool fit() {
        if constexpr (!statement::ok) {
            return false;
        } else if constexpr (!reads_tables && (sizeof...(Joins) != 0 || is_grouped)) {
            verdict::source_unknown::report<expr::pack<Terms...>>();
            return false;
        } else {
            return judge(sources{});
        }
    }
    /// Whether all columns belong to tables that it reads, or to some of `Around`.
    template <class... Around>
    static constexpr bool reads_inside() {
        return reads_only<Around...>(sources{});
    }

private:
    template <class... S>
    static constexpr bool judge(reflect::list<S...>) {
        if constexpr (!(model::model_ok<model_of<S>> && ...)) {
            return false;
        } else if constexpr (constexpr std::size_t twice = first_repeated<S...>(); twice != sizeof...(S)) {
            verdict::source_twice::report<reflect::nth<twice, reflect::list<S...>>>();
            return false;
        } else {
            return distinct_sorted() && (compared<typename Order::operand_type, types::comparing::order>() && ...) &&
                   (compared<Group, types::comparing::equality>() && ...) && distinct_told_apart() &&
                   (of_rows<typename Joins::condition>() && ...) && of_rows<Where>() && (of_rows<Group>() && ...) &&
                   grouped();
        }
    }
    static constexpr bool distinct_sorted() {
        if constexpr (Distinct)
            return (held_by<typename Order::operand_type, Terms...>() && ...);
        else
            return true;
    }
    static constexpr bool distinct_told_apart() {
        return (compared<Terms, Distinct ? types::comparing::equality : types::comparing::never>() && ...);
    }
    static constexpr bool grouped() {
        if constexpr (!is_grouped)
            return true;
        else
            return (one_in_group<Terms, reflect::list<Group...>>() && ...) &&
                   one_in_group<Having, reflect::list<Group...>>() &&
                   (one_in_group<typename Order::operand_type, reflect::list<Group...>>() && ...);
    }
    template <class... S>
    static constexpr bool all_inside(reflect::list<S...>) {
        using first = std::conditional_t<reads_tables, reflect::list<From>, reflect::list<>>;
        return joins_inside(first{}, reflect::list<Joins...>{}) && (inside<Terms, S...>() && ...) &&
               inside<Where, S...>() && (inside<Group, S...>() && ...) && inside<Having, S...>() &&
               (inside<Order, S...>() && ...);
    }
    template <class... Around, class... S>
    static constexpr bool reads_only(reflect::list<S...>) {
        return (Joins::condition::template reads_only<S..., Around...> && ...) &&
               (Terms::template reads_only<S..., Around...> && ...) && Where::template reads_only<S..., Around...> &&
               (Group::template reads_only<S..., Around...> && ...) && Having::template reads_only<S..., Around...> &&
               (Order::template reads_only<S..., Around...> && ...);
    }
};

}  // namespace detail

}  // namespace tain::sql
