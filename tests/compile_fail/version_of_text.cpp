// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: its member must be std::int32_t or std::int64_t
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::int32_t rank{};
    std::int64_t twice{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, rank, twice, text))
template <>
inline constexpr auto tain::mapping<Note> =
#ifdef TAIN_REJECTED
    table("notes", version<&Note::text>);
#else
    table("notes", version<&Note::rank>);
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
