// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/links.hpp>

#include <cstddef>
#include <utility>

namespace tain {

/// A relation to one object, or none, as a member of a model; the mapping says which: `belongs_to<&Post::author,
/// &Post::author_id>`, `has_one<&User::profile, &Profile::user_id>`. It is no column, and `T` may be incomplete where it is
/// declared. Used like a pointer.
///
///     if (post->author) fmt::print("{}\n", post->author->name);
///     post->author = ada;   // the next flush writes author_id
///
/// As `many` it is not loaded until a query loads it or it is assigned, and throws `not_loaded_error` when it is read.
/// One that a condition left empty reads as none; `nullptr` has the next flush write NULL then, whatever the row has.
template <class T>
class one : public orm::relation_member<T> {
    using base = orm::relation_member<T>;

public:
    using value_type = entity<T>;

    using base::base;
    one() noexcept = default;
    /// To a new object.
    one(T object) { assign(orm::entity_access::of<T>(orm::new_record<T>(std::move(object)))); }
    /// To an object that a session has, or that is new; to none when it is empty. `{}` and `nullptr` are none, too.
    one(const entity<T>& object) { assign(object); }
    one(std::nullptr_t) { base::loaded(); }
    one& operator=(T object) {
        assign(orm::entity_access::of<T>(orm::new_record<T>(std::move(object))));
        return *this;
    }
    one& operator=(const entity<T>& object) {
        assign(object);
        return *this;
    }
    one& operator=(std::nullptr_t) {
        assign({});
        return *this;
    }

    // Reading throws `not_loaded_error` when the relation is not loaded.
    /// The object's handle; empty when there is none.
    entity<T> get() const { return base::read().empty() ? entity<T>{} : base::read().front(); }
    explicit operator bool() const { return !base::read().empty(); }
    /// There must be one.
    T& operator*() const { return *base::read().front(); }
    T* operator->() const { return base::read().front().get(); }

private:
    void assign(const entity<T>& object) {
        auto& now = base::loaded().now;
        now.clear();
        orm::entity_access::want(object);
        if (object) now.push_back(object);
    }
};

}  // namespace tain
