// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/types/cell.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// The texts of dates, times of day, local times and durations, in the forms of ISO 8601 that both databases know.
namespace tain::types {

/// Bytes that `write_date` writes.
inline constexpr std::size_t date_text_size = 10;
/// Bytes that `write_time` writes.
inline constexpr std::size_t time_text_size = 15;
/// The most bytes that `write_interval` writes.
inline constexpr std::size_t interval_text_size = 33;

/// Writes a date as `YYYY-MM-DD`, so that texts sort as the dates do. Returns `fault::out_of_range`, and writes
/// nothing, for a day that does not exist and outside of the years 1 to 9999.
fault write_date(std::chrono::year_month_day date, char* to) noexcept;

/// Reads `YYYY-MM-DD`. Returns `fault::out_of_range` for `infinity`, years before 1 (PostgreSQL's `BC`) and past 9999,
/// `fault::malformed` for anything else and for a day that does not exist. `to` is written on success only.
fault read_date(std::string_view text, std::chrono::year_month_day& to) noexcept;

/// Writes microseconds since midnight, less than a day of them, as `HH:MM:SS.ffffff`, so that texts sort as times do.
void write_time(std::int64_t microseconds, char* to) noexcept;

/// Reads `HH:MM:SS` with or without a fraction. Returns `fault::out_of_range` for PostgreSQL's `24:00:00`, which is no
/// time of a day, `fault::malformed` for anything else, also for a fraction finer than a microsecond.
fault read_time(std::string_view text, std::int64_t& microseconds) noexcept;

/// Reads what `write_timestamp` writes, as a time of no zone: `read_timestamp`, but a text with an offset from UTC is
/// `fault::malformed`.
fault read_local_timestamp(std::string_view text, std::int64_t& microseconds) noexcept;

/// Writes a duration as PostgreSQL reads intervals, `-HH:MM:SS.ffffff`, with as many digits for the hours as they take;
/// the least of all, which PostgreSQL does not read in that form, in microseconds. Returns the number of bytes.
std::size_t write_interval(std::int64_t microseconds, char* to) noexcept;

/// Reads an interval of PostgreSQL's style `postgres`: `-1 days +02:03:04.5`, `00:00:01`, `3 days`. A day is 24 hours.
///
/// Returns `fault::out_of_range` for years and months, which have no fixed length, for `infinity`, and for what 64 bits
/// of microseconds can't hold; `fault::malformed` for anything else. Source: PostgreSQL's documentation, 8.5.5.
fault read_interval(std::string_view text, std::int64_t& microseconds) noexcept;

}  // namespace tain::types

#ifndef TAIN_COMPILED
#include <tain/types/chrono_text.ipp>  // IWYU pragma: keep
#endif
