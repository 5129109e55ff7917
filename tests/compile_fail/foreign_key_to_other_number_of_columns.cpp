// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the columns of a foreign key and the columns that it references differ
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::int64_t author_id{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, author_id))
template <>
inline constexpr auto tain::mapping<Note> =
#ifdef TAIN_REJECTED
    table("notes", foreign_key<&Note::author_id>.references<&User::id, &User::email>());
#else
    table("notes", foreign_key<&Note::author_id>.references<User>());
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
