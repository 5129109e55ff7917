// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/held_text.hpp>
#include <tain/expr/node.hpp>

#include <chrono>
#include <cstdint>
#include <ratio>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tain::expr {

/// A time point in microseconds. One that 64 bits of them can't hold becomes the earliest, which both databases refuse.
template <class Duration>
constexpr types::timestamp in_microseconds(std::chrono::sys_time<Duration> value) {
    using rep = typename Duration::rep;
    using period = typename Duration::period;
    if constexpr (types::integer<rep> && std::ratio_greater_v<period, std::micro>) {
        constexpr std::chrono::microseconds last = types::timestamp::max().time_since_epoch();
        constexpr auto limit = std::chrono::duration_cast<std::chrono::duration<std::int64_t, period>>(last).count();
        const rep count = value.time_since_epoch().count();
        if (std::cmp_greater(count, limit) || std::cmp_less(count, -limit)) return types::timestamp::min();
    }
    return std::chrono::time_point_cast<std::chrono::microseconds>(value);
}

/// A value that travels beside the text, never in it. In a mapping (a check, a default) it is written as a literal.
template <class V>
struct bound : leaf {
    using value_type = std::conditional_t<std::is_same_v<V, std::string_view>, std::string, V>;
    using held_type = V;
    static constexpr std::size_t binds = 1;

    V value;

    constexpr explicit bound(V from) : value(std::move(from)) {}
    void bind(binder& to) const {
        if constexpr (types::in_cell<V>)
            *to.next++ = types::cell_of(value);
        else
            *to.next++ = types::traits<V>::bind(value, *to.keep);
    }
};

/// A point in time, of any precision.
template <>
struct bound<types::timestamp> : leaf {
    using value_type = types::timestamp;
    using held_type = types::timestamp;
    static constexpr std::size_t binds = 1;

    types::timestamp value;

    template <class Duration>
    constexpr explicit bound(std::chrono::sys_time<Duration> from) : value(in_microseconds(from)) {}
    void bind(binder& to) const { *to.next++ = types::cell_of(value); }
};

/// A text of the statement's own.
template <>
struct bound<std::string> : leaf {
    using value_type = std::string;
    using held_type = std::string;
    static constexpr std::size_t binds = 1;

    held_text value;

    explicit bound(std::string_view from) : value(from) {}
    void bind(binder& to) const { to.text(value); }
};

template <class T>
struct held {
    using type = T;
};
template <>
struct held<const char*> {
    using type = std::string_view;
};
template <>
struct held<char*> {
    using type = std::string_view;
};
template <class Duration>
struct held<std::chrono::sys_time<Duration>> {
    using type = types::timestamp;
};

/// The type that a bound value is kept as: text literals as views, time points at microseconds, all else as it is.
template <class T>
using held_as = typename held<std::decay_t<T>>::type;

namespace detail {

template <class T>
struct operand_type {
    using type = bound<held_as<T>>;
};
template <expression E>
struct operand_type<E> {
    using type = E;
};

}  // namespace detail

/// An expression as it is; anything else as a bound value, which is made of it.
template <class T>
using operand_t = typename detail::operand_type<T>::type;

template <class T>
constexpr auto operand(const T& value) {
    return operand_t<T>(value);
}

}  // namespace tain::expr
