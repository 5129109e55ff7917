// SPDX-License-Identifier: BSL-1.0
#include <tain/dynamic.hpp>
#include <tain/tain.hpp>

#include "support/message_of.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>

using namespace tain::dsl;

namespace {

struct Song {
    std::int64_t id{};
    std::string title{};
    std::optional<std::int32_t> year{};
};
BOOST_DESCRIBE_STRUCT(Song, (), (id, title, year))

const sort_keys<Song> keys{{"title", col<&Song::title>}, {"newest", desc(col<&Song::year>)}};

std::string sorted(std::string_view name) {
    return tain::to_sql(dynamic(select(col<&Song::id>)).order_by(keys.find(name)), tain::dialect::sqlite);
}

}  // namespace

TEST_CASE("a name chooses a sort key, and a minus before it the other direction") {
    CHECK(sorted("title") == R"(SELECT "id" FROM "song" ORDER BY "title")");
    CHECK(sorted("-title") == R"(SELECT "id" FROM "song" ORDER BY "title" DESC)");
    CHECK(sorted("newest") == R"(SELECT "id" FROM "song" ORDER BY "year" DESC NULLS FIRST)");
    CHECK(sorted("-newest") == R"(SELECT "id" FROM "song" ORDER BY "year" NULLS LAST)");
}

TEST_CASE("a name that is not allowed is refused, with those that are") {
    CHECK(tain::test::message_of<tain::error>([] { keys.find("year; DROP TABLE"); }) ==
          R"(tain: there is no sort key "year; DROP TABLE"; ask for one of "title", "newest")");
    for (const std::string_view name : {"", "-", "--title", "TITLE", " title", "title ", "title,newest"})
        CHECK_THROWS_AS(keys.find(name), tain::error);
    CHECK(tain::test::message_of<tain::error>([] { keys.find(std::string(1000, 'x')); }) ==
          "tain: there is no sort key \"" + std::string(80, 'x') + R"(…"; ask for one of "title", "newest")");
}

TEST_CASE("a name stands for one sort key") {
    CHECK(tain::test::message_of<tain::error>([] {
              const sort_keys<Song> twice{{"a", col<&Song::id>}, {"a", col<&Song::title>}};
          }) == R"(tain: two sort keys have the name "a"; give each a name of its own)");
}
