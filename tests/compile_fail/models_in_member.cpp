// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a list of models, or a pointer to one, is no column
#include "models.hpp"

#include <vector>

struct Shelf {
    std::int64_t id{};
    std::vector<Tag> tags{};
};
BOOST_DESCRIBE_STRUCT(Shelf, (), (id, tags))
#ifndef TAIN_REJECTED
template <>
inline constexpr auto tain::mapping<Shelf> = table("shelves", transient<&Shelf::tags>);
#endif

inline constexpr auto text = to_sql(select<Shelf>(), as);
