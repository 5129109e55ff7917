// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/chrono_text.hpp>
#include <tain/types/ticks.hpp>
#include <tain/types/time_of_day.hpp>
#include <tain/types/timestamp_text.hpp>
#include <tain/types/type.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// How dates, times of day, local times, durations and coarser time points are stored.
namespace tain::types {
namespace detail {

/// Text that `write` puts into a room of `Size` bytes, kept.
template <std::size_t Size>
cell keep_text(const char (&room)[Size], std::size_t size, scratch& keep) {
    const std::string& kept = keep.keep(std::string{room, size});
    return cell::of_bytes(kept.data(), kept.size());
}

}  // namespace detail

/// `YYYY-MM-DD`: DATE on PostgreSQL, text that sorts as the dates do on SQLite.
template <>
struct traits<std::chrono::year_month_day> {
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sql_kind::date};
    static constexpr cell_kind kind = cell_kind::text;
    static constexpr storage store = storage::custom;
    static constexpr std::string_view written = "std::chrono::year_month_day";
    static cell bind(const std::chrono::year_month_day& value, scratch& keep) {
        char text[date_text_size];
        const fault why = write_date(value, text);
        return why == fault::none ? detail::keep_text(text, sizeof text, keep) : cell::of_fault(why, kind);
    }
    static fault read(const cell& from, void* member) {
        if (from.is_null) return fault::null;
        if (from.kind != cell_kind::text) return fault::kind;
        return read_date(from.bytes(), *static_cast<std::chrono::year_month_day*>(member));
    }
};

/// `HH:MM:SS.ffffff`: TIME on PostgreSQL, text that sorts as the times do on SQLite.
template <>
struct traits<time_of_day> {
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sql_kind::time};
    static constexpr cell_kind kind = cell_kind::text;
    static constexpr storage store = storage::custom;
    static cell bind(const time_of_day& value, scratch& keep) {
        char text[time_text_size];
        write_time(value.since_midnight().count(), text);
        return detail::keep_text(text, sizeof text, keep);
    }
    static fault read(const cell& from, void* member) {
        if (from.is_null) return fault::null;
        if (from.kind != cell_kind::text) return fault::kind;
        std::int64_t microseconds = 0;
        const fault why = read_time(from.bytes(), microseconds);
        if (why == fault::none)
            *static_cast<time_of_day*>(member) = time_of_day{std::chrono::microseconds{microseconds}};
        return why;
    }
};

/// A time of no zone: TIMESTAMP WITHOUT TIME ZONE on PostgreSQL, `YYYY-MM-DD HH:MM:SS.ffffff` on SQLite.
template <whole_microseconds Duration>
    requires(!user_stored<std::chrono::local_time<Duration>>)
struct traits<std::chrono::local_time<Duration>> {
    using value_type = std::chrono::local_time<Duration>;
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sql_kind::local_timestamp};
    static constexpr cell_kind kind = cell_kind::text;
    static constexpr storage store = storage::custom;
    static constexpr std::string_view written = detail::local_time_name<Duration>.view();
    static cell bind(const value_type& value, scratch& keep) {
        std::int64_t microseconds = 0;
        char text[timestamp_text_size];
        fault why = to_microseconds(value.time_since_epoch(), microseconds);
        if (why == fault::none) why = write_timestamp(microseconds, text);
        return why == fault::none ? detail::keep_text(text, sizeof text, keep) : cell::of_fault(why, kind);
    }
    static fault read(const cell& from, void* member) {
        if (from.is_null) return fault::null;
        std::int64_t microseconds = from.integer;
        fault why = from.kind == cell_kind::text        ? read_local_timestamp(from.bytes(), microseconds)
                    : from.kind == cell_kind::timestamp ? fault::none
                                                        : fault::kind;
        Duration since_epoch{};
        if (why == fault::none) why = from_microseconds(microseconds, since_epoch);
        if (why == fault::none) *static_cast<value_type*>(member) = value_type{since_epoch};
        return why;
    }
};

/// A point in time that is coarser than a microsecond: stored as one of microseconds.
template <whole_microseconds Duration>
    requires(!user_stored<std::chrono::sys_time<Duration>>)
struct traits<std::chrono::sys_time<Duration>> {
    using value_type = std::chrono::sys_time<Duration>;
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sql_kind::timestamp};
    static constexpr cell_kind kind = cell_kind::timestamp;
    static constexpr storage store = storage::custom;
    static constexpr std::string_view written = detail::sys_time_name<Duration>.view();
    static constexpr cell bind(const value_type& value, scratch&) { return literal(value); }
    static constexpr cell literal(const value_type& value) {
        std::int64_t microseconds = 0;
        const fault why = to_microseconds(value.time_since_epoch(), microseconds);
        return why == fault::none ? cell::of_integer(microseconds, kind) : cell::of_fault(why, kind);
    }
    static fault read(const cell& from, void* member) {
        timestamp whole{};
        fault why = read_stored(from, storage::timestamp, &whole);
        Duration since_epoch{};
        if (why == fault::none) why = from_microseconds(whole.time_since_epoch().count(), since_epoch);
        if (why == fault::none) *static_cast<value_type*>(member) = value_type{since_epoch};
        return why;
    }
};

/// A duration: INTERVAL on PostgreSQL, an integer number of microseconds on SQLite.
template <class Rep, class Period>
    requires whole_microseconds<std::chrono::duration<Rep, Period>> &&
             (!user_stored<std::chrono::duration<Rep, Period>>)
struct traits<std::chrono::duration<Rep, Period>> {
    using value_type = std::chrono::duration<Rep, Period>;
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sql_kind::interval};
    static constexpr cell_kind kind = cell_kind::text;
    static constexpr storage store = storage::custom;
    static constexpr std::string_view written = detail::duration_name<value_type>.view();
    static cell bind(const value_type& value, scratch& keep) {
        std::int64_t microseconds = 0;
        const fault why = to_microseconds(value, microseconds);
        if (why != fault::none) return cell::of_fault(why, kind);
        if (keep.to() == dialect::sqlite) return cell::of_integer(microseconds);
        char text[interval_text_size];
        return detail::keep_text(text, write_interval(microseconds, text), keep);
    }
    static fault read(const cell& from, void* member) {
        if (from.is_null) return fault::null;
        std::int64_t microseconds = from.integer;
        fault why = from.kind == cell_kind::text      ? read_interval(from.bytes(), microseconds)
                    : from.kind == cell_kind::integer ? fault::none
                                                      : fault::kind;
        return why == fault::none ? from_microseconds(microseconds, *static_cast<value_type*>(member)) : why;
    }
};

}  // namespace tain::types
