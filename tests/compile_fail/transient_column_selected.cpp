// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this member is no column of its model
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::string text{};
    int cached_length{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, text, cached_length))
template <>
inline constexpr auto tain::mapping<Note> = table("notes", transient<&Note::cached_length>);

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<Note>().where(col<&Note::cached_length> > 7), as);
#else
inline constexpr auto text = to_sql(select<Note>().where(length(col<&Note::text>) > 7), as);
#endif
