// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/model/table.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/source.hpp>
#include <tain/sql/spell.hpp>
#include <tain/sql/verdict.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace tain::sql {

enum class join_kind : unsigned char { inner, left, right, full, cross };

constexpr std::string_view join_words(join_kind of) {
    constexpr std::string_view words[] = {" JOIN ", " LEFT JOIN ", " RIGHT JOIN ", " FULL JOIN ", " CROSS JOIN "};
    return words[static_cast<std::size_t>(of)];
}

/// The sources whose rows may be missing by a join of `Source` to those `Before`, a list.
template <join_kind Kind, class Source, class Before>
using outer_by = reflect::join<
    std::conditional_t<Kind == join_kind::left || Kind == join_kind::full, reflect::list<Source>, reflect::list<>>,
    std::conditional_t<Kind == join_kind::right || Kind == join_kind::full, Before, reflect::list<>>>;

/// `JOIN source ON condition`. `Outer` lists the sources whose rows it may lack.
template <join_kind Kind, class Source, class On, class Outer>
struct join {
    using source = Source;
    using condition = On;
    using outer = Outer;
    static constexpr join_kind kind = Kind;
    static constexpr bool ok = kept_of<Source>::ok && On::ok;
    static constexpr std::size_t binds = kept_of<Source>::binds + On::binds;
    kept_of<Source> kept;
    On on;

    void bind(expr::binder& to) const {
        kept.bind(to);
        on.bind(to);
    }
};

/// A condition made of a foreign key: `Child`'s columns equal those of `Parent` that the key refers to.
template <class Child, class Parent, class Key>
struct key_condition : expr::expression_base {
    using value_type = bool;
    static constexpr bool ok = true;
    static constexpr std::size_t binds = 0;
    template <class... Sources>
    static constexpr bool reads_only = reflect::one_of<Child, Sources...> && reflect::one_of<Parent, Sources...>;
    static constexpr bool aggregates = false;

    void bind(expr::binder&) const {}
};

template <class Child, class Parent, class Key>
struct spell<key_condition<Child, Parent, Key>> {
    static constexpr void to(writer& w, const key_condition<Child, Parent, Key>*) {
        pairs(w, typename Key::columns{}, typename model::detail::referenced<Key>::type{});
    }

private:
    template <class... C, class... P>
    static constexpr void pairs(writer& w, reflect::list<C...>, reflect::list<P...>) {
        bool first = true;
        const auto pair = [&]<class A, class B>(A, B) {
            if (!first) w.put(" AND ");
            first = false;
            spell<expr::column<Child, A>>::to(w, nullptr);
            w.put(" = ");
            spell<expr::column<Parent, B>>::to(w, nullptr);
        };
        (pair(C{}, P{}), ...);
    }
};

namespace detail {

/// The foreign keys of `Child` that refer to `Parent`.
template <class Child, class Parent, class Keys>
struct keys_between;
template <class Child, class Parent, class... K>
struct keys_between<Child, Parent, reflect::list<K...>> {
    using type = reflect::join<std::conditional_t<std::is_same_v<typename K::target, model_of<Parent>>,
                                                  reflect::list<key_condition<Child, Parent, K>>, reflect::list<>>...>;
};

template <class Joined, class Before>
using keys_both_ways = reflect::join<
    typename keys_between<Joined, Before, typename table_behind<Joined>::foreign_keys>::type,
    std::conditional_t<std::is_same_v<model_of<Joined>, model_of<Before>>, reflect::list<>,
                       typename keys_between<Before, Joined, typename table_behind<Before>::foreign_keys>::type>>;

}  // namespace detail

/// Every foreign key that connects `Joined` with one of the sources before it.
template <class Joined, class... Before>
using connecting_keys = reflect::join<reflect::list<>, detail::keys_both_ways<Joined, Before>...>;

}  // namespace tain::sql

namespace tain::verdict {

/// Whether exactly one foreign key connects `Joined` with the sources before it.
template <class Joined, class... Before>
using connection = std::conditional_t<
    sql::connecting_keys<Joined, Before...>::size == 0, no_foreign_key_between,
    std::conditional_t<sql::connecting_keys<Joined, Before...>::size == 1, accepted, join_ambiguous>>;

}  // namespace tain::verdict
