// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/type_names.hpp>
#include <tain/expr/functions.hpp>
#include <tain/expr/time_arithmetic.hpp>
#include <tain/expr/time_functions.hpp>
#include <tain/sql/spell.hpp>
#include <tain/sql/spell_operands.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

/// How points in time, dates and durations are calculated with.
namespace tain::sql {

namespace detail {

/// A point in time as PostgreSQL takes it apart: in UTC, whatever the session's time zone.
template <class E>
constexpr void write_in_utc(writer& w, const E* e) {
    constexpr bool zoned =
        types::traits<types::required<typename E::value_type>>::sql.kind == types::sql_kind::timestamp;
    write<zoned ? 9 : 0>(w, e);
    if (zoned) w.put(" AT TIME ZONE 'UTC'");
}

}  // namespace detail

template <expr::time_part P, class Value, class E>
struct spell<expr::part_of_time<P, Value, E>> {
    using node = expr::part_of_time<P, Value, E>;
    static constexpr void to(writer& w, const node* e) {
        if (w.to() == dialect::sqlite) {
            // The time of the day goes first: SQLite rounds it, up to the next day.
            const bool of_day = P == expr::time_part::weekday || P == expr::time_part::day_of_year;
            w.put("CAST(strftime('%").put(letter()).put(of_day ? "', substr(" : "', ");
            detail::write<0>(w, e ? &e->operand : nullptr);
            w.put(of_day ? ", 1, 10)) AS INTEGER)" : ") AS INTEGER)");
        } else {
            const bool cut = P == expr::time_part::second;
            w.put(cut ? "CAST(trunc(EXTRACT(" : "CAST(EXTRACT(").put(name()).put(" FROM ");
            detail::write_in_utc(w, e ? &e->operand : nullptr);
            w.put(cut ? ")) AS INTEGER)" : ") AS INTEGER)");
        }
    }

private:
    static constexpr char letter() { return "YmdHMSwj"[static_cast<std::size_t>(P)]; }
    static constexpr std::string_view name() {
        constexpr std::string_view names[] = {"YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "DOW", "DOY"};
        return names[static_cast<std::size_t>(P)];
    }
};

template <class Value, class E>
struct spell<expr::date_part<Value, E>> {
    using node = expr::date_part<Value, E>;
    static constexpr void to(writer& w, const node* e) {
        const bool pg = w.to() == dialect::postgresql;
        w.put(pg ? "CAST(" : "substr(");
        if (pg)
            detail::write_in_utc(w, e ? &e->operand : nullptr);
        else
            detail::operand_writer<E>::to(w, e ? &e->operand : nullptr);
        w.put(pg ? " AS DATE)" : ", 1, 10)");
    }
};

template <time_unit U, class E>
struct spell<expr::cut_time<U, E>> {
    using node = expr::cut_time<U, E>;
    static constexpr void to(writer& w, const node* e) {
        if (w.to() == dialect::sqlite) {
            constexpr std::string_view formats[] = {"%Y-01-01 00:00:00.000000", "%Y-%m-01 00:00:00.000000",
                                                    "%Y-%m-%d 00:00:00.000000", "%Y-%m-%d %H:00:00.000000",
                                                    "%Y-%m-%d %H:%M:00.000000", "%Y-%m-%d %H:%M:%S.000000"};
            w.put("strftime('").put(formats[static_cast<std::size_t>(U)]).put("', ");
            detail::write<0>(w, e ? &e->operand : nullptr);
            w.put(')');
        } else {
            constexpr std::string_view names[] = {"year", "month", "day", "hour", "minute", "second"};
            constexpr bool zoned =
                types::traits<types::required<typename E::value_type>>::sql.kind == types::sql_kind::timestamp;
            w.put("date_trunc('").put(names[static_cast<std::size_t>(U)]).put("', ");
            detail::write<0>(w, e ? &e->operand : nullptr);
            w.put(zoned ? ", 'UTC')" : ")");
        }
    }
};

template <class V>
struct spell<expr::step<V>> : spell<expr::bound<V>> {};
template <>
struct spell<expr::day_step> : spell<expr::bound<std::int32_t>> {};

namespace detail {

template <bool B, class V, class E, class D>
inline constexpr bool may_leave_range<expr::moved<B, V, E, D>> = true;
template <class V, class E>
inline constexpr bool may_leave_range<expr::moved_date<V, E>> = true;

template <class V, class L, class R>
inline constexpr int strength<expr::between_times<V, L, R>> = 5;
template <bool B, class V, class L, class R>
inline constexpr int strength<expr::both_durations<B, V, L, R>> = 5;

template <class V>
inline constexpr bool is_bound = false;
template <class V>
inline constexpr bool is_bound<expr::bound<V>> = true;
template <class V>
inline constexpr bool is_bound<expr::step<V>> = true;

template <class V>
struct operand_writer<expr::step<V>> : operand_writer<expr::bound<V>> {};
template <>
struct operand_writer<expr::day_step> : operand_writer<expr::bound<std::int32_t>> {};

/// Writes a time or duration as an operand of `+` or `-`, with its type where PostgreSQL would take it for another.
template <class E>
constexpr void write_time(writer& w, const E* e) {
    if constexpr (is_bound<E>) {
        using value = typename E::held_type;
        operand_writer<E>::to(w, e);
        if (e && w.to() == dialect::postgresql)
            dialects::cast_from_text(w, types::traits<value>::kind, types::traits<value>::sql, {});
    } else {
        write<6>(w, e);
    }
}

/// Writes a point in time as SQLite calculates with it: in microseconds since 1970, as a sum.
template <class E>
struct microseconds {
    static constexpr void to(writer& w, const E* e) {
        // SQLite's own functions know milliseconds, and round to them: the fraction is taken apart from the seconds.
        repeated<E> text{e};
        text.operand(w.put("strftime('%s', substr("));
        text.operand(w.put(", 1, 19)) * 1000000 + substr("));
        w.put(", 21, 6)");
    }
};
template <>
struct microseconds<expr::current_time> {
    static constexpr void to(writer& w, const expr::current_time*) {
        w.put("strftime('%s', 'now') * 1000000 + substr(strftime('%f', 'now'), 4) * 1000");
    }
};
template <bool Back, class V, class E, class D>
struct microseconds<expr::moved<Back, V, E, D>> {
    using node = expr::moved<Back, V, E, D>;
    static constexpr void to(writer& w, const node* e) {
        microseconds<E>::to(w, e ? &e->operand : nullptr);
        write_time(w.put(Back ? " - " : " + "), e ? &e->step : nullptr);
    }
};

/// Writes a point in time as PostgreSQL calculates with it.
template <class E>
struct unlimited {
    static constexpr void to(writer& w, const E* e) { write_time(w, e); }
};
template <bool Back, class V, class E, class D>
struct unlimited<expr::moved<Back, V, E, D>> {
    using node = expr::moved<Back, V, E, D>;
    static constexpr bool zoned = types::traits<types::required<V>>::sql.kind == types::sql_kind::timestamp;
    static constexpr bool nested = requires { unlimited<E>::zoned; };

    static constexpr void to(writer& w, const node* e) {
        // Intervals have days of their own, which are as long as they are where the session is; in UTC always 24 hours.
        // What stands in a table's definition must not depend on the session at all.
        const bool in_utc = zoned && (!is_bound<D> || e);
        if (in_utc) w.put(nested ? "((" : "(");
        unlimited<E>::to(w, e ? &e->operand : nullptr);
        if (in_utc) w.put(nested ? ") AT TIME ZONE 'UTC'" : " AT TIME ZONE 'UTC'");
        write_time(w.put(Back ? " - " : " + "), e ? &e->step : nullptr);
        if (in_utc) w.put(") AT TIME ZONE 'UTC'");
    }
};

}  // namespace detail

// What is moved out of the years 1 to 9999 is NULL; what it passes on its way does not matter.

template <bool Back, class V, class E, class D>
struct spell<expr::moved<Back, V, E, D>> {
    using node = expr::moved<Back, V, E, D>;
    static constexpr bool zoned =
        types::traits<types::required<typename E::value_type>>::sql.kind == types::sql_kind::timestamp;

    static constexpr void to(writer& w, const node* e) {
        if (w.to() == dialect::sqlite)
            sqlite(w, e);
        else
            postgresql(w, e);
    }

private:
    static constexpr void sqlite(writer& w, const node* e) {
        detail::repetition since_year_1;
        const auto sum = [e](writer& to) {
            detail::microseconds<node>::to(to, e);
            to.put(" + 62135596800000000");
        };
        since_year_1.write(w.put("(strftime('%Y-%m-%d %H:%M:%S', nullif(max("), sum);
        w.put(", -1), -1) / 1000000 - 62135596800, 'unixepoch') || printf('.%06d', (");
        since_year_1.write(w, sum);
        w.put(") % 1000000))");
    }
    static constexpr void postgresql(writer& w, const node* e) {
        constexpr std::string_view past =
            zoned ? "'10000-01-01 00:00:00+00'::TIMESTAMPTZ" : "'10000-01-01 00:00:00'::TIMESTAMP";
        constexpr std::string_view before =
            zoned ? "'0001-12-31 23:59:59.999999+00 BC'::TIMESTAMPTZ" : "'0001-12-31 23:59:59.999999 BC'::TIMESTAMP";
        detail::unlimited<node>::to(w.put("nullif(greatest(nullif(least("), e);
        w.put(", ").put(past).put("), ").put(past).put("), ").put(before).put("), ").put(before).put(")");
    }
};

template <class V, class E>
struct spell<expr::moved_date<V, E>> {
    using node = expr::moved_date<V, E>;
    static constexpr void to(writer& w, const node* e) {
        if (w.to() == dialect::sqlite) {
            detail::operand_writer<E>::to(w.put("nullif(max(date("), e ? &e->operand : nullptr);
            detail::write<0>(w.put(", "), e ? &e->days : nullptr);
            w.put(" || ' days'), '0000-12-31'), '0000-12-31')");
        } else {
            detail::write_time(w.put("nullif(greatest(nullif(least("), e ? &e->operand : nullptr);
            detail::operand_writer<expr::day_step>::to(w.put(" + "), e ? &e->days : nullptr);
            w.put(", '10000-01-01'::DATE), '10000-01-01'::DATE), '0001-12-31 BC'::DATE), '0001-12-31 BC'::DATE)");
        }
    }
};

template <class V, class L, class R>
struct spell<expr::between_times<V, L, R>> {
    using node = expr::between_times<V, L, R>;
    static constexpr bool dates =
        types::traits<types::required<typename L::value_type>>::sql.kind == types::sql_kind::date;

    static constexpr void to(writer& w, const node* e) {
        const L* left = e ? &e->left : nullptr;
        const R* right = e ? &e->right : nullptr;
        if (w.to() == dialect::postgresql) {
            constexpr bool sum = requires { detail::unlimited<R>::zoned; };
            if (dates) w.put("make_interval(days => ");
            detail::unlimited<L>::to(w, left);
            detail::unlimited<R>::to(w.put(sum ? " - (" : " - "), right);
            if (dates || sum) w.put(')');
        } else if constexpr (dates) {
            detail::operand_writer<L>::to(w.put("(strftime('%s', "), left);
            detail::operand_writer<R>::to(w.put(") - strftime('%s', "), right);
            w.put(")) * 1000000");
        } else {
            detail::microseconds<L>::to(w, left);
            detail::microseconds<R>::to(w.put(" - ("), right);
            w.put(')');
        }
    }
};

template <bool Back, class V, class L, class R>
struct spell<expr::both_durations<Back, V, L, R>> {
    using node = expr::both_durations<Back, V, L, R>;
    static constexpr void to(writer& w, const node* e) {
        if constexpr (detail::strength<L> == 5)
            detail::write<5>(w, e ? &e->left : nullptr);
        else
            detail::write_time(w, e ? &e->left : nullptr);
        detail::write_time(w.put(Back ? " - " : " + "), e ? &e->right : nullptr);
    }
};

}  // namespace tain::sql
