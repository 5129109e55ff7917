// SPDX-License-Identifier: BSL-1.0
#include "pairs.hpp"
#include "random_change.hpp"

#include "migrate/round_trip.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdio>
#include <functional>
#include <string>
#include <vector>

using namespace tain;
using namespace tain::test;

/// Run by name. Which pairs a change of the diff concerns is what `diff` finds between two builds' lines: those alone have
/// to be run again on databases.
TEST_CASE("the scripts of random changes, one line of hashes for each pair", "[.scripts]") {
    pairs{}.each([](std::uint64_t seed) {
        const schema_pair what = random_change{seed}.make();
        const std::vector<migrate::operation> there = migrate::diff(what.from, what.to), back = migrate::reverse(there);
        CHECK(migrate::reverse(back) == there);
        std::string line = std::to_string(seed);
        for (const dialect in : dialects_of_all)
            for (const std::string& script :
                 {render(there, in, what.from, what.to), render(back, in, what.to, what.from)})
                line += ' ' + std::to_string(std::hash<std::string>{}(script));
        std::puts(line.c_str());
    });
}
