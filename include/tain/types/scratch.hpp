// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tain::types {

/// Keeps converted text alive while cells point at it: for one execution of a statement. Free while it is unused.
class scratch {
public:
    /// Keeps `text` and returns a reference that stays valid as long as this object.
    const std::string& keep(std::string text) {
        kept_.push_back(std::make_unique<std::string>(std::move(text)));
        return *kept_.back();
    }

private:
    std::vector<std::unique_ptr<std::string>> kept_{};
};

}  // namespace tain::types
