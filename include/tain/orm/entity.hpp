// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/record.hpp>

#include <cstddef>
#include <utility>

namespace tain {

class session;
template <class S>
class session_result;

namespace orm {
struct entity_access;
}  // namespace orm

/// A handle to an object of a session: used like a pointer, and may be empty.
///
/// The object itself is a plain `T` at an address that does not change. Handles share it: it lives as long as one of
/// them, or its session. It outlives the session as a plain object. Two handles are equal when they lead to the same
/// object, which in one session means the same row. Handles may be copied and destroyed on any thread; the object
/// belongs to the thread of its session.
template <class T>
class entity {
public:
    entity() noexcept = default;
    entity(std::nullptr_t) noexcept {}

    T* get() const noexcept { return object_; }
    T& operator*() const noexcept { return *object_; }
    T* operator->() const noexcept { return object_; }
    explicit operator bool() const noexcept { return object_ != nullptr; }

    friend bool operator==(const entity& a, const entity& b) noexcept { return a.object_ == b.object_; }
    friend bool operator==(const entity& a, std::nullptr_t) noexcept { return !a.object_; }

private:
    friend class session;
    template <class S>
    friend class session_result;
    friend struct orm::entity_access;

    entity(orm::record* to, orm::held::taken how) noexcept : held_(to, how), object_(static_cast<T*>(to->object)) {}
    explicit entity(orm::record* to) noexcept : held_(to), object_(to ? static_cast<T*>(to->object) : nullptr) {}

    orm::held held_{};
    T* object_ = nullptr;
};

namespace orm {

/// How relations reach into handles.
struct entity_access {
    template <class T>
    static entity<T> of(record* object) noexcept {
        return entity<T>{object};
    }
    /// The first handle to an object that was made just now.
    template <class T>
    static entity<T> first_of(record* object) noexcept {
        object->holders.store(1, std::memory_order_relaxed);
        return entity<T>{object, held::taken{}};
    }
    template <class T>
    static const held& held_in(const entity<T>& handle) noexcept {
        return handle.held_;
    }
    /// Notes that somebody has put the object into a relation.
    template <class T>
    static void want(const entity<T>& object) noexcept {
        if (object && object.held_->unwanted) object.held_->unwanted = false;
    }
};

}  // namespace orm

}  // namespace tain
