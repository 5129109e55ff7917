// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/dialect.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tain::types {

/// What binds of one execution of a statement share: which database they are for, and converted text, which is kept
/// alive while cells point at it. Free while no text is kept.
class scratch {
public:
    explicit scratch(dialect to) noexcept : to_(to) {}

    /// The database that the values go to: some types are stored in another way on each.
    dialect to() const noexcept { return to_; }

    /// Keeps `text` and returns a reference that stays valid as long as this object.
    const std::string& keep(std::string text) {
        kept_.push_back(std::make_unique<std::string>(std::move(text)));
        return *kept_.back();
    }

private:
    dialect to_;
    std::vector<std::unique_ptr<std::string>> kept_{};
};

}  // namespace tain::types
