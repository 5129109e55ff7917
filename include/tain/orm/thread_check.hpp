// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>

#include <atomic>
#include <cstdint>

/// Whether sessions look for two threads in calls of one session at the same moment, and end the program with a message
/// when there are. On in builds without NDEBUG; define it as 1 or 0 to choose. It may differ between the files of a program:
/// a session has the same layout both ways, and the calls of those files that have it on are looked at.
#ifndef TAIN_CHECK_THREADS
#ifdef NDEBUG
#define TAIN_CHECK_THREADS 0
#else
#define TAIN_CHECK_THREADS 1
#endif
#endif

namespace tain::orm {

/// Which thread is inside of a session's calls. Written by checked calls only.
struct occupant {
    std::atomic<std::uintptr_t> thread{0};  ///< a number of its own, or 0
    std::uint32_t depth = 0;                ///< calls within calls, as handlers of events make them
};

/// Enters as the calling thread. Ends the program when another one is inside.
void enter(occupant& at) noexcept;
void leave(occupant& at) noexcept;

}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/thread_check.ipp>  // IWYU pragma: keep
#endif
