// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/uuid_v7.hpp>

#include <chrono>
#include <cstddef>
#include <random>

#if __has_include(<pthread.h>)
#include <pthread.h>
#endif
#if __has_include(<sys/random.h>)
#include <sys/random.h>
#include <unistd.h>  // getentropy is declared in one or the other
#define TAIN_HAS_GETENTROPY 1
#endif

namespace tain::types {
namespace detail {

/// How many times this process was forked from one that had made UUIDs: random words drawn before are the parent's too.
inline std::atomic<unsigned> forks{0};

inline void count_forks() {
#if __has_include(<pthread.h>)
    [[maybe_unused]] static const int registered =
        pthread_atfork(nullptr, nullptr, [] { forks.fetch_add(1, std::memory_order_relaxed); });
#endif
}

/// Random words of the operating system, drawn many at a time: a system call costs more than all else.
class random_words {
public:
    std::uint64_t next() {
        const unsigned now = forks.load(std::memory_order_relaxed);
        if (left_ == 0 || forks_ != now) draw(now);
        const std::uint64_t word = words_[--left_];
        words_[left_] = 0;  // it shall not be found in memory later
        return word;
    }

private:
    static constexpr std::size_t count = 32;  // 256 bytes, the most that getentropy gives

    void draw(unsigned now) {
        count_forks();
        left_ = 0;
#ifdef TAIN_HAS_GETENTROPY
        const bool drawn = getentropy(words_, sizeof words_) == 0;
#else
        const bool drawn = false;
#endif
        if (!drawn) {
            std::random_device device;
            for (std::uint64_t& word : words_) word = std::uint64_t{device()} << 32U | (device() & 0xffff'ffffU);
        }
        left_ = count;
        forks_ = now;
    }

    std::uint64_t words_[count]{};
    std::size_t left_ = 0;
    unsigned forks_ = 0;
};

/// The clock as the 60 bits of a UUID; a clock that shows a year before 1970 stands at zero.
inline std::uint64_t uuid_clock() noexcept {
    const auto shown =
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    if (shown < 0) return 0;
    const auto nanoseconds = static_cast<std::uint64_t>(shown);
    return (nanoseconds / 1'000'000) << 12U | (nanoseconds % 1'000'000) * 4096 / 1'000'000;
}

inline std::atomic<std::uint64_t> last_uuid_time{0};

}  // namespace detail

TAIN_INLINE std::uint64_t next_uuid_time(std::atomic<std::uint64_t>& last, std::uint64_t now) noexcept {
    std::uint64_t before = last.load(std::memory_order_relaxed), made = 0;
    do {
        made = now > before ? now : before + 1;
    } while (!last.compare_exchange_weak(before, made, std::memory_order_relaxed));
    return made;
}

}  // namespace tain::types

namespace tain {

TAIN_INLINE boost::uuids::uuid uuid_v7() {
    thread_local types::detail::random_words random;
    const std::uint64_t drawn = random.next();
    const std::uint64_t time = types::next_uuid_time(types::detail::last_uuid_time, types::detail::uuid_clock());
    const std::uint64_t high = time >> 12U << 16U | 0x7000U | (time & 0xfffU);  // version 7
    const std::uint64_t low = std::uint64_t{1} << 63U | drawn >> 2U;            // variant 10
    boost::uuids::uuid made{};
    auto* to = &*made.begin();
    for (unsigned i = 0; i < 8; ++i) {
        to[i] = static_cast<unsigned char>(high >> (56 - 8 * i));
        to[8 + i] = static_cast<unsigned char>(low >> (56 - 8 * i));
    }
    return made;
}

}  // namespace tain

#undef TAIN_HAS_GETENTROPY
