// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/reflect/list.hpp>

namespace tain {

/// The one list of an application's models: `using app = tain::models<User, Post, Comment>;`. What creates tables,
/// compares schemas and makes migrations is given this.
template <class... Model>
struct models {
    using list = reflect::list<Model...>;
};

}  // namespace tain
