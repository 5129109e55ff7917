// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>

#include <boost/uuid/uuid.hpp>

#include <atomic>
#include <cstdint>

namespace tain {

/// Returns a new UUID of version 7: the time in milliseconds since 1970 UTC, and random bits behind it, so that keys
/// made later sort behind those made before, and an index grows at its end.
///
/// Within a process each is greater than all that were made before it, in whatever thread, also when the clock is set
/// back or stands still: then the time in them runs ahead of the clock, by 4096 UUIDs a millisecond. The 62 random bits
/// come from the operating system's generator, a child process draws its own. Throws what `std::random_device` throws
/// where the system has no randomness to give. May be called from any thread.
///
///     struct User {
///         boost::uuids::uuid id = tain::uuid_v7();
///     };
///
/// Source: RFC 9562, 5.7, with the fraction of the millisecond in `rand_a` as by 6.2, method 3.
boost::uuids::uuid uuid_v7();

namespace types {

/// The 60 bits of a UUID that are a time: 48 of milliseconds, 12 of fractions of one (1/4096).
///
/// Returns `now`, or what follows `last` where the clock has not moved on, and writes it to `last`.
std::uint64_t next_uuid_time(std::atomic<std::uint64_t>& last, std::uint64_t now) noexcept;

}  // namespace types
}  // namespace tain

#ifndef TAIN_COMPILED
#include <tain/types/uuid_v7.ipp>  // IWYU pragma: keep
#endif
