// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/pack.hpp>
#include <tain/model/relations.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/joined_loading.hpp>
#include <tain/sql/select.hpp>
#include <tain/sql/select_rules.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

/// What cannot be loaded by a join.
namespace tain::verdict {

/// Verdict: a joined load with a limit.
struct joined_load_limited {
    template <class Load>
    static constexpr auto report() {
        static_assert(
            reflect::never<Load>,
            "tain: a joined load takes no limit(): a join gives all objects of each row. Leave out .joined(), "
            "and a statement of its own reads so many for each.");
    }
};

/// Verdict: a joined relation to many objects, in a statement that counts its rows.
struct joined_many_limited {
    template <class Load>
    static constexpr auto report() {
        static_assert(
            reflect::never<Load>,
            "tain: limit() and offset() count rows, and a joined relation to many objects gives a row for each "
            "of them. Leave out .joined() of that relation: a statement of its own reads it.");
    }
};

/// Verdict: a joined relation in a statement whose rows are told apart or put together by what they hold.
struct joined_to_groups {
    template <class Statement>
    static constexpr auto report() {
        static_assert(reflect::never<Statement>,
                      "tain: a relation cannot be joined to a statement with distinct(), group_by() or having(). Leave "
                      "out .joined(): a statement of its own reads it.");
    }
};

/// Verdict: a joined relation of a model that comes out of a subquery or a common table expression.
struct joined_to_subquery {
    template <class Statement>
    static constexpr auto report() {
        static_assert(reflect::never<Statement>,
                      "tain: a relation cannot be joined to a model that comes out of a subquery or a common table "
                      "expression. Leave out .joined(): a statement of its own reads it.");
    }
};

/// Verdict: a joined relation that leads to or from a model without a primary key.
struct joined_without_key {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: objects that come by a join are told apart by their primary key, and this model has none. "
                      "Give it primary_key<&Model::member>, or leave out .joined().");
    }
};

/// Verdict: `s.load(ada, with<&User::posts>().joined())`.
struct joined_to_nothing {
    template <class Load>
    static constexpr auto report() {
        static_assert(
            reflect::never<Load>,
            "tain: load() has no statement that a relation could be joined to: its objects are there already. "
            "Leave out .joined(); loads within this one can be joined.");
    }
};

}  // namespace tain::verdict

namespace tain::sql::detail {

template <class Model>
constexpr bool has_key() {
    if constexpr (!model::model_ok<Model>) {
        return false;
    } else if constexpr (model::table_of<Model>::key_size == 0) {
        verdict::joined_without_key::report<Model>();
        return false;
    } else {
        return true;
    }
}

/// Whether a key of a joined order reads the table that is sorted: of `many_to_many` the association's columns, too.
template <class Order, class Target, class Between>
inline constexpr bool joined_order_fits = false;
template <std::size_t... I, class... Key, class Target, class Between>
inline constexpr bool joined_order_fits<expr::indexed_pack<std::index_sequence<I...>, Key...>, Target, Between> = [] {
    if constexpr (sorts_by_columns<expr::pack<Key...>>)
        return (inside<typename Key::operand_type, Target, Between>() && ...) &&
               (compared<typename Key::operand_type, types::comparing::order>() && ...);
    else
        return (of_rows<typename Key::operand_type>() && ...) &&
               (inside<typename Key::operand_type, Target>() && ...) &&
               (compared<typename Key::operand_type, types::comparing::order>() && ...);
}();

/// Whether a joined load can be one, apart from its statement; a mistake is reported.
template <class Load, class Where, class Order>
constexpr bool joined_load_fits() {
    using relation = model::relation_at<typename Load::owner, Load::member>;
    using target = typename relation::target;
    using between =
        std::conditional_t<relation::kind == model::relation_kind::many_to_many, typename relation::child, target>;
    if constexpr (!has_key<target>())
        return false;
    else if constexpr (!Where::ok || !Order::all_ok())
        return false;
    else
        return of_rows<Where>() && inside<Where, target>() && joined_order_fits<Order, target, between>;
}

template <class Term, class Owner>
inline constexpr bool comes_from_table = !std::is_same_v<typename term_value<Term>::type, Owner> &&
                                         !std::is_same_v<typename term_value<Term>::type, types::nullable<Owner>>;
template <class Source, class Owner>
inline constexpr bool comes_from_table<whole<Source>, Owner> = true;

/// Whether rows of a term can be told apart.
template <class Term>
constexpr bool told_apart() {
    using value = types::required<typename term_value<Term>::type>;
    if constexpr (described_row<value>)
        return has_key<value>();
    else
        return true;
}

/// Whether loads can be joined to a statement; a mistake is reported.
template <class S, class Loads>
struct joins_fit;
template <class... Terms, class From, class Joins, class Where, class Group, class Having, class Order, class Limit,
          class Offset, bool Distinct, class... Load>
struct joins_fit<
    select_statement<expr::pack<Terms...>, From, Joins, Where, Group, Having, Order, Limit, Offset, void, Distinct>,
    std::tuple<Load...>> {
    using statement =
        select_statement<expr::pack<Terms...>, From, Joins, Where, Group, Having, Order, Limit, Offset, void, Distinct>;
    using loads = std::tuple<Load...>;

    static constexpr bool judge() {
        if constexpr (Distinct || Group::size != 0 || !std::is_same_v<Having, absent>) {
            verdict::joined_to_groups::report<statement>();
            return false;
        } else if constexpr (!(from_tables<Load>() && ...)) {
            verdict::joined_to_subquery::report<statement>();
            return false;
        } else if constexpr (!repeats_rows<loads>) {
            return true;
        } else if constexpr (!std::is_same_v<Limit, absent> || !std::is_same_v<Offset, absent>) {
            verdict::joined_many_limited::report<loads>();
            return false;
        } else {
            return (told_apart<Terms>() && ...);
        }
    }

private:
    template <class One>
    static constexpr bool from_tables() {
        return !One::is_joined || (comes_from_table<Terms, typename One::owner> && ...);
    }
};

}  // namespace tain::sql::detail
