// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/engine/operations.hpp>
#include <tain/engine/pool.hpp>

#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace tain {

/// How a transaction begins.
struct transaction_options {
    /// Refuses writes on PostgreSQL. On SQLite it takes no write lock at the start.
    bool read_only = false;
};

/// A transaction, or inside of one a savepoint. Rolled back when it is destroyed, unless it was committed.
///
/// It holds a connection of its own. On SQLite it takes the write lock at once (BEGIN IMMEDIATE), so that it waits
/// for other writers at its beginning instead of failing half-way.
class transaction : public operations<transaction> {
public:
    transaction(lease held, const transaction_options& options, std::source_location where);
    transaction(transaction&& other) noexcept;
    transaction& operator=(transaction&&) = delete;
    ~transaction();

    /// Makes everything since the beginning permanent (a savepoint: part of the outer transaction). One round trip.
    void commit(std::source_location where = std::source_location::current());
    /// Undoes everything since the beginning. One round trip.
    void rollback(std::source_location where = std::source_location::current());
    /// False once it was committed or rolled back.
    bool is_open() const noexcept { return open_; }

    /// Begins a savepoint: a transaction inside this one. It must end first.
    transaction begin(std::source_location where = std::source_location::current());

    /// Runs `f(inner)` in a savepoint: kept when it returns, undone when it throws. Returns what `f` returns.
    template <class F>
    auto nested(F&& f, std::source_location where = std::source_location::current()) {
        return begin(where).run(std::forward<F>(f), where);
    }

    executor on() const;

    /// Runs `f(*this)`, then commits; rolls back when it throws.
    template <class F>
    auto run(F&& f, std::source_location where) && {
        if constexpr (std::is_void_v<std::invoke_result_t<F&, transaction&>>) {
            f(*this);
            if (open_) commit(where);
        } else {
            auto made = f(*this);
            if (open_) commit(where);
            return made;
        }
    }

private:
    transaction(driver::connection& outer, unsigned depth, std::source_location where);

    lease held_;
    unsigned depth_ = 0;  // 0: a transaction; else the savepoint's number
    bool open_ = false;
};

}  // namespace tain

#ifndef TAIN_COMPILED
#include <tain/engine/transaction.ipp>  // IWYU pragma: keep
#endif
