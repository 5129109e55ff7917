// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the mapping names a member that is no column of this model
#include "models.hpp"

#include <vector>

struct Shelf {
    std::int64_t id{};
    std::string name{};
    std::vector<Tag> tags{};
};
BOOST_DESCRIBE_STRUCT(Shelf, (), (id, name, tags))
template <>
#ifdef TAIN_REJECTED
inline constexpr auto tain::mapping<Shelf> = table("shelves", transient<&Shelf::tags>, index<&Shelf::tags>);
#else
inline constexpr auto tain::mapping<Shelf> = table("shelves", transient<&Shelf::tags>, index<&Shelf::name>);
#endif

inline constexpr auto text = to_sql(select<Shelf>(), as);
