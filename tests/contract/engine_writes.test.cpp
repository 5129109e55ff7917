// SPDX-License-Identifier: BSL-1.0
#include "shop.hpp"

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace shop;
using namespace tain::dsl;

TEST_CASE("objects go in, come out by key, change and leave") {
    tain::test::database<models> base;
    const tain::engine& db = base.db;
    Customer ada{.email = "ada@x", .name = "Ada", .home = {.street = "S", .city = std::nullopt}};
    db.insert(ada);
    const Customer bob = db.insert(Customer{.email = "bob@x", .name = "Bob"});
    CHECK(ada.id != bob.id);
    std::optional<Customer> found = db.get<Customer>(ada.id);
    REQUIRE(found);
    CHECK(found->name == "Ada");
    CHECK(found->home.city == std::nullopt);
    CHECK_FALSE(db.get<Customer>(std::int64_t{-1}));
    found->name = "Ada L";
    found->born = 1815;
    CHECK(db.update(*found));
    CHECK(db.get<Customer>(ada.id)->born == 1815);
    CHECK(db.remove(*found));
    CHECK_FALSE(db.remove(*found));
    CHECK_FALSE(db.update(*found));
    CHECK(db.remove<Customer>(bob.id));
    CHECK(db.execute(select(count()).from<Customer>()).one() == 0);
}

TEST_CASE("natural and composite keys") {
    filled s;
    CHECK(s.db.get<Order>("A-2")->status == Status::paid);
    CHECK(s.db.get<Line>(std::tuple{"A-1", 3})->note == "third");
    CHECK_FALSE(s.db.get<Line>(std::tuple{"A-1", 4}));
    CHECK(s.db.remove<Line>(std::tuple{"A-1", 3}));
    s.db.upsert(std::vector<Line>{{"A-1", 1, "changed"}, {"A-1", 9, "new"}});
    s.db.upsert(Line{"A-1", 2, "filled"});
    const auto lines = s.db.execute(select<Line>().order_by(col<&Line::position>)).all();
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].note == "changed");
    CHECK(lines[1].note == "filled");
    CHECK(lines[2].position == 9);
}

TEST_CASE("many objects go in at once, each with its own key") {
    for (const std::size_t count : {0U, 1U, 2U, 63U, 64U, 65U, 129U, 1000U}) {
        tain::test::database<models> base;
        std::vector<Customer> all;
        for (std::size_t i = 0; i < count; ++i)
            all.push_back({.email = std::to_string(i) + "@x",
                           .name = "n" + std::to_string(i),
                           .born = i % 3 == 0 ? std::optional<std::int32_t>{} : static_cast<std::int32_t>(i)});
        base.db.insert(all);
        std::set<std::int64_t> keys;
        for (const Customer& each : all) keys.insert(each.id);
        CHECK(keys.size() == count);
        const auto rows =
            base.db
                .execute(
                    select(col<&Customer::id>, col<&Customer::name>, col<&Customer::born>).order_by(col<&Customer::id>))
                .all();
        REQUIRE(rows.size() == count);
        std::size_t wrong = 0;
        for (const auto& [id, name, born] : rows)
            for (const Customer& each : all)
                if (each.id == id) wrong += each.name != name || each.born != born;
        CHECK(wrong == 0);
    }
}

TEST_CASE("a bulk insert is all or nothing") {
    filled s;
    std::vector<Customer> all(200);
    for (std::size_t i = 0; i < all.size(); ++i) all[i].email = std::to_string(i) + "@x";
    all[150].email = "ada@example.org";
    CHECK_THROWS_AS(s.db.insert(all), tain::constraint_error);
    CHECK(s.db.execute(select(count()).from<Customer>()).one() == 3);
    s.db.transaction([&](tain::transaction& tx) {
        tx.insert(Order{"T-1", s.customers[0].id, Status::open, 1});
        CHECK_THROWS_AS(tx.nested([&](tain::transaction& inner) { inner.insert(all); }), tain::constraint_error);
        tx.insert(Order{"T-2", s.customers[0].id, Status::open, 1});
    });
    CHECK(s.db.execute(select(count()).from<Order>()).one() == 5);
}

TEST_CASE("statements change rows and give them back") {
    filled s;
    CHECK(s.db.execute(update<Order>()
                           .set(col<&Order::status> = Status::paid, col<&Order::total> = col<&Order::total> * 2)
                           .where(col<&Order::customer_id> == s.customers[0].id)) == 2);
    CHECK(s.db.get<Order>("A-1")->total == 21);
    CHECK(s.db.execute(update<Customer>()
                           .set(col<&Customer::born> = nullptr)
                           .where(col<&Customer::name> == "Cyd")
                           .returning(col<&Customer::name>, col<&Customer::born>))
              .one() == std::tuple{std::string{"Cyd"}, std::optional<std::int32_t>{}});
    const auto made = s.db.execute(insert<Customer>()
                                       .values(col<&Customer::email> = "d@x", col<&Customer::name> = "Dee",
                                               col<&Customer::home, &Address::street> = "")
                                       .returning<Customer>())
                          .one();
    CHECK(made.is_active);  // the server's default
    CHECK(made.id != 0);
    CHECK(s.db.execute(delete_from<Line>().where(col<&Line::position> >= 2).returning<Line>()).all().size() == 2);
    CHECK(s.db.execute(delete_from<Customer>().all_rows()) == 4);
    CHECK(s.db.execute(select(count()).from<Order>()).one() == 0);  // ON DELETE CASCADE
}

TEST_CASE("constraints refuse rows by kind and name, and the connection goes on") {
    filled s;
    const auto refused = [&](auto&& f) {
        try {
            f();
        } catch (const tain::constraint_error& e) {
            CHECK(std::string_view{e.what()}.starts_with("tain: "));
            CHECK_FALSE(e.sql().empty());
            CHECK(e.sql().find("secret") == std::string::npos);
            return std::pair{e.kind(), e.constraint()};
        }
        FAIL("nothing was refused");
        return std::pair{tain::constraint_kind::other, std::string{}};
    };
    CHECK(refused([&] { s.db.insert(Customer{.email = "ada@example.org", .name = "secret"}); }).first ==
          tain::constraint_kind::unique);
    CHECK(refused([&] { s.db.insert(Customer{.email = "secret"}); }) ==
          std::pair{tain::constraint_kind::check, std::string{"ck_customers_email_has_at"}});
    CHECK(refused([&] { s.db.insert(Order{"Z", -1, Status::open, 0}); }).first == tain::constraint_kind::foreign_key);
    CHECK(refused([&] {
              s.db.execute(
                  tain::raw<void>("INSERT INTO customers (email, name, home_street) VALUES ('a@b', NULL, '')"));
          }).first == tain::constraint_kind::not_null);
    CHECK(s.db.execute(select(count()).from<Customer>()).one() == 3);
}
