// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <tain/session.hpp>
#include <tain/sql/to_sql.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;

namespace {

struct User {
    std::int64_t id{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(User, (), (id, name))

/// The same table name in another schema.
struct ShadowUser {
    std::int64_t id{};
    std::string name{};
    std::optional<std::int64_t> real_id{};
};
BOOST_DESCRIBE_STRUCT(ShadowUser, (), (id, name, real_id))

struct Seen {
    std::string place{};
    std::int64_t user_id{};
    std::int32_t times{};
};
BOOST_DESCRIBE_STRUCT(Seen, (), (place, user_id, times))

}  // namespace

template <>
inline constexpr auto tain::mapping<User> = table("users");
template <>
inline constexpr auto tain::mapping<ShadowUser> =
    table("users", in_schema("odd \"schema\""), foreign_key<&ShadowUser::real_id>.references<User>());
template <>
inline constexpr auto tain::mapping<Seen> =
    table("seen", in_schema("audit"), primary_key<&Seen::place>, foreign_key<&Seen::user_id>.references<ShadowUser>(),
          index<&Seen::times>);

namespace {

/// Drops what an earlier test left: only the default schema is emptied for each.
tain::engine fresh() {
    tain::engine db = empty_database();
    if (on_postgresql()) db.script(R"(DROP SCHEMA IF EXISTS audit, "odd ""schema""" CASCADE)");
    tain::create_all<tain::models<User, ShadowUser, Seen>>(db);
    return db;
}

}  // namespace

TEST_CASE("statements name tables with their schemas") {
    constexpr auto text = [](const auto& statement, tain::dialect to) {
        return std::string{tain::to_sql(statement, to)};
    };
    const auto joined = select(col<&Seen::place>, col<&User::name>)
                            .join<ShadowUser>()
                            .join<User>()
                            .where(col<&ShadowUser::name> == "a");
    CHECK(
        text(joined, tain::dialect::postgresql) ==
        R"(SELECT "audit_seen"."place", "users"."name" FROM "audit"."seen" AS "audit_seen" )"
        R"(JOIN "odd ""schema"""."users" AS "odd ""schema""_users" ON "audit_seen"."user_id" = "odd ""schema""_users"."id" )"
        R"(JOIN "users" ON "odd ""schema""_users"."real_id" = "users"."id" )"
        R"(WHERE "odd ""schema""_users"."name" = $1)");
    CHECK(text(select(col<&Seen::place>), tain::dialect::sqlite) == R"(SELECT "place" FROM "audit_seen")");
    CHECK(text(update<Seen>().set(col<&Seen::times> = 1).all_rows(), tain::dialect::postgresql) ==
          R"(UPDATE "audit"."seen" AS "audit_seen" SET "times" = $1)");
    CHECK(text(delete_from<Seen>().all_rows(), tain::dialect::postgresql) ==
          R"(DELETE FROM "audit"."seen" AS "audit_seen")");
}

TEST_CASE("rows live in tables of schemas, and tables of one name stay apart") {
    tain::engine db = fresh();
    User ada{.name = "Ada"};
    db.insert(ada);
    std::vector<ShadowUser> shadows{{.name = "a", .real_id = ada.id}, {.name = "b"}, {.name = "c"}};
    db.insert(shadows);
    CHECK(shadows[2].id == 3);
    std::vector<Seen> seen{{.place = "x", .user_id = 1, .times = 1}, {.place = "y", .user_id = 2, .times = 2}};
    db.insert(seen);
    db.upsert(Seen{.place = "x", .user_id = 1, .times = 7});
    CHECK(db.get<Seen>("x")->times == 7);
    CHECK(db.get<User>(3) == std::nullopt);
    CHECK(db.get<ShadowUser>(3)->name == "c");

    const auto rows =
        db.execute(select(col<&Seen::place>, col<&User::name>, col<&ShadowUser::name>).join<ShadowUser>().join<User>())
            .all();
    CHECK(rows == std::vector<std::tuple<std::string, std::string, std::string>>{{"x", "Ada", "a"}});

    CHECK(db.execute(update<Seen>().set(col<&Seen::times> = 8).where(col<&Seen::place> == "x")) == 1);
    db.update(Seen{.place = "y", .user_id = 3, .times = 3});
    CHECK(db.get<Seen>("y")->user_id == 3);
    CHECK(db.execute(delete_from<Seen>().where(col<&Seen::times> == 8)) == 1);
    db.transaction([](tain::transaction& tx) { tx.remove<Seen>("y"); });
    CHECK(db.execute(select(count(col<&Seen::times>))).one() == 0);
    CHECK_THROWS_AS(db.insert(Seen{.place = "z", .user_id = 99, .times = 0}), tain::constraint_error);
}

TEST_CASE("an alias of a table in a schema goes by its own name") {
    tain::engine db = fresh();
    std::vector<ShadowUser> shadows{{.name = "a"}, {.name = "b"}};
    db.insert(shadows);
    using other = tain::alias<ShadowUser, "other">;
    const auto pairs = db.execute(select(col<&ShadowUser::name>, col<&ShadowUser::name, of<other>>)
                                      .join<other>(col<&ShadowUser::id> < col<&ShadowUser::id, of<other>>))
                           .all();
    CHECK(pairs == std::vector<std::tuple<std::string, std::string>>{{"a", "b"}});
}

TEST_CASE("a session writes to tables in schemas in the order of their keys") {
    tain::engine db = fresh();
    tain::session s{db};
    s.add(Seen{.place = "here", .user_id = 1, .times = 1});
    auto shadow = s.add(ShadowUser{.id = 0, .name = "s", .real_id = std::nullopt});
    s.flush();
    CHECK(shadow->id == 1);
    shadow->name = "renamed";
    s.commit();
    CHECK(db.get<ShadowUser>(1)->name == "renamed");
    CHECK(db.get<Seen>("here"));
}

TEST_CASE("tables in schemas are dropped, whatever else is there") {
    tain::engine db = fresh();
    db.insert(User{.name = "kept"});
    tain::drop_all<tain::models<ShadowUser, Seen>>(db);
    tain::drop_all<tain::models<ShadowUser, Seen>>(db);
    CHECK_THROWS_AS(db.execute(select<Seen>()).all(), tain::database_error);
    CHECK(db.execute(select<User>()).all().size() == 1);
    tain::create_all<tain::models<ShadowUser, Seen>>(db);
    CHECK(db.execute(select<Seen>()).all().empty());
}
