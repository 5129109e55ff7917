// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "logged_database.hpp"
#include "relation_models.hpp"

#include <tain/sql/dsl.hpp>

#include <cstdint>
#include <string>
#include <vector>

/// What the database has of a blog, for tests that change it along relations.
namespace tain::test::blog {

using blog_database = database<app>;
using texts = std::vector<std::string>;

/// How many rows a model has.
template <class T>
std::int64_t rows(const engine& db) {
    return db.execute(dsl::select(dsl::count()).template from<T>()).one();
}

/// The names of a post's tags, in their order.
inline texts tags(const engine& db, std::int64_t post) {
    return db
        .execute(dsl::select(dsl::col<&PostTag::tag>)
                     .where(dsl::col<&PostTag::post_id> == post)
                     .order_by(dsl::col<&PostTag::tag>))
        .all();
}

}  // namespace tain::test::blog
