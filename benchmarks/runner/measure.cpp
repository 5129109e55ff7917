// SPDX-License-Identifier: BSL-1.0
#include "measure.hpp"

#include <algorithm>
#include <ctime>

namespace bench {
namespace {

double now(clockid_t clock) {
    timespec at{};
    clock_gettime(clock, &at);
    return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) * 1e-9;
}

double timed(scenario& what, subject& on, std::size_t times, clockid_t clock) {
    what.reset(on);
    const double before = now(clock);
    what.run(on, times);
    return (now(clock) - before) / static_cast<double>(times);
}

/// How many runs make a batch: as many as the reference does in `seconds`.
std::size_t batch_size(scenario& what, subject& reference, double seconds, clockid_t clock) {
    std::size_t times = 1;
    const std::size_t most = what.most_times();
    while (times < most) {
        const double took = timed(what, reference, times, clock) * static_cast<double>(times);
        if (took >= seconds) break;
        const double wanted = static_cast<double>(times) * std::clamp(seconds / std::max(took, 1e-9), 1.5, 10.0);
        times = std::min(most, static_cast<std::size_t>(wanted) + 1);
    }
    return times;
}

/// A quarter of the way up and down from the middle, halved: how far a figure wanders.
double half_interquartile_range(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return (values[values.size() * 3 / 4] - values[values.size() / 4]) / 2;
}

}  // namespace

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 != 0 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

measurement measure(scenario& what, std::vector<contestant>& contestants, const options& how) {
    const clockid_t clock = how.cpu_clock ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC;
    const std::size_t count = contestants.size();
    for (contestant& each : contestants) what.fill(*each.on);
    for (std::size_t i = 1; i < count; ++i) {
        try {
            what.compare(*contestants[i].on, *contestants.front().on);
        } catch (const std::exception& failure) {
            throw wrong_answer(what.label() + ", " + std::string(contestants[i].of->title) + ": " + failure.what());
        }
    }
    for (contestant& each : contestants) what.fill(*each.on);  // comparing may have changed rows

    const std::size_t times = batch_size(what, *contestants.front().on, how.batch, clock);
    for (contestant& each : contestants) timed(what, *each.on, times, clock);  // caches and allocators warm up

    std::vector<std::vector<double>> seconds(count);
    const double start = now(CLOCK_MONOTONIC);
    std::size_t done = 0;
    while (done < how.repetitions && (done < how.fewest || now(CLOCK_MONOTONIC) - start < how.seconds)) {
        for (std::size_t turn = 0; turn < count; ++turn) {
            const std::size_t i = (done + turn) % count;
            seconds[i].push_back(timed(what, *contestants[i].on, times, clock));
        }
        ++done;
    }

    measurement result{std::string(what.name()), what.size(), done, median(seconds[0]), {}, {}, {}};
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<double> to_first(done);
        std::vector<double> to_second(done);
        for (std::size_t r = 0; r < done; ++r) {
            to_first[r] = seconds[i][r] / seconds[0][r];
            to_second[r] = seconds[i][r] / seconds[count > 1 ? 1 : 0][r];
        }
        result.ratios.push_back(median(to_first));
        result.ratios_to_second.push_back(median(to_second));
        result.spreads.push_back(half_interquartile_range(to_first));
    }
    return result;
}

}  // namespace bench

[[gnu::noinline]] void bench_measured(bench::scenario* what, bench::subject* on, std::size_t times) {
    what->run(*on, times);
}
