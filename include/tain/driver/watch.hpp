// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace tain::driver {

/// Tells an observer of one statement when it goes out of scope; failed, unless `done` was called. Without an
/// observer no clock is read.
class watch {
public:
    watch(observer* by, std::string_view text) noexcept : by_(by), text_(text) {
        if (by_) [[unlikely]]
            start_ = std::chrono::steady_clock::now();
    }
    watch(const watch&) = delete;
    watch& operator=(const watch&) = delete;
    ~watch() {
        if (by_) [[unlikely]]
            tell();
    }

    /// Says what the text turned out to be: a variant's is known once it is prepared.
    void text(std::string_view text) noexcept { text_ = text; }

    /// Tells nothing: somebody else will.
    void cancel() noexcept { by_ = nullptr; }

    void done(std::int64_t rows) noexcept {
        rows_ = rows;
        failed_ = false;
    }

private:
    [[gnu::noinline]] void tell() const noexcept {
        by_->on_statement({text_, std::chrono::steady_clock::now() - start_, rows_, failed_});
    }

    observer* by_;
    std::string_view text_;
    std::chrono::steady_clock::time_point start_{};
    std::int64_t rows_ = 0;
    bool failed_ = true;
};

}  // namespace tain::driver
