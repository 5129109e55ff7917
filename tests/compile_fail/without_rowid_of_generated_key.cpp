// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: sqlite_without_rowid needs a primary key that the application gives
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, text))
template <>
#ifdef TAIN_REJECTED
inline constexpr auto tain::mapping<Note> = table("notes", sqlite_without_rowid);
#else
inline constexpr auto tain::mapping<Note> = table("notes", primary_key<&Note::id>.natural(), sqlite_without_rowid);
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
