// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/schema/order.hpp>

#include <algorithm>

namespace tain::schema {

namespace detail {

/// For each table the positions of the other tables that it references.
TAIN_INLINE std::vector<std::vector<std::size_t>> references_of(const database& of) {
    std::vector<std::vector<std::size_t>> made(of.tables.size());
    for (std::size_t i = 0; i != of.tables.size(); ++i)
        for (const foreign_key& key : of.tables[i].foreign_keys)
            for (std::size_t j = 0; j != of.tables.size(); ++j)
                if (j != i && of.tables[j].name == key.table) made[i].push_back(j);
    return made;
}

/// The tables that can be reached from `start` over references, leaving out the `placed` ones.
TAIN_INLINE std::vector<bool> reachable(const std::vector<std::vector<std::size_t>>& references,
                                        const std::vector<bool>& placed, std::size_t start) {
    std::vector<bool> seen(references.size());
    std::vector<std::size_t> open{start};
    while (!open.empty()) {
        const std::size_t at = open.back();
        open.pop_back();
        for (const std::size_t next : references[at]) {
            if (placed[next] || seen[next]) continue;
            seen[next] = true;
            open.push_back(next);
        }
    }
    return seen;
}

/// The first table of a cycle that depends on nothing but itself: everything it reaches leads back to it.
TAIN_INLINE std::size_t head_of_cycle(const std::vector<std::vector<std::size_t>>& references,
                                      const std::vector<bool>& placed) {
    for (std::size_t i = 0; i != references.size(); ++i) {
        if (placed[i]) continue;
        const std::vector<bool> below = reachable(references, placed, i);
        bool closed = true;
        for (std::size_t j = 0; closed && j != below.size(); ++j)
            closed = !below[j] || reachable(references, placed, j)[i];
        if (closed) return i;
    }
    return 0;
}

}  // namespace detail

TAIN_INLINE std::vector<std::size_t> creation_order(const database& of) {
    const std::size_t count = of.tables.size();
    const auto references = detail::references_of(of);
    std::vector<bool> placed(count);
    std::vector<std::size_t> order;
    order.reserve(count);
    while (order.size() != count) {
        std::size_t next = count;
        for (std::size_t i = 0; next == count && i != count; ++i) {
            if (placed[i]) continue;
            if (std::all_of(references[i].begin(), references[i].end(), [&](std::size_t r) { return placed[r]; }))
                next = i;
        }
        if (next == count) next = detail::head_of_cycle(references, placed);
        placed[next] = true;
        order.push_back(next);
    }
    return order;
}

TAIN_INLINE bool comes_too_early(const database& of, const std::vector<std::size_t>& order, const table& owner,
                                 const foreign_key& key) {
    if (key.table == owner.name) return false;
    for (const std::size_t i : order) {
        if (of.tables[i].name == key.table) return false;
        if (of.tables[i].name == owner.name) break;
    }
    return of.find_table(key.table) != nullptr;
}

}  // namespace tain::schema
