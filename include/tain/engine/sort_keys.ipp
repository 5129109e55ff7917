// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/sort_keys.hpp>

#include <string>

namespace tain::detail {

[[noreturn]] TAIN_INLINE void no_such_sort_key(std::string_view asked, const std::vector<std::string_view>& names) {
    constexpr std::size_t most = 80;  // it comes from outside
    std::string text = "tain: there is no sort key \"";
    text += asked.substr(0, most);
    text += asked.size() > most ? "…\"; ask for one of " : "\"; ask for one of ";
    bool first = true;
    for (const std::string_view each : names) {
        if (!first) text += ", ";
        first = false;
        (text += '"') += each;
        text += '"';
    }
    throw error(text);
}

[[noreturn]] TAIN_INLINE void sort_key_twice(std::string_view name) {
    std::string text = "tain: two sort keys have the name \"";
    text += name;
    throw error(text += "\"; give each a name of its own");
}

}  // namespace tain::detail
