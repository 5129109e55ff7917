// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: is written back into the object, but this object is const
#include "models.hpp"

#include <tain/engine/engine.hpp>

struct Note {
    std::int64_t id{};
    std::int32_t rank{};
    std::int64_t twice{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, rank, twice))
template <>
inline constexpr auto tain::mapping<Note> = table("notes", generated<&Note::twice>(col<&Note::rank> * 2));

void use(const tain::engine& db) {
#ifdef TAIN_REJECTED
    const Note one{};
    db.update(one);
#else
    Note one{};
    db.update(one);
#endif
}
