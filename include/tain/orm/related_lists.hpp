// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/links.hpp>
#include <tain/orm/relation_operations.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <utility>
#include <vector>

/// Lists of a relation's objects, compared.
namespace tain::orm::detail {

/// The objects of one list that another one lacks, each once.
inline std::vector<record*> lacking(std::vector<record*> from, std::vector<record*> other) {
    const auto sort = [](std::vector<record*>& all) {
        if (!all.empty())
            std::qsort(all.data(), all.size(), sizeof(record*), [](const void* a, const void* b) {
                const auto x = reinterpret_cast<std::uintptr_t>(*static_cast<record* const*>(a));
                const auto y = reinterpret_cast<std::uintptr_t>(*static_cast<record* const*>(b));
                return x < y ? -1 : static_cast<int>(x > y);
            });
    };
    std::vector<record*> known = std::move(other);
    sort(known);
    std::vector<record*> made;
    for (record* each : from)
        if (!std::binary_search(known.begin(), known.end(), each)) made.push_back(each);
    std::vector<record*> seen = made;  // keeps the order
    sort(seen);
    if (std::adjacent_find(seen.begin(), seen.end()) != seen.end()) {
        std::vector<record*> once;
        for (record* each : made)
            if (std::find(once.begin(), once.end(), each) == once.end()) once.push_back(each);
        return once;
    }
    return made;
}

inline std::vector<record*> now_in(const links& of) {
    std::vector<record*> made(of.size());
    for (std::size_t i = 0; i != made.size(); ++i) made[i] = of.at(i);
    return made;
}
inline std::vector<record*> before_in(const links& of) {
    std::vector<record*> made;
    for (const held& each : of.before) made.push_back(each.get());
    return made;
}

/// True for relations of one member that hold the same, and are to be written alike.
inline bool are_same(const links& a, const links& b) {
    return a.loaded == b.loaded && a.replaces == b.replaces && now_in(a) == now_in(b) && before_in(a) == before_in(b);
}

/// True for the relations to the objects that have a foreign key.
inline bool is_relation_over(const relation& one, const reference* key) {
    return one.key == key && (one.kind == model::relation_kind::has_many || one.kind == model::relation_kind::has_one);
}

}  // namespace tain::orm::detail
