// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a backfill gives each row a value that follows from that row
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
    table("notes", generated<&Note::twice>(col<&Note::rank> * 2), backfill<&Note::rank>(col<&User::age>));
#else
    table("notes", generated<&Note::twice>(col<&Note::rank> * 2), backfill<&Note::rank>(7));
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
