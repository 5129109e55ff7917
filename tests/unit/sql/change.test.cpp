// SPDX-License-Identifier: BSL-1.0
#include <tain/sql/change.hpp>

#include "models.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace blog;
using namespace tain::dsl;

namespace {

template <class T>
constexpr bool rows_are(const auto& statement) {
    return std::is_same_v<tain::sql::row_type<std::remove_cvref_t<decltype(statement)>>, T>;
}

constexpr std::size_t binds(const auto& statement) { return std::remove_cvref_t<decltype(statement)>::binds; }

}  // namespace

namespace {

struct Blank {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Blank, (), (id))

}  // namespace

TEST_CASE("updates set columns of the rows that they name") {
    static_assert(reads(update<User>().set(col<&User::name> = "Ada").where(col<&User::id> == 7),
                        R"(UPDATE "users" SET "name" = $1 WHERE "id" = $2)"));
    static_assert(
        reads(update<User>().where(col<&User::id> == 7).set(col<&User::name> = "Ada", col<&User::bio> = nullptr),
              R"(UPDATE "users" SET "name" = $1, "bio" = $2 WHERE "id" = $3)"));
    static_assert(reads(update<Post>().set(col<&Post::score> = col<&Post::score> + 1).all_rows(),
                        R"(UPDATE "posts" SET "score" = "score" + $1)"));
    static_assert(reads(
        update<User>().set(col<&User::name> = col<&User::email>).where(col<&User::id> > 7).where(col<&User::is_active>),
        R"(UPDATE "users" SET "name" = "email" WHERE "id" > $1 AND "is_active")"));
    SUCCEED();
}

TEST_CASE("deletes name their rows") {
    static_assert(reads(delete_from<User>().where(col<&User::id> == 7), R"(DELETE FROM "users" WHERE "id" = $1)"));
    static_assert(reads(delete_from<User>().all_rows(), R"(DELETE FROM "users")"));
    SUCCEED();
}

TEST_CASE("inserts of values name their columns") {
    static_assert(reads(
        insert<User>().values(col<&User::name> = "Ada", col<&User::email> = "a@x.org", col<&User::is_active> = true),
        R"(INSERT INTO "users" ("name", "email", "is_active") VALUES ($1, $2, $3))"));
    static_assert(reads(insert<Blank>(), R"(INSERT INTO "blank" DEFAULT VALUES)"));
    SUCCEED();
}

TEST_CASE("returning gives rows back, and binds its own values behind all others") {
    constexpr auto changed = update<User>()
                                 .set(col<&User::name> = "Ada")
                                 .where(col<&User::id> == 7)
                                 .returning(col<&User::id>, coalesce(col<&User::bio>, "none"));
    static_assert(
        reads(changed, R"(UPDATE "users" SET "name" = $1 WHERE "id" = $2 RETURNING "id", coalesce("bio", $3))"));
    static_assert(binds(changed) == 3);
    static_assert(rows_are<std::tuple<std::int64_t, std::string>>(changed));

    constexpr auto removed = delete_from<User>().returning(col<&User::id> + 1).where(col<&User::id> == 7);
    static_assert(reads(removed, R"(DELETE FROM "users" WHERE "id" = $1 RETURNING "id" + $2)"));
    static_assert(binds(removed) == 2);
    static_assert(rows_are<std::int64_t>(removed));

    static_assert(reads(insert<Tag>().values(col<&Tag::name> = "x").returning<Tag>(),
                        R"(INSERT INTO "tag" ("name") VALUES ($1) RETURNING "name")"));
    static_assert(rows_are<Tag>(insert<Tag>().values(col<&Tag::name> = "x").returning<Tag>()));
    static_assert(!decltype(delete_from<User>().all_rows())::returns_rows);
    SUCCEED();
}
