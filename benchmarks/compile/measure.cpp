// SPDX-License-Identifier: BSL-1.0
//
// bench_compile CONTESTANTS [--repetitions=N] [--quick] [--markdown]
//
// Compiles programs that do the same, interleaved, in rotated order, and prints what each costs beside the first. A
// line of CONTESTANTS is `TITLE|PROGRAM`, or `@FLAVOR|TITLE|COMMAND`: the command that compiles the program of that
// title in that flavor (`g++ -O2`). The title `+N WORDS` stands for the last program without such a title and N statements
// more: what each of them adds is printed under WORDS. A command of flavor `@trace` writes clang's time trace, whose
// instantiations are counted: that number is the same in every run.
#include "../runner/measure.hpp"
#include "../runner/report.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct program {
    std::string title;
    std::string path;
};

struct command {
    std::string title;
    std::string line;
    std::vector<double> seconds{};
    long kilobytes = 0;
};

struct flavor {
    std::string name;
    std::vector<command> commands{};
};

struct contest {
    std::vector<program> programs{};
    std::vector<flavor> flavors{};
    std::vector<command> traces{};
};

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> parts;
    std::istringstream from(line);
    for (std::string part; std::getline(from, part, '|');) parts.push_back(part);
    return parts;
}

contest read_contest(const std::string& path) {
    std::ifstream from(path);
    if (!from) throw std::runtime_error("cannot read " + path);
    contest read;
    for (std::string line; std::getline(from, line);) {
        const auto parts = split(line);
        if (parts.empty()) continue;
        if (parts.size() == 2) {
            read.programs.push_back({parts[0], parts[1]});
        } else if (parts.size() != 3) {
            throw std::runtime_error("cannot read the line `" + line + "` of " + path);
        } else if (parts[0] == "@trace") {
            read.traces.push_back({parts[1], parts[2]});
        } else {
            const std::string name = parts[0].substr(1);
            auto at = std::find_if(read.flavors.begin(), read.flavors.end(), [&](auto& f) { return f.name == name; });
            if (at == read.flavors.end()) at = read.flavors.insert(at, flavor{name});
            at->commands.push_back({parts[1], parts[2]});
        }
    }
    if (read.programs.empty() || read.flavors.empty()) throw std::runtime_error(path + " names nothing to compile");
    return read;
}

std::string output_of(const std::string& path) {
    FILE* const from = popen(("'" + path + "'").c_str(), "r");
    if (from == nullptr) throw std::runtime_error("cannot run " + path);
    std::string all;
    std::array<char, 4096> some{};
    for (std::size_t count; (count = fread(some.data(), 1, some.size(), from)) != 0;) all.append(some.data(), count);
    if (pclose(from) != 0) throw std::runtime_error(path + " failed");
    return all;
}

/// Programs that print different things don't do the same: then no time is worth printing.
void compare_outputs(const std::vector<program>& programs) {
    const std::string expected = output_of(programs.front().path);
    for (const program& each : programs) {
        if (output_of(each.path) == expected) continue;
        throw std::runtime_error(each.title + " prints something else than " + programs.front().title +
                                 ": compare the outputs of " + each.path + " and " + programs.front().path);
    }
}

/// Runs a command; its CPU time and its largest process are noted, those of all that it starts included.
void run(command& what) {
    const pid_t child = fork();
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", what.line.c_str(), static_cast<char*>(nullptr));
        _exit(127);
    }
    int status = 0;
    rusage used{};
    if (child < 0 || wait4(child, &status, 0, &used) != child) throw std::runtime_error("cannot start a process");
    if (status != 0) throw std::runtime_error("this failed: " + what.line);
    const auto seconds = [](const timeval& of) {
        return static_cast<double>(of.tv_sec) + static_cast<double>(of.tv_usec) * 1e-6;
    };
    what.seconds.push_back(seconds(used.ru_utime) + seconds(used.ru_stime));
    what.kilobytes = std::max(what.kilobytes, used.ru_maxrss);
}

void measure(flavor& what, std::size_t repetitions) {
    for (command& each : what.commands) run(each);  // files come into the page cache
    for (command& each : what.commands) each.seconds.clear();
    for (std::size_t repetition = 0; repetition < repetitions; ++repetition) {
        for (std::size_t turn = 0; turn < what.commands.size(); ++turn) {
            run(what.commands[(repetition + turn) % what.commands.size()]);
        }
    }
}

/// How many classes and functions clang instantiated, by the trace that stands beside the object file.
std::size_t instantiations(command& what) {
    run(what);
    const std::size_t at = what.line.rfind("-o ");
    if (at == std::string::npos) throw std::runtime_error("no -o in " + what.line);
    std::string path = what.line.substr(at + 3);
    path.replace(path.rfind('.'), std::string::npos, ".json");
    std::ifstream from(path);
    const std::string trace((std::istreambuf_iterator<char>(from)), {});
    std::size_t count = 0;
    constexpr std::string_view marks[] = {"\"name\":\"InstantiateClass\"", "\"name\":\"InstantiateFunction\""};
    for (const std::string_view mark : marks) {
        for (std::size_t i = trace.find(mark); i != std::string::npos; i = trace.find(mark, i + 1)) ++count;
    }
    if (count == 0) throw std::runtime_error("no instantiations in " + path);
    return count;
}

double median_ratio(const command& of, const command& to) {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < of.seconds.size(); ++i) ratios.push_back(of.seconds[i] / to.seconds[i]);
    return bench::median(std::move(ratios));
}

/// How many statements a program has more than the one that it is made of; 0: it is one of its own.
std::size_t statements_more(const command& of) {
    return of.title.starts_with('+') ? std::strtoul(of.title.c_str() + 1, nullptr, 10) : 0;
}

/// The milliseconds that each of `count` statements adds to what `to` costs.
double milliseconds_each(const command& of, const command& to, std::size_t count) {
    std::vector<double> added;
    for (std::size_t i = 0; i < of.seconds.size(); ++i) added.push_back(of.seconds[i] - to.seconds[i]);
    return bench::median(std::move(added)) * 1000 / static_cast<double>(count);
}

std::string spell(const char* format, double value) {
    char text[32];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

void print_row(const std::vector<std::string>& cells, bool markdown) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (markdown)
            std::printf("| %s ", cells[i].c_str());
        else
            std::printf(i == 0 ? "%-24s" : "%28s", cells[i].c_str());
    }
    std::printf(markdown ? "|\n" : "\n");
    std::fflush(stdout);
}

void print(contest& of, std::size_t repetitions, bool markdown) {
    std::printf("%sCompiling 10 models of 8 columns and 20 queries\n\n", markdown ? "### " : "");
    std::vector<std::string> row{"compiler"};
    for (const command& each : of.flavors.front().commands)
        row.push_back(statements_more(each) != 0 ? each.title.substr(each.title.find(' ') + 1) : each.title);
    print_row(row, markdown);
    if (markdown) print_row(std::vector<std::string>(row.size(), "---"), markdown);
    for (flavor& each : of.flavors) {
        measure(each, repetitions);
        row = {each.name};
        const command* base = nullptr;
        for (const command& compiled : each.commands) {
            if (const std::size_t more = statements_more(compiled); more != 0 && base) {
                row.push_back(spell("%.0f ms", milliseconds_each(compiled, *base, more)));
                continue;
            }
            base = &compiled;
            const bool is_reference = &compiled == &each.commands.front();
            row.push_back((is_reference ? spell("%.2f s", bench::median(compiled.seconds))
                                        : spell("%.2f", median_ratio(compiled, each.commands.front()))) +
                          spell(" (%.0f MB)", static_cast<double>(compiled.kilobytes) / 1024));
        }
        print_row(row, markdown);
    }
    if (of.traces.empty()) return;
    row = {"clang's instantiations"};
    std::size_t before = 0;
    for (command& each : of.traces) {
        const std::size_t counted = instantiations(each);
        const std::size_t more = statements_more(each);
        row.push_back(bench::spell_count(more != 0 ? (counted - before) / more : counted));
        if (more == 0) before = counted;
    }
    print_row(row, markdown);
    std::printf("\n");
}

}  // namespace

int main(int count, char** arguments) {
    std::string path;
    std::size_t repetitions = 5;
    bool markdown = false;
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--markdown")
            markdown = true;
        else if (argument == "--quick")
            repetitions = 3;
        else if (argument.starts_with("--repetitions=")) {
            repetitions = std::max<std::size_t>(1, std::strtoul(arguments[i] + 14, nullptr, 10));
        } else if (path.empty() && !argument.starts_with("-"))
            path = argument;
        else {
            std::fprintf(stderr, "usage: %s CONTESTANTS [--repetitions=N] [--quick] [--markdown]\n", arguments[0]);
            return 2;
        }
    }
    try {
        contest of = read_contest(path);
        compare_outputs(of.programs);
        print(of, repetitions, markdown);
        return 0;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s: %s\n", arguments[0], failure.what());
        return 1;
    }
}
