// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a relation is made over columns that are no foreign key between its two models
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
inline constexpr auto tain::mapping<Leaf> = table("leaves"
#ifndef TAIN_REJECTED
                                                  ,
                                                  foreign_key<&Leaf::tree_id>.references<Tree>()
#endif
);

inline constexpr auto text = tain::to_sql(select<Tree>().with<&Tree::leaves>(), tain::dialect::sqlite);
