// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this key is identity<>.always()
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::int32_t rank{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, rank))
template <>
inline constexpr auto tain::mapping<Note> = table("notes", identity<&Note::id>.always());

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(insert<Note>().values(col<&Note::id> = 7, col<&Note::rank> = 1), as);
#else
inline constexpr auto text = to_sql(insert<Note>().values(col<&Note::rank> = 1), as);
#endif
