// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/config/owned.hpp>
#include <tain/engine/operations.hpp>
#include <tain/engine/pool.hpp>
#include <tain/engine/transaction.hpp>

#include <memory>
#include <source_location>
#include <type_traits>
#include <utility>

namespace tain {

/// A database: a pool of connections with their statement caches. Safe to use from any thread; it can be moved.
///
/// Opened by `tain::sqlite::open`, `tain::postgresql::open`, or by URL with `tain::open`.
class engine : public operations<engine> {
public:
    engine(std::unique_ptr<opener> how, const pool_options& options);
    engine(engine&& other) noexcept;
    engine& operator=(engine&& other) noexcept;
    ~engine();

    /// Begins a transaction; it is rolled back unless `.commit()` is called. One round trip.
    tain::transaction begin(const transaction_options& options = {},
                            std::source_location where = std::source_location::current()) const {
        return tain::transaction{lease{*pool_}, options, where};
    }

    /// Runs `f(tx)` in a transaction: commits when it returns, rolls back when it throws. Returns what `f` returns.
    ///
    ///     db.transaction([&](auto& tx) { tx.insert(order); tx.insert(lines); });
    template <class F>
    auto transaction(F&& f, std::source_location where = std::source_location::current()) const {
        return begin({}, where).run(std::forward<F>(f), where);
    }

    /// Calls `hook(const driver::statement_event&)` after every statement, with its text and duration, on the thread that
    /// ran it. Set it before the engine is shared. The hook must not throw.
    template <class Hook>
    void on_statement(Hook hook) {
        auto* const made = new hooked<Hook>(std::move(hook));
        detail::owned<any_hook> kept{made};
        pool_->observe(made);
        hook_ = std::move(kept);
    }

    /// Makes every connection forget its prepared statements: after the schema was changed under them.
    void forget_statements() const { pool_->forget_statements(); }

    executor on() const noexcept { return executor{*pool_}; }
    /// A connection of the pool, for what this library does not do.
    lease connect() const { return lease{*pool_}; }

private:
    struct any_hook : driver::observer {
        virtual ~any_hook() = default;
    };
    template <class Hook>
    struct hooked final : any_hook {
        Hook hook;

        explicit hooked(Hook from) : hook(std::move(from)) {}
        void on_statement(const driver::statement_event& event) noexcept override { hook(event); }
    };

    detail::owned<any_hook> hook_{};
    detail::owned<pool> pool_;  // ends first: no statement is told to a hook that is gone
};

}  // namespace tain

#ifndef TAIN_COMPILED
#include <tain/engine/engine.ipp>  // IWYU pragma: keep
#endif
