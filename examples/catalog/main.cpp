// SPDX-License-Identifier: BSL-1.0
#include "import.hpp"
#include "progress.hpp"
#include "report.hpp"
#include "source.hpp"

#include <tain/open.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <exception>
#include <optional>
#include <string>

namespace {

struct options {
    std::string url{};
    std::optional<std::string> input{};
    std::string package = "curl";
};

void run(const options& with) {
    catalog::timings took;
    const tain::engine db = took.measure("open the database", [&] { return tain::open(with.url); });

    const auto source = catalog::open_source(with.input);
    fmt::print("Importing {}\n", source.name);
    catalog::progress progress;
    const auto totals = took.measure("import", [&] {
        return catalog::import_packages(db, *source.stream,
                                        {.progress = [&](const auto& so_far) { progress.show(so_far); },
                                         .malformed = [&](const auto& about) { progress.complain(about); }});
    });
    progress.clear();
    fmt::print("{} packages, {} dependencies, {} tags; {} malformed stanzas\n\n", totals.packages, totals.dependencies,
               totals.tags, totals.malformed);

    fmt::print("{}\n", catalog::report_overview(db, took));
    fmt::print("{}\n", catalog::report_needs(db, with.package, took));
    fmt::print("How long it took\n{}", catalog::report_timings(took));
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Imports the package catalog of a Debian system, and tells what is in it."};
    options with;
    app.add_option("--url", with.url,
                   "The database, such as sqlite:catalog.db or postgresql://user@host/name; it must "
                   "have been upgraded by catalog_migrate")
        ->required();
    app.add_option("--input", with.input,
                   "A file of package stanzas, or - for standard input; without it: apt-cache "
                   "dumpavail, or a sample where there is no apt");
    app.add_option("--package", with.package, "Whose needs to show")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try {
        run(with);
    } catch (const std::exception& problem) {
        fmt::print(stderr, "catalog: {}\n", problem.what());
        return 1;
    }
}
