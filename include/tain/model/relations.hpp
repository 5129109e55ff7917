// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/path.hpp>
#include <tain/model/relation_parts.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>

#include <cstddef>
#include <type_traits>

namespace tain::verdict {

/// Verdict: a relation over columns that are no foreign key between its two models.
struct relation_without_foreign_key {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model, Part>,
            "tain: a relation is made over columns that are no foreign key between its two models. Declare it "
            "in the mapping of the model that has the columns: foreign_key<&Child::parent_id>"
            ".references<Parent>().");
    }
};

/// Verdict: a relation member that is asked for, and that the mapping does not name.
struct relation_not_mapped {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: this model has a relation member that its mapping does not name. Write has_many<&Model::"
                      "member, &Other::model_id>, has_one, belongs_to or many_to_many there.");
    }
};

/// Verdict: a relation member of an embedded struct, or of an alternative of a variant.
struct relation_in_embedded {
    template <class Model>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model>,
            "tain: a relation is a member of a struct that is embedded in this model, or held by its variant, "
            "where no mapping can name it. Make it a member of the model itself.");
    }
};

/// Verdict: a relation whose member has another type than its kind and key ask for.
struct relation_differs {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: a relation's member and its key do not fit. has_many and many_to_many are members of type "
                      "tain::many<Other>, has_one and belongs_to of tain::one<Other>; belongs_to names columns of this "
                      "model, has_many and has_one those of the other.");
    }
};

}  // namespace tain::verdict

namespace tain::model {

namespace detail {

template <class First, class... Rest>
constexpr auto first_path(reflect::list<First, Rest...>) {
    return std::type_identity<First>{};
}

/// Whether a foreign key is the one over some columns to a model; of an association the first column is enough.
template <class Key, class Target, class Columns>
inline constexpr bool is_key_over =
    std::is_same_v<typename Key::target, Target> && std::is_same_v<typename Key::columns, Columns>;
template <class Key, class Target, class Column>
    requires(expr::is_path<Column>)
inline constexpr bool is_key_over<Key, Target, Column> =
    std::is_same_v<typename Key::target, Target> &&
    std::is_same_v<typename decltype(first_path(typename Key::columns{}))::type, Column>;

/// The foreign key over some columns; void when there is none.
template <class Keys, class Target, class Columns>
struct key_over;
template <class Target, class Columns>
struct key_over<reflect::list<>, Target, Columns> {
    using type = void;
};
template <class First, class... Rest, class Target, class Columns>
struct key_over<reflect::list<First, Rest...>, Target, Columns>
    : std::conditional_t<is_key_over<First, Target, Columns>, std::type_identity<First>,
                         key_over<reflect::list<Rest...>, Target, Columns>> {};

template <class Paths>
struct owner_of_paths;
template <class First, class... Rest>
struct owner_of_paths<reflect::list<First, Rest...>> : expr::path_root<First> {};

}  // namespace detail

/// What stands behind a relation of `T`. `child` is the model that has the foreign key: this one, the other one, or the
/// association, which has a second key `other`, to the target.
template <class T, class Part>
struct relation_of;
template <class T, relation_kind Kind, auto Member, class... Paths>
struct relation_of<T, relation_part<Kind, Member, Paths...>> {
    using model = T;
    using part = relation_part<Kind, Member, Paths...>;
    using member_type = reflect::value_of<Member>;
    using target = typename related<member_type>::type;
    static constexpr relation_kind kind = Kind;
    static constexpr auto member = Member;

    using child = std::conditional_t<Kind == relation_kind::belongs_to, T,
                                     typename detail::owner_of_paths<reflect::list<Paths...>>::type>;
    using key = typename detail::key_over<typename table_of<child>::foreign_keys,
                                          std::conditional_t<Kind == relation_kind::belongs_to, target, T>,
                                          reflect::list<Paths...>>::type;
    using other = void;
};
template <class T, auto Member, class Here, class There>
struct relation_of<T, relation_part<relation_kind::many_to_many, Member, Here, There>> {
    using model = T;
    using part = relation_part<relation_kind::many_to_many, Member, Here, There>;
    using target = typename related<reflect::value_of<Member>>::type;
    static constexpr relation_kind kind = relation_kind::many_to_many;
    static constexpr auto member = Member;

    using child = typename expr::path_root<Here>::type;
    using key = typename detail::key_over<typename table_of<child>::foreign_keys, T, Here>::type;
    using other = typename detail::key_over<typename table_of<child>::foreign_keys, target, There>::type;
};

/// True when a relation's foreign keys are there; a mistake is reported. Both models must be complete, with their mappings.
template <class Relation>
constexpr bool relation_ok() {
    if constexpr (std::is_void_v<typename Relation::key> ||
                  (Relation::kind == relation_kind::many_to_many && std::is_void_v<typename Relation::other>)) {
        verdict::relation_without_foreign_key::report<typename Relation::model, typename Relation::part>();
        return false;
    } else {
        return true;
    }
}

namespace detail {

template <class T, auto Member, class Parts>
struct relation_for;
template <class T, auto Member, class... P>
struct relation_for<T, Member, reflect::list<P...>> {
    using found = reflect::join<reflect::list<>,
                                std::conditional_t<maps_relation<P, Member>, reflect::list<P>, reflect::list<>>...>;
    static constexpr std::size_t count = found::size;
};

}  // namespace detail

/// The relation behind a member of a model: `relation_at<User, &User::posts>`.
template <class T, auto Member>
using relation_at =
    relation_of<T, reflect::nth<0, typename detail::relation_for<T, Member, typename table_of<T>::relations>::found>>;

/// True when the mapping names the relation.
template <class T, auto Member>
inline constexpr bool has_relation = detail::relation_for<T, Member, typename table_of<T>::relations>::count != 0;

}  // namespace tain::model
