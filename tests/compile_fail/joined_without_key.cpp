// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: objects that come by a join are told apart by their primary key
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
    std::int64_t tree_id{};
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (tree_id))

template <>
inline constexpr auto tain::mapping<Tree> = table("trees", has_many<&Tree::leaves, &Leaf::tree_id>);
template <>
inline constexpr auto tain::mapping<Leaf> = table("leaves", foreign_key<&Leaf::tree_id>.references<Tree>());

#ifdef TAIN_REJECTED
inline constexpr auto text = tain::to_sql(select<Tree>().with(with<&Tree::leaves>().joined()), tain::dialect::sqlite);
#else
inline constexpr auto text = tain::to_sql(select<Tree>().with<&Tree::leaves>(), tain::dialect::sqlite);
#endif
