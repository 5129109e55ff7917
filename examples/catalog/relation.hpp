// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "models.hpp"
#include "stanza.hpp"

#include <string_view>
#include <vector>

namespace catalog {

/// Calls `visit` with each item of a separated list, without the blanks around it.
template <class Visit>
void for_each_item(std::string_view list, char separator, Visit visit) {
    while (true) {
        const std::size_t end = list.find(separator);
        visit(trimmed(list.substr(0, end)));
        if (end == std::string_view::npos) return;
        list.remove_prefix(end + 1);
    }
}

/// Reads a field such as `Depends: a, b | c:any (>= 2)`, and appends an edge for each package that it names.
///
/// Throws `malformed_stanza` for what does not follow Debian's policy, chapter 7.1. Its obsolete `<` and `>` are read as
/// `<=` and `>=`.
void read_relation(const field& from, Kind kind, const Package& of, std::vector<Dependency>& to);

}  // namespace catalog
