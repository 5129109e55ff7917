// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this struct has a member that BOOST_DESCRIBE_STRUCT does not list
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::string text{};
};
#ifdef TAIN_REJECTED
BOOST_DESCRIBE_STRUCT(Note, (), (id))
#else
BOOST_DESCRIBE_STRUCT(Note, (), (id, text))
#endif

inline constexpr auto text = to_sql(select(col<&Note::text>), as);
