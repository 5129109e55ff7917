// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>

namespace tain {

// Both hold objects of the session's making: orm/many.hpp, orm/one.hpp.
template <class T>
class many;
template <class T>
class one;

namespace model {

/// The model that a relation member leads to: `Post` of `many<Post>`. Nothing for other types.
template <class Member>
struct related {};
template <class T>
struct related<many<T>> {
    using type = T;
};
template <class T>
struct related<one<T>> {
    using type = T;
};

/// True for the type of a member that is a relation, not a column.
template <class Member>
concept relation = requires { typename related<Member>::type; };

/// True for a relation to any number of objects.
template <class Member>
inline constexpr bool to_many = false;
template <class T>
inline constexpr bool to_many<many<T>> = true;

}  // namespace model
}  // namespace tain
