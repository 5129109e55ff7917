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

struct Note {
    std::int64_t id{};
    Stamps stamps{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, stamps))

inline constexpr auto text = to_sql(select<Note>(), as);
