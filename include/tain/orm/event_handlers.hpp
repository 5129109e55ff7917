// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace tain {

class session;

namespace orm {

struct model_operations;

/// What happens to an object in a flush: each `before_…` followed by its `after_…`.
enum class row_event : std::uint8_t {
    before_insert,
    after_insert,
    before_update,
    after_update,
    before_delete,
    after_delete,
};
inline constexpr std::size_t row_events = 6;

/// What happens to a session.
enum class session_event : std::uint8_t { before_flush, after_flush, before_commit, after_commit, after_rollback };
inline constexpr std::size_t session_events_size = 5;

/// The functions that are to be called at events, in the order in which they were registered.
class event_handlers {
public:
    using of_row = std::function<void(void* object)>;
    using of_session = std::function<void(session&)>;

    /// Those for the objects of one model.
    struct of_model {
        const model_operations* model = nullptr;
        std::array<std::vector<of_row>, row_events> called{};
    };

    void add(const model_operations& of, row_event when, of_row called);
    void add(session_event when, of_session called);

    /// Null: there are none for the model.
    const of_model* find(const model_operations& of) const noexcept;
    const std::vector<of_session>& at(session_event when) const noexcept {
        return sessions_[static_cast<std::size_t>(when)];
    }

private:
    std::vector<of_model> models_{};
    std::array<std::vector<of_session>, session_events_size> sessions_{};
};

}  // namespace orm
}  // namespace tain

#ifndef TAIN_COMPILED
#include <tain/orm/event_handlers.ipp>  // IWYU pragma: keep
#endif
