// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/links.hpp>

#include <cstddef>
#include <initializer_list>
#include <utility>
#include <vector>

namespace tain {

/// A relation to any number of objects, as a member of a model; the mapping says which: `has_many<&User::posts,
/// &Post::author_id>`, `many_to_many`. It is no column, and `T` may be incomplete where it is declared.
///
///     for (const auto& post : user.posts) fmt::print("{}\n", post->title);
///     ada->posts.add(Post{.title = "Notes"});   // inserted by the next flush, with its author_id
///
/// *Not loaded* until a query loads it (`.with<&User::posts>()`), or it is assigned; reading it before throws
/// `not_loaded_error`. The relations of an object that a session took in by `add` are loaded: there are no rows that they
/// could lack. `add` and `remove` work without, and are kept for the session's next flush.
///
/// One that was loaded with `where` or `limit` may lack objects: it can be read, and single ones come and go, but it can be
/// neither cleared nor, in a session, assigned as a whole.
///
/// Its elements are handles. In a session they lead to the session's own objects, until it ends: relations of its objects
/// are not loaded from then on. In the values that an engine's query gives, they lead to objects that belong to the
/// relation, and to its copies.
template <class T>
class many : public orm::relation_member<T> {
    using base = orm::relation_member<T>;

public:
    using value_type = entity<T>;
    using const_iterator = const entity<T>*;

    using base::base;
    many() noexcept = default;
    /// A loaded relation to these objects: `User{.posts = {Post{…}, Post{…}}}`, or to objects that a session has.
    many(std::initializer_list<T> objects) {
        base::loaded();
        for (const T& each : objects) add(each);
    }
    many(std::initializer_list<entity<T>> objects) {
        base::loaded();
        for (const entity<T>& each : objects) add(each);
    }
    explicit many(const std::vector<entity<T>>& objects) {
        base::loaded();
        for (const entity<T>& each : objects) add(each);
    }
    many(const many& other) = default;
    many(many&& other) noexcept = default;
    many& operator=(many other) noexcept {  // one for both: Clang finds `posts = {}` ambiguous else
        base::operator=(std::move(other));
        return *this;
    }
    ~many() = default;

    // Reading throws `not_loaded_error` when the relation is not loaded.
    std::size_t size() const { return base::read().size(); }
    bool empty() const { return base::read().empty(); }
    const_iterator begin() const { return base::read().data(); }
    const_iterator end() const { return base::read().data() + base::read().size(); }
    const entity<T>& operator[](std::size_t position) const { return base::read()[position]; }
    const entity<T>& front() const { return base::read().front(); }
    const entity<T>& back() const { return base::read().back(); }

    /// Takes an object in. The next flush writes the foreign key, and inserts the object if it is new.
    entity<T> add(T object) {
        entity<T> made = orm::entity_access::of<T>(orm::new_record<T>(std::move(object)));
        base::open().add(made);
        return made;
    }
    /// The same; throws `tain::error` when the handle is empty.
    void add(const entity<T>& object) {
        if (!object) base::refuse_empty("add");
        base::open().add(object);
    }

    /// Takes an object out. The next flush sets its foreign key to NULL; with `delete_orphan` it removes the object; of a
    /// relation over an association it deletes the association's row. Returns false when the relation is loaded and the
    /// object is not in it. Throws `tain::error` when the handle is empty.
    bool remove(const entity<T>& object) {
        if (!object) base::refuse_empty("remove");
        return base::open().remove(object);
    }
    /// Takes everything out; assigning `{}` forgets the relation instead, which changes no row. Throws `not_loaded_error` when
    /// it is not known what there is: it is not loaded, or with a condition or a limit.
    void clear() { base::whole().clear(); }
};

}  // namespace tain
