// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a relation is loaded into whole objects, and this statement selects none of its model
#include <tain/relations.hpp>
#include <tain/tain.hpp>

#include <cstdint>

using namespace tain::dsl;

struct Leaf;
struct Tree {
    std::int64_t id{};
    tain::many<Leaf> leaves{};
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

#ifdef TAIN_REJECTED
inline constexpr auto text = tain::to_sql(select(col<&Tree::id>).with<&Tree::leaves>(), tain::dialect::sqlite);
#else
inline constexpr auto text = tain::to_sql(select<Tree>().with<&Tree::leaves>(), tain::dialect::sqlite);
#endif
