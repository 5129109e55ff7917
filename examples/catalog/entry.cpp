// SPDX-License-Identifier: BSL-1.0
#include "entry.hpp"

#include "relation.hpp"

#include <charconv>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace catalog {

namespace {

constexpr std::pair<std::string_view, Kind> relation_fields[] = {
    {"Pre-Depends", Kind::pre_depends}, {"Depends", Kind::depends},   {"Recommends", Kind::recommends},
    {"Suggests", Kind::suggests},       {"Enhances", Kind::enhances}, {"Breaks", Kind::breaks},
    {"Conflicts", Kind::conflicts},     {"Replaces", Kind::replaces}, {"Provides", Kind::provides},
};

std::optional<std::string> optional_text(const stanza& from, std::string_view name) {
    const field* found = from.find(name);
    return found && !found->value.empty() ? std::optional{found->value} : std::nullopt;
}

std::string required_text(const stanza& from, std::string_view name) {
    if (auto found = optional_text(from, name)) return *std::move(found);
    throw malformed_stanza{from.line, "the field " + std::string{name} + " is missing"};
}

std::optional<std::int64_t> optional_size(const stanza& from, std::string_view name) {
    const field* found = from.find(name);
    if (!found) return std::nullopt;
    std::int64_t number = 0;
    const char* end = found->value.data() + found->value.size();
    const auto [at, error] = std::from_chars(found->value.data(), end, number);
    if (error != std::errc{} || at != end || number < 0)
        throw malformed_stanza{found->line, "the field " + found->name + " is no size: " + found->value};
    return number;
}

std::string first_line(std::string_view text) { return std::string{text.substr(0, text.find('\n'))}; }

Section read_section(std::string name) {
    const std::size_t slash = name.find('/');
    std::string area = slash == std::string::npos ? "main" : name.substr(0, slash);
    return {.name = std::move(name), .area = std::move(area)};
}

/// `Ada Lovelace <ada@example.org>`; a contact without an address is its own name.
Maintainer read_maintainer(std::string contact) {
    const std::size_t open = contact.rfind('<');
    if (open == std::string::npos || contact.back() != '>') return {.contact = contact, .name = contact, .address = ""};
    const std::string_view whole = contact;
    return {.contact = contact,
            .name = std::string{trimmed(whole.substr(0, open))},
            .address = std::string{whole.substr(open + 1, whole.size() - open - 2)}};
}

void read_tags(const stanza& from, entry& to) {
    const field* tags = from.find("Tag");
    if (!tags) return;
    std::set<std::string_view> named;
    for_each_item(tags->value, ',', [&](std::string_view name) {
        if (!name.empty() && named.insert(name).second)
            to.tags.push_back({to.package.name, to.package.architecture, std::string{name}});
    });
}

}  // namespace

entry read_entry(const stanza& from) {
    entry made;
    Package& package = made.package;
    package.name = required_text(from, "Package");
    package.architecture = required_text(from, "Architecture");
    package.version = required_text(from, "Version");
    package.section = optional_text(from, "Section");
    package.maintainer = optional_text(from, "Maintainer");
    package.source = optional_text(from, "Source");
    package.homepage = optional_text(from, "Homepage");
    package.installed_size = optional_size(from, "Installed-Size");
    if (const field* description = from.find("Description")) package.summary = first_line(description->value);

    if (package.section) made.section = read_section(*package.section);
    if (package.maintainer) made.maintainer = read_maintainer(*package.maintainer);
    for (const auto& [name, kind] : relation_fields)
        if (const field* relation = from.find(name)) read_relation(*relation, kind, package, made.dependencies);
    read_tags(from, made);
    return made;
}

}  // namespace catalog
