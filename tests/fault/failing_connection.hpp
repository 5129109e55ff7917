// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/driver/error.hpp>

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace tain::test {

/// How a call fails.
enum class failure : std::uint8_t {
    before,  ///< the statement is refused; it was not run
    after,   ///< the statement was run, and its answer was lost on the way: the connection is gone
    lost,    ///< the connection was lost before the statement was run
};

/// The calls of one or more connections, counted together: the n-th fails.
class failing_calls {
public:
    /// The `n`-th call from now on fails, counted from 1; none does when `n` is 0.
    void fail_at(std::size_t n, failure how) noexcept {
        left_ = n;
        how_ = how;
        failed_ = false;
        count_ = 0;
    }
    /// True when the call that was to fail has been reached.
    bool failed() const noexcept { return failed_; }
    /// How many calls there were.
    std::size_t count() const noexcept { return count_; }

    /// Counts a call; true when it is the one.
    bool now() noexcept {
        ++count_;
        if (left_ == 0 || --left_ != 0) return false;
        failed_ = true;
        return true;
    }
    failure how() const noexcept { return how_; }

private:
    std::size_t left_ = 0;
    std::size_t count_ = 0;
    failure how_ = failure::before;
    bool failed_ = false;
};

/// A connection whose n-th call fails, for tests that raise n until nothing fails: each time everything must have been
/// rolled back, nothing leaked, and the connection be usable or discarded. Opening a cursor and each of its rows are
/// calls too.
///
///     auto calls = std::make_shared<failing_calls>();
///     for (std::size_t n = 1;; ++n) {
///         calls->fail_at(n, failure::before);
///         try { operation(); } catch (const tain::database_error&) {}
///         … everything or nothing …
///         if (!calls->failed()) break;
///     }
class failing_connection final : public driver::connection {
public:
    failing_connection(std::unique_ptr<driver::connection> real, std::shared_ptr<failing_calls> calls)
        : real_(std::move(real)), calls_(std::move(calls)) {}

    dialect kind() const noexcept override { return real_->kind(); }
    bool usable() const noexcept override { return !lost_ && real_->usable(); }
    bool in_transaction() const noexcept override { return !lost_ && real_->in_transaction(); }

    std::size_t query(const driver::call& what, const driver::sink& to, std::size_t most) override {
        return guarded([&] { return real_->query(what, to, most); });
    }
    std::int64_t execute(const driver::call& what) override {
        return guarded([&] { return real_->execute(what); });
    }
    std::unique_ptr<driver::cursor> open(const driver::call& what) override {
        return guarded([&]() -> std::unique_ptr<driver::cursor> {
            return std::make_unique<failing_cursor>(*this, real_->open(what));
        });
    }
    void insert(const driver::insertion& how, void* rows, std::size_t count, std::source_location where) override {
        guarded([&] { real_->insert(how, rows, count, where); });
    }
    void script(std::string_view sql) override {
        guarded([&] { real_->script(sql); });
    }
    driver::text_rows rows(std::string_view sql, std::span<const std::optional<std::string>> parameters) override {
        return guarded([&] { return real_->rows(sql, parameters); });
    }
    void forget_statements() noexcept override { real_->forget_statements(); }

private:
    class failing_cursor final : public driver::cursor {
    public:
        failing_cursor(failing_connection& on, std::unique_ptr<driver::cursor> real)
            : on_(on), real_(std::move(real)) {}
        bool next(void* row) override {
            return on_.guarded([&] { return real_->next(row); });
        }

    private:
        failing_connection& on_;
        std::unique_ptr<driver::cursor> real_;
    };

    template <class F>
    std::invoke_result_t<F&> guarded(F call) {
        if (lost_) lose();
        if (!calls_->now()) return call();
        if (calls_->how() == failure::before)
            throw database_error("tain: the statement was refused by a test", {.server = "refused", .code = "TEST"});
        if (calls_->how() == failure::after) call();
        lose();
    }

    /// Ends the real connection as a server does when its client is gone: what was not committed is rolled back.
    [[noreturn]] void lose() {
        if (!lost_ && real_->in_transaction()) real_->script("ROLLBACK");
        lost_ = true;
        throw connection_error("tain: the connection was lost by a test", {.server = "lost", .code = "08006"});
    }

    std::unique_ptr<driver::connection> real_;
    std::shared_ptr<failing_calls> calls_;
    bool lost_ = false;
};

}  // namespace tain::test
