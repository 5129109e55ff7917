// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"
#include "session_models.hpp"

#include <tain/orm/session.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace tain;
using namespace tain::test;
using tests = database<models<Country, City, Node, Person, House>>;

template <class T>
std::int64_t rows(const engine& db) {
    return db.execute(select(count()).from<T>()).one();
}

}  // namespace

TEST_CASE("referred rows are inserted first and deleted last, whatever the order of the calls") {
    tests t;
    session s{t.db};
    auto vienna = s.add(City{1, "at", "Vienna"});
    auto bern = s.add(City{2, "ch", "Bern"});
    auto at = s.add(Country{"at", "Austria"});
    auto graz = s.add(City{3, "at", "Graz"});
    auto ch = s.add(Country{"ch", "Switzerland"});
    s.commit();
    CHECK(rows<City>(t.db) == 3);
    CHECK(rows<Country>(t.db) == 2);

    s.remove(at);
    s.remove(graz);
    s.remove(ch);
    s.remove(bern);
    vienna->country_code = "de";
    s.add(Country{"de", "Germany"});
    s.commit();
    CHECK(rows<City>(t.db) == 1);
    CHECK(rows<Country>(t.db) == 1);
    CHECK(t.db.get<City>(1)->country_code == "de");
}

TEST_CASE("new objects of a model are inserted in bulk") {
    tests t;
    session s{t.db};
    s.add(Country{"at", "Austria"});
    for (int i = 0; i < 1000; ++i) s.add(City{i, "at", "city " + std::to_string(i)});
    s.commit();
    CHECK(rows<City>(t.db) == 1000);
    CHECK(t.log.count("INSERT") < 100);
    CHECK(t.log.count("INSERT INTO \"session_countries\"") == 1);
}

TEST_CASE("generated keys of a bulk insert are those of their objects") {
    database<models<Author>> t;
    session s{t.db};
    std::vector<entity<Author>> all;
    for (int i = 0; i < 500; ++i) all.push_back(s.add(Author{.name = std::to_string(i)}));
    s.commit();
    for (std::size_t i = 0; i < all.size(); i += 37) {
        CHECK(t.db.get<Author>(all[i]->id)->name == std::to_string(i));
        CHECK(s.get<Author>(all[i]->id) == all[i]);
    }
}

TEST_CASE("a tree is inserted from its root and deleted from its leaves") {
    tests t;
    std::mt19937 random{20240517};
    for (int round = 0; round < 5; ++round) {
        session s{t.db};
        std::vector<Node> nodes;
        for (int i = 0; i < 200; ++i)
            nodes.push_back({i, i == 0 ? std::optional<std::int32_t>{} : std::optional<std::int32_t>{i * 7 / 11},
                             "node " + std::to_string(i)});
        std::shuffle(nodes.begin(), nodes.end(), random);
        std::vector<entity<Node>> all;
        for (const Node& each : nodes) all.push_back(s.add(each));
        s.commit();
        CHECK(rows<Node>(t.db) == 200);
        std::shuffle(all.begin(), all.end(), random);
        for (const auto& each : all) s.remove(each);
        s.commit();
        CHECK(rows<Node>(t.db) == 0);
    }
}

TEST_CASE("a long chain, added from its end") {
    tests t;
    session s{t.db};
    constexpr int length = 500;
    for (int i = length; i > 0; --i)
        s.add(Node{i, i == 1 ? std::optional<std::int32_t>{} : std::optional<std::int32_t>{i - 1}, "link"});
    s.commit();
    CHECK(rows<Node>(t.db) == length);
    for (auto& each : s.execute(select<Node>())) s.remove(each);
    s.commit();
    CHECK(rows<Node>(t.db) == 0);
}

TEST_CASE("a row that refers to itself") {
    tests t;
    session s{t.db};
    auto self = s.add(Node{1, 1, "self"});
    s.commit();
    CHECK(t.db.get<Node>(1)->parent_id == 1);
    s.remove(self);
    s.commit();
    CHECK(rows<Node>(t.db) == 0);
}

TEST_CASE("a circle of rows in one table is closed by an update, and opened by one") {
    tests t;
    session s{t.db};
    std::vector<entity<Node>> ring;
    for (int i = 1; i <= 4; ++i) ring.push_back(s.add(Node{i, i % 4 + 1, "ring"}));
    auto behind = s.add(Node{5, 4, "behind"});
    s.commit();
    CHECK(t.log.count("UPDATE") == 1);
    for (int i = 1; i <= 4; ++i) {
        CHECK(ring[static_cast<std::size_t>(i - 1)]->parent_id == i % 4 + 1);
        CHECK(t.db.get<Node>(i)->parent_id == i % 4 + 1);
    }
    CHECK(t.db.get<Node>(5)->parent_id == 4);

    t.log.clear();
    for (const auto& each : ring) s.remove(each);
    s.remove(behind);
    s.flush();
    CHECK(t.log.count("UPDATE") == 1);
    s.rollback();
    CHECK(rows<Node>(t.db) == 5);
    CHECK(s.get<Node>(1) == ring[0]);
    CHECK(ring[0]->parent_id == 2);
    for (const auto& each : ring) s.remove(each);
    s.remove(behind);
    s.commit();
    CHECK(rows<Node>(t.db) == 0);
}

TEST_CASE("a circle of two tables is closed by an update, and opened by one") {
    tests t;
    session s{t.db};
    auto ada = s.add(Person{1, 10, "Ada"});
    auto home = s.add(House{10, 1, "Main Street"});
    auto lodger = s.add(Person{2, 10, "Bob"});
    auto let = s.add(House{11, 2, "Side Street"});
    s.commit();
    CHECK(ada->home_id == 10);
    CHECK(home->owner_id == 1);
    CHECK(t.db.get<Person>(1)->home_id == 10);
    CHECK(t.db.get<House>(10)->owner_id == 1);
    CHECK(t.db.get<Person>(2)->home_id == 10);
    CHECK(t.db.get<House>(11)->owner_id == 2);
    t.log.clear();
    s.commit();
    CHECK(t.log.size() == 0);

    s.remove(home);
    s.remove(let);
    s.remove(ada);
    s.remove(lodger);
    s.commit();
    CHECK(rows<Person>(t.db) == 0);
    CHECK(rows<House>(t.db) == 0);
}

TEST_CASE("a circle whose flush fails leaves the members as they were") {
    tests t;
    session s{t.db};
    auto ada = s.add(Person{1, 10, "Ada"});
    auto home = s.add(House{10, 1, "Main Street"});
    auto lost = s.add(House{11, 99, "Nowhere"});
    CHECK_THROWS_AS(s.flush(), constraint_error);
    CHECK(ada->home_id == 10);
    CHECK(home->owner_id == 1);
    CHECK(lost->owner_id == 99);
    lost->owner_id.reset();
    s.commit();
    CHECK(t.db.get<Person>(1)->home_id == 10);
    CHECK(t.db.get<House>(10)->owner_id == 1);
}

TEST_CASE("an update that refers to a new row comes after its insert, and before the delete of the old one") {
    tests t;
    session s{t.db};
    auto old_root = s.add(Node{1, {}, "old"});
    auto leaf = s.add(Node{2, 1, "leaf"});
    s.commit();
    s.remove(old_root);
    leaf->parent_id = 3;
    s.add(Node{3, {}, "new"});
    s.commit();
    CHECK(t.db.get<Node>(2)->parent_id == 3);
    CHECK_FALSE(t.db.get<Node>(1));
}
