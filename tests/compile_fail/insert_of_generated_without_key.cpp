// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: but no primary key by which it could be read back
#include "models.hpp"

#include <tain/engine/engine.hpp>

struct Note {
    std::int32_t rank{};
    std::int64_t twice{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (rank, twice))
template <>
inline constexpr auto tain::mapping<Note> = table("notes", generated<&Note::twice>(col<&Note::rank> * 2));

void use(const tain::engine& db) {
#ifdef TAIN_REJECTED
    Note one{};
    db.insert(one);
#else
    db.execute(insert<Note>().values(col<&Note::rank> = 3));
#endif
}
