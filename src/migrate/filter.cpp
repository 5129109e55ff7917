// SPDX-License-Identifier: BSL-1.0
#include <tain/migrate/filter.hpp>

#include <algorithm>

namespace tain::migrate {
namespace {

/// True when a name has the form of a pattern. Goes back to the last `*` only, so that time is at most their product.
bool matches(std::string_view pattern, std::string_view name) {
    std::size_t p = 0, n = 0, star = pattern.npos, resume = 0;
    while (n != name.size()) {
        if (p != pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = n;
        } else if (p != pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
            ++p;
            ++n;
        } else if (star != pattern.npos) {
            p = star + 1;
            n = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == pattern.npos;
}

/// True when one of the patterns that have a dot, or have none, matches.
bool any(const std::vector<std::string>& of, std::string_view name, bool dotted) {
    return std::any_of(of.begin(), of.end(), [&](const std::string& pattern) {
        return (pattern.find('.') != pattern.npos) == dotted && matches(pattern, name);
    });
}

const std::vector<std::string>& columns_of(const schema::primary_key& of) { return of.columns; }
const std::vector<std::string>& columns_of(const schema::unique& of) { return of.columns; }
const std::vector<std::string>& columns_of(const schema::foreign_key& of) { return of.columns; }
std::vector<std::string> columns_of(const schema::check&) { return {}; }
std::vector<std::string> columns_of(const schema::index& of) {
    std::vector<std::string> made = of.included;
    for (const schema::index_part& part : of.parts) made.push_back(part.column);
    return made;
}

}  // namespace

bool filter::passes(std::string_view name) const {
    return (only.empty() || any(only, name, false)) && !any(ignore, name, false);
}

bool filter::passes(std::string_view table, std::string_view member) const {
    return !any(ignore, std::string{table} + "." + std::string{member}, true);
}

schema::database filtered(schema::database of, const filter& by) {
    const auto foreign = [&by](const auto& one) { return !by.passes(one.name); };
    std::erase_if(of.tables, foreign);
    std::erase_if(of.enums, foreign);
    std::erase_if(of.sequences, foreign);
    for (schema::table& t : of.tables) {
        const auto ignored = [&](const auto& one) {
            const auto over = [&](const std::string& column) { return !by.passes(t.name, column); };
            const auto& columns = columns_of(one);
            return !by.passes(t.name, one.name) || std::any_of(columns.begin(), columns.end(), over);
        };
        if (t.primary_key && ignored(*t.primary_key)) t.primary_key.reset();
        std::erase_if(t.uniques, ignored);
        std::erase_if(t.checks, ignored);
        std::erase_if(t.foreign_keys, ignored);
        std::erase_if(t.indexes, ignored);
        std::erase_if(t.columns, [&](const schema::column& c) { return !by.passes(t.name, c.name); });
    }
    return of;
}

}  // namespace tain::migrate
