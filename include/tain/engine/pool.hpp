// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/config/owned.hpp>
#include <tain/driver/connection.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>

namespace tain {

/// Opens connections for a pool.
class opener {
public:
    virtual ~opener() = default;
    virtual std::unique_ptr<driver::connection> open() = 0;
    /// What its connections speak.
    virtual dialect kind() const noexcept = 0;
};

/// How many connections an engine keeps.
struct pool_options {
    std::size_t size = 8;                           ///< at most so many connections at a time
    std::chrono::milliseconds wait_at_most{30000};  ///< for a connection to become free
    /// All calls of one thread share the one connection, even while it is in use: a database that lives in memory is
    /// one connection's own.
    bool shared_in_thread = false;
};

/// Connections that are opened when they are needed and kept. Safe to use from any thread.
class pool {
public:
    pool(std::unique_ptr<opener> how, const pool_options& options);
    pool(const pool&) = delete;
    pool& operator=(const pool&) = delete;
    /// Every connection must have been given back.
    ~pool();

    dialect kind() const noexcept { return kind_; }

    /// A connection of the caller's own until it is given back. Opens one when none is free and the pool is not full.
    /// Throws `connection_error` when none becomes free in time.
    driver::connection& take() {
        if (driver::connection* quick = spare_.exchange(nullptr, std::memory_order_acquire)) {
            if (options_.shared_in_thread) own(*quick);
            return *quick;
        }
        if (options_.shared_in_thread && owner_.load(std::memory_order_relaxed) == this_thread()) {
            ++depth_;
            return *shared_;
        }
        return take_slowly();
    }
    /// Gives a connection back. One that was lost is closed; a transaction that was left open is rolled back.
    void give(driver::connection& used) noexcept {
        if (options_.shared_in_thread) {
            if (--depth_ != 0) return;
            owner_.store(nullptr, std::memory_order_relaxed);
            if (used.at_rest()) [[likely]] {
                // Nobody else has one to give, so that a plain write will do. A thread that began to wait this very
                // moment may be missed, and looks again.
                spare_.store(&used, std::memory_order_release);
                if (waiting_.load(std::memory_order_relaxed) != 0) [[unlikely]]
                    wake();
                return;
            }
        } else if (used.at_rest()) {
            driver::connection* none = nullptr;
            if (spare_.compare_exchange_strong(none, &used) && waiting_.load() == 0) return;
            if (none == nullptr) {
                wake();
                return;
            }
        }
        give_slowly(used);
    }

    /// Tells `by` about every statement of every connection from now on; null: nobody. `by` outlives the pool.
    void observe(driver::observer* by);
    /// Makes every connection forget its prepared statements.
    void forget_statements();

private:
    driver::connection& take_slowly();
    void give_slowly(driver::connection& used) noexcept;
    void wake() noexcept;

    /// An address that no other living thread has.
    static const void* this_thread() noexcept {
        static thread_local const char here = 0;
        return &here;
    }
    void own(driver::connection& shared) noexcept {
        shared_ = &shared;
        depth_ = 1;
        owner_.store(this_thread(), std::memory_order_relaxed);
    }

    struct state;
    std::atomic<driver::connection*> spare_{nullptr};  // the last one given back: taken without a lock
    std::atomic<int> waiting_{0};
    std::atomic<const void*> owner_{nullptr};  // the thread that holds the one shared connection
    driver::connection* shared_ = nullptr;     // that connection; these two are the owner's alone
    std::size_t depth_ = 0;                    // how many times it holds it
    dialect kind_;
    pool_options options_;
    detail::owned<state> state_;
};

/// Holds a connection: one of a pool until the end of its life, or one that a transaction holds.
class lease {
public:
    explicit lease(pool& from) : from_(&from), held_(&from.take()) {}
    explicit lease(driver::connection& fixed) noexcept : held_(&fixed) {}
    lease(lease&& other) noexcept : from_(other.from_), held_(other.held_) { other.from_ = nullptr; }
    lease& operator=(lease&&) = delete;
    ~lease() {
        if (from_) from_->give(*held_);
    }

    driver::connection& operator*() const noexcept { return *held_; }
    driver::connection* operator->() const noexcept { return held_; }

private:
    pool* from_ = nullptr;
    driver::connection* held_;
};

}  // namespace tain

#ifndef TAIN_COMPILED
#include <tain/engine/pool.ipp>  // IWYU pragma: keep
#endif
