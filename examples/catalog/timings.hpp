// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace catalog {

/// How long each step of a run took.
class timings {
public:
    struct step {
        std::string name{};
        std::chrono::duration<double> took{};
    };

    /// Runs `work` and returns what it returns.
    template <class Work>
    auto measure(std::string name, Work&& work) {
        const auto begin = std::chrono::steady_clock::now();
        auto made = std::forward<Work>(work)();
        steps_.push_back({std::move(name), std::chrono::steady_clock::now() - begin});
        return made;
    }

    const std::vector<step>& steps() const { return steps_; }

private:
    std::vector<step> steps_{};
};

}  // namespace catalog
