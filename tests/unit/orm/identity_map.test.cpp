// SPDX-License-Identifier: BSL-1.0
#include <tain/orm/identity_map.hpp>
#include <tain/orm/model_operations.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <deque>
#include <string>
#include <utility>

namespace {

using namespace tain::orm;

/// A record that stands on its own.
struct plain_record : record {
    plain_record(const model_operations& of, row_key named) : record(of, nullptr) { key = std::move(named); }
};

row_key number(std::int64_t value) {
    const tain::types::cell cell = tain::types::cell::of_integer(value);
    return row_key{{&cell, 1}};
}
row_key text(const std::string& value) {
    const tain::types::cell cell = tain::types::cell::of_bytes(value.data(), value.size());
    return row_key{{&cell, 1}};
}

constexpr model_operations users{.type = "User", .table = "users", .columns = {}, .key = {}, .references = {}};
constexpr model_operations posts{.type = "Post", .table = "posts", .columns = {}, .key = {}, .references = {}};

}  // namespace

TEST_CASE("an identity map finds records by model and key, through growth and removal") {
    identity_map map;
    CHECK(map.find(users, number(1)) == nullptr);
    std::deque<plain_record> all;
    for (int i = 0; i < 1000; ++i) {
        map.insert(all.emplace_back(users, number(i)));
        map.insert(all.emplace_back(posts, number(i)));
        map.insert(all.emplace_back(posts, text(std::to_string(i))));
    }
    for (int i = 0; i < 1000; ++i) {
        const std::size_t at = static_cast<std::size_t>(i) * 3;
        CHECK(map.find(users, number(i)) == &all[at]);
        CHECK(map.find(posts, number(i)) == &all[at + 1]);
        CHECK(map.find(posts, text(std::to_string(i))) == &all[at + 2]);
    }
    CHECK(map.find(users, number(1000)) == nullptr);
    CHECK(map.find(users, text("1")) == nullptr);
    for (std::size_t i = 0; i < all.size(); i += 4) map.erase(all[i]);
    for (std::size_t i = 0; i < all.size(); ++i)
        CHECK(map.find(*all[i].model, all[i].key) == (i % 4 == 0 ? nullptr : &all[i]));
    map.clear();
    CHECK(map.find(posts, number(1)) == nullptr);
    map.insert(all[1]);
    CHECK(map.find(posts, number(0)) == &all[1]);
}

TEST_CASE("of two records with one key, the one that is erased goes") {
    identity_map map;
    plain_record first{users, number(1)}, second{users, number(1)};
    CHECK(map.insert(first) == nullptr);
    CHECK(map.insert(second) == &first);
    map.erase(first);
    CHECK(map.find(users, number(1)) == &second);
    map.erase(second);
    CHECK(map.find(users, number(1)) == nullptr);
}

TEST_CASE("records with keys that grow are found, erased and replaced as any others") {
    identity_map map;
    std::deque<plain_record> all;
    const auto enter = [&](const model_operations& of, row_key key) {
        all.emplace_back(of, std::move(key)).set = &of == &users ? 0 : 1;
        return map.insert_new(all.back());
    };
    for (int i = 0; i < 1000; ++i) {
        CHECK(enter(users, number(i - 500)) == nullptr);
        CHECK(enter(posts, number(1000 - i)) == nullptr);  // these shrink
        CHECK(enter(posts, text(std::to_string(i))) == nullptr);
    }
    for (const plain_record& each : all) CHECK(map.find(*each.model, each.key) == &each);

    plain_record& last = all[all.size() - 3];
    CHECK(enter(users, number(499)) == &last);  // the greatest there is
    CHECK(map.find(users, number(499)) == &all.back());
    CHECK(enter(users, number(7)) != nullptr);
    CHECK(enter(users, number(500)) == nullptr);
    CHECK(enter(users, number(501)) == nullptr);
    map.erase(all.back());
    CHECK(map.find(users, number(501)) == nullptr);
    CHECK(map.find(users, number(500)) == &all[all.size() - 2]);
    map.erase(last);
    CHECK(map.find(users, number(499)) != nullptr);

    CHECK(enter(users, number(900)) == nullptr);
    map.clear();
    CHECK(map.find(users, number(900)) == nullptr);
    CHECK(enter(users, number(3)) == nullptr);
    CHECK(map.find(users, number(3)) == &all.back());
}
