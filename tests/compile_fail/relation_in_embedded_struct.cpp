// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: a relation is a member of a struct that is embedded in this model
#include <tain/relations.hpp>
#include <tain/tain.hpp>

#include <cstdint>
#include <optional>

using namespace tain::dsl;

struct Leaf;
struct Crown {
    std::int32_t height{};
#ifdef TAIN_REJECTED
    tain::many<Leaf> leaves{};
#endif
};
#ifdef TAIN_REJECTED
BOOST_DESCRIBE_STRUCT(Crown, (), (height, leaves))
#else
BOOST_DESCRIBE_STRUCT(Crown, (), (height))
#endif

struct Tree {
    std::int64_t id{};
    std::optional<Crown> crown{};
    tain::many<Leaf> leaves{};
};
BOOST_DESCRIBE_STRUCT(Tree, (), (id, crown, leaves))

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
