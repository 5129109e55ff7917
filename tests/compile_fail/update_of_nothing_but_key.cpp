// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: every column of this model belongs to its primary key
#include "models.hpp"

#include <tain/engine/engine.hpp>

struct Membership {
    std::int64_t user_id{};
    std::int64_t group_id{};
};
BOOST_DESCRIBE_STRUCT(Membership, (), (user_id, group_id))
template <>
inline constexpr auto tain::mapping<Membership> =
    table("memberships", primary_key<&Membership::user_id, &Membership::group_id>);

void use(const tain::engine& db) {
#ifdef TAIN_REJECTED
    static_cast<void>(db.update(Membership{1, 2}));
#else
    static_cast<void>(db.remove(Membership{1, 2}));
#endif
}
