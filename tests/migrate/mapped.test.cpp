// SPDX-License-Identifier: BSL-1.0
#include "migrate/fixture.hpp"

#include <tain/migrate/compare.hpp>
#include <tain/migrate/operation.hpp>
#include <tain/migrate/snapshot.hpp>
#include <tain/model/models.hpp>
#include <tain/schema.hpp>
#include <tain/sql/dsl.hpp>

#include <boost/describe/class.hpp>
#include <boost/uuid/uuid.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using namespace tain::dsl;

namespace {

struct Author {
    std::int64_t id{};
    std::string email{};
    std::string name{};
    std::optional<std::int64_t> mentor_id{};
    std::int32_t born{};
};
BOOST_DESCRIBE_STRUCT(Author, (), (id, email, name, mentor_id, born))

struct Article {
    std::int64_t id{};
    std::int64_t author_id{};
    std::string title{};
    std::int32_t score{};
};
BOOST_DESCRIBE_STRUCT(Article, (), (id, author_id, title, score))

struct Place {
    std::string city{};
    std::string street{};
};
BOOST_DESCRIBE_STRUCT(Place, (), (city, street))

struct Person {
    std::int64_t id{};
    std::string full_name{};
    Place home{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, full_name, home))
struct Topic {
    std::string name{};
    std::int32_t rank{};
    std::optional<std::string> title{};
    std::optional<std::int64_t> parent{};
    double weight{};
    bool open{};
    boost::uuids::uuid token{};
};
BOOST_DESCRIBE_STRUCT(Topic, (), (name, rank, title, parent, weight, open, token))

}  // namespace

template <>
inline constexpr auto tain::mapping<Person> = table(
    "people", renamed_from("users"), renamed_from("accounts"), renamed_from<&Person::full_name>("name"),
    prefix<&Person::home>("home_"), renamed_from<path<&Person::home, &Place::city>>("town"), index<&Person::full_name>);
template <>
inline constexpr auto tain::mapping<Author> = table(
    "authors", unique<&Author::name, &Author::mentor_id>.nulls_not_distinct(), comment("Who writes, and \"why\""),
    comment<&Author::email>("it's private"), index_on(lower(col<&Author::email>)).unique().named("uq_authors_email"),
    index_on(col<&Author::name>, desc(col<&Author::born>)), index<&Author::born>.method("hash"),
    index<&Author::name>.include<&Author::email, &Author::born>().named("ix_authors_covering"),
    foreign_key<&Author::mentor_id>.references<&Author::id>().initially_deferred());

template <>
inline constexpr auto tain::mapping<Article> =
    table("articles", foreign_key<&Article::author_id>.references<Author>().on_delete(cascade).deferrable(),
          index_on(desc(col<&Article::score>)).where(col<&Article::score> > 0),
          index_on(col<&Article::score> + 1).method("brin").named("ix_articles_brin"));

template <>
inline constexpr auto tain::mapping<Topic> =
    table("topics", primary_key<&Topic::name>, sqlite_strict, sqlite_without_rowid,
          collation<&Topic::name>("NOCASE", "C"), collation<&Topic::title>("", "POSIX"), length<&Topic::title>(40),
          index_on(asc(col<&Topic::parent>).nulls_first(), desc(col<&Topic::rank>).nulls_last()),
          index_on(desc(col<&Topic::parent>).nulls_first(), asc(col<&Topic::rank>).nulls_last()).named("ix_plain"));

namespace {

using app = tain::models<Author, Article, Topic>;
using tain::dialect;
using tain::test::fresh_database;

std::vector<std::string> differences(tain::driver::connection& live) {
    std::vector<std::string> made;
    for (const tain::migrate::operation& each : tain::migrate::compare(live, tain::schema::of<app>()))
        made.push_back(tain::migrate::describe(each));
    return made;
}

}  // namespace

TEST_CASE("comments, deferred keys and indexes of every kind come from the mapping") {
    const tain::schema::database wanted = tain::schema::of<app>();
    const tain::schema::table& authors = wanted.tables.at(0);
    CHECK(authors.comment == "Who writes, and \"why\"");
    CHECK(authors.find_column("email")->comment == "it's private");
    CHECK(authors.foreign_keys.at(0).deferral == tain::schema::deferral::deferred);
    CHECK(wanted.tables.at(1).foreign_keys.at(0).deferral == tain::schema::deferral::immediate);

    const auto text = [](const tain::schema::index& of, const tain::schema::table& on, dialect to) {
        return tain::schema::create_index(of, on.name, to);
    };
    const dialect lite = dialect::sqlite, pg = dialect::postgresql;
    CHECK(text(authors.indexes.at(1), authors, pg) ==
          R"(CREATE UNIQUE INDEX "uq_authors_email" ON "authors" ((lower("email"))))");
    CHECK(text(authors.indexes.at(2), authors, lite) ==
          R"(CREATE INDEX "ix_authors_name_born" ON "authors" ("name", "born" DESC))");
    CHECK(text(authors.indexes.at(3), authors, pg) ==
          R"(CREATE INDEX "ix_authors_born" ON "authors" USING hash ("born"))");
    CHECK(text(authors.indexes.at(3), authors, lite) == R"(CREATE INDEX "ix_authors_born" ON "authors" ("born"))");
    CHECK(text(authors.indexes.at(4), authors, pg) ==
          R"(CREATE INDEX "ix_authors_covering" ON "authors" ("name") INCLUDE ("email", "born"))");
    CHECK(text(authors.indexes.at(4), authors, lite) == R"(CREATE INDEX "ix_authors_covering" ON "authors" ("name"))");
    CHECK(text(authors.indexes.at(0), authors, lite) ==
          R"(CREATE UNIQUE INDEX "uq_authors_name_mentor_id" ON "authors" (("name"), )"
          R"(("mentor_id" IS NULL), (ifnull("mentor_id", 0))))");
    CHECK_FALSE(tain::schema::applies(authors.indexes.at(0), pg));
    CHECK(tain::schema::definition(authors.uniques.at(0)) ==
          R"(CONSTRAINT "uq_authors_name_mentor_id" UNIQUE NULLS NOT DISTINCT ("name", "mentor_id"))");
    CHECK_FALSE(tain::schema::applies(authors.uniques.at(0), lite));
    const tain::schema::table& articles = wanted.tables.at(1);
    CHECK(text(articles.indexes.at(0), articles, pg) ==
          R"(CREATE INDEX "ix_articles_score" ON "articles" ("score" DESC) WHERE "score" > 0)");
    CHECK(tain::schema::applies(articles.indexes.at(1), pg));
    CHECK_FALSE(tain::schema::applies(articles.indexes.at(1), lite));

    const tain::schema::table& topics = wanted.tables.at(2);
    CHECK(text(topics.indexes.at(0), topics, pg) ==
          R"(CREATE INDEX "ix_topics_parent_rank" ON "topics" ("parent" NULLS FIRST, "rank" DESC NULLS LAST))");
    CHECK(text(topics.indexes.at(0), topics, lite) ==
          R"(CREATE INDEX "ix_topics_parent_rank" ON "topics" ("parent", "rank" DESC))");
    CHECK(text(topics.indexes.at(1), topics, pg) == R"(CREATE INDEX "ix_plain" ON "topics" ("parent" DESC, "rank"))");
    CHECK(tain::schema::create_table(topics, lite) == R"(CREATE TABLE "topics" (
    "name" TEXT COLLATE "NOCASE" NOT NULL,
    "rank" INT NOT NULL,
    "title" TEXT,
    "parent" INT,
    "weight" REAL NOT NULL,
    "open" INT NOT NULL,
    "token" BLOB NOT NULL,
    CONSTRAINT "pk_topics" PRIMARY KEY ("name"),
    CONSTRAINT "ck_topics_open_bool" CHECK ("open" IN (0, 1))
) STRICT, WITHOUT ROWID)");
    CHECK(tain::schema::create_table(topics, pg) == R"(CREATE TABLE "topics" (
    "name" TEXT COLLATE "C" NOT NULL,
    "rank" INTEGER NOT NULL,
    "title" VARCHAR(40) COLLATE "POSIX",
    "parent" BIGINT,
    "weight" DOUBLE PRECISION NOT NULL,
    "open" BOOLEAN NOT NULL,
    "token" UUID NOT NULL,
    CONSTRAINT "pk_topics" PRIMARY KEY ("name")
))");

    CHECK(tain::migrate::parse_snapshot(tain::migrate::write_snapshot(wanted), "s.json") == wanted);
}

TEST_CASE("former names come from the mapping, and a database that has them is renamed") {
    const tain::schema::database wanted = tain::schema::of<tain::models<Person>>();
    const tain::schema::table& people = wanted.tables.at(0);
    CHECK(people.renamed_from.all == std::vector<std::string>{"users", "accounts"});
    CHECK(people.columns.at(1).renamed_from.all == std::vector<std::string>{"name"});
    CHECK(people.find_column("home_city")->renamed_from.all == std::vector<std::string>{"town"});
    CHECK(people.find_column("home_street")->renamed_from.all.empty());

    const fresh_database db{GENERATE(dialect::sqlite, dialect::postgresql)};
    const auto open = db.connect();
    open->script("CREATE TABLE accounts (id BIGINT NOT NULL, name TEXT NOT NULL, town TEXT NOT NULL)");
    std::vector<std::string> found;
    for (const tain::migrate::operation& each : tain::migrate::compare(*open, wanted))
        found.push_back(tain::migrate::describe(each));
    CHECK(std::vector<std::string>(found.begin(), found.begin() + 3) ==
          std::vector<std::string>{R"(rename table "accounts" to "people")",
                                   R"(rename column "people"."name" to "full_name")",
                                   R"(rename column "people"."town" to "home_city")"});
}

TEST_CASE("a database that is made from a mapping has the schema of the mapping") {
    const dialect kind = GENERATE(dialect::sqlite, dialect::postgresql);
    const fresh_database db{kind};
    const auto open = db.connect();
    for (const std::string& statement : tain::schema::create_all(tain::schema::of<app>(), kind))
        open->script(statement);
    CHECK(differences(*open).empty());

    open->script("INSERT INTO authors (id, email, name, mentor_id, born) VALUES (1, 'A@x', 'a', NULL, 1)");
    CHECK_THROWS_AS(open->script("INSERT INTO authors (id, email, name, born) VALUES (2, 'a@X', 'b', 1)"),
                    tain::constraint_error);
    CHECK_THROWS_AS(open->script("INSERT INTO authors (id, email, name, born) VALUES (2, 'b', 'a', 1)"),
                    tain::constraint_error);
    open->script("INSERT INTO authors (id, email, name, mentor_id, born) VALUES (2, 'b', 'a', 1, 1)");
    CHECK_THROWS_AS(open->script("INSERT INTO authors (id, email, name, mentor_id, born) VALUES (5, 'e', 'a', 1, 1)"),
                    tain::constraint_error);
    // The key is looked at when the transaction ends.
    open->script(
        "BEGIN; INSERT INTO authors (id, email, name, mentor_id, born) VALUES (3, 'c', 'c', 4, 1);"
        "INSERT INTO authors (id, email, name, mentor_id, born) VALUES (4, 'd', 'd', 3, 1); COMMIT");

    open->script("DROP INDEX \"ix_authors_covering\"");
    open->script("DROP INDEX \"ix_articles_score\"");
    std::vector<std::string> found = differences(*open);
    std::sort(found.begin(), found.end());
    const bool pg = kind == dialect::postgresql;
    CHECK(found == std::vector<std::string>{
                       std::string{R"(create INDEX "ix_articles_score" ON "articles" ("score" DESC) WHERE )"} +
                           (pg ? "score > 0" : R"("score" > 0)"),
                       std::string{R"(create INDEX "ix_authors_covering" ON "authors" ("name"))"} +
                           (pg ? R"( INCLUDE ("email", "born"))" : "")});
}
