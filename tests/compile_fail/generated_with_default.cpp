// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: two parts of the mapping give this column its value
#include "models.hpp"

struct Note {
    std::int64_t id{};
    std::int32_t rank{};
    std::int64_t twice{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, rank, twice, text))
template <>
inline constexpr auto tain::mapping<Note> =
#ifdef TAIN_REJECTED
    table("notes", generated<&Note::twice>(col<&Note::rank> * 2), server_default<&Note::twice>(1));
#else
    table("notes", generated<&Note::twice>(col<&Note::rank> * 2), server_default<&Note::rank>(1));
#endif

inline constexpr auto text = to_sql(select<Note>(), as);
