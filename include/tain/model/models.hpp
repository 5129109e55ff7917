// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/reflect/list.hpp>

#include <cstddef>
#include <string_view>

namespace tain {

/// The bytes of the longest identifier that both databases keep; PostgreSQL cuts others with no more than a notice.
inline constexpr std::size_t longest_identifier = 63;

/// How constraints and indexes are called when a mapping gives them no name: a pattern for each kind, in which `{table}`
/// stands for the table, `{columns}` for the columns joined with `_`, `{referenced}` for the table that a foreign key points
/// to, and `{name}` for the name of a check, which its pattern needs. Names longer than 63 bytes are cut, with a hash.
struct naming_convention {
    std::string_view primary_key = "pk_{table}";
    std::string_view unique = "uq_{table}_{columns}";
    std::string_view index = "ix_{table}_{columns}";
    std::string_view foreign_key = "fk_{table}_{columns}_{referenced}";
    std::string_view check = "ck_{table}_{name}";
};

/// The one list of an application's models: `using app = tain::models<User, Post, Comment>;`. What creates tables,
/// compares schemas and makes migrations is given this.
///
/// A list with a naming convention of its own is a struct that says so. Tables that are there already keep their names until a
/// migration changes them.
///
///     struct app : tain::models<User, Post, Comment> {
///         static constexpr tain::naming_convention naming{.index = "idx_{table}_{columns}", .check = "{table}_{name}_check"};
///     };
template <class... Model>
struct models {
    using list = reflect::list<Model...>;
};

namespace model {

/// The convention of a list of models.
template <class Models>
inline constexpr naming_convention naming_of{};
template <class Models>
    requires requires { Models::naming; }
inline constexpr naming_convention naming_of<Models> = Models::naming;

}  // namespace model
}  // namespace tain
