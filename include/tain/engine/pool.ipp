// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/engine/pool.hpp>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

namespace tain {

struct pool::state {
    std::unique_ptr<opener> how;
    std::mutex lock;
    std::condition_variable freed;
    std::vector<std::unique_ptr<driver::connection>> all;
    std::vector<driver::connection*> idle;
    std::size_t opening = 0;
    driver::observer* watcher = nullptr;

    void close(driver::connection* gone) {
        std::erase_if(all, [gone](const auto& each) { return each.get() == gone; });
    }
};

TAIN_INLINE pool::pool(std::unique_ptr<opener> how, const pool_options& options)
    : kind_(how->kind()), options_(options), state_(new state) {
    if (options_.shared_in_thread) options_.size = 1;
    options_.size = std::max<std::size_t>(options_.size, 1);
    state_->how = std::move(how);
}

TAIN_INLINE pool::~pool() = default;

TAIN_INLINE driver::connection& pool::take_slowly() {
    state& s = *state_;
    std::unique_lock held{s.lock};
    const auto until = std::chrono::steady_clock::now() + options_.wait_at_most;
    auto next_look = std::chrono::steady_clock::now() + std::chrono::milliseconds{1};  // `give` may just have missed us
    driver::connection* found = nullptr;
    waiting_.fetch_add(1);
    struct leaving {
        std::atomic<int>& count;
        ~leaving() { count.fetch_sub(1); }
    } const waits{waiting_};
    for (;;) {
        found = spare_.exchange(nullptr);
        if (!found && !s.idle.empty()) {
            found = s.idle.back();
            s.idle.pop_back();
        }
        if (found) break;
        if (s.all.size() + s.opening < options_.size) {
            ++s.opening;
            held.unlock();
            std::unique_ptr<driver::connection> made;
            try {
                made = s.how->open();
            } catch (...) {
                held.lock();
                --s.opening;
                s.freed.notify_one();
                throw;
            }
            held.lock();
            --s.opening;
            made->observe(s.watcher);
            found = made.get();
            s.all.push_back(std::move(made));
            break;
        }
        const bool again = next_look < until;
        if (s.freed.wait_until(held, again ? std::exchange(next_look, until) : until) == std::cv_status::timeout &&
            !again && s.idle.empty() && !spare_.load())
            throw connection_error(
                "tain: all " + std::to_string(options_.size) +
                    " connections of the pool are in use and none became free in time; end results and "
                    "transactions sooner, or open the engine with a larger pool",
                {});
    }
    if (options_.shared_in_thread) own(*found);
    return *found;
}

TAIN_INLINE void pool::give_slowly(driver::connection& used) noexcept {
    state& s = *state_;
    const std::lock_guard held{s.lock};
    try {
        if (used.usable() && used.in_transaction()) used.script("ROLLBACK");
    } catch (...) {  // whoever left the transaction open has its error already; the connection is closed below
    }
    const bool alive = used.usable() && !used.in_transaction();
    if (alive || options_.shared_in_thread)
        s.idle.push_back(&used);
    else
        s.close(&used);
    s.freed.notify_one();
}

TAIN_INLINE void pool::wake() noexcept {
    const std::lock_guard held{state_->lock};
    state_->freed.notify_one();
}

TAIN_INLINE void pool::observe(driver::observer* by) {
    const std::lock_guard held{state_->lock};
    state_->watcher = by;
    for (const auto& each : state_->all) each->observe(by);
}

TAIN_INLINE void pool::forget_statements() {
    const std::lock_guard held{state_->lock};
    for (const auto& each : state_->all) each->forget_statements();
}

}  // namespace tain
