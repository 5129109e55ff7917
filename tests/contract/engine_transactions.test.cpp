// SPDX-License-Identifier: BSL-1.0
#include "shop.hpp"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <stdexcept>
#include <thread>

using namespace shop;
using namespace tain::dsl;

namespace {

std::int64_t orders(const auto& on) { return on.execute(select(count()).from<Order>()).one(); }

}  // namespace

TEST_CASE("a transaction keeps what it did only when it ends well") {
    filled s;
    const Order more{"C-1", s.customers[2].id, Status::open, 1};
    CHECK_THROWS_AS(s.db.transaction([&](tain::transaction& tx) {
        tx.insert(Order{more});
        CHECK(orders(tx) == 4);
        throw std::runtime_error("no");
    }),
                    std::runtime_error);
    CHECK(orders(s.db) == 3);
    {
        auto tx = s.db.begin();
        tx.insert(Order{more});
    }
    CHECK(orders(s.db) == 3);
    CHECK(s.db.transaction([&](tain::transaction& tx) {
        tx.insert(Order{more});
        return orders(tx);
    }) == 4);
    auto tx = s.db.begin({.read_only = true});
    CHECK(orders(tx) == 4);
    tx.commit();
    CHECK_FALSE(tx.is_open());
    CHECK_THROWS_AS(tx.commit(), tain::error);
    CHECK_THROWS_AS(orders(tx), tain::error);
}

TEST_CASE("a transaction inside a transaction is a savepoint") {
    filled s;
    s.db.transaction([&](tain::transaction& tx) {
        tx.insert(Order{"S-1", s.customers[0].id, Status::open, 1});
        CHECK_THROWS_AS(tx.nested([&](tain::transaction& inner) {
            inner.insert(Order{"S-2", s.customers[0].id, Status::open, 1});
            inner.nested([&](tain::transaction& deeper) { deeper.remove<Order>("S-1"); });
            CHECK(orders(inner) == 4);
            inner.insert(Order{"S-2", s.customers[0].id, Status::open, 1});
        }),
                        tain::constraint_error);
        CHECK(orders(tx) == 4);
        tx.nested([&](tain::transaction& inner) { inner.remove<Order>("A-1"); });
    });
    CHECK(orders(s.db) == 3);
    CHECK(s.db.get<Order>("S-1"));
    CHECK_FALSE(s.db.get<Order>("S-2"));
}

TEST_CASE("threads share an engine") {
    filled s;
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                try {
                    for (int i = 0; i < 25; ++i) {
                        s.db.transaction([&](tain::transaction& tx) {
                            tx.insert(Order{"T" + std::to_string(t) + "-" + std::to_string(i), s.customers[0].id,
                                            Status::open, 1});
                        });
                        if (!s.db.get<Order>("A-1")) ++wrong;
                    }
                } catch (...) {
                    ++wrong;
                }
            });
    }
    CHECK(wrong == 0);
    CHECK(orders(s.db) == 103);
}

TEST_CASE("the hook sees every statement with its text") {
    filled s;
    s.base.log.clear();
    s.db.transaction([&](tain::transaction& tx) { tx.remove<Order>("A-1"); });
    REQUIRE(s.base.log.size() == 3);
    CHECK(s.base.log.all()[0].starts_with("BEGIN"));
    CHECK(s.base.log.all()[1].starts_with("DELETE FROM \"orders\" WHERE \"number\" = "));
    CHECK(s.base.log.all()[2] == "COMMIT");
}
