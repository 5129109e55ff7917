// SPDX-License-Identifier: BSL-1.0
#include "report.hpp"

#include <fstream>
#include <thread>
#include <utility>

namespace bench {
namespace {

std::string spell(const char* format, double value) {
    char text[48];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

/// A ratio; with `~` where repetitions disagreed so much that it says little.
std::string spell_ratio(double ratio, double spread) {
    return (spread > 0.1 * ratio ? "~" : "") + spell(ratio < 9.995 ? "%.2f" : "%.1f", ratio);
}

}  // namespace

std::string spell_seconds(double seconds) {
    const auto three_digits = [](double value) { return value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f"; };
    const std::pair<double, const char*> units[] = {{1e-6, " ns"}, {1e-3, " µs"}, {1, " ms"}};
    for (const auto& [below, unit] : units) {
        const double value = seconds / below * 1000;
        if (seconds < below) return spell(three_digits(value), value) + unit;
    }
    return spell("%.2f", seconds) + " s";
}

std::string spell_count(std::size_t count) {
    std::string text = std::to_string(count);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
    return text;
}

std::string machine() {
    std::string processor = "unknown processor";
    std::ifstream cpuinfo("/proc/cpuinfo");
    for (std::string line; std::getline(cpuinfo, line);) {
        if (!line.starts_with("model name")) continue;
        processor = line.substr(line.find(':') + 2);
        break;
    }
#ifdef __clang__
    const std::string compiler = "clang " + std::to_string(__clang_major__);
#else
    const std::string compiler = "g++ " + std::to_string(__GNUC__) + "." + std::to_string(__GNUC_MINOR__);
#endif
    return processor + ", " + std::to_string(std::thread::hardware_concurrency()) + " cores, " + compiler + " -O2";
}

report::report(std::vector<const entry*> columns, bool markdown) : columns_(std::move(columns)), markdown_(markdown) {}

void report::cells(const std::vector<std::string>& row) const {
    std::string text;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (markdown_) {
            text += "| " + row[i] + " ";
            continue;
        }
        // µ takes two bytes and one column
        const std::size_t shown = row[i].size() - (row[i].find("µ") != std::string::npos ? 1 : 0);
        const std::size_t width = i < 2 ? 9 : 14;
        const std::string padding(shown < width ? width - shown : 1, ' ');
        text += i == 0 ? row[i] + padding : padding + row[i];
    }
    std::printf("%s%s\n", text.c_str(), markdown_ ? "|" : "");
    std::fflush(stdout);
}

void report::head(const std::string& title) {
    std::printf("%s%s\n\n%s\n\n", markdown_ ? "### " : "", title.c_str(), machine().c_str());
    std::vector<std::string> row{"scenario", "N"};
    for (const entry* column : columns_) row.emplace_back(column->title);
    for (std::size_t i = 2; i < columns_.size(); ++i) {
        if (columns_[i]->slug == "tain") row.emplace_back("Tain / " + std::string(columns_[1]->title));
    }
    cells(row);
    if (!markdown_) return;
    std::string rule = "| ---";
    for (std::size_t i = 1; i < row.size(); ++i) rule += " | ---:";
    std::printf("%s |\n", rule.c_str());
}

void report::line(const measurement& of) {
    std::vector<std::string> row{of.name, spell_count(of.size), spell_seconds(of.reference_seconds)};
    for (std::size_t i = 1; i < columns_.size(); ++i) row.push_back(spell_ratio(of.ratios[i], of.spreads[i]));
    for (std::size_t i = 2; i < columns_.size(); ++i) {
        if (columns_[i]->slug == "tain") row.push_back(spell_ratio(of.ratios_to_second[i], of.spreads[i]));
    }
    cells(row);
}

}  // namespace bench
