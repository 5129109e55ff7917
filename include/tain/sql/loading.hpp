// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/in_cells.hpp>
#include <tain/expr/pack.hpp>
#include <tain/model/relations.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/joined_loading.hpp>
#include <tain/sql/joined_rules.hpp>
#include <tain/sql/select.hpp>

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

/// Which relations are loaded with the rows of a statement.
namespace tain::verdict {

/// Verdict: `.with<&User::posts>()` on a statement that does not give whole users.
struct relation_owner_not_selected {
    template <class Statement, class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Statement, Model>,
                      "tain: a relation is loaded into whole objects, and this statement selects none of its model. "
                      "Select the model whole, select<Model>(), without into<Row>().");
    }
};

/// Verdict: what with<…>() names is no relation of its model.
struct not_a_relation {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: with<…>() names a member that is no relation. Give a member of type tain::many<Other> or "
                      "tain::one<Other> that the mapping names by has_many, has_one, belongs_to or many_to_many.");
    }
};

}  // namespace tain::verdict

namespace tain::sql {

template <class S, class... Load>
struct loading_statement;

/// How the objects of a relation are read.
enum class loading_by : unsigned char {
    keys,         ///< by a statement of their own, with the keys of those that have them
    few_of_each,  ///< by such a statement, so many of each
    join,         ///< with those that have them
};

/// How one relation is loaded: which of its objects, in which order, how many for each, and what with them.
///
///     with<&User::posts>().where(col<&Post::is_public> == true).order_by(desc(col<&Post::written_at>)).limit(3)
template <auto Member, class Where = absent, class Order = expr::pack<>, loading_by How = loading_by::keys,
          class... Nested>
struct relation_load {
    static constexpr auto member = Member;
    static constexpr bool limited = How == loading_by::few_of_each;
    static constexpr bool is_joined = How == loading_by::join;
    using owner = reflect::owner_of<Member>;
    using nested_loads = std::tuple<Nested...>;

    Where condition;
    Order order;
    std::int64_t most;
    std::tuple<Nested...> nested;

    /// Only objects that meet a condition. Given again, both must hold. The relation is loaded in part then: see `tain::many`.
    template <expr::predicate E>
    constexpr auto where(const E& added) const {
        if constexpr (std::is_same_v<Where, absent>)
            return relation_load<Member, E, Order, How, Nested...>{added, order, most, nested};
        else
            return relation_load<Member, decltype(condition && added), Order, How, Nested...>{condition && added, order,
                                                                                              most, nested};
    }
    /// The order of the objects of each. Without it there is none.
    template <class... K>
    constexpr auto order_by(const K&... keys) const {
        using keyed = expr::pack<decltype(detail::order_key<reflect::list<>>(keys))...>;
        return relation_load<Member, Where, keyed, How, Nested...>{
            condition, {{detail::order_key<reflect::list<>>(keys)}...}, most, nested};
    }
    /// At most `rows` objects for each: the relation is loaded in part. Not of a joined load.
    constexpr auto limit(std::int64_t rows) const {
        if constexpr (is_joined) {
            verdict::joined_load_limited::report<relation_load>();
            return *this;
        } else {
            return relation_load<Member, Where, Order, loading_by::few_of_each, Nested...>{condition, order, rows,
                                                                                           nested};
        }
    }
    /// Reads the objects with those that have them, by a LEFT JOIN in the same statement, instead of by a statement of their
    /// own.
    ///
    /// The condition is one of the join: those that have no such object are there, too. The order stands behind the
    /// statement's own; of a relation to one object there is none. An object that has several comes once, where its first row
    /// stands: all rows are read then, by `first()`, too. Does not compile with a limit: here, or, of a relation to many
    /// objects, of the statement; neither beside distinct, group_by or having. Objects have primary keys.
    ///
    ///     select<Post>().with(with<&Post::author>().joined())
    ///     select<User>().with<&User::posts>(with<&Post::author>().joined())   // 2 statements
    ///
    /// Cost: no round trip. A relation to many objects repeats the columns of its owners in each row, and two of them of one
    /// owner give each pair of their objects.
    constexpr auto joined() const {
        if constexpr (limited) {
            verdict::joined_load_limited::report<relation_load>();
            return *this;
        } else {
            return relation_load<Member, Where, Order, loading_by::join, Nested...>{condition, order, most, nested};
        }
    }
    /// Relations of these objects, to be loaded with them.
    template <auto Inner, class... More>
    constexpr auto with(const More&... more) const {
        return with(relation_load<Inner, absent, expr::pack<>, loading_by::keys, More...>{{}, {}, 0, {more...}});
    }
    template <auto Inner, class W, class O, loading_by L, class... N>
    constexpr auto with(const relation_load<Inner, W, O, L, N...>& more) const {
        return relation_load<Member, Where, Order, How, Nested..., relation_load<Inner, W, O, L, N...>>{
            condition, order, most, std::tuple_cat(nested, std::tuple{more})};
    }
};

namespace detail {

/// The model behind an element of a row.
template <class E>
using model_in = types::required<E>;

template <class Owner, class Row>
inline constexpr bool holds_owner = std::is_same_v<model_in<Row>, Owner>;
template <class Owner, class... E>
inline constexpr bool holds_owner<Owner, std::tuple<E...>> = (std::is_same_v<model_in<E>, Owner> || ...);

/// Whether a relation can be loaded as it is to be, apart from the statement of its owners; a mistake is reported.
template <class Load, class Where, class Order>
constexpr bool relation_load_fits() {
    if constexpr (!model::relation_ok<model::relation_at<typename Load::owner, Load::member>>()) {
        return false;
    } else if constexpr (Load::is_joined) {
        return joined_load_fits<Load, Where, Order>();
    } else if constexpr (Load::limited && repeats_rows<typename Load::nested_loads>) {
        verdict::joined_many_limited::report<Load>();
        return false;
    } else if constexpr (repeats_rows<typename Load::nested_loads>) {
        return has_key<typename model::related<reflect::value_of<Load::member>>::type>();
    } else {
        return true;
    }
}

/// Whether a load and those within it name relations; a mistake is reported.
template <auto Member, class W, class O, loading_by How, class... Nested>
constexpr bool loads_relations(std::type_identity<relation_load<Member, W, O, How, Nested...>>) {
    using owner = reflect::owner_of<Member>;
    if constexpr (!model::model_ok<owner>) {
        return false;
    } else if constexpr (!model::has_relation<owner, Member>) {
        verdict::not_a_relation::report<owner>();
        return false;
    } else {
        return relation_load_fits<relation_load<Member, W, O, How, Nested...>, W, O>() &&
               (loads_relations(std::type_identity<Nested>{}) && ...);
    }
}

template <class S, class Load>
constexpr bool can_load() {
    if constexpr (!loads_relations(std::type_identity<Load>{})) {
        return false;
    } else if constexpr (!holds_owner<typename Load::owner, typename S::rows::type> ||
                         !std::is_void_v<typename S::rows::into>) {
        verdict::relation_owner_not_selected::report<S, typename Load::owner>();
        return false;
    } else {
        return true;
    }
}

/// The statement that has the text of a loading one: with joins, where there are some.
template <class S, class... Load>
constexpr auto statement_behind() {
    if constexpr ((Load::is_joined || ...))
        return std::type_identity<joined_statement<S, Load...>>{};
    else
        return std::type_identity<S>{};
}
template <class S, class... Load>
using text_behind = typename decltype(statement_behind<S, Load...>())::type;

}  // namespace detail

/// A select, and the relations that are loaded for its rows, by statements of their own or by joins: `select<User>().with<&User::posts>()`.
/// It is the last that a select is given.
template <class S, class... Load>
struct loading_statement {
    struct rows : S::rows {};
    using select = S;
    static constexpr bool returns_rows = true;
    static constexpr bool ok = S::ok;
    static constexpr bool is_joined = (Load::is_joined || ...);
    static constexpr std::size_t binds = detail::text_behind<S, Load...>::binds;

    S statement;
    std::tuple<Load...> loads;

    /// One relation more.
    template <auto Member, class... Nested>
    constexpr auto with(const Nested&... nested) const {
        return with(relation_load<Member, absent, expr::pack<>, loading_by::keys, Nested...>{{}, {}, 0, {nested...}});
    }
    template <auto Member, class W, class O, loading_by L, class... N>
    constexpr auto with(const relation_load<Member, W, O, L, N...>& load) const {
        return loading_statement<S, Load..., relation_load<Member, W, O, L, N...>>{
            statement, std::tuple_cat(loads, std::tuple{load})};
    }

    void bind(expr::binder& to) const {
        if constexpr (is_joined)
            with_joins(statement, loads).statement.bind(to);
        else
            statement.bind(to);
    }
    static constexpr void to(writer& w) { detail::text_behind<S, Load...>::to(w); }
    static constexpr bool complete() {
        if constexpr (!S::complete() || !(detail::can_load<S, Load>() && ...))
            return false;
        else if constexpr (is_joined)
            return detail::joins_fit<S, std::tuple<Load...>>::judge();
        else
            return true;
    }
};

}  // namespace tain::sql

/// It is kept, even if it binds nothing: other statements are made of it.
template <class S, class... Load>
inline constexpr int tain::expr::texts_beside_cells<tain::sql::loading_statement<S, Load...>> = not_in_cells;

namespace tain::sql {
namespace detail {

template <auto Member, class S, class... Nested>
constexpr auto loading(const S& statement, const Nested&... nested) {
    return loading_statement<S>{statement, {}}.template with<Member>(nested...);
}
template <class S, class Load>
constexpr auto loading_as(const S& statement, const Load& load) {
    return loading_statement<S>{statement, {}}.with(load);
}

}  // namespace detail
}  // namespace tain::sql

namespace tain {

/// A relation to be loaded with objects, for `with` of a select or of another one: `with<&Post::comments>()`; see
/// `sql::relation_load` for which, in which order and how many.
///
///     db.execute(select<User>().with<&User::posts>(with<&Post::comments>().order_by(col<&Comment::id>))).all()
///
/// Cost: one round trip for each relation, whatever the number of objects; none for one that is `.joined()`.
template <auto Member, class... Nested>
constexpr auto with(const Nested&... nested) {
    return sql::relation_load<Member, sql::absent, expr::pack<>, sql::loading_by::keys, Nested...>{
        {}, {}, 0, {nested...}};
}

}  // namespace tain

namespace tain::dsl {

using tain::with;  // the overload above, whichever header comes first

}  // namespace tain::dsl
