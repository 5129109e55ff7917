// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/call.hpp>
#include <tain/expr/judged.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/verdict.hpp>

#include <chrono>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace tain::verdict {

/// Verdict: a part of what is no point in time.
struct not_a_time {
    template <class T>
    static constexpr auto report() {
        static_assert(reflect::never<T>,
                      "tain: this function takes a point in time: a column of std::chrono::sys_time or local_time.");
    }
};

/// Verdict: a part of a date of what has none.
struct not_a_date {
    template <class T>
    static constexpr auto report() {
        static_assert(reflect::never<T>,
                      "tain: this function takes a date or a point in time: a column of std::chrono::year_month_day, "
                      "sys_time or local_time.");
    }
};

/// Whether values of a type are points in time.
template <class V>
using point_in_time = std::conditional_t<detail::category_of<V>() == detail::category::timestamp ||
                                             detail::category_of<V>() == detail::category::local_timestamp,
                                         accepted, not_a_time>;

/// Whether values of a type are dates, or points in time.
template <class V>
using dated = std::conditional_t<std::is_same_v<types::required<V>, std::chrono::year_month_day> ||
                                     std::is_same_v<point_in_time<V>, accepted>,
                                 accepted, not_a_date>;

}  // namespace tain::verdict

namespace tain {

/// What a point in time can be cut to.
enum class time_unit : unsigned char { year, month, day, hour, minute, second };

}  // namespace tain

namespace tain::expr {

enum class time_part : unsigned char { year, month, day, hour, minute, second, weekday, day_of_year };

/// A number out of a point in time.
template <time_part P, class Value, class E>
struct part_of_time : composed<part_of_time<P, Value, E>, E> {
    using value_type = Value;
    E operand;

    constexpr explicit part_of_time(E e) : operand(std::move(e)) {}
    void bind(binder& to) const { operand.bind(to); }
};

/// A point in time cut to a unit.
template <time_unit U, class E>
struct cut_time : composed<cut_time<U, E>, E> {
    using value_type = typename E::value_type;
    E operand;

    constexpr explicit cut_time(E e) : operand(std::move(e)) {}
    void bind(binder& to) const { operand.bind(to); }
};

/// The date of a point in time.
template <class Value, class E>
struct date_part : composed<date_part<Value, E>, E> {
    using value_type = Value;
    E operand;

    constexpr explicit date_part(E e) : operand(std::move(e)) {}
    void bind(binder& to) const { operand.bind(to); }
};

template <time_part P, class E>
constexpr auto date_number(const E& operand) {
    if constexpr (judged<verdict::dated, E>())
        return part_of_time<P, value_over<std::int32_t, E>, E>{operand};
    else
        return rejected{};
}
template <time_part P, class E>
constexpr auto time_number(const E& operand) {
    if constexpr (judged<verdict::point_in_time, E>())
        return part_of_time<P, value_over<std::int32_t, E>, E>{operand};
    else
        return rejected{};
}

}  // namespace tain::expr

namespace tain {

// Parts of a std::chrono::sys_time are those in UTC, on both databases.

/// The year of a date or a point in time.
template <expr::expression E>
constexpr auto year_of(const E& operand) {
    return expr::date_number<expr::time_part::year>(operand);
}

/// The month, 1 to 12.
template <expr::expression E>
constexpr auto month_of(const E& operand) {
    return expr::date_number<expr::time_part::month>(operand);
}

/// The day of the month, 1 to 31.
template <expr::expression E>
constexpr auto day_of(const E& operand) {
    return expr::date_number<expr::time_part::day>(operand);
}

/// The hour, 0 to 23.
template <expr::expression E>
constexpr auto hour_of(const E& operand) {
    return expr::time_number<expr::time_part::hour>(operand);
}

/// The minute, 0 to 59.
template <expr::expression E>
constexpr auto minute_of(const E& operand) {
    return expr::time_number<expr::time_part::minute>(operand);
}

/// The second without its fraction, 0 to 59.
template <expr::expression E>
constexpr auto second_of(const E& operand) {
    return expr::time_number<expr::time_part::second>(operand);
}

/// The day of the week, 0 (Sunday) to 6.
template <expr::expression E>
constexpr auto weekday_of(const E& operand) {
    return expr::date_number<expr::time_part::weekday>(operand);
}

/// The day of the year, 1 to 366.
template <expr::expression E>
constexpr auto day_of_year(const E& operand) {
    return expr::date_number<expr::time_part::day_of_year>(operand);
}

/// The date of a point in time, that in UTC of a std::chrono::sys_time: `date_of(now())` is today.
template <expr::expression E>
constexpr auto date_of(const E& operand) {
    if constexpr (expr::judged<verdict::point_in_time, E>())
        return expr::date_part<expr::value_over<std::chrono::year_month_day, E>, E>{operand};
    else
        return expr::rejected{};
}

/// The beginning of the year, month, day … in which a point in time is: `truncate<time_unit::month>(col<&Order::placed>)`.
template <time_unit U, expr::expression E>
constexpr auto truncate(const E& operand) {
    if constexpr (expr::judged<verdict::point_in_time, E>())
        return expr::cut_time<U, E>{operand};
    else
        return expr::rejected{};
}

}  // namespace tain
