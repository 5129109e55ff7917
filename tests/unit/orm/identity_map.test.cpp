// SPDX-License-Identifier: BSL-1.0
#include <tain/orm/identity_map.hpp>
#include <tain/orm/model_operations.hpp>

#include <catch2/catch_test_macros.hpp>

#include <deque>
#include <string>

namespace {

using namespace tain::orm;

/// A record that stands on its own.
struct plain_record : record {
    plain_record(const model_operations& of, std::string named) : record(of, nullptr) {
        key = std::move(named);
        hash = identity_map::hash_of(of, key);
    }
};

constexpr model_operations users{.type = "User", .table = "users", .columns = {}, .key = {}, .references = {}};
constexpr model_operations posts{.type = "Post", .table = "posts", .columns = {}, .key = {}, .references = {}};

record* find(const identity_map& map, const model_operations& of, const std::string& key) {
    return map.find(of, key, identity_map::hash_of(of, key));
}

}  // namespace

TEST_CASE("an identity map finds records by model and key, through growth and removal") {
    identity_map map;
    CHECK(find(map, users, "1") == nullptr);
    std::deque<plain_record> all;
    for (int i = 0; i < 1000; ++i) {
        map.insert(all.emplace_back(users, std::to_string(i)));
        map.insert(all.emplace_back(posts, std::to_string(i)));
    }
    for (std::size_t i = 0; i < 1000; ++i) {
        CHECK(find(map, users, std::to_string(i)) == &all[2 * i]);
        CHECK(find(map, posts, std::to_string(i)) == &all[2 * i + 1]);
    }
    CHECK(find(map, users, "1000") == nullptr);
    for (std::size_t i = 0; i < all.size(); i += 3) map.erase(all[i]);
    for (std::size_t i = 0; i < all.size(); ++i)
        CHECK(find(map, *all[i].model, all[i].key) == (i % 3 == 0 ? nullptr : &all[i]));
}

TEST_CASE("of two records with one key, the one that is erased goes") {
    identity_map map;
    plain_record first{users, "1"}, second{users, "1"};
    map.insert(first);
    map.insert(second);
    map.erase(first);
    CHECK(find(map, users, "1") == &second);
    map.erase(second);
    CHECK(find(map, users, "1") == nullptr);
}
