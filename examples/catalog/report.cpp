// SPDX-License-Identifier: BSL-1.0
#include "report.hpp"

#include "queries.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <stdexcept>

namespace catalog {

namespace {

constexpr std::int64_t rows_shown = 10;

std::string size_text(std::optional<std::int64_t> kib) {
    if (!kib) return "unknown size";
    constexpr std::array units{"KiB", "MiB", "GiB", "TiB"};
    auto amount = static_cast<double>(*kib);
    std::size_t unit = 0;
    for (; amount >= 1024 && unit + 1 < units.size(); ++unit) amount /= 1024;
    return fmt::format("{:.{}f} {}", amount, unit == 0 ? 0 : 1, units[unit]);
}

/// `a | b (>= 2), c`
std::string written_out(const std::vector<direct_need>& needs) {
    std::string text;
    for (const direct_need& need : needs) {
        if (!text.empty()) text += need.alternative == 0 ? ", " : " | ";
        text += need.target;
        if (need.bound) text += fmt::format(" ({})", *need.bound);
    }
    return text.empty() ? "nothing" : text;
}

}  // namespace

std::string report_overview(const tain::engine& db, timings& took) {
    std::string text;
    const auto out = std::back_inserter(text);

    const auto sections = took.measure("biggest sections", [&] { return biggest_sections(db, rows_shown); });
    fmt::format_to(out, "Biggest sections\n");
    for (const section_size& each : sections)
        fmt::format_to(out, "  {:<30} {:>7} packages  {:>12}\n", each.section, each.packages,
                       size_text(each.installed_size));

    const auto packages = took.measure("most depended upon", [&] { return most_depended_upon(db, rows_shown); });
    fmt::format_to(out, "\nMost depended upon\n");
    for (const popularity& each : packages)
        fmt::format_to(out, "  {:<30} {:>7} dependencies\n", each.package, each.dependencies);

    const auto maintainers = took.measure("busiest maintainers", [&] { return busiest_maintainers(db, rows_shown); });
    fmt::format_to(out, "\nMaintainers with most packages\n");
    for (const workload& each : maintainers)
        fmt::format_to(out, "  {:>7} packages  {}\n", each.packages, each.maintainer);
    return text;
}

std::string report_needs(const tain::engine& db, std::string_view package, timings& took) {
    const auto found = took.measure("find the package", [&] { return find_packages(db, package); });
    if (found.empty()) throw std::runtime_error(fmt::format("there is no package \"{}\" in the catalog", package));
    std::string text;
    const auto out = std::back_inserter(text);
    for (const Package& each : found)
        fmt::format_to(out, "{} {} ({}): {}\n", each.name, each.version, each.architecture, each.summary);

    const auto direct = took.measure("direct needs", [&] { return direct_needs(db, package); });
    fmt::format_to(out, "  needs {}\n", written_out(direct));

    const auto all = took.measure("transitive needs", [&] { return transitive_needs(db, package); });
    std::int64_t size = 0;
    for (const transitive_need& each : all) size += each.installed_size.value_or(0);
    fmt::format_to(out, "  and with what those need, {} packages of {}:\n", all.size(), size_text(size));
    for (const transitive_need& each : all)
        if (each.version)
            fmt::format_to(out, "    {:<28} {:<30} {:>12}\n", each.name, *each.version, size_text(each.installed_size));
        else if (each.providers != 0)
            fmt::format_to(out, "    {:<28} a virtual package that {} provide\n", each.name, each.providers);
        else
            fmt::format_to(out, "    {:<28} not in the catalog\n", each.name);
    return text;
}

std::string report_timings(const timings& from) {
    std::string text;
    for (const timings::step& each : from.steps())
        fmt::format_to(std::back_inserter(text), "  {:<30} {:>9.3f} s\n", each.name, each.took.count());
    return text;
}

}  // namespace catalog
