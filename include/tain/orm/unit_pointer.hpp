// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/thread_check.hpp>
#include <tain/orm/unit_of_work.hpp>

namespace tain::orm {

/// A call of a unit of work, as long as the expression lasts that makes it.
class checked_call {
public:
    explicit checked_call(unit_of_work& to) noexcept : to_(to) { enter(to.inside()); }
    checked_call(const checked_call&) = delete;
    checked_call& operator=(const checked_call&) = delete;
    ~checked_call() { leave(to_.inside()); }

    unit_of_work* operator->() const noexcept { return &to_; }

private:
    unit_of_work& to_;
};

/// Leads to a unit of work that another owns. `Checked` calls see to it that no two threads are inside at once; it is a
/// parameter so that files which are compiled with it and without have different functions.
template <bool Checked>
class basic_unit_pointer {
public:
    explicit basic_unit_pointer(unit_of_work* to = nullptr) noexcept : to_(to) {}

    auto operator->() const noexcept {
        if constexpr (Checked)
            return checked_call{*to_};
        else
            return to_;
    }
    unit_of_work& operator*() const noexcept { return *to_; }
    explicit operator bool() const noexcept { return to_ != nullptr; }

private:
    unit_of_work* to_;
};
using unit_pointer = basic_unit_pointer<TAIN_CHECK_THREADS != 0>;

}  // namespace tain::orm
