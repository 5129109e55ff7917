// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/types/cell.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tain::types {

/// Bytes that `write_timestamp` writes.
inline constexpr std::size_t timestamp_text_size = 26;

/// Writes microseconds since 1970 UTC as `YYYY-MM-DD HH:MM:SS.ffffff`, 26 bytes without a terminating zero, so that
/// texts sort as the times do. Returns `fault::out_of_range`, and writes nothing, outside of the years 0001 to 9999.
fault write_timestamp(std::int64_t microseconds, char* to) noexcept;

/// Reads `YYYY-MM-DD HH:MM:SS`, with `T` for the space if it likes, a fraction, and an offset: `Z`, `+HH`, `+HH:MM`
/// or `+HH:MM:SS`. Without an offset the time is UTC. Years have four digits, or more (PostgreSQL's).
///
/// Returns `fault::malformed` for anything else and for a day or hour that does not exist (no leap seconds), also for
/// a fraction finer than a microsecond, which would be lost; `fault::out_of_range` for `infinity`, years before 1 and
/// years that microseconds in 64 bits can't reach. `microseconds` is written on success only.
fault read_timestamp(std::string_view text, std::int64_t& microseconds) noexcept;

}  // namespace tain::types

#ifndef TAIN_COMPILED
#include <tain/types/timestamp_text.ipp>  // IWYU pragma: keep
#endif
