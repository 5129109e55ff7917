// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: A member that a base declares is named with its model
#include "models.hpp"

struct Stamps {
    std::int64_t created_at{};
};
BOOST_DESCRIBE_STRUCT(Stamps, (), (created_at))

struct Note : Stamps {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Note, (Stamps), (id))

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<Note>().where(col<&Note::created_at> > 7), as);
#else
inline constexpr auto text = to_sql(select<Note>().where(col<&Note::created_at, of<Note>> > 7), as);
#endif
