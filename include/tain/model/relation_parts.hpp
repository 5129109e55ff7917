// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/path.hpp>
#include <tain/model/parts.hpp>
#include <tain/model/relation.hpp>
#include <tain/reflect/list.hpp>

#include <cstdint>

/// The parts of a mapping that say which foreign keys stand behind relation members.
namespace tain::model {

enum class relation_kind : std::uint8_t { has_many, has_one, belongs_to, many_to_many };

/// `Member` is the relation. `Paths` are the columns of its foreign key, of whichever model has it; of `many_to_many` the
/// first column of each of the association's two.
template <relation_kind Kind, auto Member, class... Paths>
struct relation_part : part_base {
    static constexpr relation_kind kind = Kind;
    static constexpr auto member = Member;
    using key = reflect::list<Paths...>;
    bool deletes = false;
    bool deletes_orphans = false;

    /// A session that removes the object removes those that it is related to, as far as they are loaded. Those that are
    /// not are the database's: `on_delete(cascade)` of the foreign key.
    constexpr auto cascade_delete() const
        requires(Kind == relation_kind::has_many || Kind == relation_kind::has_one)
    {
        auto made = *this;
        made.deletes = true;
        return made;
    }
    /// What is taken out of the relation, and put into no other of its kind, is removed; so is what the object is related
    /// to when it is removed itself.
    constexpr auto delete_orphan() const
        requires(Kind == relation_kind::has_many || Kind == relation_kind::has_one)
    {
        auto made = *this;
        made.deletes = made.deletes_orphans = true;
        return made;
    }
};

namespace detail {

template <class P>
inline constexpr bool is_relation_part = false;
template <relation_kind Kind, auto Member, class... Paths>
inline constexpr bool is_relation_part<relation_part<Kind, Member, Paths...>> = true;

template <class P, auto Member>
inline constexpr bool maps_relation = false;
template <relation_kind Kind, auto Member, class... Paths>
inline constexpr bool maps_relation<relation_part<Kind, Member, Paths...>, Member> = true;

}  // namespace detail
}  // namespace tain::model

namespace tain {

/// The objects whose foreign key leads here: `has_many<&User::posts, &Post::author_id>`; all columns of a key of several.
/// The other model declares that foreign key.
template <auto Member, auto... Columns>
inline constexpr model::relation_part<model::relation_kind::has_many, Member, expr::path_of<Columns>...> has_many{};

/// The one object whose foreign key leads here: `has_one<&User::profile, &Profile::user_id>`. A unique constraint on its
/// columns is what keeps it one.
template <auto Member, auto... Columns>
inline constexpr model::relation_part<model::relation_kind::has_one, Member, expr::path_of<Columns>...> has_one{};

/// The object that a foreign key of this model leads to: `belongs_to<&Post::author, &Post::author_id>`.
template <auto Member, auto... Columns>
inline constexpr model::relation_part<model::relation_kind::belongs_to, Member, expr::path_of<Columns>...> belongs_to{};

/// The objects that rows of an association lead to: `many_to_many<&Post::tags, &PostTag::post_id, &PostTag::tag_id>`, the
/// association's foreign key to this model first. Of a key of several columns the first is given.
template <auto Member, auto Here, auto There>
inline constexpr model::relation_part<model::relation_kind::many_to_many, Member, expr::path_of<Here>,
                                      expr::path_of<There>>
    many_to_many{};

}  // namespace tain
