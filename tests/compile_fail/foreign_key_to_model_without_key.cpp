// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a foreign key references a model that has no primary key
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
