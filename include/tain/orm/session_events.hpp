// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/operations.hpp>
#include <tain/orm/event_handlers.hpp>
#include <tain/orm/model_operations.hpp>

#include <concepts>
#include <type_traits>
#include <utility>

namespace tain {

namespace orm {

class event_calls;

/// Registers what is to be called at a session's events: on the session itself, or on a `session_events` that several
/// sessions share. Handlers are called in the order in which they were registered, those of `session_events` before the
/// session's own.
///
/// *Row events* are called with the object while a flush writes it, in the order of writing: of the objects of one
/// model that go together all the `before_…`, then the statements, then all the `after_…`. What `before_insert` and
/// `before_update` change in the object's members is written. Handlers may change their object's members and no more: a
/// call of the session throws `tain::error` (what is to be added or removed because of a change is for `before_flush`),
/// and what they change in other objects may wait for the next flush. The order of writing is chosen before: a foreign key
/// that they change must lead to a row that is there. Relations follow it, also where they had set it. What a handler
/// writes to a relation, and any change made in an `after_…`, is written by the next flush; `commit()` flushes until
/// there is none.
///
/// *Session events* are called with the session, if they take it: `f()` or `f(session&)`.
///
/// What a handler throws goes through to the caller. Out of a flush it ends the flush, which changes nothing then: what
/// it wrote is undone, and objects have the members that they had before their `before_…`. What handlers changed is undone
/// by a rollback as all changes are.
///
///     s.before_update<User>([](User& user) { user.changed_at = now(); });
template <class Derived>
class event_registration {
public:
    /// Before an object is inserted. Once for each, also when a flush that was refused is tried again one by one to
    /// find the row.
    template <class T, std::invocable<T&> F>
    void before_insert(F called) {
        on_row<T>(orm::row_event::before_insert, std::move(called));
    }
    /// After an object was inserted: its generated key and what else the database gave are in it.
    template <class T, std::invocable<T&> F>
    void after_insert(F called) {
        on_row<T>(orm::row_event::after_insert, std::move(called));
    }
    /// Before an object that differs from its row is updated. What it changes goes into the same UPDATE; when no
    /// difference is left there is no UPDATE, and no `after_update`. It is not called when only a foreign key of a new or
    /// removed object is set, to close or open a circle of rows.
    template <class T, std::invocable<T&> F>
    void before_update(F called) {
        on_row<T>(orm::row_event::before_update, std::move(called));
    }
    template <class T, std::invocable<T&> F>
    void after_update(F called) {
        on_row<T>(orm::row_event::after_update, std::move(called));
    }
    /// Before an object's row is deleted, unless the object was never inserted. Its changes are not written.
    template <class T, std::invocable<T&> F>
    void before_delete(F called) {
        on_row<T>(orm::row_event::before_delete, std::move(called));
    }
    template <class T, std::invocable<T&> F>
    void after_delete(F called) {
        on_row<T>(orm::row_event::after_delete, std::move(called));
    }

    /// Before a flush that has something to write, once. It may add, change and remove objects, which are in this flush
    /// then, and query, which does not flush. New objects that relations lead to are in the session already; foreign keys,
    /// and what is removed along with others, follow the relations as it leaves them. What it changed stays when the flush
    /// fails.
    template <class F>
    void before_flush(F called) {
        on_session(orm::session_event::before_flush, std::move(called));
    }
    /// After a flush has written, still a part of it: what it throws undoes the flush. It may query, and change objects
    /// for the next flush.
    template <class F>
    void after_flush(F called) {
        on_session(orm::session_event::after_flush, std::move(called));
    }
    /// When `commit()` is called, before its flush, also when there is nothing to write; not for savepoints. It may do
    /// what it likes but end the transaction. What it throws leaves everything as it is.
    template <class F>
    void before_commit(F called) {
        on_session(orm::session_event::before_commit, std::move(called));
    }
    /// When `commit()` has committed: the session is in no transaction. What it throws goes to the caller of `commit()`;
    /// the commit stays. It may change, add and remove objects for the next transaction, but run nothing on the session.
    template <class F>
    void after_commit(F called) {
        on_session(orm::session_event::after_commit, std::move(called));
    }
    /// When `rollback()` has rolled back, in the database and in the objects; not for savepoints, nor for what the
    /// session's destructor rolls back. As for `after_commit`, nothing can be run on the session.
    template <class F>
    void after_rollback(F called) {
        on_session(orm::session_event::after_rollback, std::move(called));
    }

protected:
    event_registration() = default;
    ~event_registration() = default;

private:
    orm::event_handlers& handlers() { return static_cast<Derived&>(*this).handlers(); }

    template <class T, class F>
    void on_row(orm::row_event when, F called) {
        if constexpr (tain::detail::keyed<T>())
            handlers().add(orm::operations_of<T>, when,
                           [call = std::move(called)](void* object) mutable { call(*static_cast<T*>(object)); });
    }
    template <class F>
    void on_session(orm::session_event when, F called) {
        static_assert(std::is_invocable_v<F&, session&> || std::is_invocable_v<F&>,
                      "tain: a handler of a session's event is called as f() or f(session&)");
        handlers().add(when, [call = std::move(called)](session& of) mutable {
            if constexpr (std::is_invocable_v<F&, session&>)
                call(of);
            else
                call();
        });
    }
};

}  // namespace orm

/// What is to be called at the events of sessions that are given it: registered once for an application.
///
///     tain::session_events events;
///     events.before_insert<User>([](User& user) { user.created_at = now(); });
///     tain::session s{db, {.events = &events}};
///
/// It must outlive its sessions, and stay as it is while they are there; then several threads may use them, and its
/// handlers are called on all of them at once.
class session_events : public orm::event_registration<session_events> {
private:
    friend class orm::event_registration<session_events>;
    friend class orm::event_calls;

    orm::event_handlers& handlers() noexcept { return handlers_; }

    orm::event_handlers handlers_{};
};

}  // namespace tain
