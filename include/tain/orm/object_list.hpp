// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/record.hpp>

#include <utility>

namespace tain::orm {

/// The objects of a session in the order in which they came, linked through their records.
class object_list {
public:
    record* first() const noexcept { return first_; }

    /// Empties it. The first one leads to the others still.
    record* take_all() noexcept {
        last_ = nullptr;
        return std::exchange(first_, nullptr);
    }
    void append(record& added) noexcept {
        added.previous = last_;
        added.next = nullptr;
        (last_ ? last_->next : first_) = &added;
        last_ = &added;
    }
    void remove(record& gone) noexcept {
        (gone.previous ? gone.previous->next : first_) = gone.next;
        (gone.next ? gone.next->previous : last_) = gone.previous;
        gone.previous = gone.next = nullptr;
    }

private:
    record* first_ = nullptr;
    record* last_ = nullptr;
};

}  // namespace tain::orm
