// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/column.hpp>
#include <tain/expr/order.hpp>
#include <tain/expr/pack.hpp>
#include <tain/model/relations.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/join.hpp>
#include <tain/sql/joined_source.hpp>
#include <tain/sql/select.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

/// Statements that read the objects of relations by joins: behind what a select gives stands an object of each joined
/// relation, or nothing.
namespace tain::sql {

/// A joined relation. `OwnerAt` is the place in a row of the object that has it.
template <class Load, std::size_t OwnerAt>
struct joined_relation {
    using load_type = Load;
    static constexpr std::size_t owner_at = OwnerAt;
    const Load* load;  ///< borrowed from the statement
};

/// True when some of the loads are joined to the statement of their owners.
template <class Loads>
inline constexpr bool has_joined = false;
template <class... Load>
inline constexpr bool has_joined<std::tuple<Load...>> = (Load::is_joined || ...);

/// True for a relation to any number of objects: joined, it repeats the rows of those that have it.
template <class Load>
inline constexpr bool loads_many = model::to_many<reflect::value_of<Load::member>>;

/// True when joins of these loads give a row for each of several objects.
template <class Loads>
inline constexpr bool repeats_rows = false;
template <class... Load>
inline constexpr bool repeats_rows<std::tuple<Load...>> =
    ((Load::is_joined && (loads_many<Load> || repeats_rows<typename Load::nested_loads>)) || ...);

namespace detail {

/// A select on its way to one with joins. `Taken` are the sources that it has.
template <class Taken, class Terms, class Joins, class Order, class Relations>
struct joining {
    using taken = Taken;
    Terms terms;
    Joins joins;
    Order order;
    Relations relations;
};

/// True when each key of an order is a column, so that a joined table can be sorted by it as it is.
template <class Order>
inline constexpr bool sorts_by_columns = true;
template <std::size_t... I, class... Key>
inline constexpr bool sorts_by_columns<expr::indexed_pack<std::index_sequence<I...>, Key...>> =
    (is_column<typename Key::operand_type> && ...);

/// The source of a joined load: a second name for its table, or the rows of it that are wanted.
template <class Model, expr::fixed_text Name, class Where, class Order>
struct joined_source_for;
template <class Model, expr::fixed_text Name, class Where, std::size_t... I, class... Key>
struct joined_source_for<Model, Name, Where, expr::indexed_pack<std::index_sequence<I...>, Key...>> {
    using order = expr::pack<Key...>;
    static constexpr bool by_columns = sorts_by_columns<order>;
    using type = std::conditional_t<
        !by_columns, joined_source<Model, Name, Where, typename Key::operand_type...>,
        std::conditional_t<std::is_same_v<Where, absent>, alias<Model, Name>, joined_source<Model, Name, Where>>>;

    static constexpr kept_of<type> kept(const Where& condition, const order& keys) {
        if constexpr (std::is_same_v<kept_of<type>, absent>)
            return {};
        else if constexpr (by_columns)
            return {{}, condition};
        else
            return {{{static_cast<const expr::pack_slot<I, Key>&>(keys).value.operand}...}, condition};
    }

    /// With the keys of the order behind those of a statement. `Between` is the association's source, or the other again.
    template <class Between, class Given>
    static constexpr auto behind(const Given& given) {
        return with_all<Between>(given, static_cast<order*>(nullptr));
    }

private:
    template <class Between, class Key_, std::size_t At>
    static constexpr auto key() {
        using operand = typename Key_::operand_type;
        if constexpr (by_columns) {
            using source = std::conditional_t<std::is_same_v<typename operand::source, Model>, type, Between>;
            return expr::sort_key<expr::column<source, typename operand::path>, Key_::descending, Key_::nulls>{};
        } else {
            return expr::sort_key<sorting_value<type, At, typename operand::value_type>, Key_::descending,
                                  Key_::nulls>{};
        }
    }
    template <class Between, class Given, std::size_t... G, class... G_key>
    static constexpr auto all(const Given& given, expr::indexed_pack<std::index_sequence<G...>, G_key...>*) {
        return expr::pack<G_key..., decltype(key<Between, Key, I>())...>{
            {static_cast<const expr::pack_slot<G, G_key>&>(given).value}..., {key<Between, Key, I>()}...};
    }
    template <class Between, class Given>
    static constexpr auto with_all(const Given& given, order*) {
        return all<Between>(given, static_cast<std::remove_const_t<Given>*>(nullptr));
    }
};

template <class Source, class On, class Joins>
constexpr auto left_joined(const Joins& joins, const kept_of<Source>& kept) {
    return joins.with(join<join_kind::left, Source, On, reflect::list<Source>>{kept, {}});
}

template <expr::fixed_text Above, class Owner, std::size_t OwnerAt, class Given, class Load>
constexpr auto join_relation(const Given& given, const Load& load);

template <expr::fixed_text Above, class Owner, std::size_t OwnerAt, std::size_t I, class Given, class... Load>
constexpr auto join_relations(const Given& given, const std::tuple<Load...>& loads) {
    if constexpr (I == sizeof...(Load))
        return given;
    else if constexpr (!std::tuple_element_t<I, std::tuple<Load...>>::is_joined)
        return join_relations<Above, Owner, OwnerAt, I + 1>(given, loads);
    else
        return join_relations<Above, Owner, OwnerAt, I + 1>(
            join_relation<Above, Owner, OwnerAt>(given, std::get<I>(loads)), loads);
}

/// With the objects of a relation of `Owner`'s, and those within.
template <expr::fixed_text Above, class Owner, std::size_t OwnerAt, class Given, class Load>
constexpr auto join_relation(const Given& given, const Load& load) {
    using relation = model::relation_at<typename Load::owner, Load::member>;
    using target = typename relation::target;
    using condition = std::remove_const_t<decltype(load.condition)>;
    using order = std::conditional_t<loads_many<Load>, std::remove_const_t<decltype(load.order)>, expr::pack<>>;
    using taken = typename Given::taken;
    constexpr auto name = free_name<joined_path<Above, Load::member>()>(taken{});
    using made = joined_source_for<target, name, condition, order>;
    using source = typename made::type;
    const auto kept = [&load]() -> kept_of<source> {
        if constexpr (loads_many<Load>)
            return made::kept(load.condition, load.order);
        else
            return made::kept(load.condition, {});
    }();

    const auto link = [&]<class Between>(std::type_identity<Between>, const auto& joins) {
        const auto terms = given.terms.with(whole<source>{});
        const auto keys = made::template behind<Between>(given.order);
        const auto relations = given.relations.with(joined_relation<Load, OwnerAt>{&load});
        using now = reflect::join<taken, std::conditional_t<std::is_same_v<source, Between>, reflect::list<source>,
                                                            reflect::list<source, Between>>>;
        return joining<now, std::remove_const_t<decltype(terms)>, std::decay_t<decltype(joins)>,
                       std::remove_const_t<decltype(keys)>, std::remove_const_t<decltype(relations)>>{terms, joins,
                                                                                                      keys, relations};
    };
    const auto joined = [&] {
        if constexpr (relation::kind == model::relation_kind::many_to_many) {
            using child = typename relation::child;
            using between = alias<child, free_name<association_name<name>()>(taken{})>;
            using owned = key_condition<between, Owner, typename relation::key>;
            using other = key_condition<between, source, typename relation::other>;
            return link(std::type_identity<between>{},
                        left_joined<source, other>(left_joined<between, owned>(given.joins, {}), kept));
        } else if constexpr (relation::kind == model::relation_kind::belongs_to) {
            return link(std::type_identity<source>{},
                        left_joined<source, key_condition<Owner, source, typename relation::key>>(given.joins, kept));
        } else {
            return link(std::type_identity<source>{},
                        left_joined<source, key_condition<source, Owner, typename relation::key>>(given.joins, kept));
        }
    }();
    return join_relations<name, source, decltype(given.terms)::size, 0>(joined, load.nested);
}

/// With a relation of each object in a row that has it. The first of its model gives the names no prefix.
template <std::size_t I, bool First, class Given, class Load>
constexpr auto join_to_terms(const Given& given, const Load&, reflect::list<>) {
    return given;
}
template <std::size_t I, bool First, class Given, class Load, class Term, class... Later>
constexpr auto join_to_terms(const Given& given, const Load& load, reflect::list<Term, Later...>) {
    return join_to_terms<I + 1, First>(given, load, reflect::list<Later...>{});
}
template <std::size_t I, bool First, class Given, class Load, class Source, class... Later>
constexpr auto join_to_terms(const Given& given, const Load& load, reflect::list<whole<Source>, Later...>) {
    if constexpr (!std::is_same_v<model_of<Source>, typename Load::owner>) {
        return join_to_terms<I + 1, First>(given, load, reflect::list<Later...>{});
    } else {
        constexpr auto above = [] {
            if constexpr (First)
                return expr::fixed_text{""};
            else
                return exposed_text<Source>();
        }();
        return join_to_terms<I + 1, false>(join_relation<above, Source, I>(given, load), load,
                                           reflect::list<Later...>{});
    }
}

template <std::size_t I, class... Term, class Given, class... Load>
constexpr auto join_all(const Given& given, const std::tuple<Load...>& loads) {
    if constexpr (I == sizeof...(Load))
        return given;
    else if constexpr (!std::tuple_element_t<I, std::tuple<Load...>>::is_joined)
        return join_all<I + 1, Term...>(given, loads);
    else
        return join_all<I + 1, Term...>(join_to_terms<0, true>(given, std::get<I>(loads), reflect::list<Term...>{}),
                                        loads);
}

}  // namespace detail

/// A select with joins, and what they are. Of a row the first `base` elements are the select's own; the objects of the
/// relations follow in their order.
template <class S, std::size_t Base, class Relations>
struct joined_select {
    static constexpr std::size_t base = Base;
    S statement;
    Relations relations;
};

/// Joins the relations that are to be, to a select. The rows are those of the select, repeated where a relation has several
/// objects.
template <class... Terms, class From, class... Joins, class Where, class Group, class Having, class Order, class Limit,
          class Offset, bool Distinct, class... Load>
constexpr auto with_joins(const select_statement<expr::pack<Terms...>, From, expr::pack<Joins...>, Where, Group, Having,
                                                 Order, Limit, Offset, void, Distinct>& s,
                          const std::tuple<Load...>& loads) {
    using taken = reflect::list<From, typename Joins::source...>;
    const auto made = detail::join_all<0, Terms...>(
        detail::joining<taken, expr::pack<Terms...>, expr::pack<Joins...>, Order, expr::pack<>>{
            s.terms, s.joins, s.order, {}},
        loads);
    using terms = std::remove_const_t<decltype(made.terms)>;
    using joins = std::remove_const_t<decltype(made.joins)>;
    using order = std::remove_const_t<decltype(made.order)>;
    using statement = select_statement<terms, From, joins, Where, Group, Having, order, Limit, Offset, void, Distinct>;
    return joined_select<statement, sizeof...(Terms), std::remove_const_t<decltype(made.relations)>>{
        {made.terms, s.base, made.joins, s.condition, s.groups, s.group_condition, made.order, s.most, s.skipped},
        made.relations};
}

/// The type of a select with joins.
template <class S, class... Load>
using joined_statement = std::remove_const_t<
    decltype(with_joins(std::declval<const S&>(), std::declval<const std::tuple<Load...>&>()).statement)>;

}  // namespace tain::sql
