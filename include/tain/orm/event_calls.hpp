// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/orm/event_handlers.hpp>

#include <cstdint>
#include <memory>
#include <string_view>

namespace tain {

class session_events;

namespace orm {

/// What a session can be asked for; a handler that it calls may ask for some of it, and for all that comes before that.
enum class request : std::uint8_t {
    nothing,
    objects,  ///< takes objects in and lets them go
    queries,
    flush,  ///< and savepoints
    end,    ///< of the transaction
};

/// Calls the handlers of a session's events: those that sessions share, then its own.
class event_calls {
public:
    explicit event_calls(const session_events* shared) noexcept : shared_(shared) {}

    /// False: there is nobody to call.
    bool any() const noexcept { return shared_ || own_; }
    /// Where the session's own handlers are registered. Throws when one is being called.
    event_handlers& own();
    /// The session that handlers are called with. It has to be told again when it moves.
    void belong_to(session& one) noexcept { session_ = &one; }

    bool allows(request what) const noexcept { return what <= allowed_; }
    /// Throws `tain::error` when a handler that is being called may not have this done.
    void expect(request what, std::string_view doing) const {
        if (!allows(what)) refuse(doing);
    }
    /// True while `after_flush` is called: the flush has a savepoint open.
    bool after_flush() const noexcept { return calling_ == "after_flush"; }

    void call(session_event when);

    /// The handlers for one model, to be looked up once for many objects.
    struct listeners {
        const model_operations* model = nullptr;
        const event_handlers::of_model* shared = nullptr;
        const event_handlers::of_model* own = nullptr;

        explicit operator bool() const noexcept { return shared || own; }
    };
    listeners of(const model_operations& model) const noexcept;
    void call(const listeners& called, row_event when, void* object);

private:
    class calling;
    [[noreturn]] void refuse(std::string_view doing) const;

    const session_events* shared_;
    std::unique_ptr<event_handlers> own_{};
    session* session_ = nullptr;
    request allowed_ = request::end;
    std::string_view calling_{};  // the event whose handlers are being called
};

}  // namespace orm
}  // namespace tain

#ifndef TAIN_COMPILED
#include <tain/orm/event_calls.ipp>  // IWYU pragma: keep
#endif
