// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/predicates.hpp>
#include <tain/model/relations.hpp>
#include <tain/sql/loading.hpp>
#include <tain/sql/rows.hpp>
#include <tain/sql/subquery.hpp>

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// The statements that read the objects of a relation, for any number of objects that have it.
namespace tain::sql {

/// `(a, b) IN (SELECT …)`.
template <class S, class... Columns>
struct row_membership : expr::composed<row_membership<S, Columns...>, Columns..., nested<S>> {
    using value_type = bool;
    nested<S> among;

    constexpr explicit row_membership(S s) : among(std::move(s)) {}
    void bind(expr::binder& to) const { among.bind(to); }
};

template <class S, class... Columns>
struct spell<row_membership<S, Columns...>> {
    static constexpr void to(writer& w, const row_membership<S, Columns...>*) {
        bool first = true;
        ((w.put(std::exchange(first, false) ? "(" : ", "), spell<Columns>::to(w, nullptr)), ...);
        spell<nested<S>>::to(w.put(") IN "), nullptr);
    }
};

/// The first so many rows of a select for each value of some columns of it.
template <class S, class... Partition>
struct first_rows_of_each;
template <class... Terms, class From, class Joins, class Where, class Order, class... Partition>
struct first_rows_of_each<select_statement<expr::pack<Terms...>, From, Joins, Where, expr::pack<>, absent, Order,
                                           absent, absent, void, false>,
                          Partition...> {
    using select = select_statement<expr::pack<Terms...>, From, Joins, Where, expr::pack<>, absent, Order, absent,
                                    absent, void, false>;
    struct rows : select::rows {};
    static constexpr bool returns_rows = true;
    static constexpr bool ok = select::ok;
    static constexpr std::size_t binds = select::binds + 1;

    select statement;
    std::int64_t most;

    static constexpr bool complete() { return select::complete(); }
    void bind(expr::binder& to) const {
        statement.order.bind(to);  // in the order in which they are written
        statement.joins.bind(to);
        statement.condition.bind(to);
        *to.next++ = types::cell::of_integer(most);
    }
    static constexpr void to(writer& w) {
        constexpr std::size_t columns = (detail::columns_written<Terms> + ...);
        for (std::size_t at = 0; at != columns; ++at) w.put(at == 0 ? "SELECT \"c" : ", \"c").number(at).put('"');
        w.put(" FROM (SELECT ");
        w.qualify = true;
        std::size_t at = 0;
        (write_term(w, at, static_cast<const Terms*>(nullptr)), ...);
        w.put(", row_number() OVER (PARTITION BY ");
        bool first = true;
        ((w.put(std::exchange(first, false) ? "" : ", "), spell<Partition>::to(w, nullptr)), ...);
        write_order(w, static_cast<Order*>(nullptr));
        w.put(") AS \"place\"");
        source_traits<From>::to(w.put(" FROM "));
        if constexpr (Joins::size != 0) detail::write_joins(w, static_cast<Joins*>(nullptr));
        spell<Where>::to(w.put(" WHERE "), nullptr);
        w.put(") AS \"placed\" WHERE \"place\" <= ").placeholder().put(" ORDER BY \"place\"");
    }

private:
    template <class Term>
    static constexpr void write_term(writer& w, std::size_t& at, const Term*) {
        spell<Term>::to(w.put(at == 0 ? "" : ", "), nullptr);
        w.put(" AS \"c").number(at++).put('"');
    }
    template <class Source>
    static constexpr void write_term(writer& w, std::size_t& at, const whole<Source>*) {
        for (std::size_t column = 0; column != table_behind<Source>::size; ++column) {
            source_traits<Source>::qualifier(w.put(at == 0 ? "" : ", "));
            w.put(column_names<model_of<Source>>::at(column));
            w.put(" AS \"c").number(at++).put('"');
        }
    }
};

/// The values of a key, as a relation is looked up by: one, or a tuple.
template <class Paths>
struct key_values;
template <class Only>
struct key_values<reflect::list<Only>> {
    using type = types::required<typename expr::path_value<Only>::type>;
};
template <class... Path>
    requires(sizeof...(Path) > 1)
struct key_values<reflect::list<Path...>> {
    using type = std::tuple<types::required<typename expr::path_value<Path>::type>...>;
};

namespace detail {

template <class Model, class Path, class V>
constexpr auto among(reflect::list<Path>, std::vector<V> keys) {
    return in(expr::column<Model, Path>{}, std::move(keys));
}
template <class Model, class... Path, class V>
    requires(sizeof...(Path) > 1)
constexpr auto among(reflect::list<Path...>, const std::vector<V>& keys) {
    const auto list = tain::rows<"keys">(expr::column<Model, Path>{}...).of(keys);
    const auto columns = all_columns(list);
    return row_membership<std::remove_const_t<decltype(columns)>, expr::column<Model, Path>...>{columns};
}

template <class S, class Load, class... Key, std::size_t... I>
constexpr auto ordered(const S& statement, const Load& load, expr::pack<Key...>*, std::index_sequence<I...>) {
    return statement.order_by(static_cast<const expr::pack_slot<I, Key>&>(load.order).value...);
}

/// With the condition and the order of a load.
template <class S, class Load>
constexpr auto narrowed(const S& statement, const Load& load) {
    const auto filtered = [&] {
        if constexpr (std::is_same_v<std::remove_const_t<decltype(load.condition)>, absent>)
            return statement;
        else
            return statement.where(load.condition);
    }();
    using order = std::remove_const_t<decltype(load.order)>;
    if constexpr (order::size == 0)
        return filtered;
    else
        return ordered(filtered, load, static_cast<order*>(nullptr), std::make_index_sequence<order::size>{});
}

template <class Model, class Load, class S, class... Path>
constexpr auto limited(const S& statement, const Load& load, reflect::list<Path...>) {
    if constexpr (Load::limited)
        return first_rows_of_each<S, expr::column<Model, Path>...>{statement, load.most};
    else
        return statement;
}

template <class Relation, class... Path>
constexpr auto through_association(reflect::list<Path...>) {
    using association = typename Relation::child;
    using target = typename Relation::target;
    using statement = new_select<association, whole<target>, expr::column<association, Path>...>;
    return joined_on<join_kind::inner, target>(statement{}, absent{},
                                               key_condition<association, target, typename Relation::other>{});
}

}  // namespace detail

/// The columns by which a relation's objects are looked up, and the model that has them.
template <class Relation>
struct looked_up {
    using model = typename Relation::child;
    using columns = typename Relation::key::columns;
};
template <class Relation>
    requires(Relation::kind == tain::model::relation_kind::belongs_to)
struct looked_up<Relation> {
    using model = typename Relation::target;
    using columns = typename tain::model::detail::referenced<typename Relation::key>::type;
};

/// The rows of a model that have some values in some columns.
template <class Model, class Columns, class V>
constexpr auto rows_with(Columns columns, std::vector<V> values) {
    return new_select<Model, whole<Model>>{}.where(detail::among<Model>(columns, std::move(values)));
}

namespace detail {

/// With what is loaded by joins, and the limit for each.
template <class Model, class Load, class S, class Columns>
constexpr auto completed(const S& statement, const Load& load, Columns columns) {
    if constexpr (has_joined<typename Load::nested_loads>) {
        const auto joined = with_joins(statement, load.nested);
        const auto made = limited<Model>(joined.statement, load, columns);
        using relations = std::remove_const_t<decltype(joined.relations)>;
        return joined_select<std::remove_const_t<decltype(made)>, decltype(joined)::base, relations>{made,
                                                                                                     joined.relations};
    } else {
        return limited<Model>(statement, load, columns);
    }
}

}  // namespace detail

/// The objects of a relation that belong to some keys. Of `many_to_many` each row has the key, too. A `joined_select` where
/// relations of theirs are joined to them; it borrows the load.
template <class Relation, class Load, class V>
constexpr auto related(const Load& load, std::vector<V> keys) {
    using by = looked_up<Relation>;
    using model = typename by::model;
    using columns = typename by::columns;
    if constexpr (Relation::kind == tain::model::relation_kind::many_to_many)
        return detail::completed<model>(detail::narrowed(detail::through_association<Relation>(columns{}).where(
                                                             detail::among<model>(columns{}, std::move(keys))),
                                                         load),
                                        load, columns{});
    else
        return detail::completed<model>(detail::narrowed(rows_with<model>(columns{}, std::move(keys)), load), load,
                                        columns{});
}

}  // namespace tain::sql
