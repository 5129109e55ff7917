// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the mapping names a member that is no column of this model
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, text))
template <>
inline constexpr auto tain::mapping<Note> =
#ifdef TAIN_REJECTED
    table("notes", comment<&User::email>("where to write"));
#else
    table("notes", comment<&Note::text>("what to write"));
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
