// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a condition of the mapping names a column of another model
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, text))
template <>
inline constexpr auto tain::mapping<Note> =
#ifdef TAIN_REJECTED
    table("notes", check<"old">(col<&User::age> > 17));
#else
    table("notes", check<"long">(length(col<&Note::text>) > 17));
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
