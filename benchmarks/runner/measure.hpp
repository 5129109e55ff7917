// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../workload/scenario.hpp"
#include "../workload/subject.hpp"
#include "options.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// What one scenario gave: a figure for each contestant, in their order.
struct measurement {
    std::string name{};
    std::size_t size = 0;
    std::size_t repetitions = 0;
    double reference_seconds = 0;            ///< the median of the reference's one run
    std::vector<double> ratios{};            ///< median of time / reference's time in the same repetition
    std::vector<double> ratios_to_second{};  ///< the same to the second contestant: C with every trick
    std::vector<double> spreads{};           ///< half the interquartile range of each ratio
};

/// Opens every contestant, fills its tables, compares it with the first, the reference, and only then times them.
///
/// Each repetition runs every contestant once, in rotated order. The repetitions are split into rounds; each opens the
/// contestants anew at other places in memory, since where SQLite's structures happen to lie costs or saves up to a
/// tenth. Throws `wrong_answer` before anything is timed.
measurement measure(scenario& what, const std::vector<const entry*>& contestants, const options& how);

/// The element in the middle; the mean of the two when there are two. `values` is not empty.
double median(std::vector<double> values);

}  // namespace bench

/// Runs the scenario where callgrind collects: `--toggle-collect=bench_measured`.
extern "C" void bench_measured(bench::scenario* what, bench::subject* on, std::size_t times);
