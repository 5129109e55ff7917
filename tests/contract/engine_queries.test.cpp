// SPDX-License-Identifier: BSL-1.0
#include "shop.hpp"

#include <catch2/catch_test_macros.hpp>

#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

using namespace shop;
using namespace tain::dsl;

namespace {

using names = std::vector<std::string>;

names chosen(const tain::engine& db, const auto& condition) {
    return db.execute(select(col<&Customer::name>).where(condition).order_by(col<&Customer::name>)).all();
}

}  // namespace

TEST_CASE("conditions choose the same rows on both databases") {
    filled s;
    CHECK(chosen(s.db, col<&Customer::name> == "Ada") == names{"Ada"});
    CHECK(chosen(s.db, col<&Customer::name> != "Ada") == names{"Bob", "Cyd"});
    CHECK(chosen(s.db, col<&Customer::born> > 1815) == names{"Cyd"});
    CHECK(chosen(s.db, 1815 <= col<&Customer::born>) == names{"Ada", "Cyd"});
    CHECK(chosen(s.db, is_null(col<&Customer::born>)) == names{"Bob"});
    CHECK(chosen(s.db, is_not_null(col<&Customer::born>) && col<&Customer::is_active> == true) == names{"Ada", "Cyd"});
    CHECK(chosen(s.db, col<&Customer::name> == "Ada" ||
                           (col<&Customer::name> == "Bob" && col<&Customer::is_active> == true)) == names{"Ada"});
    CHECK(chosen(s.db, !(col<&Customer::name> == "Ada")) == names{"Bob", "Cyd"});
    CHECK(chosen(s.db, and_(col<&Customer::name> > "A",
                            or_(col<&Customer::name> < "B", not_(col<&Customer::is_active> == true)))) ==
          names{"Ada", "Bob"});
    CHECK(chosen(s.db, between(col<&Customer::born>, 1900, 2000)) == names{"Cyd"});
    CHECK(chosen(s.db, col<&Customer::home, &Address::city> == "Bath") == names{"Cyd"});
    // NULL is neither equal nor unequal.
    CHECK(chosen(s.db, col<&Customer::home, &Address::city> != "Bath") == names{"Ada"});
    CHECK(chosen(s.db, col<&Customer::born> + 6 == 1821) == names{"Ada"});
}

TEST_CASE("LIKE regards case on both databases") {
    filled s;
    CHECK(chosen(s.db, like(col<&Customer::name>, "A%")) == names{"Ada"});
    CHECK(chosen(s.db, like(col<&Customer::name>, "a%")).empty());
    CHECK(chosen(s.db, like(col<&Customer::name>, "_o_")) == names{"Bob"});
    CHECK(chosen(s.db, like(col<&Customer::email>, std::string{"%@example.org"})).size() == 3);
    Customer odd{.email = "50%_*?[x]@example.org", .name = "Dee"};
    s.db.insert(odd);
    CHECK(chosen(s.db, like(col<&Customer::email>, R"(50\%\_*?[x]@%)")) == names{"Dee"});
    CHECK(chosen(s.db, like(col<&Customer::email>, "50*%")).empty());
}

TEST_CASE("lists of any length are one statement") {
    filled s;
    CHECK(chosen(s.db, in(col<&Customer::name>, "Ada", "Cyd", "Nobody")) == names{"Ada", "Cyd"});
    CHECK(chosen(s.db, not_in(col<&Customer::name>, "Ada", "Cyd")) == names{"Bob"});
    s.base.log.clear();
    CHECK(chosen(s.db, in(col<&Customer::name>, names{})).empty());
    CHECK(chosen(s.db, in(col<&Customer::name>, names{"Bob"})) == names{"Bob"});
    CHECK(chosen(s.db, not_in(col<&Customer::name>, names{})).size() == 3);
    names many{"Ada", "quote'", R"("double")", R"(back\slash)", "{brace}", "comma,", "\u00e4\u4e2d", "null", ""};
    for (int i = 0; i < 3000; ++i) many.push_back("x" + std::to_string(i));
    CHECK(chosen(s.db, in(col<&Customer::name>, many)) == names{"Ada"});
    CHECK(s.base.log.all()[0] == s.base.log.all()[1]);
    CHECK(s.base.log.all()[0] == s.base.log.all()[3]);
    Customer odd{.email = "o@x", .name = R"(back\slash)"};
    s.db.insert(odd);
    CHECK(chosen(s.db, in(col<&Customer::name>, many)) == names{"Ada", R"(back\slash)"});
    CHECK(chosen(s.db, in(col<&Customer::id>, std::vector<std::int64_t>{odd.id, INT64_MAX, INT64_MIN})) ==
          names{odd.name});
}

TEST_CASE("joins find the foreign key, and outer joins give optionals") {
    filled s;
    const auto inner =
        s.db.execute(select(col<&Customer::name>, col<&Order::number>).join<Order>().order_by(col<&Order::number>))
            .all();
    CHECK(inner == std::vector<std::tuple<std::string, std::string>>{{"Ada", "A-1"}, {"Ada", "A-2"}, {"Bob", "B-1"}});

    const auto outer =
        s.db.execute(select(col<&Customer::name>, col<&Order::number>)
                         .left_join<Order>(col<&Order::customer_id> == col<&Customer::id> && col<&Order::total> > 15)
                         .order_by(col<&Customer::name>))
            .all();
    using row = std::tuple<std::string, std::optional<std::string>>;
    CHECK(outer == std::vector<row>{{"Ada", "A-2"}, {"Bob", std::nullopt}, {"Cyd", std::nullopt}});

    const auto whole = s.db.execute(select<Customer, Order>().left_join<Order>().order_by(col<&Customer::name>,
                                                                                          desc(col<&Order::number>)))
                           .all();
    REQUIRE(whole.size() == 4);
    CHECK(std::get<1>(whole[0])->number == "A-2");
    CHECK(std::get<1>(whole[2])->status == Status::cancelled);
    CHECK_FALSE(std::get<1>(whole[3]));
    CHECK(std::get<0>(whole[3]).home.city == "Bath");

    // Three tables, the third one found from the second.
    CHECK(s.db.execute(select(count()).from<Customer>().join<Order>().join<Line>()).one() == 3);
}

TEST_CASE("aggregates, groups and their conditions") {
    filled s;
    const auto rows = s.db.execute(select(col<&Customer::name>, count(col<&Order::number>).as<"orders">(),
                                          sum(col<&Order::total>), max(col<&Order::number>))
                                       .left_join<Order>()
                                       .group_by(col<&Customer::name>)
                                       .order_by(desc(count(col<&Order::number>)), col<&Customer::name>))
                          .all();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0] ==
          std::tuple{std::string{"Ada"}, std::int64_t{2}, std::optional{30.5}, std::optional<std::string>{"A-2"}});
    CHECK(std::get<2>(rows[2]) == std::nullopt);
    CHECK(s.db.execute(select(col<&Order::customer_id>).group_by(col<&Order::customer_id>).having(count() > 1)).all() ==
          std::vector<std::int64_t>{s.customers[0].id});
    CHECK(
        s.db.execute(select(sum(col<&Customer::born>), avg(col<&Customer::born>), min(col<&Customer::born>))).one() ==
        std::tuple{std::optional<std::int64_t>{3736}, std::optional<double>{1868}, std::optional<std::int32_t>{1815}});
    CHECK(s.db.execute(select(sum(col<&Customer::born>)).where(col<&Customer::name> == "Nobody")).one() ==
          std::nullopt);
    CHECK(s.db.execute(select(coalesce(col<&Customer::born>, 0)).order_by(col<&Customer::name>)).all() ==
          std::vector<std::int32_t>{1815, 0, 1921});
}

TEST_CASE("NULL sorts as the largest value, and limits cut") {
    filled s;
    const auto by = [&](const auto& key) { return s.db.execute(select(col<&Customer::name>).order_by(key)).all(); };
    CHECK(by(col<&Customer::born>) == names{"Ada", "Cyd", "Bob"});
    CHECK(by(desc(col<&Customer::born>)) == names{"Bob", "Cyd", "Ada"});
    CHECK(by(asc(col<&Customer::born>).nulls_first()) == names{"Bob", "Ada", "Cyd"});
    CHECK(by(desc(col<&Customer::born>).nulls_last()) == names{"Cyd", "Ada", "Bob"});
    const auto all = select(col<&Customer::name>).order_by(col<&Customer::name>);
    CHECK(s.db.execute(all.limit(2)).all() == names{"Ada", "Bob"});
    CHECK(s.db.execute(all.limit(2).offset(2)).all() == names{"Cyd"});
    CHECK(s.db.execute(all.offset(1)).all() == names{"Bob", "Cyd"});
    CHECK(s.db.execute(select(col<&Order::customer_id>).distinct().order_by(col<&Order::customer_id>)).all().size() ==
          2);
}

TEST_CASE("a result gives all rows, the first, the only one, or each in turn") {
    filled s;
    const auto ordered = select<Customer>().order_by(col<&Customer::name>);
    CHECK(s.db.execute(ordered).first()->name == "Ada");
    CHECK(s.db.execute(ordered.where(col<&Customer::name> == "Bob")).one().email == "bob@example.org");
    CHECK_FALSE(s.db.execute(ordered.where(col<&Customer::name> == "x")).one_or_none());
    CHECK_THROWS_AS(s.db.execute(ordered).one(), tain::row_count_error);
    CHECK_THROWS_AS(s.db.execute(ordered.where(col<&Customer::name> == "x")).one(), tain::row_count_error);
    names seen;
    for (const Customer& outer : s.db.execute(ordered))
        for (const Customer& inner : s.db.execute(ordered)) seen.push_back(outer.name + inner.name);
    CHECK(seen == names{"AdaAda", "AdaBob", "AdaCyd", "BobAda", "BobBob", "BobCyd", "CydAda", "CydBob", "CydCyd"});
    struct Row {
        std::string name;
        std::optional<std::int32_t> born;
    };
    const auto rows =
        s.db.execute(select(col<&Customer::name>, col<&Customer::born>).order_by(col<&Customer::name>).into<Row>())
            .all();
    REQUIRE(rows.size() == 3);
    CHECK(rows[2].name == "Cyd");
    CHECK(rows[1].born == std::nullopt);
    CHECK(s.db.execute(select(col<&Customer::is_active>).order_by(col<&Customer::name>)).all() ==
          std::vector<bool>{true, false, true});
}

TEST_CASE("a result that was not asked for keeps what its statement was given") {
    filled s;
    const auto born_before = [&s](std::int32_t year) {
        return s.db.execute(select(col<&Customer::name>).where(col<&Customer::born> < year).limit(2));
    };
    const auto before = born_before(1900);
    auto any = born_before(3000);
    const auto called = [&s](std::string name) {
        return s.db.execute(select(col<&Customer::id>).where(col<&Customer::name> == name));
    }("Ada");
    CHECK(before.all() == names{"Ada"});
    CHECK(any.all().size() == 2);
    any = before;
    CHECK(any.all() == names{"Ada"});
    CHECK(called.one() == s.customers[0].id);
    const std::string street = "Avenue of the fourteen lime trees, behind the mill";
    s.customers[1].home.street = street;
    s.db.update(s.customers[1]);
    const auto living = [&s](std::string name, std::string street) {
        auto made = s.db.execute(select(col<&Customer::name>)
                                     .where(col<&Customer::is_active> == false && col<&Customer::name> > name &&
                                            col<&Customer::home, &Address::street> == street));
        name = "Zoe", street = "elsewhere";
        return made;
    };
    auto there = std::make_unique<std::decay_t<decltype(living("", ""))>>(living("Ada", street));
    auto moved = std::move(*there);
    auto nowhere = living("Bob", street);
    there.reset();
    CHECK(moved.one() == "Bob");
    CHECK(nowhere.all().empty());
    nowhere = moved;
    CHECK(nowhere.all() == names{"Bob"});
    for (const std::string& name : nowhere) CHECK(name == "Bob");
    CHECK(s.db.execute(select(col<&Customer::id>).where(col<&Customer::name> == std::string{"B'o\"b"})).all().empty());
    s.db.execute(update<Customer>().set(col<&Customer::born> = 2500).where(col<&Customer::name> == "Ada"));
    CHECK(before.all().empty());
    CHECK(any.all().empty());
    CHECK(born_before(2000).one() == "Cyd");
    names each;
    for (const std::string& name : born_before(3000)) each.push_back(name);
    CHECK(each.size() == 2);
}

TEST_CASE("raw SQL takes numbered parameters and gives typed rows") {
    filled s;
    const auto rows =
        s.db.execute(tain::raw<std::tuple<std::string, std::int64_t>>(
                         "SELECT name, $1 + 1 FROM customers WHERE name <> '$2' AND name <> $2 ORDER BY 1", 41, "Bob"))
            .all();
    CHECK(rows == std::vector<std::tuple<std::string, std::int64_t>>{{"Ada", 42}, {"Cyd", 42}});
    const auto reach = tain::raw<std::int64_t>(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) SELECT sum(i)::bigint FROM n", 4);
    if (s.db.kind() == tain::dialect::postgresql) CHECK(s.db.execute(reach).one() == 10);
    CHECK(s.db.execute(tain::raw<void>("DELETE FROM lines WHERE position > $1", 1)) == 2);
    CHECK(s.db.execute(tain::raw<Line>("SELECT order_number, position, note FROM lines")).one().note == "first");
}
