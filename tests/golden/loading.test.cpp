// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"

#include <tain/relations.hpp>

#include <tuple>

/// Relations that are read by joins: the text of the one statement, and what is in the objects.
namespace {

struct Volume;
struct Poet {
    std::int64_t id{};
    std::string name{};
    tain::many<Volume> volumes{};
};
BOOST_DESCRIBE_STRUCT(Poet, (), (id, name, volumes))

struct Volume {
    std::int64_t id{};
    std::int64_t author_id{};
    std::string title{};
    std::int32_t pages{};
    tain::one<Poet> poet{};
};
BOOST_DESCRIBE_STRUCT(Volume, (), (id, author_id, title, pages, poet))

struct Sold {
    std::int64_t id{};
    std::int64_t book_id{};
    std::int32_t count{};
    tain::one<Volume> volume{};
};
BOOST_DESCRIBE_STRUCT(Sold, (), (id, book_id, count, volume))

}  // namespace

template <>
inline constexpr auto tain::mapping<Poet> = table("authors", has_many<&Poet::volumes, &Volume::author_id>);
template <>
inline constexpr auto tain::mapping<Volume> =
    table("books", foreign_key<&Volume::author_id>.references<Poet>(), belongs_to<&Volume::poet, &Volume::author_id>);
template <>
inline constexpr auto tain::mapping<Sold> =
    table("sales", foreign_key<&Sold::book_id>.references<Volume>(), belongs_to<&Sold::volume, &Sold::book_id>);

namespace {

using namespace golden;
using namespace tain::dsl;

constexpr auto title = col<&Volume::title>;
constexpr auto pages = col<&Volume::pages>;

/// What leads where, by name; to nothing: an object without another one.
using pairs = std::vector<std::tuple<std::string, std::optional<std::string>>>;

void tell(const Poet& poet, pairs& to) {
    for (const auto& each : poet.volumes) to.emplace_back(poet.name, each->title);
    if (poet.volumes.empty()) to.emplace_back(poet.name, std::nullopt);
}
void tell(const Volume& volume, pairs& to) {
    to.emplace_back(volume.title, volume.poet ? std::optional{volume.poet->name} : std::nullopt);
}
void tell(const Sold& sold, pairs& to) {
    to.emplace_back(sold.volume->title, sold.volume->poet ? std::optional{sold.volume->poet->name} : std::nullopt);
}

/// Checks that a statement has these texts, and gives the pairs that `control` gives, of which there are `count`.
template <class S>
void loads(const S& statement, std::string_view sqlite, std::string_view postgresql, const char* control,
           std::size_t count) {
    spelled(statement, sqlite, postgresql);
    pairs given;
    for (const auto& each : library().execute(statement).all()) tell(each, given);
    const pairs wanted =
        library()
            .execute(tain::raw<std::tuple<std::string, std::optional<std::string>>>(tain::raw_text::dynamic(control)))
            .all();
    CHECK(wanted.size() == count);
    CHECK(given == wanted);
}

/// The same where the texts differ in the sign of placeholders alone.
template <class S>
void loads(const S& statement, std::string_view both, const char* control, std::size_t count) {
    loads(statement, on_sqlite(both), both, control, count);
}

}  // namespace

TEST_CASE("what objects belong to is joined behind them, within a limit and an offset") {
    loads(
        select<Volume>().where(pages > 200).order_by(title).limit(2).offset(1).with(with<&Volume::poet>().joined()),
        R"(SELECT "books"."id", "books"."author_id", "books"."title", "books"."pages", "poet"."id", "poet"."name" FROM "books" )"
        R"(LEFT JOIN "authors" AS "poet" ON "books"."author_id" = "poet"."id" WHERE "books"."pages" > $1 ORDER BY "books"."title" )"
        "LIMIT $2 OFFSET $3",
        "SELECT b.title, a.name FROM books b JOIN authors a ON a.id = b.author_id WHERE b.pages > 200 "
        "ORDER BY b.title LIMIT 2 OFFSET 1",
        2);
}

TEST_CASE("what many objects belong to one is joined with a condition of the join, and sorted behind the rest") {
    loads(
        select<Poet>()
            .order_by(desc(col<&Poet::name>))
            .with(with<&Poet::volumes>().joined().where(pages > 300).order_by(desc(title))),
        R"(SELECT "authors"."id", "authors"."name", "volumes"."id", "volumes"."author_id", "volumes"."title", )"
        R"("volumes"."pages" FROM "authors" LEFT JOIN (SELECT * FROM "books" WHERE "books"."pages" > ?1) AS "volumes" )"
        R"(ON "volumes"."author_id" = "authors"."id" ORDER BY "authors"."name" DESC, "volumes"."title" DESC NULLS FIRST)",
        R"(SELECT "authors"."id", "authors"."name", "volumes"."id", "volumes"."author_id", "volumes"."title", )"
        R"("volumes"."pages" FROM "authors" LEFT JOIN (SELECT * FROM "books" WHERE "books"."pages" > $1) AS "volumes" )"
        R"(ON "volumes"."author_id" = "authors"."id" ORDER BY "authors"."name" DESC, "volumes"."title" DESC)",
        "SELECT a.name, b.title FROM authors a LEFT JOIN (SELECT * FROM books WHERE pages > 300) b ON b.author_id = "
        "a.id ORDER BY a.name DESC, b.title DESC NULLS LAST",
        6);
}

TEST_CASE("joined objects that are sorted by what is no column") {
    loads(
        select<Poet>()
            .order_by(col<&Poet::name>)
            .with(with<&Poet::volumes>().joined().order_by(desc(length(title)), title)),
        R"(SELECT "authors"."id", "authors"."name", "volumes"."id", "volumes"."author_id", "volumes"."title", )"
        R"("volumes"."pages" FROM "authors" LEFT JOIN (SELECT *, length("books"."title") AS "sorting 0", "books"."title" AS )"
        R"("sorting 1" FROM "books") AS "volumes" ON "volumes"."author_id" = "authors"."id" ORDER BY "authors"."name", )"
        R"("volumes"."sorting 0" DESC NULLS FIRST, "volumes"."sorting 1" NULLS LAST)",
        R"(SELECT "authors"."id", "authors"."name", "volumes"."id", "volumes"."author_id", "volumes"."title", )"
        R"("volumes"."pages" FROM "authors" LEFT JOIN (SELECT *, length("books"."title") AS "sorting 0", "books"."title" AS )"
        R"("sorting 1" FROM "books") AS "volumes" ON "volumes"."author_id" = "authors"."id" ORDER BY "authors"."name", )"
        R"("volumes"."sorting 0" DESC, "volumes"."sorting 1")",
        "SELECT a.name, b.title FROM authors a LEFT JOIN books b ON b.author_id = a.id ORDER BY a.name, "
        "length(b.title) DESC NULLS LAST, b.title NULLS LAST",
        9);
}

TEST_CASE("joins below joins") {
    loads(
        select<Sold>()
            .order_by(col<&Sold::id>)
            .with(with<&Sold::volume>().joined().with(with<&Volume::poet>().joined())),
        R"(SELECT "sales"."id", "sales"."book_id", "sales"."count", "volume"."id", "volume"."author_id", "volume"."title", )"
        R"("volume"."pages", "volume.poet"."id", "volume.poet"."name" FROM "sales" LEFT JOIN "books" AS "volume" ON )"
        R"("sales"."book_id" = "volume"."id" LEFT JOIN "authors" AS "volume.poet" ON "volume"."author_id" = "volume.poet"."id" )"
        R"(ORDER BY "sales"."id")",
        "SELECT b.title, a.name FROM sales s JOIN books b ON b.id = s.book_id JOIN authors a ON a.id = b.author_id "
        "ORDER BY s.id",
        9);
}
