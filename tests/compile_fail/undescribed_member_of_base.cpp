// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this struct has a member that BOOST_DESCRIBE_STRUCT does not list
#include "models.hpp"

struct Stamps {
    std::int64_t created_at{};
#ifdef TAIN_REJECTED
    std::int64_t updated_at{};
#endif
};
BOOST_DESCRIBE_STRUCT(Stamps, (), (created_at))

struct Note : Stamps {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Note, (Stamps), (id))

inline constexpr auto text = to_sql(select<Note>(), as);
