// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: values of this type have no order that both databases know
#include "models.hpp"

#include <tain/types/array.hpp>

#include <vector>

struct Note {
    std::int64_t id{};
    std::vector<std::string> tags{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, tags))

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(col<&Note::id>).order_by(col<&Note::tags>), as);
#else
inline constexpr auto text = to_sql(select(col<&Note::tags>).order_by(col<&Note::id>), as);
#endif
