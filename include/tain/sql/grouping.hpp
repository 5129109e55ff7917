// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/functions.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/output.hpp>
#include <tain/sql/selection.hpp>

#include <cstddef>
#include <type_traits>

/// Which terms have one value for each group.
namespace tain::verdict {

/// Verdict: a column beside aggregates that is not grouped by.
struct ungrouped_column {
    template <class Term>
    static constexpr auto report() {
        static_assert(reflect::never<Term>,
                      "tain: beside an aggregate or group_by() each term is an aggregate or is grouped by. Add the "
                      "column to group_by(), or take min() or max() of it. An expression with values in it is grouped "
                      "by its label: group_by(by_label<\"name\">).");
    }
};

/// Verdict: an aggregate in WHERE, in the condition of a join or in GROUP BY.
struct aggregate_in_where {
    template <class Condition>
    static constexpr auto report() {
        static_assert(reflect::never<Condition>,
                      "tain: where(), join() and group_by() look at single rows and take no aggregate. Choose groups "
                      "with having(), or compare with scalar(select(…)).");
    }
};

}  // namespace tain::verdict

namespace tain::sql::detail {

template <class E>
inline constexpr bool is_aggregate = false;
template <expr::aggregate A, class V, class E>
inline constexpr bool is_aggregate<expr::aggregation<A, V, E>> = true;
template <class A, class C>
inline constexpr bool is_aggregate<expr::filtered<A, C>> = true;

/// True when a term is what a group has in common. Of values in expressions nobody knows whether they are equal.
template <class Term, class Group>
inline constexpr bool grouped_by = std::is_same_v<Term, Group> && Term::binds == 0;
template <class Term, std::size_t At, class Of, std::size_t Column>
inline constexpr bool grouped_by<Term, output<At, Of, Column>> = std::is_same_v<Term, Of>;

/// Whether the whole primary key of a source is grouped by: all of its columns have one value then.
template <class Source, class... Group, class... Key>
constexpr bool key_grouped(reflect::list<Group...>, reflect::list<Key...>) {
    return sizeof...(Key) != 0 && (reflect::one_of<expr::column<Source, Key>, Group...> && ...);
}

template <class Term, class Groups>
struct settled;

template <class Term, class... Group>
constexpr bool in_groups(reflect::list<Group...>) {
    return (grouped_by<Term, Group> || ...);
}
template <class Groups, class... Operands>
constexpr bool all_settled(reflect::list<Operands...>) {
    return (settled<Operands, Groups>::value && ...);
}

/// True when a term has one value for each group.
template <class Term, class Groups>
struct settled {
    static constexpr bool value = is_aggregate<Term> || in_groups<Term>(Groups{}) ||
                                  all_settled<Groups>(decltype(operands_of(static_cast<const Term*>(nullptr))){});
};
template <class Source, class Path, class... Group>
struct settled<expr::column<Source, Path>, reflect::list<Group...>> {
    static constexpr bool value = (grouped_by<expr::column<Source, Path>, Group> || ...) ||
                                  key_grouped<Source>(reflect::list<Group...>{}, typename table_behind<Source>::key{});
};
template <class Source, class Groups>
struct settled<whole<Source>, Groups> {
    static constexpr bool value = key_grouped<Source>(Groups{}, typename table_behind<Source>::key{});
};

}  // namespace tain::sql::detail
