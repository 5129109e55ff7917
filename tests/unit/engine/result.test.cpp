// SPDX-License-Identifier: BSL-1.0
#include <tain/engine/result.hpp>

#include <tain/dynamic.hpp>
#include <tain/tain.hpp>

#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <string>
#include <tuple>

using namespace tain::dsl;

namespace {

struct Song {
    std::int64_t id{};
    std::string title{};
};
BOOST_DESCRIBE_STRUCT(Song, (), (id, title))

template <class S>
void make(const S& statement, tain::detail::made_statement& into) {
    tain::detail::facts_of<S>.make(&statement, tain::dialect::postgresql, into);
}

}  // namespace

TEST_CASE("dynamic statements of one shape are one prepared statement, whatever their values") {
    const auto songs = [](bool titled, const std::string& title, std::int64_t most) {
        return dynamic(select<Song>()).where_if(titled, col<&Song::title> == title).limit(most);
    };
    tain::detail::made_statement one, other, untitled;
    make(songs(true, "a", 1), one);
    make(songs(true, "b", 2), other);
    make(songs(false, "a", 1), untitled);
    CHECK(one.text == R"(SELECT "id", "title" FROM "song" WHERE "title" = $1 LIMIT $2)");
    CHECK(one.what.text[1] == one.text);
    CHECK(one.what.key() == other.what.key());
    CHECK(one.what.hash == other.what.hash);
    CHECK(one.what.key() == untitled.what.key());
    CHECK(one.what.hash != untitled.what.hash);
}

TEST_CASE("errors know the rows of a dynamic statement by their type") {
    tain::detail::made_statement songs, total;
    make(dynamic(select<Song>()), songs);
    CHECK(songs.what.name_of(1).member == "title");
    CHECK(songs.what.name_of(1).table == "song");
    make(dynamic(select(count()).from<Song>()), total);
    CHECK(total.what.name_of(0).type == tain::plans::written_name<std::int64_t>());
    CHECK(total.what.name_of(0).column.empty());
    const auto& names = tain::plans::row_names<std::tuple<std::string, std::optional<Song>>>::value;
    CHECK(names[0].first->type == "std::string");
    CHECK(names[1].count == 2);
    struct Line {
        std::string title;
        std::optional<double> share;
    };
    CHECK(tain::plans::row_names<Line>::value[1].first->type == "double");
}
