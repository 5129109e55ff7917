// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"

#include <tuple>

using namespace golden;
using namespace tain::dsl;

namespace {

struct Shelf {
    std::string writer{};
    std::int64_t books{};
    std::optional<double> worth{};
    friend bool operator==(const Shelf&, const Shelf&) = default;
};
BOOST_DESCRIBE_STRUCT(Shelf, (), (writer, books, worth))

struct Named {
    std::int64_t id{};
    std::string name{};
    friend bool operator==(const Named&, const Named&) = default;
};
BOOST_DESCRIBE_STRUCT(Named, (), (id, name))

struct Pair {
    Author author{};
    std::optional<Book> book{};
    std::string upper{};
    friend bool operator==(const Pair&, const Pair&) = default;
};
BOOST_DESCRIBE_STRUCT(Pair, (), (author, book, upper))

/// A member and its column have different names, either of which is good.
struct Renamed {
    std::int64_t id{};
    std::string title{};
};
BOOST_DESCRIBE_STRUCT(Renamed, (), (id, title))
struct ByColumn {
    std::string heading{};
    friend bool operator==(const ByColumn&, const ByColumn&) = default;
};
BOOST_DESCRIBE_STRUCT(ByColumn, (), (heading))
struct ByMember {
    std::string title{};
    friend bool operator==(const ByMember&, const ByMember&) = default;
};
BOOST_DESCRIBE_STRUCT(ByMember, (), (title))

}  // namespace

template <>
inline constexpr auto tain::mapping<Renamed> = table("renamed", column_name<&Renamed::title>("heading"));

TEST_CASE("rows of a described struct, by position and name") {
    const tain::engine& db = library();
    CHECK(db.execute(
                select(col<&Author::name>.as<"writer">(), count().as<"books">(), sum(col<&Book::price>).as<"worth">())
                    .join<Book>()
                    .group_by(col<&Author::name>)
                    .order_by(desc(by_label<"worth">))
                    .limit(2)
                    .into<Shelf>())
              .all() == std::vector<Shelf>{{"Cora", 2, 35.5}, {"Dan O'Neil", 2, 33.333}});
    CHECK(db.execute(select(col<&Author::id>, col<&Author::name>).where(col<&Author::id> == 2).into<Named>()).one() ==
          Named{2, "Bram"});
    const auto totals = subquery<"totals">(
        select(col<&Book::author_id>.as<"id">(), max(col<&Book::title>).as<"name">()).group_by(col<&Book::author_id>));
    CHECK(db.execute(select(totals.column<"id">(), coalesce(totals.column<"name">(), "").as<"name">())
                         .from(totals)
                         .where(totals.column<"id">() == 1)
                         .into<Named>())
              .one() == Named{1, "Notes"});

    auto tx = db.begin();
    tx.script("CREATE TABLE renamed (id INTEGER PRIMARY KEY, heading TEXT NOT NULL)");
    tx.execute(insert<Renamed>().values(col<&Renamed::id> = 1, col<&Renamed::title> = "x"));
    CHECK(tx.execute(select(col<&Renamed::title>).into<ByColumn>()).one() == ByColumn{"x"});
    CHECK(tx.execute(select(col<&Renamed::title>).into<ByMember>()).one() == ByMember{"x"});
}

TEST_CASE("whole models in rows of a described struct") {
    constexpr auto writers = subquery<"writers">(select<Author>().where(col<&Author::id> > 3));
    constexpr auto thick = subquery<"thick">(select<Book>().where(col<&Book::pages> > 100));
    const auto pairs =
        library()
            .execute(select(writers.whole<Author>(), thick.whole<Book>(), upper(writers.column<"name">()).as<"upper">())
                         .from(writers)
                         .left_join(thick, thick.column<"author_id">() == writers.column<"id">())
                         .order_by(writers.column<"id">())
                         .into<Pair>())
            .all();
    REQUIRE(pairs.size() == 2);
    CHECK(pairs[0].author.name == "Dan O'Neil");
    CHECK(pairs[0].book.value().pages == 250);
    CHECK(pairs[0].upper == "DAN O'NEIL");
    CHECK(pairs[1] == Pair{{5, "eve_%", std::nullopt, true}, std::nullopt, "EVE_%"});
}
