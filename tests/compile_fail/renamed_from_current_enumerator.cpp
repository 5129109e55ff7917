// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: renamed_from names a column, table or enumerator that exists now
#include "models.hpp"

#include <boost/describe/enum.hpp>

enum class mood { happy, sad };
BOOST_DESCRIBE_ENUM(mood, happy, sad)
template <>
inline constexpr auto tain::renamed_enumerators<mood> =
#ifdef TAIN_REJECTED
    std::array{renamed_from<mood::happy>("sad")};
#else
    std::array{renamed_from<mood::happy>("glad")};
#endif

struct Note {
    std::int64_t id{};
    mood felt{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, felt))

inline constexpr auto text = to_sql(select<Note>(), as);
