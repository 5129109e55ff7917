// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/orm/joined_load.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace tain::orm {

TAIN_INLINE void expect_single(std::string_view single, std::size_t objects) {
    if (!single.empty() && objects > 1)
        throw error("tain: " + std::string{single} + " is a relation to one object, but " + std::to_string(objects) +
                    " rows belong to it; put a unique constraint on its foreign key, or make it has_many");
}

TAIN_INLINE void joined_objects::link(links& (*open)(void* owner), bool (*replaces)(const links&), std::uint64_t as_of,
                                      bool in_part, std::string_view single) const {
    struct place {
        links* relation = nullptr;  // null: it keeps what it has
        std::vector<held> objects{};
        std::unordered_set<const record*> known{};
    };
    std::unordered_map<void*, place> places;
    for (std::size_t row = 0; row != owners.size(); ++row) {
        if (!owners[row]) continue;
        const auto [at, is_new] = places.try_emplace(owners[row]);
        place& one = at->second;
        if (is_new) {
            links& relation = open(owners[row]);
            if (replaces(relation)) one.relation = &relation;
        }
        if (one.relation && objects[row].get() && one.known.insert(objects[row].get()).second)
            one.objects.push_back(objects[row]);
    }
    for (auto& [owner, one] : places) {
        if (!one.relation) continue;
        expect_single(single, one.objects.size());
        one.relation->load(one.objects, as_of, in_part);
    }
}

TAIN_INLINE void joined_objects::expect_single_of(const std::vector<std::string>& keys, std::string_view single) const {
    std::unordered_map<std::string_view, std::unordered_set<const record*>> known;
    for (std::size_t row = 0; row != keys.size(); ++row)
        if (objects[row].get()) known[keys[row]].insert(objects[row].get());
    for (const auto& [key, one] : known) expect_single(single, one.size());
}

}  // namespace tain::orm
