// SPDX-License-Identifier: BSL-1.0
#include "measure.hpp"

#include <algorithm>
#include <ctime>
#include <memory>
#include <random>

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

/// A contestant, opened behind some bytes that move it in memory.
struct open_contestant {
    std::unique_ptr<char[]> before;
    std::unique_ptr<subject> on;

    open_contestant(const entry& of, std::size_t offset) : before(new char[offset + 16]), on(of.make()) {}
};

void compare(scenario& what, const std::vector<const entry*>& contestants, std::vector<open_contestant>& open) {
    for (std::size_t i = 1; i < open.size(); ++i) {
        try {
            what.compare(*open[i].on, *open.front().on);
        } catch (const std::exception& failure) {
            throw wrong_answer(what.label() + ", " + std::string(contestants[i]->title) + ": " + failure.what());
        }
    }
    for (open_contestant& each : open) what.fill(*each.on);  // comparing may have changed rows
}

}  // namespace

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 != 0 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

measurement measure(scenario& what, const std::vector<const entry*>& contestants, const options& how) {
    const clockid_t clock = how.cpu_clock ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC;
    const std::size_t count = contestants.size();
    std::minstd_rand place;  // the same in every run
    std::size_t times = 0;
    std::vector<std::vector<double>> seconds(count);
    for (std::size_t round = 0; round < how.rounds; ++round) {
        std::vector<open_contestant> open;
        for (const entry* each : contestants) open.emplace_back(*each, place() % 4096);
        for (open_contestant& each : open) what.fill(*each.on);
        if (round == 0) compare(what, contestants, open);
        if (times == 0) times = batch_size(what, *open.front().on, how.batch, clock);
        for (open_contestant& each : open) timed(what, *each.on, times, clock);  // caches and allocators warm up

        const auto is_due = [&](std::size_t part, std::size_t whole) {
            return part * how.rounds < whole * (round + 1);
        };
        const double until = now(CLOCK_MONOTONIC) + how.seconds / static_cast<double>(how.rounds);
        while (is_due(seconds[0].size(), how.repetitions) &&
               (is_due(seconds[0].size(), how.fewest) || now(CLOCK_MONOTONIC) < until)) {
            const std::size_t first = seconds[0].size();
            for (std::size_t turn = 0; turn < count; ++turn) {
                const std::size_t i = (first + turn) % count;
                seconds[i].push_back(timed(what, *open[i].on, times, clock));
            }
        }
    }

    const std::size_t done = seconds[0].size();
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
