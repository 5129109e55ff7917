// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/orm/flush_events.hpp>
#include <tain/orm/unit_of_work.hpp>

#include <utility>

namespace tain::orm {

TAIN_INLINE bool flush_events::listens(const record& to) {
    if (of_.model != to.model) of_ = unit_.events_.of(*to.model);
    return static_cast<bool>(of_);
}

TAIN_INLINE void flush_events::remember(row_event when, std::span<record* const> objects) {
    if (!unit_.events_.any()) return;
    for (record* each : objects) {
        if (!listens(*each) || !known_.try_emplace(each, known{when}).second) continue;
        types::scratch keep{each->on};
        told_.push_back({held{each}, unit_.image_of(unit_.columns_of(*each, keep))});
    }
}

TAIN_INLINE void flush_events::before(row_event when, std::span<record* const> objects) {
    remember(when, objects);
    if (known_.empty()) return;
    for (record* each : objects) {
        const auto told = known_.find(each);
        if (told == known_.end() || told->second.when != when || std::exchange(told->second.called, true)) continue;
        if (listens(*each)) unit_.events_.call(of_, when, each->object);
    }
}

TAIN_INLINE void flush_events::after(row_event when, std::span<record* const> objects) {
    if (known_.empty()) return;
    const row_event before = static_cast<row_event>(static_cast<unsigned>(when) - 1);
    for (record* each : objects) {
        const auto told = known_.find(each);
        if (told != known_.end() && told->second.when == before && told->second.called && listens(*each))
            unit_.events_.call(of_, when, each->object);
    }
}

TAIN_INLINE void flush_events::undo() noexcept {
    for (; !told_.empty(); told_.pop_back()) {
        record& what = *told_.back().what;
        if (what.owner && what.owner != &unit_) continue;  // after_flush gave it to another session
        try {
            std::vector<types::cell> columns(what.model->columns.size());
            told_.back().was.read(columns);
            unit_.write(what, columns);
        } catch (const error&) {  // the error that led here is the one to tell
        }
    }
    known_.clear();
}

}  // namespace tain::orm
