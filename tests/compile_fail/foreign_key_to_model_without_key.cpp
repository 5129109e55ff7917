// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the columns of a foreign key and the columns that it references differ
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::string sensor{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, sensor))
template <>
inline constexpr auto tain::mapping<Note> =
#ifdef TAIN_REJECTED
    table("notes", foreign_key<&Note::sensor>.references<Reading>());
#else
    table("notes", foreign_key<&Note::sensor>.references<&Reading::sensor>());
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
