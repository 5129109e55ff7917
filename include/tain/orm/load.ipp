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
    places_.at(key).objects.push_back(std::move(object));
}

TAIN_INLINE void related_objects::finish(std::string_view single, bool (*replaces)(const links& to),
                                         std::uint64_t as_of, bool in_part) {
    const auto give = [&](links& to, const std::vector<held>& objects, bool part) {
        if (replaces(to)) to.load(objects, as_of, part);
    };
    for (const auto& [key, one] : places_) expect_single(single, one.objects.size());
    for (const auto& [key, one] : places_)
        for (links* each : one.relations) give(*each, one.objects, in_part);
    for (links* each : without_key_) give(*each, {}, false);
}

}  // namespace tain::orm
