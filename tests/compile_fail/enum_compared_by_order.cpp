// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: values of this type have no order that both databases know
#include "models.hpp"

#include <boost/describe/enum.hpp>

enum class mood { glad, sad };
BOOST_DESCRIBE_ENUM(mood, glad, sad)

struct Note {
    std::int64_t id{};
    mood felt{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, felt))

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select(col<&Note::id>).where(col<&Note::felt> < mood::sad), as);
#else
inline constexpr auto text = to_sql(select(col<&Note::id>).where(col<&Note::felt> == mood::sad), as);
#endif
