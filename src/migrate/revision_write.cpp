// SPDX-License-Identifier: BSL-1.0
#include "revision_header.hpp"
#include "text.hpp"

#include <tain/migrate/revision.hpp>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>

namespace tain::migrate {

std::string write_revision(const revision& of) {
    std::string made = write_header(of);
    for (const direction way : {direction::upgrade, direction::downgrade})
        for (const dialect on : {dialect::sqlite, dialect::postgresql})
            if (const std::optional<section>& one = of.find(way, on)) {
                made += fmt::format("\n-- tain:{} {}\n{}", name(way), tain::name(on), one->text);
                if (!made.ends_with('\n')) made += '\n';
            }
    return made;
}

std::string slug(std::string_view message) {
    constexpr std::size_t longest = 40;
    std::string made;
    for (const char c : message) {
        const bool capital = c >= 'A' && c <= 'Z';
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || capital)
            made += capital ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!made.empty() && made.back() != '_')
            made += '_';
    }
    if (made.size() > longest) {
        const std::size_t word_end = made.rfind('_', longest);
        made.resize(word_end == std::string::npos || word_end < longest / 2 ? longest : word_end);
    }
    while (made.ends_with('_')) made.pop_back();
    return made.empty() ? "revision" : made;
}

std::string file_name(const revision& of) { return of.id + "_" + slug(of.message) + ".sql"; }

std::string random_revision_id() {
    std::random_device source;
    std::uniform_int_distribution<std::uint64_t> any{0, (std::uint64_t{1} << 48U) - 1};
    return fmt::format("{:012x}", any(source));
}

bool is_revision_id(std::string_view text) {
    return text.size() == 12 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string utc_now() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

}  // namespace tain::migrate
