// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/orm/event_calls.hpp>
#include <tain/orm/session_events.hpp>

#include <string>

namespace tain::orm {

namespace detail {

struct event_rule {
    std::string_view name;
    request allowed;
};

inline event_rule rule_of(session_event when) noexcept {
    switch (when) {
        case session_event::before_flush: return {"before_flush", request::queries};
        case session_event::after_flush: return {"after_flush", request::queries};
        case session_event::before_commit: return {"before_commit", request::flush};
        case session_event::after_commit: return {"after_commit", request::objects};
        case session_event::after_rollback: break;
    }
    return {"after_rollback", request::objects};
}

inline event_rule rule_of(row_event when) noexcept {
    constexpr std::string_view names[row_events] = {"before_insert", "after_insert",  "before_update",
                                                    "after_update",  "before_delete", "after_delete"};
    return {names[static_cast<std::size_t>(when)], request::nothing};
}

}  // namespace detail

/// While handlers are called.
class event_calls::calling {
public:
    calling(event_calls& of, detail::event_rule rule) noexcept : of_(of), allowed_(of.allowed_), outer_(of.calling_) {
        of.allowed_ = rule.allowed;
        of.calling_ = rule.name;
    }
    calling(const calling&) = delete;
    calling& operator=(const calling&) = delete;
    ~calling() {
        of_.allowed_ = allowed_;
        of_.calling_ = outer_;
    }

private:
    event_calls& of_;
    request allowed_;
    std::string_view outer_;
};

TAIN_INLINE event_handlers& event_calls::own() {
    if (!calling_.empty())
        throw error("tain: a handler of " + std::string{calling_} +
                    " registers another one on its session; register handlers while none is called");
    if (!own_) own_ = std::make_unique<event_handlers>();
    return *own_;
}

TAIN_INLINE void event_calls::call(session_event when) {
    if (!any()) return;
    const calling inside{*this, detail::rule_of(when)};
    if (shared_)
        for (const event_handlers::of_session& each : shared_->handlers_.at(when)) each(*session_);
    if (own_)
        for (const event_handlers::of_session& each : own_->at(when)) each(*session_);
}

TAIN_INLINE event_calls::listeners event_calls::of(const model_operations& model) const noexcept {
    return {&model, shared_ ? shared_->handlers_.find(model) : nullptr, own_ ? own_->find(model) : nullptr};
}

TAIN_INLINE void event_calls::call(const listeners& called, row_event when, void* object) {
    const calling inside{*this, detail::rule_of(when)};
    for (const event_handlers::of_model* each : {called.shared, called.own})
        if (each)
            for (const event_handlers::of_row& handler : each->called[static_cast<std::size_t>(when)]) handler(object);
}

TAIN_INLINE void event_calls::refuse(std::string_view doing) const {
    std::string text =
        "tain: " + std::string{doing} + "() was called on a session by its own handler of " + std::string{calling_};
    switch (allowed_) {
        case request::nothing:
            text +=
                ", which may change the members of its object and nothing else; do it in a handler of before_flush, or "
                "after the flush";
            break;
        case request::objects:
            text +=
                ", when the session is in no transaction: it may change, add and remove objects, but run nothing; use "
                "the engine, or another session";
            break;
        case request::queries:
            text +=
                ", in the middle of a flush: it may change, add and remove objects, and query; do it after the flush";
            break;
        default: text += ", in the middle of a commit; to stop the commit, throw an exception"; break;
    }
    throw error(text);
}

}  // namespace tain::orm
