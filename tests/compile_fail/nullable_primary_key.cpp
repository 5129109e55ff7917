// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a primary key cannot be NULL
#include "models.hpp"

struct Note {
#ifdef TAIN_REJECTED
    std::optional<std::int64_t> id{};
#else
    std::int64_t id{};
#endif
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, text))

inline constexpr auto text = to_sql(select<Note>(), as);
