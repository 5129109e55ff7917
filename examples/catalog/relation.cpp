// SPDX-License-Identifier: BSL-1.0
#include "relation.hpp"

#include <optional>
#include <string>
#include <utility>

namespace catalog {

namespace {

/// What a relation says of one package: `name[:architecture] [(operator version)]`.
struct named_package {
    std::string_view name{};
    std::optional<std::string> architecture{};
    std::optional<std::string> bound{};
};

constexpr std::pair<std::string_view, std::string_view> comparisons[] = {
    {"<<", "<<"}, {"<=", "<="}, {">>", ">>"}, {">=", ">="}, {"=", "="}, {"<", "<="}, {">", ">="}};

bool is_version(std::string_view text) {
    return !text.empty() && text.find_first_of(" \t\n()[]<>") == std::string_view::npos;
}

bool is_name(std::string_view text) { return is_version(text) && text.find(':') == std::string_view::npos; }

/// Reads what stands between the parentheses; nothing when it is no bound.
std::optional<std::string> read_bound(std::string_view text) {
    text = trimmed(text);
    for (const auto& [written, meant] : comparisons)
        if (text.starts_with(written)) {
            const std::string_view version = trimmed(text.substr(written.size()));
            if (!is_version(version)) return std::nullopt;
            return std::string{meant}.append(" ").append(version);
        }
    return std::nullopt;
}

/// Reads one alternative; nothing when it is malformed.
std::optional<named_package> read_named(std::string_view text) {
    named_package made;
    if (const std::size_t open = text.find('('); open != std::string_view::npos) {
        if (text.back() != ')') return std::nullopt;
        made.bound = read_bound(text.substr(open + 1, text.size() - open - 2));
        if (!made.bound) return std::nullopt;
        text = trimmed(text.substr(0, open));
    }
    if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
        if (!is_name(text.substr(colon + 1))) return std::nullopt;
        made.architecture = text.substr(colon + 1);
        text = text.substr(0, colon);
    }
    if (!is_name(text)) return std::nullopt;
    made.name = text;
    return made;
}

}  // namespace

void read_relation(const field& from, Kind kind, const Package& of, std::vector<Dependency>& to) {
    std::int32_t position = 0;
    for_each_item(from.value, ',', [&](std::string_view entry) {
        if (entry.empty()) return;  // an empty field, or a comma at its end
        std::int32_t alternative = 0;
        for_each_item(entry, '|', [&](std::string_view text) {
            auto named = read_named(text);
            if (!named)
                throw malformed_stanza{from.line,
                                       "the field " + from.name + " holds no relation: " + std::string{text}};
            to.push_back({.package = of.name,
                          .architecture = of.architecture,
                          .kind = kind,
                          .position = position,
                          .alternative = alternative++,
                          .target = std::string{named->name},
                          .target_architecture = std::move(named->architecture),
                          .bound = std::move(named->bound)});
        });
        ++position;
    });
}

}  // namespace catalog
