// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: is longer than 63 bytes, and PostgreSQL would cut it
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, text))
template <>
#ifdef TAIN_REJECTED
inline constexpr auto tain::mapping<Note> =
    table("notes", unique<&Note::text>.named("a_name_of_sixty_four_bytes______________________________________"));
#else
inline constexpr auto tain::mapping<Note> =
    table("notes", unique<&Note::text>.named("a_name_of_sixty_three_bytes____________________________________"));
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
