// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <forward_list>
#include <string>
#include <utility>

namespace tain::types {

/// Keeps converted text alive while cells point at it: for one execution of a statement. Free while it is unused.
class scratch {
public:
    /// Keeps `text` and returns a reference that stays valid as long as this object.
    const std::string& keep(std::string text) { return kept_.emplace_front(std::move(text)); }

private:
    std::forward_list<std::string> kept_{};
};

}  // namespace tain::types
