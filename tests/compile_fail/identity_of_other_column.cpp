// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: identity<> says how the database numbers the model's primary key
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::int32_t rank{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, rank))
template <>
inline constexpr auto tain::mapping<Note> =
#ifdef TAIN_REJECTED
    table("notes", identity<&Note::rank>.start(5));
#else
    table("notes", identity<&Note::id>.start(5));
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
