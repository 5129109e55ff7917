// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/pack.hpp>
#include <tain/model/relations.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/select.hpp>

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

/// How one relation is loaded: which of its objects, in which order, how many for each, and what with them.
///
///     with<&User::posts>().where(col<&Post::is_public> == true).order_by(desc(col<&Post::written_at>)).limit(3)
template <auto Member, class Where = absent, class Order = expr::pack<>, bool Limited = false, class... Nested>
struct relation_load {
    static constexpr auto member = Member;
    static constexpr bool limited = Limited;
    using owner = reflect::owner_of<Member>;

    Where condition{};
    Order order{};
    std::int64_t most = 0;
    std::tuple<Nested...> nested{};

    /// Only objects that meet a condition. Given again, both must hold.
    template <expr::predicate E>
    constexpr auto where(const E& added) const {
        if constexpr (std::is_same_v<Where, absent>)
            return relation_load<Member, E, Order, Limited, Nested...>{added, order, most, nested};
        else
            return relation_load<Member, decltype(condition && added), Order, Limited, Nested...>{condition && added,
                                                                                                  order, most, nested};
    }
    /// The order of the objects of each. Without it there is none.
    template <class... K>
    constexpr auto order_by(const K&... keys) const {
        using keyed = expr::pack<decltype(detail::order_key<reflect::list<>>(keys))...>;
        return relation_load<Member, Where, keyed, Limited, Nested...>{
            condition, {{detail::order_key<reflect::list<>>(keys)}...}, most, nested};
    }
    /// At most `rows` objects for each.
    constexpr auto limit(std::int64_t rows) const {
        return relation_load<Member, Where, Order, true, Nested...>{condition, order, rows, nested};
    }
    /// Relations of these objects, to be loaded with them.
    template <auto Inner, class... More>
    constexpr auto with(const More&... more) const {
        return with(relation_load<Inner, absent, expr::pack<>, false, More...>{{}, {}, 0, {more...}});
    }
    template <auto Inner, class W, class O, bool L, class... N>
    constexpr auto with(const relation_load<Inner, W, O, L, N...>& more) const {
        return relation_load<Member, Where, Order, Limited, Nested..., relation_load<Inner, W, O, L, N...>>{
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

/// Whether a load and those within it name relations; a mistake is reported.
template <auto Member, class W, class O, bool L, class... Nested>
constexpr bool loads_relations(std::type_identity<relation_load<Member, W, O, L, Nested...>>) {
    using owner = reflect::owner_of<Member>;
    if constexpr (!model::model_ok<owner>) {
        return false;
    } else if constexpr (!model::has_relation<owner, Member>) {
        verdict::not_a_relation::report<owner>();
        return false;
    } else {
        return model::relation_ok<model::relation_at<owner, Member>>() &&
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

}  // namespace detail

/// A select, and the relations that are loaded for its rows by statements of their own: `select<User>().with<&User::posts>()`.
/// It is the last that a select is given.
template <class S, class... Load>
struct loading_statement {
    struct rows : S::rows {};
    using select = S;
    static constexpr bool returns_rows = true;
    static constexpr bool ok = S::ok;
    static constexpr std::size_t binds = S::binds;

    S statement;
    std::tuple<Load...> loads;

    /// One relation more.
    template <auto Member, class... Nested>
    constexpr auto with(const Nested&... nested) const {
        return with(relation_load<Member, absent, expr::pack<>, false, Nested...>{{}, {}, 0, {nested...}});
    }
    template <auto Member, class W, class O, bool L, class... N>
    constexpr auto with(const relation_load<Member, W, O, L, N...>& load) const {
        return loading_statement<S, Load..., relation_load<Member, W, O, L, N...>>{
            statement, std::tuple_cat(loads, std::tuple{load})};
    }

    void bind(expr::binder& to) const { statement.bind(to); }
    static constexpr void to(writer& w) { S::to(w); }
    static constexpr bool complete() { return S::complete() && (detail::can_load<S, Load>() && ...); }
};

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
/// Cost: one round trip for each relation, whatever the number of objects.
template <auto Member, class... Nested>
constexpr auto with(const Nested&... nested) {
    return sql::relation_load<Member, sql::absent, expr::pack<>, false, Nested...>{{}, {}, 0, {nested...}};
}

}  // namespace tain

namespace tain::dsl {

using tain::with;  // the overload above, whichever header comes first

}  // namespace tain::dsl
