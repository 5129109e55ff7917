// SPDX-License-Identifier: BSL-1.0
#include "main.hpp"

#include "measure.hpp"
#include "options.hpp"
#include "report.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <utility>

namespace bench {
namespace {

bool is_wanted(const options& how, const entry& of) {
    return how.subjects.empty() || std::find(how.subjects.begin(), how.subjects.end(), of.slug) != how.subjects.end();
}

int list(const std::vector<std::unique_ptr<scenario>>& scenarios, const std::vector<entry>& entries,
         const options& how) {
    for (const auto& each : scenarios) {
        for (const entry& of : entries) {
            if (!is_wanted(how, of)) continue;
            std::printf("%s %.*s %zu\n", each->label().c_str(), static_cast<int>(of.slug.size()), of.slug.data(),
                        each->rows());
        }
    }
    return 0;
}

/// Once outside to warm caches up, then `times` times where callgrind counts.
int count_instructions(scenario& what, const entry& of, std::size_t times) {
    const auto on = of.make();
    what.fill(*on);
    what.reset(*on);
    what.run(*on, 2);
    what.reset(*on);
    bench_measured(&what, on.get(), times);
    return 0;
}

int run_options(const options& how, const std::string& title, const std::vector<entry>& entries,
                std::vector<std::unique_ptr<scenario>> scenarios) {
    std::erase_if(scenarios, [&](const auto& each) {
        return how.instructions ? each->label() != how.filter : each->label().find(how.filter) == std::string::npos;
    });
    if (how.list) return list(scenarios, entries, how);
    if (how.instructions) {
        const auto of = std::find_if(entries.begin(), entries.end(), [&](const entry& e) { return is_wanted(how, e); });
        if (scenarios.empty() || of == entries.end() || how.subjects.size() != 1) {
            throw std::runtime_error("--instructions wants one --subject and a --filter; --list tells them");
        }
        return count_instructions(*scenarios.front(), *of, how.times);
    }
    std::vector<const entry*> columns;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i > 1 && !is_wanted(how, entries[i])) continue;  // both references always run
        columns.push_back(&entries[i]);
    }
    report to(columns, how.markdown);
    to.head(title);
    for (const auto& each : scenarios) to.line(measure(*each, columns, how));
    std::printf("\n");
    return 0;
}

}  // namespace

int run(int count, char** arguments, const std::string& title, const std::vector<entry>& entries,
        std::vector<std::unique_ptr<scenario>> scenarios) {
    try {
        return run_options(read_options(count, arguments), title, entries, std::move(scenarios));
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s: %s\n", arguments[0], failure.what());
        return 1;
    }
}

}  // namespace bench
