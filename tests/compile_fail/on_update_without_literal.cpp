// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: on_update stands in SQL text that is made at compile time
#include "models.hpp"

#include <boost/uuid/uuid.hpp>

struct Note {
    std::int64_t id{};
    boost::uuids::uuid token{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, token))
template <>
inline constexpr auto tain::mapping<Note> =
#ifdef TAIN_REJECTED
    table("notes", on_update<&Note::token>(boost::uuids::uuid{}));
#else
    table("notes", on_update<&Note::token>(sql_text("randomblob(16)", "gen_random_uuid()")));
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
