// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/orm/model_operations.hpp>

#include <span>
#include <string>
#include <string_view>

/// How errors name objects.
namespace tain::orm {

/// Returns the primary key among a row's columns: `id 7`, `order_id 3, line 2`. Long text is cut.
std::string spell_key(const model_operations& of, std::span<const types::cell> columns);

/// Returns an object's model and key: `User (id 7)`. The key is that of its row, or of the object if it has none yet.
std::string name_of(const record& object);
/// The key alone.
std::string key_of(const record& object);

/// Inside a catch block: throws the same kind of error again, its message led by what was being done: `insert User
/// (id 7)`. Errors that are not the database's are thrown again as they are.
[[noreturn]] void rethrow(std::string_view doing);

}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/naming.ipp>  // IWYU pragma: keep
#endif
