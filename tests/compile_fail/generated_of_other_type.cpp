// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a value of this type cannot be written to the column
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
    table("notes", generated<&Note::twice>(lower(col<&Note::text>)));
#else
    table("notes", generated<&Note::twice>(col<&Note::rank> * 2));
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
