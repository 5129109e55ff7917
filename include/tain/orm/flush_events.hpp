// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/orm/event_calls.hpp>
#include <tain/orm/image.hpp>
#include <tain/orm/record.hpp>

#include <span>
#include <unordered_map>
#include <vector>

namespace tain::orm {

/// Tells handlers of the objects that one flush writes, and undoes what they changed when it fails.
class flush_events {
public:
    explicit flush_events(unit_of_work& unit) noexcept : unit_(unit) {}

    /// Notes the members of objects whose handlers are going to be called, before foreign keys are written to them.
    void remember(row_event when, std::span<record* const> objects);
    /// Calls the handlers of a `before_…` event, once for each object in a flush.
    void before(row_event when, std::span<record* const> objects);
    /// Calls the handlers of an `after_…` event for the objects whose `before_…` was called.
    void after(row_event when, std::span<record* const> objects);
    void after(row_event when, record& object) {
        record* one = &object;
        after(when, {&one, 1});
    }
    /// Gives the objects the members that they had before.
    void undo() noexcept;

private:
    struct told {
        held what;
        image was;
    };
    struct known {
        row_event when;
        bool called = false;
    };
    bool listens(const record& to);

    unit_of_work& unit_;
    event_calls::listeners of_{};  // of the model at hand
    std::vector<told> told_{};
    std::unordered_map<const record*, known> known_{};  // what `before` is called with
};

}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/flush_events.ipp>  // IWYU pragma: keep
#endif
