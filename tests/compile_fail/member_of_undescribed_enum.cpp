// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this type cannot be stored in a column
#include "models.hpp"

#include <boost/describe/enum.hpp>

enum class mood { sad, happy };
#ifndef TAIN_REJECTED
BOOST_DESCRIBE_ENUM(mood, sad, happy)
#endif

struct Note {
    std::int64_t id{};
    mood felt{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, felt))

inline constexpr auto text = to_sql(select<Note>(), as);
