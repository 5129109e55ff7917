// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bench {

/// What the command line asks for.
struct options {
    std::string filter{};                 ///< only scenarios whose label (`insert/1000`) contains it
    std::vector<std::string> subjects{};  ///< only these slugs; empty: all
    std::size_t repetitions = 101;        ///< at most; fewer where `seconds` run out, but never under `fewest`
    std::size_t fewest = 15;
    std::size_t rounds = 5;  ///< that the repetitions are split into
    double seconds = 10;     ///< for one scenario
    double batch = 0.002;    ///< seconds that the reference works in one repetition
    bool cpu_clock = false;  ///< this thread's CPU time instead of wall time
    bool markdown = false;
    bool list = false;
    bool instructions = false;  ///< one scenario, one subject, `times` times, for callgrind; nothing is timed
    std::size_t times = 100;
};

/// Reads the command line. Prints the usage and exits on `--help` and on anything that it doesn't know.
options read_options(int count, char** arguments);

}  // namespace bench
