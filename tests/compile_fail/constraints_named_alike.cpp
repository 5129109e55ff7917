// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: two constraints of this model have the same name
#include "models.hpp"

#include <tain/schema.hpp>

struct Author {
    std::int64_t id{};
    std::int32_t age{};
};
BOOST_DESCRIBE_STRUCT(Author, (), (id, age))
template <>
inline constexpr auto tain::mapping<Author> = table("authors", check<"age">(col<&Author::age> > 0),
#ifdef TAIN_REJECTED
                                                    check<"age">(col<&Author::age> < 200));
#else
                                                    check<"old">(col<&Author::age> < 200));
#endif

tain::schema::database made() { return tain::schema::of<tain::models<Author>>(); }
