// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/orm/load.hpp>

#include <string>
#include <utility>

namespace tain::orm {

TAIN_INLINE bool related_objects::add(links& to, const std::optional<std::string>& key) {
    to.loaded = true;
    to.before.clear();
    to.assign({});
    if (!key) return false;
    const auto [at, is_new] = places_.try_emplace(*key);
    at->second.relations.push_back(&to);
    return is_new;
}

TAIN_INLINE void related_objects::found(const std::string& key, held object) {
    places_.at(key).objects.push_back(std::move(object));
}

TAIN_INLINE void related_objects::finish(std::string_view single) {
    for (auto& [key, one] : places_) {
        expect_single(single, one.objects.size());
        for (links* each : one.relations) {
            each->before = one.objects;
            each->assign(one.objects);
        }
    }
}

}  // namespace tain::orm
