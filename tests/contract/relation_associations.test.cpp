// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"
#include "relation_models.hpp"

#include <tain/orm/session.hpp>
#include <tain/relations.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// Rows of associations that are objects of their own, beside relations over the association.
namespace {

struct Person;
struct Member;

struct Club {
    std::int64_t id = 0;
    std::string name{};
    tain::many<Person> people{};
};
BOOST_DESCRIBE_STRUCT(Club, (), (id, name, people))

struct Person {
    std::int64_t id = 0;
    std::string name{};
    tain::many<Club> clubs{};
    tain::many<Member> members{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name, clubs, members))

/// An association with a key of its own, and something to say.
struct Member {
    std::int64_t id = 0;
    std::int64_t person_id = 0;
    std::int64_t club_id = 0;
    std::string role{};
    tain::one<Person> person{};
    tain::one<Club> club{};
};
BOOST_DESCRIBE_STRUCT(Member, (), (id, person_id, club_id, role, person, club))

}  // namespace

template <>
inline constexpr auto tain::mapping<Club> =
    table("associated_clubs", many_to_many<&Club::people, &Member::club_id, &Member::person_id>);
template <>
inline constexpr auto tain::mapping<Person> =
    table("associated_people", many_to_many<&Person::clubs, &Member::person_id, &Member::club_id>,
          has_many<&Person::members, &Member::person_id>);
template <>
inline constexpr auto tain::mapping<Member> =
    table("associated_members", foreign_key<&Member::person_id>.references<Person>(),
          foreign_key<&Member::club_id>.references<Club>(), belongs_to<&Member::person, &Member::person_id>,
          belongs_to<&Member::club, &Member::club_id>);

namespace {

using namespace tain;
using namespace tain::dsl;
using namespace tain::test;
using namespace tain::test::blog;
using texts = std::vector<std::string>;

template <class T>
std::int64_t rows(const engine& db) {
    return db.execute(select(count()).template from<T>()).one();
}
template <class T>
texts names(const many<T>& of) {
    texts made;
    for (const auto& each : of) made.push_back(each->name);
    std::sort(made.begin(), made.end());
    return made;
}
texts titles(const many<Post>& of) {
    texts made;
    for (const auto& each : of) made.push_back(each->title);
    return made;
}

/// A post with the tags "a" and "b", and the tag "c"; all relations are loaded.
struct tagged : database<app> {
    session s{db};
    entity<Post> post;
    entity<Tag> a, b, c;

    tagged() {
        post =
            s.add(Post{.title = "one", .writer = Writer{.name = "Ada"}, .tags = {Tag{.name = "a"}, Tag{.name = "b"}}});
        c = s.add(Tag{.name = "c"});
        s.commit();
        a = post->tags[0], b = post->tags[1];
        log.clear();
    }
    entity<PostTag> row(const std::string& tag) { return s.get<PostTag>(std::tuple{post->id, tag}); }
};

/// Ada is in the club "one", Bob in "two"; all relations are loaded.
struct clubs : database<models<Club, Person, Member>> {
    session s{db};
    entity<Person> ada, bob;
    entity<Club> one, two;

    clubs() {
        ada = s.add(Person{.name = "Ada", .clubs = {Club{.name = "one"}}});
        bob = s.add(Person{.name = "Bob", .clubs = {Club{.name = "two"}}});
        s.commit();
        one = ada->clubs[0], two = bob->clubs[0];
        log.clear();
    }
    entity<Member> row(const entity<Person>& of) {
        return s.execute(select<Member>().where(col<&Member::person_id> == of->id)).one();
    }
};

}  // namespace

TEST_CASE("the object of an association's row is lost with the row that a relation deletes") {
    tagged t;
    const auto row = t.row("a");
    t.post->tags.remove(t.a);
    t.s.flush();
    CHECK_FALSE(t.s.contains(row));
    CHECK(t.a->posts.empty());
    SECTION("committed") {
        t.s.commit();
        CHECK(rows<PostTag>(t.db) == 1);
        t.s.add(row);
        t.s.commit();
        CHECK(rows<PostTag>(t.db) == 2);
        CHECK(names(t.post->tags) == texts{"a", "b"});
    }
    SECTION("put in again") {
        t.post->tags.add(t.a);
        t.s.commit();
        CHECK(rows<PostTag>(t.db) == 2);
        CHECK_FALSE(t.s.contains(row));
        CHECK(t.row("a") != row);
    }
    SECTION("rolled back") {
        t.s.rollback();
        CHECK(t.s.contains(row));
        CHECK(t.row("a") == row);
        CHECK(names(t.post->tags) == texts{"a", "b"});
        CHECK(titles(t.a->posts) == texts{"one"});
        t.s.remove(row);
        t.s.commit();
        CHECK(rows<PostTag>(t.db) == 1);
    }
    t.s.flush();
}

TEST_CASE("a row of an association that was added in the same transaction is lost, too") {
    tagged t;
    const auto row = t.s.add(PostTag{.post_id = t.post->id, .tag = "c"});
    t.s.flush();
    REQUIRE(names(t.post->tags) == texts{"a", "b", "c"});
    t.post->tags.remove(t.c);
    t.s.commit();
    CHECK_FALSE(t.s.contains(row));
    CHECK(rows<PostTag>(t.db) == 2);
    CHECK(t.c->posts.empty());
}

TEST_CASE("a row of an association is removed as an object and out of a relation at once") {
    tagged t;
    t.s.remove(t.row("a"));
    t.post->tags.remove(t.a);
    t.s.commit();
    CHECK(rows<PostTag>(t.db) == 1);
    CHECK(names(t.post->tags) == texts{"b"});
    CHECK(t.a->posts.empty());
    CHECK(t.log.count("DELETE") == 1);
}

TEST_CASE("removing a post loses the objects of its rows of an association") {
    tagged t;
    const auto row = t.row("a"), gone = t.row("b");
    t.s.remove(gone);
    t.s.remove(t.post);
    t.s.flush();
    CHECK_FALSE(t.s.contains(row));
    CHECK_FALSE(t.s.contains(gone));
    CHECK(t.a->posts.empty());
    auto point = t.s.begin_nested();
    point.rollback();
    t.s.commit();
    CHECK(rows<PostTag>(t.db) == 0);
    CHECK(rows<Post>(t.db) == 0);
}

TEST_CASE("an association with a key of its own: its object is lost with its row") {
    clubs t;
    const auto row = t.row(t.ada), other = t.row(t.bob);
    row->role = "chair";
    t.s.commit();
    t.s.load<&Person::members>(t.ada);
    REQUIRE(t.ada->members.size() == 1);
    t.one->people.remove(t.ada);
    t.s.flush();
    CHECK_FALSE(t.s.contains(row));
    CHECK(t.s.contains(other));
    CHECK(t.ada->clubs.empty());
    CHECK(t.ada->members.empty());
    row->role = "nobody";  // a plain object
    t.s.flush();
    SECTION("committed") {
        t.s.commit();
        CHECK(rows<Member>(t.db) == 1);
        other->role = "guest";
        t.s.commit();
        CHECK(t.db.execute(select<Member>()).one().role == "guest");
    }
    SECTION("rolled back") {
        t.s.rollback();
        CHECK(t.s.contains(row));
        CHECK(row->role == "chair");
        CHECK(names(t.ada->clubs) == texts{"one"});
        CHECK(t.ada->members.size() == 1);
        CHECK(t.ada->members[0] == row);
        row->role = "guest";
        t.s.commit();
        CHECK(t.db.get<Member>(row->id)->role == "guest");
    }
}

TEST_CASE("many rows of an association with a key of its own are lost together") {
    clubs t;
    std::vector<entity<Person>> people;
    for (int i = 0; i != 50; ++i) people.push_back(t.s.add(Person{.name = "p" + std::to_string(i), .clubs = {t.one}}));
    t.s.commit();
    const auto all = t.s.execute(select<Member>().order_by(col<&Member::id>)).all();
    REQUIRE(all.size() == 52);
    for (std::size_t i = 0; i < 50; i += 2) people[i]->clubs.remove(t.one);
    t.s.commit();
    CHECK(rows<Member>(t.db) == 27);
    std::size_t left = 0;
    for (const auto& each : all) left += t.s.contains(each);
    CHECK(left == 27);
    CHECK(t.one->people.size() == 26);
    for (const auto& each : all)
        if (t.s.contains(each)) each->role = "still";
    t.s.commit();
    CHECK(t.db.execute(select(count()).from<Member>().where(col<&Member::role> == "still")).one() == 27);
}

TEST_CASE("relations over an association follow a row that is added as an object") {
    tagged t;
    SECTION("by its keys") { t.s.add(PostTag{.post_id = t.post->id, .tag = "c"}); }
    SECTION("beside a relation that changes, too") {
        t.s.add(PostTag{.post_id = t.post->id, .tag = "c"});
        t.post->tags.add(Tag{.name = "d"});
    }
    t.s.flush();
    CHECK(t.post->tags.size() >= 3);
    CHECK(std::find(t.post->tags.begin(), t.post->tags.end(), t.c) != t.post->tags.end());
    CHECK(titles(t.c->posts) == texts{"one"});
    CHECK_FALSE(t.s.is_modified(t.post));
    CHECK_FALSE(t.s.is_modified(t.c));
    t.s.rollback();
    CHECK(names(t.post->tags) == texts{"a", "b"});
    CHECK(t.c->posts.empty());
    t.s.commit();
    CHECK(rows<PostTag>(t.db) == 2);
}

TEST_CASE("relations over an association follow a row that is removed as an object") {
    tagged t;
    const auto row = t.row("a");
    auto point = t.s.begin_nested();
    t.s.remove(row);
    t.s.flush();
    CHECK(names(t.post->tags) == texts{"b"});
    CHECK(t.a->posts.empty());
    CHECK_FALSE(t.s.is_modified(t.post));
    CHECK_FALSE(t.s.is_modified(t.a));
    point.rollback();
    CHECK(names(t.post->tags) == texts{"a", "b"});
    CHECK(titles(t.a->posts) == texts{"one"});
    CHECK(t.s.contains(row));
    t.s.remove(row);
    t.s.commit();
    CHECK(names(t.post->tags) == texts{"b"});
    CHECK(rows<PostTag>(t.db) == 1);
    t.post->tags.add(t.a);
    t.s.commit();
    CHECK(rows<PostTag>(t.db) == 2);
}

TEST_CASE("relations over an association follow the keys of a row that are changed") {
    clubs t;
    const auto row = t.row(t.ada);
    SECTION("one of them, as a member") { row->club_id = t.two->id; }
    SECTION("one of them, by a relation") { row->club = t.two; }
    t.s.flush();
    CHECK(names(t.ada->clubs) == texts{"two"});
    CHECK(t.one->people.empty());
    CHECK(names(t.two->people) == texts{"Ada", "Bob"});
    for (const auto& each : {t.one, t.two}) CHECK_FALSE(t.s.is_modified(each));
    row->person = t.bob;
    row->club_id = t.one->id;
    t.s.flush();
    CHECK(t.ada->clubs.empty());
    CHECK(names(t.bob->clubs) == texts{"one", "two"});
    CHECK(names(t.one->people) == texts{"Bob"});
    CHECK(names(t.two->people) == texts{"Bob"});
    t.s.rollback();
    CHECK(names(t.ada->clubs) == texts{"one"});
    CHECK(names(t.one->people) == texts{"Ada"});
    CHECK(names(t.two->people) == texts{"Bob"});
}

TEST_CASE("relations over an association follow a row that is led to a new object") {
    clubs t;
    const auto row = t.row(t.ada);
    row->club = Club{.name = "three"};
    t.s.flush();
    CHECK(names(t.ada->clubs) == texts{"three"});
    CHECK(t.one->people.empty());
    CHECK(names(row->club->people) == texts{"Ada"});
    const auto added = t.s.add(Person{.name = "Cy", .members = {Member{.role = "guest", .club = t.two}}});
    t.s.commit();
    CHECK(names(added->clubs) == texts{"two"});
    CHECK(names(t.two->people) == texts{"Bob", "Cy"});
    CHECK(rows<Member>(t.db) == 3);
}

TEST_CASE("a relation over an association that gets an object which is not at hand is not loaded") {
    tagged t;
    session s{t.db};
    const auto post = s.execute(select<Post>().with<&Post::tags>()).one();
    s.add(PostTag{.post_id = post->id, .tag = "c"});
    s.flush();
    CHECK_FALSE(post->tags.is_loaded());
    s.load<&Post::tags>(post);
    CHECK(names(post->tags) == texts{"a", "b", "c"});
    s.rollback();
    CHECK(names(post->tags) == texts{"a", "b"});
}

TEST_CASE("a relation to the rows of an association has those of its relation to the other side") {
    clubs t;
    t.s.load<&Person::members>(t.ada);
    REQUIRE(t.ada->members.size() == 1);
    t.ada->clubs.add(t.two);
    t.s.commit();
    REQUIRE(t.ada->members.size() == 2);
    const auto row = t.ada->members[1];
    CHECK(t.s.contains(row));
    CHECK(row->club_id == t.two->id);
    row->role = "guest";
    t.s.commit();
    CHECK(t.db.get<Member>(row->id)->role == "guest");
    t.ada->clubs.remove(t.two);
    t.s.commit();
    CHECK_FALSE(t.s.contains(row));
    CHECK(t.ada->members.size() == 1);
    CHECK(rows<Member>(t.db) == 2);
}

TEST_CASE("a flush that fails leaves rows of associations and relations over them as they were") {
    tagged t;
    const auto row = t.row("a");
    t.post->tags.remove(t.a);
    t.s.add(PostTag{.post_id = t.post->id, .tag = "c"});
    bool refuse = true;
    t.s.after_flush([&] {
        if (refuse) throw std::runtime_error("not now");
    });
    CHECK_THROWS_AS(t.s.flush(), std::runtime_error);
    CHECK(t.s.contains(row));
    CHECK(names(t.post->tags) == texts{"b"});
    CHECK(titles(t.a->posts) == texts{"one"});
    CHECK(t.c->posts.empty());
    refuse = false;
    t.s.commit();
    CHECK_FALSE(t.s.contains(row));
    CHECK(names(t.post->tags) == texts{"b", "c"});
    CHECK(titles(t.c->posts) == texts{"one"});
    CHECK(rows<PostTag>(t.db) == 2);
}
