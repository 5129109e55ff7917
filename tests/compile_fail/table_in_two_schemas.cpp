// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a table stands in one schema, which has a name
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, text))
template <>
#ifdef TAIN_REJECTED
inline constexpr auto tain::mapping<Note> = table("notes", in_schema("a"), in_schema("b"));
#else
inline constexpr auto tain::mapping<Note> = table("notes", in_schema("a"));
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
