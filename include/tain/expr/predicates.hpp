// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/bound.hpp>
#include <tain/expr/lists.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/operators.hpp>
#include <tain/expr/pack.hpp>
#include <tain/expr/verdict.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tain::verdict {

/// Verdict: LIKE over something that is no text.
struct like_needs_text {
    template <class T>
    static constexpr auto report() {
        static_assert(reflect::never<T>, "tain: like() compares text with a text pattern. Use it on a text column.");
    }
};

}  // namespace tain::verdict

namespace tain::expr {

/// `operand IS [NOT] NULL`.
template <class E, bool Negated>
struct null_test : composed<null_test<E, Negated>, E> {
    using value_type = bool;
    template <class... Outer>
    static constexpr bool nulled = false;
    E operand;

    constexpr explicit null_test(E e) : operand(std::move(e)) {}
    void bind(binder& to) const { operand.bind(to); }
};

/// `operand BETWEEN low AND high`, both ends included.
template <class E, class Low, class High>
struct range_test : composed<range_test<E, Low, High>, E, Low, High> {
    using value_type = truth<E, Low, High>;
    E operand;
    Low low;
    High high;

    constexpr range_test(E e, Low l, High h) : operand(std::move(e)), low(std::move(l)), high(std::move(h)) {}
    void bind(binder& to) const {
        operand.bind(to);
        low.bind(to);
        high.bind(to);
    }
};

/// `operand LIKE pattern`. SQLite's LIKE ignores case where PostgreSQL's does not, so it is spelled GLOB there and the
/// pattern is translated on the way.
template <class E>
struct pattern_test : composed<pattern_test<E>, E> {
    using value_type = truth<E>;
    static constexpr std::size_t binds = E::binds + 1;
    E operand;
    std::string_view pattern;

    constexpr pattern_test(E e, std::string_view p) : operand(std::move(e)), pattern(p) {}
    void bind(binder& to) const {
        operand.bind(to);
        *to.next++ = bind_pattern(pattern, to);
    }
};

/// The same, owning its pattern.
template <class E>
struct owned_pattern_test : composed<owned_pattern_test<E>, E> {
    using value_type = truth<E>;
    static constexpr std::size_t binds = E::binds + 1;
    E operand;
    std::string pattern;

    constexpr owned_pattern_test(E e, std::string p) : operand(std::move(e)), pattern(std::move(p)) {}
    void bind(binder& to) const {
        operand.bind(to);
        *to.next++ = bind_pattern(pattern, to);
    }
};

/// `operand IN (item, …)`, as many as were written.
template <class E, class... Items>
struct membership : composed<membership<E, Items...>, E, Items...> {
    using value_type = truth<E, Items...>;
    E operand;
    pack<Items...> items;

    constexpr explicit membership(E e, Items... i) : operand(std::move(e)), items{{std::move(i)}...} {}
    void bind(binder& to) const {
        operand.bind(to);
        items.bind(to);
    }
};

/// `operand` is one of a list whose length is known only at run time. One parameter whatever the length, so one
/// statement: `= ANY($1)` on PostgreSQL, `IN (SELECT … FROM json_each(?1))` on SQLite.
template <class E, class V>
struct list_membership : composed<list_membership<E, V>, E> {
    using value_type = truth<E>;
    using item_type = V;
    static constexpr std::size_t binds = E::binds + 1;
    E operand;
    std::vector<V> items;

    constexpr list_membership(E e, std::vector<V> i) : operand(std::move(e)), items(std::move(i)) {}
    void bind(binder& to) const {
        operand.bind(to);
        list_writer list{types::traits<V>::kind, to.to};
        for (const auto& item : items) list.add(types::traits<V>::bind(item, *to.keep));
        *to.next++ = list.finish(*to.keep);
    }
};

/// True when `E` may be compared with each of the others; else the first verdict that says otherwise is reported.
template <types::comparing How, class E, class First, class... Rest>
constexpr bool all_comparable() {
    using judged = verdict::comparison<E, First, How>;
    if constexpr (!sound<E> || !sound<First>) {
        return false;
    } else if constexpr (!std::is_same_v<judged, verdict::accepted>) {
        judged::template report<verdict::value_in<E>, verdict::value_in<First>>();
        return false;
    } else if constexpr (sizeof...(Rest) != 0) {
        return all_comparable<How, E, Rest...>();
    } else {
        return true;
    }
}

}  // namespace tain::expr

namespace tain {

/// `operand IS NULL`.
template <expr::expression E>
constexpr auto is_null(const E& operand) {
    return expr::null_test<E, false>{operand};
}

/// `operand IS NOT NULL`.
template <expr::expression E>
constexpr auto is_not_null(const E& operand) {
    return expr::null_test<E, true>{operand};
}

/// `operand BETWEEN low AND high`, both ends included.
template <expr::expression E, class Low, class High>
constexpr auto between(const E& operand, const Low& low, const High& high) {
    if constexpr (!expr::all_comparable<types::comparing::order, E, Low, High>())
        return expr::rejected{};
    else
        return expr::range_test<E, expr::operand_t<Low>, expr::operand_t<High>>{operand, expr::operand(low),
                                                                                expr::operand(high)};
}

/// `operand LIKE pattern`, case-sensitive on both databases: `%` is any text, `_` any character, `\` takes the next
/// character as it is.
template <expr::expression E, class Pattern>
    requires(!expr::expression<Pattern> && std::is_convertible_v<const Pattern&, std::string_view>)
constexpr auto like(const E& operand, const Pattern& pattern) {
    if constexpr (!E::ok) {
        return expr::rejected{};
    } else if constexpr (!std::is_same_v<verdict::text<typename E::value_type>, verdict::accepted>) {
        verdict::like_needs_text::report<typename E::value_type>();
        return expr::rejected{};
    } else if constexpr (std::is_same_v<Pattern, std::string>) {
        return expr::owned_pattern_test<E>{operand, pattern};
    } else {
        return expr::pattern_test<E>{operand, std::string_view{pattern}};
    }
}

/// `operand IN (a, b, …)`.
template <expr::expression E, class First, class... Rest>
    requires(!requires(const First& f) { f.begin(); } || std::is_convertible_v<First, std::string_view> ||
             types::mapped<First>)
constexpr auto in(const E& operand, const First& first, const Rest&... rest) {
    if constexpr (!expr::all_comparable<types::comparing::equality, E, First, Rest...>())
        return expr::rejected{};
    else
        return expr::membership<E, expr::operand_t<First>, expr::operand_t<Rest>...>{operand, expr::operand(first),
                                                                                     expr::operand(rest)...};
}

/// `operand` is one of `items`, a list whose length is known only at run time; an empty list matches nothing.
/// The items are copied. One statement text whatever the length.
template <expr::expression E, class V>
constexpr auto in(const E& operand, std::vector<V> items) {
    if constexpr (!expr::all_comparable<types::comparing::equality, E, V>())
        return expr::rejected{};
    else if constexpr (std::is_same_v<expr::held_as<V>, V>)
        return expr::list_membership<E, V>{operand, std::move(items)};
    else
        return expr::list_membership<E, expr::held_as<V>>{operand, {items.begin(), items.end()}};
}

/// `NOT (operand IN (…))`.
template <expr::expression E, class... Items>
constexpr auto not_in(const E& operand, const Items&... items) {
    return !in(operand, items...);
}

}  // namespace tain
