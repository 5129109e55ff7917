// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>

namespace tain::test {

/// Random choices; the same seed makes the same ones, whatever the standard library.
class draw {
public:
    explicit draw(std::uint64_t seed) : random_(seed) {}

    bool chance(unsigned percent) { return random_() % 100 < percent; }

    /// A number from 0 to below `below`.
    std::size_t pick(std::size_t below) { return static_cast<std::size_t>(random_() % below); }

    template <class Range>
    auto& one_of(Range&& all) {
        return *(std::begin(all) + static_cast<std::ptrdiff_t>(pick(std::size(all))));
    }

private:
    std::mt19937_64 random_;
};

}  // namespace tain::test
