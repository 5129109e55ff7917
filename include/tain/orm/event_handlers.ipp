// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/event_handlers.hpp>

#include <utility>

namespace tain::orm {

TAIN_INLINE void event_handlers::add(const model_operations& of, row_event when, of_row called) {
    std::size_t at = 0;
    while (at < models_.size() && models_[at].model != &of) ++at;
    if (at == models_.size()) models_.emplace_back().model = &of;
    models_[at].called[static_cast<std::size_t>(when)].push_back(std::move(called));
}

TAIN_INLINE void event_handlers::add(session_event when, of_session called) {
    sessions_[static_cast<std::size_t>(when)].push_back(std::move(called));
}

TAIN_INLINE const event_handlers::of_model* event_handlers::find(const model_operations& of) const noexcept {
    for (const of_model& each : models_)
        if (each.model == &of) return &each;
    return nullptr;
}

}  // namespace tain::orm
