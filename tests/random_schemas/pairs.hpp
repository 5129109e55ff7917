// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <random>

namespace tain::test {

inline std::uint64_t setting(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// The pairs of schemas that a run tries: as many as TAIN_RANDOM_PAIRS says, the first drawn with TAIN_RANDOM_SEED, each
/// other with the next number.
struct pairs {
    std::uint64_t count = setting("TAIN_RANDOM_PAIRS", 200);
    std::uint64_t first = setting("TAIN_RANDOM_SEED", std::random_device{}());

    /// Calls `prove(seed)` for each. A failure says how to run its pair alone.
    template <class Prove>
    void each(const Prove& prove) const {
        for (std::uint64_t n = 0; n != count; ++n) {
            INFO("TAIN_RANDOM_SEED=" << first + n << " TAIN_RANDOM_PAIRS=1");
            try {
                prove(first + n);
            } catch (const std::exception& e) {
                FAIL_CHECK(e.what());
            }
        }
    }
};

}  // namespace tain::test
