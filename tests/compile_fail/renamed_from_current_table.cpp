// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: renamed_from names a column, table or enumerator that exists now
#include "models.hpp"

#include <tain/schema/of.hpp>

struct Note {
    std::int64_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, text))
template <>
inline constexpr auto tain::mapping<Note> =
#ifdef TAIN_REJECTED
    table("notes", renamed_from("posts"));
#else
    table("notes", renamed_from("pages"));
#endif

tain::schema::database schema() { return tain::schema::of<tain::models<User, Post, Note>>(); }
