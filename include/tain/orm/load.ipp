// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/orm/load.hpp>

#include <string>
#include <utility>

namespace tain::orm {

TAIN_INLINE bool related_objects::add(links& to, const std::optional<std::string>& key) {
    if (!key) {
        without_key_.push_back(&to);
        return false;
    }
    const auto [at, is_new] = places_.try_emplace(*key);
    at->second.relations.push_back(&to);
    return is_new;
}

TAIN_INLINE void related_objects::found(const std::string& key, held object) {
    // A key that nobody asked for: the database takes for equal what has other bytes (a collation without case).
    const auto at = places_.find(key);
    if (at != places_.end()) at->second.objects.push_back(std::move(object));
}

TAIN_INLINE void related_objects::finish(std::string_view single, bool (*replaces)(const links& to)) {
    const auto give = [&](links& to, const std::vector<held>& objects) {
        if (!replaces(to)) return;
        to.loaded = true;
        to.replaces = false;
        to.before = objects;
        to.assign(objects);
    };
    for (const auto& [key, one] : places_)
        if (!single.empty() && one.objects.size() > 1)
            throw error("tain: " + std::string{single} + " is a relation to one object, but " +
                        std::to_string(one.objects.size()) +
                        " rows belong to it; put a unique constraint on its foreign key, or make it has_many");
    for (const auto& [key, one] : places_)
        for (links* each : one.relations) give(*each, one.objects);
    for (links* each : without_key_) give(*each, {});
}

}  // namespace tain::orm
