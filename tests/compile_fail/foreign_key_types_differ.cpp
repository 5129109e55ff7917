// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the columns of a foreign key and the columns that it references differ
#include "models.hpp"

struct Note {
    std::int64_t id{};
#ifdef TAIN_REJECTED
    std::int32_t author_id{};
#else
    std::int64_t author_id{};
#endif
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, author_id))
template <>
inline constexpr auto tain::mapping<Note> = table("notes", foreign_key<&Note::author_id>.references<&User::id>());

inline constexpr auto text = to_sql(select<Note>(), as);
