// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: takes a sequence with a name, which alone says start and increment
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, text))

inline constexpr tain::sequence numbers{.name = "numbers", .start = 1000};
template <>
#ifdef TAIN_REJECTED
inline constexpr auto tain::mapping<Note> = table("notes", identity<&Note::id>.from(numbers).start(5));
#else
inline constexpr auto tain::mapping<Note> = table("notes", identity<&Note::id>.from(numbers));
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
