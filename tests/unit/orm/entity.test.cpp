// SPDX-License-Identifier: BSL-1.0
#include <tain/engine/create.hpp>
#include <tain/engine/sqlite.hpp>
#include <tain/orm/session.hpp>
#include <tain/reflect/describe.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace entity_models {

/// Counts its objects through a member that is no column.
struct Counted {
    std::int64_t id = 0;
    std::shared_ptr<int> alive{};
};
BOOST_DESCRIBE_STRUCT(Counted, (), (id, alive))

struct Keyless {
    std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(Keyless, (), (number))

}  // namespace entity_models

using namespace entity_models;

template <>
inline constexpr auto tain::mapping<Counted> = table("counted", transient<&Counted::alive>);

namespace {

using namespace tain;

struct incomplete;
static_assert(std::is_nothrow_move_constructible_v<entity<incomplete>>, "a handle to a type that is not complete yet");
static_assert(std::is_same_v<orm::element<Counted>::type, entity<Counted>>);
static_assert(std::is_same_v<orm::element<std::optional<Counted>>::type, entity<Counted>>);
static_assert(std::is_same_v<orm::element<Keyless>::type, Keyless>, "a row without a key has no identity");
static_assert(std::is_same_v<orm::element<std::tuple<Counted, int>>::type, std::tuple<entity<Counted>, int>>);

engine opened() {
    engine db = sqlite::open(":memory:");
    create_all<models<Counted, Keyless>>(db);
    return db;
}

}  // namespace

TEST_CASE("an empty handle is false and equal to nullptr") {
    const entity<Counted> none;
    CHECK_FALSE(none);
    CHECK(none == nullptr);
    CHECK(none == entity<Counted>{nullptr});
    CHECK(none.get() == nullptr);
}

TEST_CASE("an object lives as long as its session or one of its handles") {
    const engine db = opened();
    auto alive = std::make_shared<int>(1);
    entity<Counted> kept;
    {
        session s{db};
        s.add(Counted{.alive = alive});
        CHECK(alive.use_count() == 2);
        s.commit();
        CHECK(alive.use_count() == 2);
        kept = s.add(Counted{.alive = alive});
        const entity<Counted> copy = kept;
        CHECK(copy == kept);
        CHECK(&*copy == kept.get());
        s.flush();
        CHECK(alive.use_count() == 3);
        s.remove(s.get<Counted>(1));
        s.commit();
        CHECK(alive.use_count() == 2);
    }
    CHECK(alive.use_count() == 2);
    const entity<Counted> moved = std::move(kept);
    CHECK(moved->alive == alive);
}

TEST_CASE("an object that is let go by all is destroyed") {
    const engine db = opened();
    auto alive = std::make_shared<int>(1);
    session s{db};
    s.remove(s.add(Counted{.alive = alive}));
    CHECK(alive.use_count() == 1);
    s.add(Counted{.alive = alive});
    s.flush();
    s.rollback();
    CHECK(alive.use_count() == 1);
    s.add(Counted{.alive = alive});
    s.commit();
    s.expunge_all();
    CHECK(alive.use_count() == 1);
}

TEST_CASE("members that are no columns are left alone") {
    const engine db = opened();
    auto alive = std::make_shared<int>(1);
    session s{db};
    auto object = s.add(Counted{.alive = alive});
    s.commit();
    CHECK(s.get<Counted>(object->id) == object);
    CHECK(object->alive == alive);
    object->alive.reset();
    s.rollback();
    CHECK_FALSE(object->alive);
}

TEST_CASE("rows without a primary key are values, even in a session") {
    const engine db = opened();
    db.insert(Keyless{3});
    session s{db};
    const Keyless read = s.execute(select<Keyless>()).one();
    CHECK(read.number == 3);
}

TEST_CASE("an object that was expunged is not written, and can be taken in again") {
    const engine db = opened();
    session s{db};
    auto first = s.add(Counted{});
    auto second = s.add(Counted{});
    s.expunge(second);
    CHECK_FALSE(s.contains(second));
    s.commit();
    CHECK(db.get<Counted>(first->id));
    CHECK(second->id == 0);
    s.expunge_all();
    CHECK_FALSE(s.contains(first));
    s.add(first);
    CHECK(s.get<Counted>(first->id) == first);
    CHECK_THROWS_AS(s.expunge(second), error);

    auto third = s.add(Counted{});
    s.flush();
    s.expunge(third);
    s.rollback();
    CHECK_FALSE(s.contains(third));
    CHECK(third->id == 0);
    s.add(third);
    s.commit();
    CHECK(db.get<Counted>(third->id));
}
