// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: two models of this list have the same table name
#include "models.hpp"

#include <tain/schema.hpp>

struct Author {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Author, (), (id))
template <>
#ifdef TAIN_REJECTED
inline constexpr auto tain::mapping<Author> = table("User");
#else
inline constexpr auto tain::mapping<Author> = table("author");
#endif

tain::schema::database made() { return tain::schema::of<tain::models<User, Author>>(); }
