// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: start() and increment() take numbers that are at least 1
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::int32_t rank{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, rank))
template <>
inline constexpr auto tain::mapping<Note> =
#ifdef TAIN_REJECTED
    table("notes", identity<&Note::id>.increment(0));
#else
    table("notes", identity<&Note::id>.increment(10));
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
