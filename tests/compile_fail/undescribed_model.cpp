// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this type is no model: it is not described
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::string text{};
};
#ifndef TAIN_REJECTED
BOOST_DESCRIBE_STRUCT(Note, (), (id, text))
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
