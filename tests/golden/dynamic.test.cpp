// SPDX-License-Identifier: BSL-1.0
#include <tain/dynamic.hpp>

#include "golden.hpp"

#include <tain/session.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <functional>
#include <random>
#include <set>
#include <utility>

using namespace golden;
using namespace tain::dsl;
using tain::dialect;

namespace {

struct Draft {
    std::int64_t id{};
    std::string text{};
    timestamp changed{};
    std::int64_t version{};
};
BOOST_DESCRIBE_STRUCT(Draft, (), (id, text, changed, version))

}  // namespace

template <>
inline constexpr auto tain::mapping<Draft> =
    table("drafts", on_update<&Draft::changed>(now()), version<&Draft::version>);

namespace {

constexpr auto id = col<&Book::id>;
constexpr auto title = col<&Book::title>;
constexpr auto genre = col<&Book::genre>;
constexpr auto pages = col<&Book::pages>;
constexpr auto price = col<&Book::price>;

std::vector<std::int64_t> ids(const dynamic_select<std::int64_t, Book>& statement) {
    return library().execute(statement).all();
}

}  // namespace

TEST_CASE("a dynamic statement has the text of the static one") {
    const auto same = [](const auto& made, const auto& fixed) {
        for (const dialect to : {dialect::sqlite, dialect::postgresql})
            CHECK(tain::to_sql(made, to) == tain::to_sql(fixed, to));
        CHECK(library().execute(made).all() == library().execute(fixed).all());
    };
    const auto base = select<Book>();
    const auto narrow = base.where(pages > 50);
    same(dynamic(base).order_by(id), base.order_by(id));
    same(dynamic(narrow).where(price < 20).order_by(id), narrow.where(price < 20).order_by(id));
    same(dynamic(base).where(pages > 50 || price < 8).where(is_null(genre)).order_by(id),
         base.where(pages > 50 || price < 8).where(is_null(genre)).order_by(id));
    same(dynamic(narrow.order_by(genre)).order_by(desc(id)).limit(3).offset(1),
         narrow.order_by(genre, desc(id)).limit(3).offset(1));
    same(dynamic(base.order_by(id).limit(9).offset(7)).limit(2).offset(1), base.order_by(id).limit(2).offset(1));
    same(dynamic(base.order_by(id)).offset(6), base.order_by(id).offset(6));
    same(dynamic(select<Author, Book>().left_join<Book>()).where(col<&Author::id> > 2).order_by(desc(id)),
         select<Author, Book>().left_join<Book>().where(col<&Author::id> > 2).order_by(desc(id)));
    same(dynamic(select(genre, count()).group_by(genre).having(count() > 1).order_by(genre)).where(price > 1),
         select(genre, count()).where(price > 1).group_by(genre).having(count() > 1).order_by(genre));
    same(dynamic(select(count()).from<Book>()).where(like(title, "N%")),
         select(count()).from<Book>().where(like(title, "N%")));
    same(dynamic(select(genre).distinct().order_by(genre)).where(is_not_null(genre)),
         select(genre).distinct().order_by(genre).where(is_not_null(genre)));
    same(dynamic(select(id).order_by(id))
             .where(exists(select<Sale>().where(col<&Sale::book_id> == id && col<&Sale::count> > 2))),
         select(id).order_by(id).where(
             exists(select<Sale>().where(col<&Sale::book_id> == id && col<&Sale::count> > 2))));
    same(dynamic(select((pages + 1).as<"more">()).order_by(by_label<"more">)).where(pages % 2 == 0),
         select((pages + 1).as<"more">()).order_by(by_label<"more">).where(pages % 2 == 0));
}

TEST_CASE("conditions are in the text only when they are asked for") {
    const auto cheap = [](std::optional<double> most, bool long_ones, std::string kind) {
        return dynamic(select(id).order_by(id))
            .where_if(most, [](double limit) { return price <= limit; })
            .where_if(long_ones, pages > 100)
            .where_if(!kind.empty(), [&] { return genre == kind; });
    };
    check(cheap({}, false, ""), R"(SELECT "id" FROM "books" ORDER BY "id")", "SELECT id FROM books ORDER BY id", 8);
    check(cheap(9.75, false, ""), R"(SELECT "id" FROM "books" WHERE "price" <= $1 ORDER BY "id")",
          "VALUES (2), (3), (4), (7)", 4);
    check(cheap(9.75, true, ""), R"(SELECT "id" FROM "books" WHERE "price" <= $1 AND "pages" > $2 ORDER BY "id")",
          "VALUES (2), (3), (4)", 3);
    check(cheap(9.75, true, "horror"),
          R"(SELECT "id" FROM "books" WHERE "price" <= $1 AND "pages" > $2 AND "genre" = $3 ORDER BY "id")",
          "VALUES (3), (4)", 2);
    check(cheap({}, false, "craft"), R"(SELECT "id" FROM "books" WHERE "genre" = $1 ORDER BY "id")", "VALUES (6), (8)",
          2);
}

TEST_CASE("conditions are values that are joined at run time") {
    const auto of = [](const condition<Book>& wanted) { return dynamic(select(id).order_by(id)).where(wanted); };
    const condition<Book> nothing;
    const condition<Book> long_one = pages > 200;
    const condition<Book> cheap = price < 9;
    CHECK(nothing.empty());
    CHECK_FALSE(long_one.empty());
    check(of(nothing), R"(SELECT "id" FROM "books" ORDER BY "id")", "SELECT id FROM books ORDER BY id", 8);
    check(of(!nothing || (nothing && nothing)), R"(SELECT "id" FROM "books" ORDER BY "id")",
          "SELECT id FROM books ORDER BY id", 8);
    check(of(nothing || cheap), R"(SELECT "id" FROM "books" WHERE "price" < $1 ORDER BY "id")", "VALUES (2), (4), (7)",
          3);
    check(of(long_one || cheap), R"(SELECT "id" FROM "books" WHERE "pages" > $1 OR "price" < $2 ORDER BY "id")",
          "VALUES (2), (3), (4), (7), (8)", 5);
    check(of(!(long_one || cheap) && genre == "science"),
          R"(SELECT "id" FROM "books" WHERE NOT ("pages" > $1 OR "price" < $2) AND "genre" = $3 ORDER BY "id")",
          "VALUES (1), (5)", 2);
    check(of((is_null(genre) && cheap) || (pages == 66 && long_one) || !cheap),
          R"(SELECT "id" FROM "books" WHERE "genre" IS NULL AND "price" < $1 OR "pages" = $2 AND "pages" > $3 OR )"
          R"(NOT ("price" < $4) ORDER BY "id")",
          "VALUES (1), (2), (3), (5), (6), (7), (8)", 7);

    std::vector<condition<Book>> words;
    check(of(all_of(words)), R"(SELECT "id" FROM "books" ORDER BY "id")", "SELECT id FROM books ORDER BY id", 8);
    check(of(any_of(words)), R"(SELECT "id" FROM "books" WHERE 1 = 0 ORDER BY "id")",
          "SELECT id FROM books WHERE id < 0", 0);
    for (const std::string word : {"Not", "Lai"}) words.push_back(contains(title, word));
    CHECK(ids(of(any_of(words))) == std::vector<std::int64_t>{1, 4, 7});
    CHECK(ids(of(all_of(words))).empty());
    CHECK(ids(of(cheap && any_of(words))) == std::vector<std::int64_t>{4, 7});
}

TEST_CASE("a condition serves every statement that reads its tables") {
    const condition<Author> living = col<&Author::living> == true;
    const condition<Book> cheap = price < 9;
    const auto both = living && cheap;
    static_assert(std::is_same_v<decltype(both), const condition<Author, Book>>);
    check(
        dynamic(select(col<&Author::name>, title).join<Book>().order_by(id)).where(both),
        R"(SELECT "authors"."name", "books"."title" FROM "authors" JOIN "books" ON "books"."author_id" = "authors"."id" )"
        R"(WHERE "authors"."living" = $1 AND "books"."price" < $2 ORDER BY "books"."id")",
        "VALUES ('Dan O''Neil', 'Nothing')", 1);
    check(dynamic(select(count()).from<Book>()).where(cheap), R"(SELECT count(*) FROM "books" WHERE "price" < $1)",
          "VALUES (3)", 1);
}

TEST_CASE("which tables are joined is decided at run time") {
    const auto books = [](std::optional<bool> living) -> dynamic_select<std::int64_t, Book> {
        if (!living) return dynamic(select(id)).where(pages > 100);
        return dynamic(select(id).join<Author>()).where(col<&Author::living> == *living).where(pages > 100);
    };
    check(books({}).order_by(id), R"(SELECT "id" FROM "books" WHERE "pages" > $1 ORDER BY "id")",
          "VALUES (2), (3), (4), (8)", 4);
    check(books(true).order_by(id),
          R"(SELECT "books"."id" FROM "books" JOIN "authors" ON "books"."author_id" = "authors"."id" )"
          R"(WHERE "authors"."living" = $1 AND "books"."pages" > $2 ORDER BY "books"."id")",
          "VALUES (8)", 1);
}

TEST_CASE("a table is joined when something is asked of it") {
    struct form {
        std::optional<std::string> author{};
        bool living = false;
        std::optional<int> sold{};
    };
    const auto found = [](const form& asked) {
        return dynamic(select(id))
            .where(pages > 0)
            .join_if<Author>(asked.author,
                             [](auto joined, const std::string& name) {
                                 return joined.where(col<&Author::name> == name).order_by(col<&Author::name>);
                             })
            .join_if<Author>(asked.living, [](auto joined) { return joined.where(col<&Author::living> == true); })
            .join_if<Sale>(asked.sold, [](auto joined, int n) { return joined.where(col<&Sale::count> >= n); })
            .order_by(id);
    };
    check(found({}), R"(SELECT "id" FROM "books" WHERE "pages" > $1 ORDER BY "id")",
          "SELECT id FROM books WHERE pages > 0 ORDER BY id", 7);
    check(found({.author = "Bram"}),
          R"(SELECT "books"."id" FROM "books" JOIN "authors" ON "books"."author_id" = "authors"."id" )"
          R"(WHERE "books"."pages" > $1 AND "authors"."name" = $2 ORDER BY "authors"."name", "books"."id")",
          "VALUES (3), (4)", 2);
    check(found({.author = "Dan O'Neil", .living = true}),
          R"(SELECT "books"."id" FROM "books" JOIN "authors" ON "books"."author_id" = "authors"."id" )"
          R"(WHERE "books"."pages" > $1 AND "authors"."name" = $2 AND "authors"."living" = $3 )"
          R"(ORDER BY "authors"."name", "books"."id")",
          "VALUES (7), (8)", 2);
    check(found({.living = true, .sold = 2}),
          R"(SELECT "books"."id" FROM "books" JOIN "authors" ON "books"."author_id" = "authors"."id" )"
          R"(JOIN "sales" ON "sales"."book_id" = "books"."id" )"
          R"(WHERE "books"."pages" > $1 AND "authors"."living" = $2 AND "sales"."count" >= $3 ORDER BY "books"."id")",
          "VALUES (6)", 1);
    check(dynamic(select(col<&Author::name>, count()).group_by(col<&Author::name>).order_by(col<&Author::name>))
              .join_if<Book>(true, [](auto joined) { return joined.where(pages > 100).having(max(pages) < 400); }),
          R"(SELECT "authors"."name", count(*) FROM "authors" JOIN "books" ON "books"."author_id" = "authors"."id" )"
          R"(WHERE "books"."pages" > $1 GROUP BY "authors"."name" HAVING max("books"."pages") < $2 )"
          R"(ORDER BY "authors"."name")",
          "VALUES ('Ada', 1), ('Dan O''Neil', 1)", 2);
}

TEST_CASE("groups are chosen and sorted by aggregates") {
    const auto genres = [](std::optional<int> least, bool few) {
        return dynamic(select(genre, count()).group_by(genre).having(count() > 0))
            .having_if(least, [](int n) { return sum(pages) >= n; })
            .having_if(few, [] { return count(distinct(id)) < 9; })
            .where_if(few, is_not_null(genre))
            .order_by(desc(sum(pages)), max(price));
    };
    check(genres({}, false),
          R"(SELECT "genre", count(*) FROM "books" GROUP BY "genre" HAVING count(*) > ?1 )"
          R"(ORDER BY sum("pages") DESC NULLS FIRST, max("price") NULLS LAST)",
          R"(SELECT "genre", count(*) FROM "books" GROUP BY "genre" HAVING count(*) > $1 )"
          R"(ORDER BY CAST(sum("pages") AS BIGINT) DESC, max("price"))",
          "VALUES ('horror', 2), ('craft', 2), (NULL, 2), ('science', 2)", 4);
    check(genres(200, true),
          R"(SELECT "genre", count(*) FROM "books" WHERE "genre" IS NOT NULL GROUP BY "genre" )"
          R"(HAVING count(*) > ?1 AND sum("pages") >= ?2 AND count(DISTINCT "id") < ?3 )"
          R"(ORDER BY sum("pages") DESC NULLS FIRST, max("price") NULLS LAST)",
          R"(SELECT "genre", count(*) FROM "books" WHERE "genre" IS NOT NULL GROUP BY "genre" )"
          R"(HAVING count(*) > $1 AND CAST(sum("pages") AS BIGINT) >= $2 AND count(DISTINCT "id") < $3 )"
          R"(ORDER BY CAST(sum("pages") AS BIGINT) DESC, max("price"))",
          "VALUES ('horror', 2), ('craft', 2)", 2);
    static_assert(std::is_same_v<decltype(dynamic(select(genre).distinct())),
                                 dynamic_distinct<std::optional<std::string>, Book>>);
    static_assert(std::is_same_v<decltype(dynamic(select(count()).from<Book>())), dynamic_groups<std::int64_t, Book>>);
}

TEST_CASE("a dynamic statement is a list that values are looked for in") {
    const auto written = [](const std::string& kind, bool long_ones) {
        return dynamic(select(col<&Book::author_id>))
            .where_if(!kind.empty(), genre == kind)
            .join_if<Sale>(long_ones, [](auto joined) { return joined.where(col<&Sale::count> > 3); });
    };
    constexpr auto author = col<&Author::id>;
    const auto of = [](const condition<Author>& which) {
        return dynamic(select(col<&Author::id>)).where(which).order_by(col<&Author::id>);
    };
    check(of(in(author, written("craft", false)) && col<&Author::living> == true),
          R"(SELECT "id" FROM "authors" WHERE "id" IN (SELECT "author_id" FROM "books" WHERE "genre" = $1) )"
          R"(AND "living" = $2 ORDER BY "id")",
          "VALUES (3), (4)", 2);
    check(of(not_in(author, written("horror", true))),
          R"(SELECT "id" FROM "authors" WHERE NOT ("id" IN (SELECT "books"."author_id" FROM "books" )"
          R"(JOIN "sales" ON "sales"."book_id" = "books"."id" WHERE "books"."genre" = $1 AND "sales"."count" > $2)) )"
          R"(ORDER BY "id")",
          "VALUES (1), (3), (4), (5)", 4);
    check(dynamic(select(id).join<Author>()).where(in(author, written("", false).limit(1000))).order_by(id),
          R"(SELECT "books"."id" FROM "books" JOIN "authors" ON "books"."author_id" = "authors"."id" )"
          R"(WHERE "authors"."id" IN (SELECT "author_id" FROM "books" LIMIT $1) ORDER BY "books"."id")",
          "SELECT id FROM books ORDER BY id", 8);
    tain::transaction db = library().begin();
    CHECK(db.execute(
              dynamic(update<Author>()).set(col<&Author::living> = false).where(in(author, written("craft", false)))) ==
          2);
}

TEST_CASE("sort keys are chosen by name from those that are allowed") {
    const sort_keys<Book> keys{{"title", title},
                               {"genre", genre},
                               {"price", desc(price)},
                               {"rare", genre.as<"x">().inner == "craft"},
                               {"last", asc(genre).nulls_last()}};
    const auto by = [&](std::string_view name) { return dynamic(select(id)).order_by(keys.find(name), id); };
    check(by("price"), R"(SELECT "id" FROM "books" ORDER BY "price" DESC, "id")",
          "VALUES (8), (5), (6), (1), (3), (2), (4), (7)", 8);
    check(by("-price"), R"(SELECT "id" FROM "books" ORDER BY "price", "id")",
          "VALUES (7), (4), (2), (3), (1), (6), (5), (8)", 8);
    check(by("genre"), R"(SELECT "id" FROM "books" ORDER BY "genre" NULLS LAST, "id")",
          R"(SELECT "id" FROM "books" ORDER BY "genre", "id")", "VALUES (6), (8), (3), (4), (1), (5), (2), (7)", 8);
    check(by("-genre"), R"(SELECT "id" FROM "books" ORDER BY "genre" DESC NULLS FIRST, "id")",
          R"(SELECT "id" FROM "books" ORDER BY "genre" DESC, "id")", "VALUES (2), (7), (1), (5), (3), (4), (6), (8)",
          8);
    check(by("-last"), R"(SELECT "id" FROM "books" ORDER BY "genre" DESC NULLS LAST, "id")",
          "VALUES (1), (5), (3), (4), (6), (8), (2), (7)", 8);
    check(dynamic(select(id)).order_by(keys.find("rare"), keys.find("-title")).limit(2),
          R"(SELECT "id" FROM "books" ORDER BY "genre" = ?1 NULLS LAST, "title" DESC LIMIT ?2)",
          R"(SELECT "id" FROM "books" ORDER BY "genre" = $1, "title" DESC LIMIT $2)",
          "SELECT id FROM books WHERE genre <> 'craft' ORDER BY title DESC LIMIT 2", 2);

    const sort_keys<Author> names{{"born", col<&Author::born>}, {"book", col<&Author::id>}};
    check(dynamic(select(col<&Author::id>).right_join<Book>()).order_by(names.find("-book")).limit(3),
          R"(SELECT "authors"."id" FROM "authors" RIGHT JOIN "books" ON "books"."author_id" = "authors"."id" )"
          R"(ORDER BY "authors"."id" DESC NULLS FIRST LIMIT ?1)",
          R"(SELECT "authors"."id" FROM "authors" RIGHT JOIN "books" ON "books"."author_id" = "authors"."id" )"
          R"(ORDER BY "authors"."id" DESC LIMIT $1)",
          "VALUES (4), (4), (3)", 3);
}

TEST_CASE("rows come as those of a static statement do") {
    const tain::engine& db = library();
    const dynamic_select<Book, Book> books = dynamic(select<Book>()).where(pages > 100).order_by(id);
    const std::vector<Book> all = db.execute(books).all();
    REQUIRE(all.size() == 4);
    std::vector<Book> one_by_one;
    for (const Book& each : db.execute(books)) one_by_one.push_back(each);
    CHECK(one_by_one == all);
    CHECK(db.execute(books).first() == all.front());
    CHECK(db.execute(books.where(id == 8)).one() == all.back());
    CHECK(db.execute(books.where(id == 1)).one_or_none() == std::nullopt);
    CHECK_THROWS_AS(db.execute(books).one(), tain::row_count_error);
    CHECK(db.execute(books.limit(0)).first() == std::nullopt);

    // The same statement within itself.
    std::size_t pairs = 0;
    for (const Book& outer : db.execute(books))
        for (const Book& inner : db.execute(books)) pairs += outer.id < inner.id;
    CHECK(pairs == 6);
}

TEST_CASE("a session gives its objects for the rows of a dynamic statement") {
    tain::session session{library()};
    const dynamic_select<Book, Book> books = dynamic(select<Book>()).where(pages > 100).order_by(id);
    std::vector<tain::entity<Book>> all = session.execute(books).all();
    REQUIRE(all.size() == 4);
    CHECK(session.execute(books.where(id == 3)).one() == all[1]);
    CHECK(session.execute(dynamic(select(count()).from<Book>()).where(pages > 100)).one() == 4);
}

TEST_CASE("what a value holds never becomes SQL") {
    tain::transaction db = library().begin();  // rolled back in the end
    std::vector<std::string> nasty{"'",
                                   "\"",
                                   "'; DROP TABLE \"authors\"; --",
                                   "\" OR 1 = 1 --",
                                   "NULL",
                                   "SELECT",
                                   "$1",
                                   "?1",
                                   "%",
                                   "_",
                                   "[a]*?",
                                   "\\",
                                   "\\'",
                                   "",
                                   " ",
                                   "Ünï\U0001F600",
                                   "/* x */",
                                   "a\nb\tc"};
    if (db.kind() == dialect::sqlite) nasty.push_back(std::string{"a\0b", 3});
    std::vector<Author> authors;
    for (const std::string& name : nasty) authors.push_back({.name = name});
    db.insert(authors);
    const std::size_t known = db.execute(select<Author>()).all().size();
    constexpr auto name = col<&Author::name>;
    std::set<std::string> texts;
    for (const Author& each : authors) {
        const auto exactly = dynamic(select<Author>()).where(name == each.name);
        texts.insert(tain::to_sql(exactly, db.kind()));
        CHECK(db.execute(exactly).all() == std::vector<Author>{each});
        CHECK(db.execute(dynamic(select<Author>()).where(!(condition<Author>{name == each.name}))).all().size() ==
              known - 1);
        const std::vector<std::string> listed{each.name, each.name};
        const auto among = dynamic(select<Author>()).where(in(name, listed));
        if (each.name.find('\0') == std::string::npos) CHECK(db.execute(among).all() == std::vector<Author>{each});
        texts.insert(tain::to_sql(among, db.kind()));
    }
    CHECK(texts.size() == 2);
}

TEST_CASE("conditions that are put together at random give the rows that C++ chooses") {
    using rows = std::function<std::optional<bool>(const Book&)>;  // empty: NULL
    struct both {
        condition<Book> sql;
        rows cpp;
    };
    std::mt19937 random{20240229};
    const auto below = [&](int end) { return std::uniform_int_distribution<int>{0, end - 1}(random); };
    const std::vector<std::string> genres{"science", "horror", "craft", "none'"};
    const auto leaf = [&]() -> both {
        const int number = below(430);
        switch (below(6)) {
            case 0: return {pages > number, [=](const Book& b) { return b.pages > number; }};
            case 1: return {price <= number / 10.0, [=](const Book& b) { return b.price <= number / 10.0; }};
            case 2: return {is_null(genre), [](const Book& b) { return !b.genre; }};
            case 3: {
                const std::string wanted = genres[static_cast<std::size_t>(below(4))];
                return {genre == wanted, [=](const Book& b) {
                            return b.genre ? std::optional<bool>{*b.genre == wanted} : std::nullopt;
                        }};
            }
            case 4: {
                std::vector<std::int64_t> wanted;
                for (int i = below(5); i != 0; --i) wanted.push_back(below(10));
                return {in(id, wanted),
                        [=](const Book& b) { return std::find(wanted.begin(), wanted.end(), b.id) != wanted.end(); }};
            }
            default:
                return {between(pages, number / 2, number),
                        [=](const Book& b) { return b.pages >= number / 2 && b.pages <= number; }};
        }
    };
    const std::function<both(int)> tree = [&](int depth) -> both {
        const int what = depth == 0 ? 3 : below(4);
        if (what == 3) return leaf();
        const both left = tree(depth - 1);
        if (what == 2)
            return {!left.sql, [=](const Book& b) {
                        const auto l = left.cpp(b);
                        return l ? std::optional<bool>{!*l} : std::nullopt;
                    }};
        const both right = tree(depth - 1);
        const bool decides = what == 1;  // OR: one true is enough; AND: one false
        return {decides ? left.sql || right.sql : left.sql && right.sql, [=](const Book& b) -> std::optional<bool> {
                    const auto l = left.cpp(b);
                    const auto r = right.cpp(b);
                    if (l == decides || r == decides) return decides;
                    if (!l || !r) return std::nullopt;
                    return !decides;
                }};
    };
    const tain::engine& db = library();
    const std::vector<Book> books = db.execute(select<Book>().order_by(id)).all();
    for (int round = 0; round != 400; ++round) {
        auto statement = dynamic(select<Book>()).order_by(id);
        std::vector<rows> wanted;
        for (int i = below(4); i != 0; --i) {
            const both added = tree(below(5));
            const bool asked = below(3) != 0;
            statement = statement.where_if(asked, added.sql);
            if (asked) wanted.push_back(added.cpp);
        }
        const int skipped = below(3);
        statement = statement.offset(skipped);
        std::vector<Book> chosen;
        for (const Book& each : books)
            if (std::all_of(wanted.begin(), wanted.end(), [&](const rows& one) { return one(each) == true; }))
                chosen.push_back(each);
        chosen.erase(chosen.begin(), chosen.begin() + std::min<std::ptrdiff_t>(skipped, std::ssize(chosen)));
        INFO(tain::to_sql(statement, db.kind()));
        REQUIRE(db.execute(statement).all() == chosen);
    }
}

TEST_CASE("an update sets what is asked for") {
    struct patch {
        std::optional<std::string> title{};
        std::optional<double> price{};
        std::optional<std::optional<std::string>> genre{};  // an empty one inside: NULL
        std::optional<int> more{};
    };
    const auto changed = [](const patch& by, const condition<Book>& which) {
        return dynamic(update<Book>())
            .set_if(by.title, title)
            .set_if(by.price, price)
            .set_if(by.genre, genre)
            .set_if(by.more, [](int more) { return pages = pages + more; })
            .where(which);
    };
    const auto spelled = [](const auto& statement, const std::string& postgresql) {
        golden::spelled(statement, on_sqlite(postgresql), postgresql);
    };
    const condition<Book> third = id == 3;
    spelled(changed({.title = "A"}, third), R"(UPDATE "books" SET "title" = $1 WHERE "id" = $2)");
    spelled(changed({.title = "A", .price = 3, .genre = std::optional<std::string>{}, .more = 7}, third || pages == 0),
            R"(UPDATE "books" SET "title" = $1, "price" = $2, "genre" = $3, "pages" = "pages" + $4 )"
            R"(WHERE "id" = $5 OR "pages" = $6)");
    spelled(changed({.more = 1}, {}).all_rows(), R"(UPDATE "books" SET "pages" = "pages" + $1)");
    spelled(changed({.more = 1}, third).all_rows(), R"(UPDATE "books" SET "pages" = "pages" + $1 WHERE "id" = $2)");
    // A column once, with what it was given last.
    spelled(
        dynamic(update<Book>().set(title = "A", price = 1).where(id == 1)).set(title = "B").set_if(false, pages = 2),
        R"(UPDATE "books" SET "title" = $1, "price" = $2 WHERE "id" = $3)");
    spelled(
        dynamic(update<Book>().from<Author>().returning(id))
            .set(title = col<&Author::name>)
            .where(col<&Author::id> == col<&Book::author_id>)
            .where_if(true, [] { return col<&Author::living> == false; }),
        R"(UPDATE "books" SET "title" = "authors"."name" FROM "authors" WHERE "authors"."id" = "books"."author_id" )"
        R"(AND "authors"."living" = $1 RETURNING "books"."id")");

    // What the mapping sets at every update is set unless the statement does.
    const auto drafts = dynamic(update<Draft>()).set(col<&Draft::text> = "x").all_rows();
    CHECK(tain::to_sql(drafts, dialect::postgresql) ==
          R"(UPDATE "drafts" SET "text" = $1, "changed" = now(), "version" = "version" + 1)");
    CHECK(tain::to_sql(drafts.set(col<&Draft::version> = 7, col<&Draft::changed> = timestamp{}), dialect::postgresql) ==
          R"(UPDATE "drafts" SET "text" = $1, "version" = $2, "changed" = $3)");

    tain::transaction db = library().begin();  // rolled back in the end
    CHECK(db.execute(changed({.title = "A'", .price = 3, .genre = std::optional<std::string>{}, .more = 7}, third)) ==
          1);
    Book one = db.get<Book>(3).value();
    CHECK(std::tuple{one.title, one.price, one.genre, one.pages} ==
          std::tuple{std::string{"A'"}, 3.0, std::optional<std::string>{}, 425});
    CHECK(db.execute(changed({.genre = std::optional<std::string>{"new"}}, third)) == 1);
    CHECK(db.get<Book>(3).value().genre == "new");
    CHECK(db.execute(dynamic(update<Book>()).set(pages = 1).all_rows()) == 8);
    const dynamic_update<Book, std::tuple<std::int64_t, std::string>> returned =
        dynamic(update<Book>().returning(id, title)).set(pages = 2).where(id > 7);
    CHECK(db.execute(returned).all() == std::vector{std::tuple{std::int64_t{8}, std::string{"Über alles"}}});
    CHECK(db.execute(dynamic(update<Book>().returning<Book>()).set(price = 2).where(id == 8)).one().price == 2);
}

TEST_CASE("a delete removes what is asked for") {
    tain::transaction db = library().begin();
    const auto removed = [](std::optional<int> below, bool all) {
        const dynamic_delete<Sale> some =
            dynamic(delete_from<Sale>()).where_if(below, [](int n) { return col<&Sale::count> < n; });
        return all ? some.all_rows() : some;
    };
    CHECK(tain::to_sql(removed(2, false), dialect::sqlite) == R"(DELETE FROM "sales" WHERE "count" < ?1)");
    CHECK(tain::to_sql(removed({}, true), dialect::postgresql) == R"(DELETE FROM "sales")");
    CHECK(db.execute(removed(2, false)) == 4);
    CHECK(db.execute(dynamic(delete_from<Sale>().where(col<&Sale::count> > 4).returning(col<&Sale::id>))
                         .where_if(true, col<&Sale::book_id> == 3))
              .all()
              .size() == 1);
    CHECK(db.execute(removed({}, true)) == 4);
}

TEST_CASE("an update of nothing, and a change of every row that was not meant, are refused") {
    const tain::engine& db = library();
    const auto refusal = [&db](const auto& statement) {
        return std::string{
            tain::test::thrown_by<tain::error>([&] { static_cast<void>(db.execute(statement)); }).what()};
    };
    using Catch::Matchers::ContainsSubstring;
    CHECK_THAT(refusal(dynamic(update<Book>()).where(id == 1).set_if(std::optional<double>{}, price)),
               ContainsSubstring("this UPDATE of \"books\" sets nothing"));
    CHECK_THAT(refusal(dynamic(update<Book>()).set(pages = 0)),
               ContainsSubstring("this UPDATE would change every row of \"books\""));
    CHECK_THAT(refusal(dynamic(update<Book>()).set(pages = 0).where(condition<Book>{})),
               ContainsSubstring("say all_rows() when that is meant"));
    CHECK_THAT(refusal(dynamic(delete_from<Book>()).where_if(false, id == 1)),
               ContainsSubstring("this DELETE would remove every row of \"books\""));
    CHECK(db.execute(select(count()).from<Book>().where(pages > 0)).one() == 7);
}

TEST_CASE("a session knows that a dynamic statement changes rows") {
    tain::session session{library()};
    const tain::entity<Book> book = session.get<Book>(1);
    CHECK(session.execute(dynamic(update<Book>()).set(pages = 1000).where(id == 1)) == 1);
    CHECK(session.execute(select<Book>().where(id == 1)).one() == book);
    CHECK(book->pages == 1000);
    session.rollback();
}
