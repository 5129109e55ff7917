// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the database gives every row its generated columns
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::int32_t rank{};
    std::int64_t twice{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, rank, twice))
template <>
inline constexpr auto tain::mapping<Note> =
#ifdef TAIN_REJECTED
    table("notes", generated<&Note::twice>(col<&Note::rank> * 2), backfill<&Note::twice>(7));
#else
    table("notes", generated<&Note::twice>(col<&Note::rank> * 2), backfill<&Note::rank>(7));
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
