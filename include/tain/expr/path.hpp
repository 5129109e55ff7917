// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/reflect/members.hpp>
#include <tain/types/type.hpp>

#include <string>
#include <type_traits>

namespace tain {

/// The way to a column: one member pointer, or several that lead through embedded structs. A structural value, so it
/// can be a template argument: `index<path<&User::stamps, &Timestamps::created_at>>`.
template <auto... Members>
struct path_t {};

template <auto... Members>
inline constexpr path_t<Members...> path{};

/// Names the model of a member that a base declares, or the alias that is meant: `col<&Doc::created_at, of<Doc>>`.
template <class Source>
struct of_t {};

template <class Source>
inline constexpr of_t<Source> of{};

namespace expr {

template <class T>
inline constexpr bool is_path = false;
template <auto... M>
inline constexpr bool is_path<path_t<M...>> = true;

template <class T>
inline constexpr bool is_of = false;
template <class T>
inline constexpr bool is_of<of_t<T>> = true;

/// Splits `A, B, of<S>` into a path and a source.
template <class Source, class Path, auto... Rest>
struct located;

template <class Path>
struct path_root;
template <auto First, auto... Rest>
struct path_root<path_t<First, Rest...>> {
    using type = reflect::owner_of<First>;
};

/// True for a member whose own members may be missing with it: a struct that is optional as a whole, or a variant.
template <auto Member>
inline constexpr bool may_lack =
    types::is_optional<reflect::value_of<Member>> || types::is_variant<reflect::value_of<Member>>;

/// The type of a column: of the member, NULLable where the way leads through a struct that is optional as a whole, or
/// through a variant. A variant's own column says what it holds.
template <class Path>
struct path_value;
template <auto Only>
struct path_value<path_t<Only>> {
    using type = std::conditional_t<types::is_variant<reflect::value_of<Only>>, std::string, reflect::value_of<Only>>;
};
template <auto First, auto Second, auto... Rest>
struct path_value<path_t<First, Second, Rest...>> {
    using inner = typename path_value<path_t<Second, Rest...>>::type;
    using type = std::conditional_t<may_lack<First>, types::nullable<inner>, inner>;
};

/// True for a path through a struct that is optional as a whole, or through a variant.
template <class Path>
inline constexpr bool through_optional = false;
template <auto First, auto Second, auto... Rest>
inline constexpr bool through_optional<path_t<First, Second, Rest...>> =
    may_lack<First> || through_optional<path_t<Second, Rest...>>;

template <class Source, auto... M>
struct located<Source, path_t<M...>> {
    using path = path_t<M...>;
    using source = std::conditional_t<std::is_void_v<Source>, path_root<path_t<M...>>, std::type_identity<Source>>;
};
template <class Source, auto... M, auto Next, auto... Rest>
    requires std::is_member_object_pointer_v<std::remove_const_t<decltype(Next)>>
struct located<Source, path_t<M...>, Next, Rest...> : located<Source, path_t<M..., Next>, Rest...> {};
template <class Source, auto... M, auto... N, path_t<N...> Next, auto... Rest>
struct located<Source, path_t<M...>, Next, Rest...> : located<Source, path_t<M..., N...>, Rest...> {};
template <class Source, auto... M, class Named, of_t<Named> Next, auto... Rest>
struct located<Source, path_t<M...>, Next, Rest...> : located<Named, path_t<M...>, Rest...> {};

/// What `primary_key<…>`, `index<…>` and the others take for one column: a member pointer or a path.
template <auto Column>
struct as_path {
    using type = path_t<Column>;
};
template <auto... M, path_t<M...> Column>
struct as_path<Column> {
    using type = path_t<M...>;
};
template <auto Column>
using path_of = typename as_path<Column>::type;

}  // namespace expr
}  // namespace tain
