// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: renamed_from names a column, table or enumerator that exists now
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::string title{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, title, text))
template <>
inline constexpr auto tain::mapping<Note> =
#ifdef TAIN_REJECTED
    table("notes", renamed_from<&Note::text>("title"));
#else
    table("notes", renamed_from<&Note::text>("body"));
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
