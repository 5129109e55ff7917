// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/bound.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/time_arithmetic.hpp>
#include <tain/expr/verdict.hpp>

#include <type_traits>

namespace tain::expr {

enum class op : unsigned char { eq, ne, lt, le, gt, ge, and_, or_, add, sub, mul, div, mod };

/// `left OP right`.
template <op O, class L, class R, class Value = truth<L, R>>
struct binary : composed<binary<O, L, R, Value>, L, R> {
    using value_type = Value;
    L left;
    R right;

    void bind(binder& to) const {
        if constexpr (L::binds != 0) left.bind(to);
        if constexpr (R::binds != 0) right.bind(to);
    }
};

/// `NOT operand`.
template <class E>
struct negation : composed<negation<E>, E> {
    using value_type = typename E::value_type;
    E operand;

    void bind(binder& to) const { operand.bind(to); }
};

/// `-operand`.
template <class Value, class E>
struct negative : composed<negative<Value, E>, E> {
    using value_type = Value;
    E operand;

    void bind(binder& to) const { operand.bind(to); }
};

namespace detail {

/// What stands for the node of an operator after a mistake that was reported.
template <class L, class R>
struct refusal : rejected {
    L left;
    R right;
};

/// The node of an operator; values become bound ones.
template <op O, class Value, class L, class R>
using joined = std::type_identity<binary<O, operand_t<L>, operand_t<R>, Value>>;
template <class L, class R>
using refused = std::type_identity<refusal<operand_t<L>, operand_t<R>>>;

template <op O, class L, class R>
constexpr auto compared() {
    constexpr auto how = O == op::eq || O == op::ne ? types::comparing::equality : types::comparing::order;
    using judged = verdict::comparison<L, R, how>;
    if constexpr (!sound<L> || !sound<R>) {
        return refused<L, R>{};
    } else if constexpr (std::is_same_v<judged, verdict::accepted>) {
        return joined<O, truth<operand_t<L>, operand_t<R>>, L, R>{};
    } else {
        judged::template report<verdict::value_in<L>, verdict::value_in<R>>();
        return refused<L, R>{};
    }
}
template <op O, class L, class R>
constexpr auto combined() {
    if constexpr (!sound<L> || !sound<R>) {
        return refused<L, R>{};
    } else if constexpr (!std::is_same_v<verdict::condition<L>, verdict::accepted>) {
        verdict::condition<L>::template report<L>();
        return refused<L, R>{};
    } else if constexpr (!std::is_same_v<verdict::condition<R>, verdict::accepted>) {
        verdict::condition<R>::template report<R>();
        return refused<L, R>{};
    } else {
        return joined<O, truth<operand_t<L>, operand_t<R>>, L, R>{};
    }
}
template <op O, class L, class R>
constexpr auto calculated() {
    using A = verdict::value_in<L>;
    using B = verdict::value_in<R>;
    if constexpr (!sound<L> || !sound<R>) {
        return refused<L, R>{};
    } else if constexpr (!std::is_same_v<verdict::number<A>, verdict::accepted>) {
        verdict::number<A>::template report<A>();
        return refused<L, R>{};
    } else if constexpr (!std::is_same_v<verdict::number<B>, verdict::accepted>) {
        verdict::number<B>::template report<B>();
        return refused<L, R>{};
    } else if constexpr (O == op::mod && (std::is_floating_point_v<types::required<A>> ||
                                          std::is_floating_point_v<types::required<B>>)) {
        verdict::remainder_of_fraction::report<A, B>();
        return refused<L, R>{};
    } else {
        constexpr bool real =
            std::is_floating_point_v<types::required<A>> || std::is_floating_point_v<types::required<B>>;
        using wide = std::conditional_t<real, double, std::int64_t>;
        // Nothing can be divided by zero: the result is NULL then, on both databases.
        constexpr bool may_be_null = O == op::div || O == op::mod || types::is_optional<A> || types::is_optional<B>;
        return joined<O, std::conditional_t<may_be_null, std::optional<wide>, wide>, L, R>{};
    }
}

/// What a comparison is, what AND and OR are, and what arithmetic is. They are told apart from what makes them: every
/// function that runs, however small, is compiled for each pair of operands.
template <op O, class L, class R>
using comparison = typename decltype(compared<O, L, R>())::type;
template <op O, class L, class R>
using junction = typename decltype(combined<O, L, R>())::type;
template <op O, class L, class R>
using calculation = typename decltype(calculated<O, L, R>())::type;

/// True where one of two operands is a time, which `+` and `-` move.
template <class L, class R>
concept times = sound<L> && sound<R> &&
                (verdict::detail::is_time<verdict::detail::written_as<L>> ||
                 verdict::detail::is_time<verdict::detail::written_as<R>>);

}  // namespace detail

// All six comparisons for both sides: were `5 == col` left to rewriting, the rewritten operator had to return bool.
template <class L, class R>
    requires either<L, R>
constexpr auto operator==(const L& left, const R& right) {
    return detail::comparison<op::eq, L, R>{{}, operand_t<L>(left), operand_t<R>(right)};
}
template <class L, class R>
    requires either<L, R>
constexpr auto operator!=(const L& left, const R& right) {
    return detail::comparison<op::ne, L, R>{{}, operand_t<L>(left), operand_t<R>(right)};
}
template <class L, class R>
    requires either<L, R>
constexpr auto operator<(const L& left, const R& right) {
    return detail::comparison<op::lt, L, R>{{}, operand_t<L>(left), operand_t<R>(right)};
}
template <class L, class R>
    requires either<L, R>
constexpr auto operator<=(const L& left, const R& right) {
    return detail::comparison<op::le, L, R>{{}, operand_t<L>(left), operand_t<R>(right)};
}
template <class L, class R>
    requires either<L, R>
constexpr auto operator>(const L& left, const R& right) {
    return detail::comparison<op::gt, L, R>{{}, operand_t<L>(left), operand_t<R>(right)};
}
template <class L, class R>
    requires either<L, R>
constexpr auto operator>=(const L& left, const R& right) {
    return detail::comparison<op::ge, L, R>{{}, operand_t<L>(left), operand_t<R>(right)};
}
template <class L, class R>
    requires either<L, R>
constexpr auto operator&&(const L& left, const R& right) {
    return detail::junction<op::and_, L, R>{{}, operand_t<L>(left), operand_t<R>(right)};
}
template <class L, class R>
    requires either<L, R>
constexpr auto operator||(const L& left, const R& right) {
    return detail::junction<op::or_, L, R>{{}, operand_t<L>(left), operand_t<R>(right)};
}
template <class L, class R>
    requires either<L, R>
constexpr auto operator+(const L& left, const R& right) {
    if constexpr (detail::times<L, R>) {
        return calculate_time<false>(left, right);
    } else {
        return detail::calculation<op::add, L, R>{{}, operand_t<L>(left), operand_t<R>(right)};
    }
}
template <class L, class R>
    requires either<L, R>
constexpr auto operator-(const L& left, const R& right) {
    if constexpr (detail::times<L, R>) {
        return calculate_time<true>(left, right);
    } else {
        return detail::calculation<op::sub, L, R>{{}, operand_t<L>(left), operand_t<R>(right)};
    }
}
template <class L, class R>
    requires either<L, R>
constexpr auto operator*(const L& left, const R& right) {
    return detail::calculation<op::mul, L, R>{{}, operand_t<L>(left), operand_t<R>(right)};
}
/// The quotient: of two integers an integer, cut towards zero. NULL where the divisor is 0, on both databases.
template <class L, class R>
    requires either<L, R>
constexpr auto operator/(const L& left, const R& right) {
    return detail::calculation<op::div, L, R>{{}, operand_t<L>(left), operand_t<R>(right)};
}
/// The remainder of two integers, with the sign of the dividend. NULL where the divisor is 0, on both databases.
template <class L, class R>
    requires either<L, R>
constexpr auto operator%(const L& left, const R& right) {
    return detail::calculation<op::mod, L, R>{{}, operand_t<L>(left), operand_t<R>(right)};
}
template <expression E>
constexpr auto operator-(const E& operand) {
    using value = typename E::value_type;
    if constexpr (!E::ok) {
        return rejected{};
    } else if constexpr (!std::is_same_v<verdict::number<value>, verdict::accepted>) {
        verdict::number<value>::template report<value>();
        return rejected{};
    } else {
        using wide = std::conditional_t<std::is_floating_point_v<types::required<value>>, double, std::int64_t>;
        return negative<std::conditional_t<types::is_optional<value>, std::optional<wide>, wide>, E>{{}, operand};
    }
}
template <expression E>
constexpr auto operator!(const E& condition) {
    if constexpr (!E::ok) {
        return rejected{};
    } else if constexpr (!std::is_same_v<verdict::condition<E>, verdict::accepted>) {
        verdict::condition<E>::template report<E>();
        return rejected{};
    } else {
        return negation<E>{{}, condition};
    }
}

}  // namespace tain::expr

namespace tain {

/// `a AND b AND …`, for those who prefer words: `and_(a, b)` is `a && b`.
template <class First, class... Rest>
constexpr auto and_(const First& first, const Rest&... rest) {
    return (first && ... && rest);
}

/// `a OR b OR …`: `or_(a, b)` is `a || b`.
template <class First, class... Rest>
constexpr auto or_(const First& first, const Rest&... rest) {
    return (first || ... || rest);
}

/// `NOT condition`: `not_(a)` is `!a`.
template <expr::expression E>
constexpr auto not_(const E& condition) {
    return !condition;
}

}  // namespace tain
