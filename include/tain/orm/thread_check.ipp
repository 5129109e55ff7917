// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/thread_check.hpp>

#include <cstdio>
#include <cstdlib>

namespace tain::orm {

namespace detail {

inline std::uintptr_t this_thread() noexcept {
    thread_local const char here = 0;
    return reinterpret_cast<std::uintptr_t>(&here);
}

}  // namespace detail

TAIN_INLINE void enter(occupant& at) noexcept {
    const std::uintptr_t mine = detail::this_thread();
    std::uintptr_t inside = 0;
    if (!at.thread.compare_exchange_strong(inside, mine, std::memory_order_acquire) && inside != mine) {
        std::fputs(
            "tain: two threads are in calls of one session at the same moment. A session and its objects are used by "
            "one "
            "thread at a time: give each thread a session of its own, or have them take turns with a mutex.\n",
            stderr);
        std::abort();
    }
    ++at.depth;
}

TAIN_INLINE void leave(occupant& at) noexcept {
    if (--at.depth == 0) at.thread.store(0, std::memory_order_release);
}

}  // namespace tain::orm
