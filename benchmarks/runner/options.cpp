// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace bench {
namespace {

constexpr const char* usage = R"(usage: %s [OPTION]...
  --filter=TEXT       only scenarios whose label, such as insert/1000, contains TEXT
  --subject=SLUG      only this subject beside the reference; may be repeated
  --repetitions=N     at most N interleaved repetitions (101)
  --seconds=S         stop a scenario after S seconds, but not under 15 repetitions (10)
  --quick             few and short repetitions: a first look
  --clock=wall|cpu    wall time, or this thread's CPU time for SQLite on a busy machine (wall)
  --markdown          tables for docs/benchmarks.md
  --list              print `LABEL SLUG` of everything that can be measured
  --instructions      run the one scenario and subject that --filter and --subject name --times=N times (100)
                      inside bench_measured(), for callgrind; benchmarks/instructions does the rest
)";

[[noreturn]] void refuse(const char* program, std::string_view argument) {
    std::fprintf(stderr, "%s: cannot read %.*s\n", program, static_cast<int>(argument.size()), argument.data());
    std::fprintf(stderr, usage, program);
    std::exit(2);
}

template <class T>
bool read_number(std::string_view text, T& to) {
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), to);
    return failure == std::errc{} && end == text.data() + text.size() && to > 0;
}

/// Whether `argument` is `--name=…`; `value` is then what follows.
bool takes(std::string_view argument, std::string_view name, std::string_view& value) {
    if (!argument.starts_with(name) || argument.size() <= name.size() || argument[name.size()] != '=') return false;
    value = argument.substr(name.size() + 1);
    return true;
}

}  // namespace

options read_options(int count, char** arguments) {
    options read;
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        std::string_view value;
        bool understood = true;
        if (takes(argument, "--filter", value))
            read.filter = value;
        else if (takes(argument, "--subject", value))
            read.subjects.emplace_back(value);
        else if (takes(argument, "--repetitions", value))
            understood = read_number(value, read.repetitions);
        else if (takes(argument, "--seconds", value))
            understood = read_number(value, read.seconds);
        else if (takes(argument, "--times", value))
            understood = read_number(value, read.times);
        else if (argument == "--clock=cpu")
            read.cpu_clock = true;
        else if (argument == "--clock=wall")
            read.cpu_clock = false;
        else if (argument == "--markdown")
            read.markdown = true;
        else if (argument == "--list")
            read.list = true;
        else if (argument == "--instructions")
            read.instructions = true;
        else if (argument == "--quick") {
            read.repetitions = 9;
            read.rounds = 3;
            read.seconds = 1;
            read.batch = 0.001;
        } else if (argument == "--help") {
            std::printf(usage, arguments[0]);
            std::exit(0);
        } else
            understood = false;
        if (!understood) refuse(arguments[0], argument);
    }
    if (read.fewest > read.repetitions) read.fewest = read.repetitions;
    return read;
}

}  // namespace bench
