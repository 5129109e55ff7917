// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

/// Random tests that end: each runs as many rounds as fit in its share of TAIN_LONG_SECONDS (10 without it), at least
/// one. Each round has a seed of its own, printed with what fails: TAIN_TEST_SEED=<that seed> runs that round alone.
namespace tain::test {

/// The test cases of this executable, which share the time.
inline constexpr int long_tests = 3;

using random = std::mt19937_64;

template <class Round>
void run_rounds(const char* name, Round round) {
    const auto setting = [](const char* variable) {
        const char* text = std::getenv(variable);
        return text == nullptr ? std::string{} : std::string{text};
    };
    const std::string only = setting("TAIN_TEST_SEED");
    const std::string seconds = setting("TAIN_LONG_SECONDS");
    const std::uint64_t first = only.empty() ? std::random_device{}() : std::stoull(only);
    const std::chrono::duration<double> share{(seconds.empty() ? 10.0 : std::stod(seconds)) / long_tests};
    const auto end = std::chrono::steady_clock::now() + share;
    std::uint64_t rounds = 0;
    do {
        const std::uint64_t seed = first + rounds;
        INFO(name << ": TAIN_TEST_SEED=" << seed);
        random draw{seed};
        round(draw);
        ++rounds;
    } while (only.empty() && std::chrono::steady_clock::now() < end);
    std::printf("%s: %llu rounds from TAIN_TEST_SEED=%llu\n", name, static_cast<unsigned long long>(rounds),
                static_cast<unsigned long long>(first));
}

/// A number from `low` to `high`.
template <class N = int>
N pick(random& draw, N low, N high) {
    return std::uniform_int_distribution<N>{low, high}(draw);
}

/// True once in `n` times.
inline bool once_in(random& draw, int n) { return pick(draw, 1, n) == 1; }

template <class Range>
const auto& one_of(random& draw, const Range& range) {
    return *(std::begin(range) + pick<std::ptrdiff_t>(draw, 0, std::end(range) - std::begin(range) - 1));
}

}  // namespace tain::test
