// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a relation's member and its key do not fit
#include <tain/relations.hpp>
#include <tain/tain.hpp>

#include <cstdint>

using namespace tain::dsl;

struct Leaf;
struct Tree {
    std::int64_t id{};
#ifdef TAIN_REJECTED
    tain::one<Leaf> leaves{};
#else
    tain::many<Leaf> leaves{};
#endif
};
BOOST_DESCRIBE_STRUCT(Tree, (), (id, leaves))

struct Leaf {
    std::int64_t id{};
    std::int64_t tree_id{};
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (id, tree_id))

template <>
inline constexpr auto tain::mapping<Tree> = table("trees", has_many<&Tree::leaves, &Leaf::tree_id>);
template <>
inline constexpr auto tain::mapping<Leaf> = table("leaves", foreign_key<&Leaf::tree_id>.references<Tree>());

inline constexpr auto text = tain::to_sql(select<Tree>(), tain::dialect::sqlite);
