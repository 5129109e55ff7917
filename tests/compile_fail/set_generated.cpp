// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this column is generated: the database calculates it
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
    db.execute(update<Note>().set(col<&Note::twice> = 3).all_rows());
#else
    db.execute(update<Note>().set(col<&Note::rank> = 3).all_rows());
#endif
}
