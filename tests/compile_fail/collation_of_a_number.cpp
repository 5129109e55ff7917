// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: collation<> says how text compares
#include "models.hpp"

struct Note {
    std::int64_t id{};
#ifdef TAIN_REJECTED
    std::int32_t text{};
#else
    std::string text{};
#endif
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, text))
template <>
inline constexpr auto tain::mapping<Note> = table("notes", collation<&Note::text>("NOCASE", "C"));

inline constexpr auto text = to_sql(select<Note>(), as);
