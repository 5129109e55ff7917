// SPDX-License-Identifier: BSL-1.0
#include <tain/model/check.hpp>
#include <tain/model/relations.hpp>
#include <tain/orm/many.hpp>
#include <tain/orm/one.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/variant.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <optional>
#include <type_traits>
#include <variant>

namespace {

using tain::many;
using namespace tain::verdict;

struct Leaf;
struct Trunk {
    std::int32_t girth{};
};
BOOST_DESCRIBE_STRUCT(Trunk, (), (girth))

struct Crown {
    std::int32_t height{};
    many<Leaf> leaves{};
};
BOOST_DESCRIBE_STRUCT(Crown, (), (height, leaves))

struct Wood {
    std::int32_t age{};
    std::optional<Crown> crown{};
};
BOOST_DESCRIBE_STRUCT(Wood, (), (age, crown))

/// Is made of nothing but a relation.
struct Leaves {
    many<Leaf> all{};
};
BOOST_DESCRIBE_STRUCT(Leaves, (), (all))

template <class Part, int Which = 0>
struct Tree {
    std::int64_t id{};
    Part part{};
    BOOST_DESCRIBE_CLASS(Tree, (), (id, part), (), ())
};

struct Rooted {
    std::int64_t id{};
    many<Leaf> leaves{};
};
BOOST_DESCRIBE_STRUCT(Rooted, (), (id, leaves))
struct Grown : Rooted {
    std::optional<Trunk> trunk{};
};
BOOST_DESCRIBE_STRUCT(Grown, (Rooted), (trunk))

struct Leaf {
    std::int64_t id{};
    std::int64_t tree_id{};
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (id, tree_id))

using Pruned = Tree<Crown, 1>;

template <class T, class Verdict>
inline constexpr bool judged = std::is_same_v<fitness<T>, Verdict>;

}  // namespace

template <>
inline constexpr auto tain::mapping<Pruned> = table("pruned", transient<tain::path<&Pruned::part, &Crown::leaves>>);
template <>
inline constexpr auto tain::mapping<Tree<Wood, 1>> = table("woods", transient<&Tree<Wood, 1>::part>);

TEST_CASE("a relation is a member of the model itself") {
    static_assert(judged<Tree<Crown>, relation_in_embedded>);
    static_assert(judged<Tree<std::optional<Crown>>, relation_in_embedded>);
    static_assert(judged<Tree<Wood>, relation_in_embedded>, "two levels down");
    static_assert(judged<Tree<Leaves>, relation_in_embedded>, "alone");
    static_assert(judged<Tree<std::variant<Trunk, Crown>>, relation_in_embedded>);
    static_assert(judged<Tree<Trunk>, accepted>);
    static_assert(judged<Tree<std::variant<std::monostate, Trunk>>, accepted>);
    static_assert(judged<Tree<many<Leaf>>, relation_not_mapped>);
    static_assert(judged<Grown, relation_not_mapped>, "of a base it is one of the model");
    static_assert(judged<Tree<Wood, 1>, accepted>, "what is kept out of the table does not count");
    static_assert(judged<Pruned, accepted>);
}
