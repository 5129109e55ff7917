// SPDX-License-Identifier: BSL-1.0
#pragma once

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
    tain::one<Tree> tree{};
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (id, tree_id, tree))

template <>
inline constexpr auto tain::mapping<Tree> = table("trees", has_many<&Tree::leaves, &Leaf::tree_id>);
template <>
inline constexpr auto tain::mapping<Leaf> =
    table("leaves", foreign_key<&Leaf::tree_id>.references<Tree>(), belongs_to<&Leaf::tree, &Leaf::tree_id>);
