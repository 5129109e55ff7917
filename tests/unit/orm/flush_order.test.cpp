// SPDX-License-Identifier: BSL-1.0
#include <tain/orm/flush_order.hpp>
#include <tain/reflect/describe.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace order_models {

struct Country {
    std::int32_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Country, (), (id))
struct City {
    std::int32_t id = 0;
    std::int32_t country_id = 0;
};
BOOST_DESCRIBE_STRUCT(City, (), (id, country_id))
struct Street {
    std::int32_t id = 0;
    std::int32_t city_id = 0;
};
BOOST_DESCRIBE_STRUCT(Street, (), (id, city_id))
struct Node {
    std::int32_t id = 0;
    std::optional<std::int32_t> parent_id{};
};
BOOST_DESCRIBE_STRUCT(Node, (), (id, parent_id))
/// A circle without a way out.
struct Left {
    std::int32_t id = 0;
    std::int32_t right_id = 0;
};
BOOST_DESCRIBE_STRUCT(Left, (), (id, right_id))
struct Right {
    std::int32_t id = 0;
    std::int32_t left_id = 0;
};
BOOST_DESCRIBE_STRUCT(Right, (), (id, left_id))

}  // namespace order_models

using namespace order_models;

template <>
inline constexpr auto tain::mapping<City> =
    table("cities", primary_key<&City::id>.natural(), foreign_key<&City::country_id>.references<Country>());
template <>
inline constexpr auto tain::mapping<Street> =
    table("streets", primary_key<&Street::id>.natural(), foreign_key<&Street::city_id>.references<City>());
template <>
inline constexpr auto tain::mapping<Node> =
    table("nodes", primary_key<&Node::id>.natural(), foreign_key<&Node::parent_id>.references<Node>());
template <>
inline constexpr auto tain::mapping<Left> =
    table("lefts", primary_key<&Left::id>.natural(), foreign_key<&Left::right_id>.references<Right>());
template <>
inline constexpr auto tain::mapping<Right> =
    table("rights", primary_key<&Right::id>.natural(), foreign_key<&Right::left_id>.references<Left>());

namespace {

using namespace tain::orm;

class objects {
public:
    template <class T>
    objects& add(T object) {
        held_.emplace_back(new_record(std::move(object)));
        return *this;
    }
    std::vector<record*> all() const {
        std::vector<record*> made;
        for (const held& each : held_) made.push_back(each.get());
        return made;
    }

private:
    std::vector<held> held_;
};

/// Each step as `City 1 2`, with `!` behind an object whose key has to be NULL for a while.
std::vector<std::string> spelled(const std::vector<flush_step>& steps) {
    std::vector<std::string> made;
    for (const flush_step& step : steps) {
        std::string& text = made.emplace_back(step.objects.front()->model->type);
        for (const record* each : step.objects) {
            text += ' ';
            text += std::to_string(*static_cast<const std::int32_t*>(each->object));
            for (const postponed& link : step.nulled)
                if (link.what == each) text += '!';
        }
    }
    return made;
}

using texts = std::vector<std::string>;

}  // namespace

TEST_CASE("models go by their foreign keys, each in one step") {
    objects made;
    const auto all = made.add(Street{1, 1}).add(City{1, 1}).add(Street{2, 1}).add(Country{1}).add(City{2, 1}).all();
    CHECK(spelled(flush_order(all, false)) == texts{"Country 1", "City 1 2", "Street 1 2"});
    CHECK(flush_order({}, false).empty());
}

TEST_CASE("models without foreign keys between them keep the order in which they came") {
    objects made;
    const auto all = made.add(Street{1, 1}).add(Country{1}).all();
    CHECK(spelled(flush_order(all, false)) == texts{"Street 1", "Country 1"});
}

TEST_CASE("a model that refers to itself goes in layers") {
    objects made;
    made.add(Node{3, 2})
        .add(Node{2, 1})
        .add(Node{5, {}})
        .add(Node{1, {}})
        .add(Node{4, 2})
        .add(Node{6, 77})
        .add(Node{7, 7});
    CHECK(spelled(flush_order(made.all(), false)) == texts{"Node 5 1 6 7", "Node 2", "Node 3 4"});
}

TEST_CASE("a circle is broken where the foreign key can be NULL") {
    objects made;
    made.add(Node{9, 1}).add(Node{1, 2}).add(Node{2, 3}).add(Node{3, 1});
    CHECK(spelled(flush_order(made.all(), false)) == texts{"Node 1!", "Node 9 3", "Node 2"});
}

TEST_CASE("a circle that cannot be broken is left to the database") {
    objects made;
    made.add(Left{1, 1}).add(Right{1, 1}).add(Left{2, 2}).add(Right{2, 2});
    const auto steps = flush_order(made.all(), false);
    std::size_t count = 0;
    for (const flush_step& step : steps) {
        CHECK(step.nulled.empty());
        count += step.objects.size();
    }
    CHECK(count == 4);
}

TEST_CASE("the order of deletes is that of the stored rows") {
    objects made;
    made.add(Node{1, 2}).add(Node{2, {}});
    for (record* each : made.all()) {  // what is stored is the other way around
        const Node stored = static_cast<Node*>(each->object)->id == 1 ? Node{1, {}} : Node{2, 1};
        std::vector<tain::types::cell> columns(2);
        tain::types::scratch keep{tain::dialect::sqlite};
        each->model->bind(columns.data(), &stored, keep);
        each->known = image{columns};
    }
    CHECK(spelled(flush_order(made.all(), false)) == texts{"Node 2", "Node 1"});
    CHECK(spelled(flush_order(made.all(), true)) == texts{"Node 1", "Node 2"});
}
