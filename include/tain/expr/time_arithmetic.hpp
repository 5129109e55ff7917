// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/bound.hpp>
#include <tain/expr/call.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/verdict.hpp>

#include <chrono>
#include <cstdint>
#include <ratio>
#include <type_traits>
#include <utility>

/// Calculating with points in time, dates and durations.
namespace tain::verdict {

/// Verdict: `+` or `-` of times that means nothing, or nothing that both databases share.
struct time_calculation {
    template <class Left, class Right>
    static constexpr auto report() {
        static_assert(reflect::never<Left, Right>,
                      "tain: with <tain/chrono.hpp>, a point in time takes + and - of a std::chrono::duration of "
                      "microseconds or coarser, a date "
                      "those of whole days (std::chrono::days, weeks), and - gives the time between two of one kind. "
                      "Durations take + and - of each other.");
    }
};

/// Verdict: months or years added to a time.
struct calendar_step {
    template <class Step>
    static constexpr auto report() {
        static_assert(
            reflect::never<Step>,
            "tain: std::chrono::months and years are means (30.436875 and 365.2425 days), not the calendar's. "
            "Write days{…}, or calculate the date in C++.");
    }
};

namespace detail {

/// The type of an operand as it was written.
template <class T>
struct as_written {
    using type = types::required<std::decay_t<T>>;
};
template <expr::expression T>
struct as_written<T> {
    using type = types::required<typename T::value_type>;
};
template <class T>
using written_as = typename as_written<T>::type;

/// True for a date, a time or a duration of the standard library.
template <class V>
inline constexpr bool is_time = family_of<V> != category::own || std::is_same_v<V, std::chrono::year_month_day>;

template <class V>
inline constexpr bool is_point =
    category_of<V>() == category::timestamp || category_of<V>() == category::local_timestamp;
template <class V>
inline constexpr bool is_step = category_of<V>() == category::interval;
template <class V>
inline constexpr bool is_date = std::is_same_v<V, std::chrono::year_month_day>;

template <class V>
constexpr bool counts_days() {
    if constexpr (is_step<V>)
        return std::ratio_divide<typename V::period, std::chrono::days::period>::den == 1;
    else
        return false;
}
template <class V>
constexpr bool of_calendar() {
    if constexpr (family_of<V> == category::interval)
        return std::is_same_v<typename V::period, std::chrono::months::period> ||
               std::is_same_v<typename V::period, std::chrono::years::period>;
    else
        return false;
}

}  // namespace detail

}  // namespace tain::verdict

namespace tain::expr {

/// A point in time, and how far it is moved.
template <bool Back, class Value, class E, class D>
struct moved : composed<moved<Back, Value, E, D>, E, D> {
    using value_type = Value;
    E operand;
    D step;

    constexpr moved(E e, D d) : operand(std::move(e)), step(std::move(d)) {}
    void bind(binder& to) const {
        operand.bind(to);
        step.bind(to);
    }
};

/// The farthest that a time is moved: then PostgreSQL, whose times begin 4713 years before ours, can always tell where to.
inline constexpr std::chrono::days farthest{4000 * 1461 / 4};

/// A bound number of days by which a date is moved; more than `farthest` are refused, on both databases.
struct day_step : bound<std::int32_t> {
    using bound<std::int32_t>::bound;

    void bind(binder& to) const {
        const bool too_far = value > farthest.count() || value < -farthest.count();
        *to.next++ = too_far ? types::cell::of_fault(types::fault::out_of_range, types::cell_kind::integer)
                             : types::traits<std::int32_t>::literal(value);
    }
};

/// A date, and by how many days it is moved.
template <class Value, class E>
struct moved_date : composed<moved_date<Value, E>, E, day_step> {
    using value_type = Value;
    E operand;
    day_step days;

    constexpr moved_date(E e, std::int32_t by) : operand(std::move(e)), days(by) {}
    void bind(binder& to) const {
        operand.bind(to);
        days.bind(to);
    }
};

/// The time between two points, or two dates.
template <class Value, class L, class R>
struct between_times : composed<between_times<Value, L, R>, L, R> {
    using value_type = Value;
    L left;
    R right;

    constexpr between_times(L l, R r) : left(std::move(l)), right(std::move(r)) {}
    void bind(binder& to) const {
        left.bind(to);
        right.bind(to);
    }
};

/// Two durations, together or the one without the other.
template <bool Back, class Value, class L, class R>
struct both_durations : composed<both_durations<Back, Value, L, R>, L, R> {
    using value_type = Value;
    L left;
    R right;

    constexpr both_durations(L l, R r) : left(std::move(l)), right(std::move(r)) {}
    void bind(binder& to) const {
        left.bind(to);
        right.bind(to);
    }
};

/// A bound duration by which a time is moved; a longer one than `farthest` is refused, on both databases.
template <class V>
struct step : bound<V> {
    using bound<V>::bound;

    void bind(binder& to) const {
        bound<V>::bind(to);
        if (too_far(this->value)) to.next[-1] = types::cell::of_fault(types::fault::out_of_range, to.next[-1].kind);
    }

private:
    static constexpr bool too_far(const V& by) {
        if constexpr (types::is_optional<V>) {
            return by && step<types::required<V>>::too_far(*by);
        } else {
            using wide = std::chrono::duration<std::int64_t, typename V::period>;
            constexpr std::int64_t most = std::chrono::duration_cast<wide>(farthest).count();
            return std::cmp_greater(by.count(), most) || std::cmp_less(by.count(), -most);
        }
    }
    template <class>
    friend struct step;
};

/// A bound duration as a step; anything else as it is.
template <class D>
constexpr auto as_step(const D& by) {
    if constexpr (expression<D>)
        return by;
    else
        return step<D>{by};
}

/// A number of days; one past `farthest` when there are more.
template <class Duration>
constexpr std::int32_t days_in(Duration by, bool back) {
    constexpr std::int64_t size = std::ratio_divide<typename Duration::period, std::chrono::days::period>::num;
    constexpr std::int64_t most = farthest.count() / size + 1;
    const std::int64_t count = std::cmp_greater(by.count(), most) ? most
                               : std::cmp_less(by.count(), -most) ? -most
                                                                  : static_cast<std::int64_t>(by.count());
    return static_cast<std::int32_t>(back ? -count * size : count * size);
}

template <bool Back, class E, class D>
constexpr auto moved_by(const E& point, const D& given) {
    using value =
        decltype(std::declval<verdict::detail::written_as<E>>() + std::declval<verdict::detail::written_as<D>>());
    using from = operand_t<E>;
    using by = decltype(as_step(given));
    return moved<Back, value_over<value, from, by>, from, by>{operand(point), as_step(given)};
}
template <bool Back, class E, class D>
constexpr auto date_moved_by(const E& date, const D& by) {
    using from = operand_t<E>;
    return moved_date<value_over<std::chrono::year_month_day, from>, from>{operand(date), days_in(by, Back)};
}

/// `left + right`, or with `Back` `left - right`, where one of them is a time.
template <bool Back, class L, class R>
constexpr auto calculate_time(const L& left, const R& right) {
    using namespace verdict::detail;
    using A = written_as<L>;
    using B = written_as<R>;
    using a = operand_t<L>;
    using b = operand_t<R>;
    if constexpr (of_calendar<A>() && !expression<L>) {
        verdict::calendar_step::report<A>();
        return rejected{};
    } else if constexpr (of_calendar<B>() && !expression<R>) {
        verdict::calendar_step::report<B>();
        return rejected{};
    } else if constexpr (is_point<A> && is_step<B>) {
        return moved_by<Back>(left, right);
    } else if constexpr (is_step<A> && is_point<B> && !Back) {
        return moved_by<false>(right, left);
    } else if constexpr (is_date<A> && counts_days<B>() && std::is_same_v<B, R>) {
        return date_moved_by<Back>(left, right);
    } else if constexpr (is_date<B> && counts_days<A>() && std::is_same_v<A, L> && !Back) {
        return date_moved_by<false>(right, left);
    } else if constexpr (is_point<A> && category_of<A>() == category_of<B>() && Back) {
        return between_times<value_over<decltype(std::declval<A>() - std::declval<B>()), a, b>, a, b>{operand(left),
                                                                                                      operand(right)};
    } else if constexpr (is_date<A> && is_date<B> && Back) {
        return between_times<value_over<std::chrono::days, a, b>, a, b>{operand(left), operand(right)};
    } else if constexpr (is_step<A> && is_step<B>) {
        return both_durations<Back, value_over<std::common_type_t<A, B>, a, b>, a, b>{operand(left), operand(right)};
    } else {
        verdict::time_calculation::report<A, B>();
        return rejected{};
    }
}

}  // namespace tain::expr
