// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/dialect.hpp>
#include <tain/config/inline.hpp>

#include <string>
#include <utility>

namespace tain::types {

/// What binds of one execution of a statement share: which database they are for, and converted text, which is kept
/// alive while cells point at it. Free while no text is kept.
class scratch {
public:
    explicit scratch(dialect to) noexcept : to_(to) {}
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    ~scratch() {
        if (last_) [[unlikely]]
            drop();
    }

    /// The database that the values go to: some types are stored in another way on each.
    dialect to() const noexcept { return to_; }

    /// Keeps `text` and returns a reference that stays valid as long as this object.
    const std::string& keep(std::string text) {
        last_ = new kept{std::move(text), last_};
        return last_->text;
    }

private:
    struct kept {
        std::string text;
        kept* before;
    };
    TAIN_COLD void drop() noexcept {
        while (last_) {
            const kept* const one = last_;
            last_ = one->before;
            delete one;
        }
    }

    dialect to_;
    kept* last_ = nullptr;
};

}  // namespace tain::types
