// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"

#include <tain/sql/dsl.hpp>

#include <boost/describe.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace outer_join {

struct Shelf {
    std::int64_t id = 0;
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Shelf, (), (id, name))

struct Label {
    std::int64_t id = 0;
    std::int64_t shelf_id = 0;
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Label, (), (id, shelf_id, text))

}  // namespace outer_join

template <>
inline constexpr auto tain::mapping<outer_join::Shelf> = table("shelves", primary_key<&outer_join::Shelf::id>);
template <>
inline constexpr auto tain::mapping<outer_join::Label> =
    table("labels", primary_key<&outer_join::Label::id>,
          foreign_key<&outer_join::Label::shelf_id>.references<&outer_join::Shelf::id>());

namespace {

using namespace tain;
using namespace tain::dsl;
using outer_join::Label;
using outer_join::Shelf;

}  // namespace

TEST_CASE("a row that an outer join did not complete has no model of the row before it, however rows are taken") {
    test::database<models<Shelf, Label>> t;
    std::vector<Shelf> shelves{{.name = "a"}, {.name = "b"}, {.name = "c"}};
    t.db.insert(shelves);
    std::vector<Label> labels{{.shelf_id = shelves[0].id, .text = "first"},
                              {.shelf_id = shelves[2].id, .text = "third"}};
    t.db.insert(labels);
    const auto joined = select<Shelf, Label>().left_join<Label>().order_by(col<&Shelf::name>);

    const auto all = t.db.execute(joined).all();
    REQUIRE(all.size() == 3);
    CHECK(std::get<1>(all[0])->text == "first");
    CHECK_FALSE(std::get<1>(all[1]).has_value());
    CHECK(std::get<1>(all[2])->text == "third");

    std::size_t i = 0;
    for (const auto& [shelf, label] : t.db.execute(joined)) {
        REQUIRE(i < 3);
        CHECK(shelf.name == shelves[i].name);
        CHECK(label.has_value() == (i != 1));
        ++i;
    }
    CHECK(i == 3);
}
