// SPDX-License-Identifier: BSL-1.0
#include <tain/sql/select.hpp>

#include "models.hpp"

#include <catch2/catch_test_macros.hpp>

#include <tuple>

using namespace blog;
using namespace tain::dsl;

namespace {

template <class T>
constexpr bool rows_are(const auto& statement) {
    return std::is_same_v<tain::sql::row_type<std::remove_cvref_t<decltype(statement)>>, T>;
}

struct Line {
    std::string name;
    std::optional<std::string> bio;
};

}  // namespace

TEST_CASE("whole models and columns are selected") {
    static_assert(reads(select<User>(), R"(SELECT "id", "email", "name", "bio", "is_active" FROM "users")"));
    static_assert(reads(select(col<&User::name>), R"(SELECT "name" FROM "users")"));
    static_assert(reads(select(col<&User::name>, col<&User::id>), R"(SELECT "name", "id" FROM "users")"));
    static_assert(reads(select(col<&User::name>.as<"who">()), R"(SELECT "name" AS "who" FROM "users")"));
    static_assert(reads(select(count()).from<User>(), R"(SELECT count(*) FROM "users")"));
    static_assert(reads(select(col<&Post::created_at, of<Post>>), R"(SELECT "created_at" FROM "posts")"));
    static_assert(reads(select(col<&User::name>).distinct(), R"(SELECT DISTINCT "name" FROM "users")"));
    SUCCEED();
}

TEST_CASE("the first column says what is read, wherever it stands in a term") {
    static_assert(
        reads(select(count(), max(lower(col<&User::name>))), R"(SELECT count(*), max(lower("name")) FROM "users")"));
    static_assert(reads(select(1 + col<&User::id>), R"(SELECT $1 + "id" FROM "users")"));
    static_assert(reads(select(is_null(col<&User::bio>)), R"(SELECT "bio" IS NULL FROM "users")"));
    static_assert(reads(select(between(col<&User::id>, 1, 2).as<"low">()),
                        R"(SELECT "id" BETWEEN $1 AND $2 AS "low" FROM "users")"));
    static_assert(reads(select(in(col<&User::id>, 1, 2)), R"(SELECT "id" IN ($1, $2) FROM "users")"));
    static_assert(reads(select(coalesce(col<&User::bio>, "")), R"(SELECT coalesce("bio", $1) FROM "users")"));
    static_assert(reads(select(!col<&User::is_active>), R"(SELECT NOT "is_active" FROM "users")"));
    SUCCEED();
}

TEST_CASE("clauses follow each other as SQL wants them, in whatever order they are given") {
    constexpr auto wanted =
        R"(SELECT "name", count(*) FROM "users" WHERE "id" > $1 GROUP BY "name" HAVING count(*) > $2 ORDER BY "name" DESC LIMIT $3 OFFSET $4)";
    static_assert(reads(select(col<&User::name>, count())
                            .where(col<&User::id> > 1)
                            .group_by(col<&User::name>)
                            .having(count() > 2)
                            .order_by(desc(col<&User::name>))
                            .limit(3)
                            .offset(4),
                        wanted));
    static_assert(reads(select(col<&User::name>, count())
                            .offset(4)
                            .limit(3)
                            .order_by(desc(col<&User::name>))
                            .having(count() > 2)
                            .group_by(col<&User::name>)
                            .where(col<&User::id> > 1),
                        wanted));
    SUCCEED();
}

TEST_CASE("an offset without a limit reads all rows behind it") {
    static_assert(reads(select(col<&User::id>).offset(4), R"(SELECT "id" FROM "users" LIMIT -1 OFFSET ?1)",
                        R"(SELECT "id" FROM "users" OFFSET $1)"));
    static_assert(reads(select(col<&User::id>).limit(4), R"(SELECT "id" FROM "users" LIMIT $1)"));
    SUCCEED();
}

TEST_CASE("where given twice means both") {
    static_assert(reads(select(col<&User::id>).where(col<&User::id> > 1).where(col<&User::name> == "x"),
                        R"(SELECT "id" FROM "users" WHERE "id" > $1 AND "name" = $2)"));
    static_assert(
        reads(select(col<&User::id>).where(col<&User::id> > 1 || col<&User::id> < 0).where(col<&User::is_active>),
              R"(SELECT "id" FROM "users" WHERE ("id" > $1 OR "id" < $2) AND "is_active")"));
    SUCCEED();
}

TEST_CASE("joins follow the one foreign key, from either side") {
    constexpr auto wanted =
        R"(SELECT "users"."name", "posts"."title" FROM "users" JOIN "posts" ON "posts"."author_id" = "users"."id")";
    static_assert(reads(select(col<&User::name>, col<&Post::title>).join<Post>(), wanted));
    static_assert(reads(select(col<&Post::title>).join<User>(),
                        R"(SELECT "posts"."title" FROM "posts" JOIN "users" ON "posts"."author_id" = "users"."id")"));
    static_assert(reads(
        select(col<&User::name>, col<&Post::title>).from<Post>().join<User>(),
        R"(SELECT "users"."name", "posts"."title" FROM "posts" JOIN "users" ON "posts"."author_id" = "users"."id")"));
    static_assert(reads(
        select(col<&User::name>).join<Post>().left_join<Comment>(),
        R"(SELECT "users"."name" FROM "users" JOIN "posts" ON "posts"."author_id" = "users"."id" LEFT JOIN "comments" ON "comments"."post_id" = "posts"."id")"));
    SUCCEED();
}

TEST_CASE("a foreign key of several columns joins on all of them") {
    static_assert(reads(
        select(col<&Pupil::id>).join<Grade>(),
        R"(SELECT "pupils"."id" FROM "pupils" JOIN "grades" ON "pupils"."grade_year" = "grades"."year" AND "pupils"."grade_number" = "grades"."number")"));
    SUCCEED();
}

TEST_CASE("joins on conditions take any, and aliases let a table be read twice") {
    using leader = tain::alias<User, "leader">;
    static_assert(reads(
        select(col<&User::name>, col<&User::name, of<leader>>)
            .join<Follow>(col<&Follow::from_id> == col<&User::id>)
            .join<leader>(col<&Follow::to_id> == col<&User::id, of<leader>> && col<&User::is_active, of<leader>>),
        R"(SELECT "users"."name", "leader"."name" FROM "users" JOIN "follows" ON "follows"."from_id" = "users"."id" JOIN "users" AS "leader" ON "follows"."to_id" = "leader"."id" AND "leader"."is_active")"));
    using answer = tain::alias<Comment, "answer">;
    static_assert(reads(
        select(col<&Comment::text>, col<&Comment::text, of<answer>>).left_join<answer>(),
        R"(SELECT "comments"."text", "answer"."text" FROM "comments" LEFT JOIN "comments" AS "answer" ON "answer"."answered_id" = "comments"."id")"));
    SUCCEED();
}

TEST_CASE("rows are models, values, tuples or aggregates of the user's") {
    static_assert(rows_are<User>(select<User>()));
    static_assert(rows_are<std::tuple<User, Post>>(select<User, Post>().join<Post>()));
    static_assert(rows_are<std::string>(select(col<&User::name>)));
    static_assert(rows_are<std::tuple<std::string, std::int64_t>>(select(col<&User::name>, count())));
    static_assert(rows_are<Line>(select(col<&User::name>, col<&User::bio>).into<Line>()));
    static_assert(rows_are<tain::types::timestamp>(select(col<&Post::created_at, of<Post>>)));
    SUCCEED();
}

TEST_CASE("what a left join may lack is optional; what it cannot be NULL stays as it is") {
    static_assert(rows_are<std::tuple<User, std::optional<Post>>>(select<User, Post>().left_join<Post>()));
    static_assert(rows_are<std::tuple<std::string, std::optional<std::string>>>(
        select(col<&User::name>, col<&Post::title>).left_join<Post>()));
    static_assert(
        rows_are<std::optional<std::int64_t>>(select(length(col<&Post::title>)).from<User>().left_join<Post>()));
    static_assert(
        rows_are<std::optional<std::int64_t>>(select(col<&Comment::answered_id>).from<Post>().left_join<Comment>()));
    static_assert(rows_are<std::int64_t>(select(count(col<&Post::id>)).from<User>().left_join<Post>()));
    static_assert(rows_are<bool>(select(is_null(col<&Post::id>)).from<User>().left_join<Post>()));
    static_assert(rows_are<std::string>(select(coalesce(col<&Post::title>, "none")).from<User>().left_join<Post>()));
    static_assert(rows_are<std::string>(select(col<&User::name>).left_join<Post>()));
    SUCCEED();
}

TEST_CASE("NULL sorts as the largest value on both databases") {
    static_assert(reads(select(col<&User::id>).order_by(col<&User::bio>, desc(col<&User::bio>), col<&User::name>),
                        R"(SELECT "id" FROM "users" ORDER BY "bio" NULLS LAST, "bio" DESC NULLS FIRST, "name")",
                        R"(SELECT "id" FROM "users" ORDER BY "bio", "bio" DESC, "name")"));
    static_assert(
        reads(select(col<&User::id>).order_by(asc(col<&User::bio>).nulls_first(), desc(col<&User::bio>).nulls_last()),
              R"(SELECT "id" FROM "users" ORDER BY "bio" NULLS FIRST, "bio" DESC NULLS LAST)"));
    static_assert(reads(
        select(col<&User::id>).left_join<Post>().order_by(col<&Post::title>),
        R"(SELECT "users"."id" FROM "users" LEFT JOIN "posts" ON "posts"."author_id" = "users"."id" ORDER BY "posts"."title" NULLS LAST)",
        R"(SELECT "users"."id" FROM "users" LEFT JOIN "posts" ON "posts"."author_id" = "users"."id" ORDER BY "posts"."title")"));
    static_assert(reads(select(col<&User::name>).group_by(col<&User::name>).order_by(desc(count())),
                        R"(SELECT "name" FROM "users" GROUP BY "name" ORDER BY count(*) DESC)"));
    SUCCEED();
}
