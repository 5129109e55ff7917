// SPDX-License-Identifier: BSL-1.0
#include <tain/driver/statement_cache.hpp>

#include <catch2/catch_test_macros.hpp>

#include <deque>
#include <memory>

using tain::driver::cached;
using tain::driver::statement;
using tain::driver::statement_cache;

namespace {

struct fake : cached<fake> {
    explicit fake(int* count) : alive(count) { ++*alive; }
    fake(const fake&) = delete;
    fake& operator=(const fake&) = delete;
    ~fake() { --*alive; }
    int* alive;
};

}  // namespace

TEST_CASE("a statement is found by address, hash and variant together") {
    int alive = 0;
    statement_cache<fake> cache;
    statement one{.text = {"a", "a"}, .hash = 1}, two{.text = {"a", "a"}, .hash = 1};
    CHECK(cache.find(one, 0) == nullptr);
    fake& kept = cache.keep(one, 0, std::make_unique<fake>(&alive));
    CHECK(cache.find(one, 0) == &kept);
    CHECK(cache.find(one, 1) == nullptr);
    CHECK(cache.find(two, 0) == nullptr);
    one.hash = 2;  // the address was reused by another statement
    CHECK(cache.find(one, 0) == nullptr);
    one.hash = 1;
    CHECK(cache.find(one, 0) == &kept);
}

TEST_CASE("statements that are not static share the cache's key of their anchor") {
    int alive = 0;
    static const char anchor = 0;
    statement_cache<fake> cache;
    const statement one{.text = {}, .hash = 1, .anchor = &anchor}, again{.text = {}, .hash = 1, .anchor = &anchor},
        other{.text = {}, .hash = 2, .anchor = &anchor};
    fake& kept = cache.keep(one, 0, std::make_unique<fake>(&alive));
    CHECK(cache.find(again, 0) == &kept);
    CHECK(cache.find(other, 0) == nullptr);
}

TEST_CASE("a busy statement is never handed out; a second one is kept beside it") {
    int alive = 0;
    statement_cache<fake> cache;
    const statement one{.text = {}, .hash = 1};
    fake& first = cache.keep(one, 0, std::make_unique<fake>(&alive));
    first.busy = true;
    CHECK(cache.find(one, 0) == nullptr);
    fake& second = cache.keep(one, 0, std::make_unique<fake>(&alive));
    CHECK(cache.find(one, 0) == &second);
    second.busy = true;
    CHECK(cache.find(one, 0) == nullptr);
    first.busy = false;
    CHECK(cache.find(one, 0) == &first);
    CHECK(cache.size() == 2);
}

TEST_CASE("prepared statements don't move while the table grows") {
    int alive = 0;
    statement_cache<fake> cache{10'000};
    std::deque<statement> all(2000);
    std::vector<fake*> kept;
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].hash = i % 7;  // the worst of hashes
        kept.push_back(&cache.keep(all[i], i % 3, std::make_unique<fake>(&alive)));
    }
    std::size_t lost = 0;
    for (std::size_t i = 0; i < all.size(); ++i) lost += cache.find(all[i], i % 3) != kept[i];
    CHECK(lost == 0);
    CHECK(alive == 2000);
    cache.clear();
    CHECK(alive == 0);
    CHECK(cache.size() == 0);
    CHECK(cache.find(all[0], 0) == nullptr);
}

TEST_CASE("a full cache drops what was not used for longest, and nothing that is busy") {
    int alive = 0;
    statement_cache<fake> cache{100};
    std::deque<statement> all(101);
    for (std::size_t i = 0; i < 100; ++i) cache.keep(all[i], 0, std::make_unique<fake>(&alive));
    for (std::size_t i = 0; i < 30; ++i) CHECK(cache.find(all[i], 0) != nullptr);  // used again
    cache.find(all[40], 0)->busy = true;
    cache.find(all[40], 0);
    cache.keep(all[100], 0, std::make_unique<fake>(&alive));
    CHECK(cache.size() <= 52);
    CHECK(cache.size() == static_cast<std::size_t>(alive));
    for (std::size_t i = 0; i < 30; ++i) CHECK(cache.find(all[i], 0) != nullptr);
    CHECK(cache.find(all[100], 0) != nullptr);
    CHECK(cache.find(all[35], 0) == nullptr);
    CHECK(cache.find(all[40], 0) == nullptr);  // busy, and still there:
    cache.keep(all[35], 0, std::make_unique<fake>(&alive));
    CHECK(cache.find(all[35], 0) != nullptr);
}

TEST_CASE("what is busy when everything is dropped belongs to whoever runs it") {
    int alive = 0;
    statement_cache<fake> cache;
    const statement one{.text = {}, .hash = 1};
    fake& running = cache.keep(one, 0, std::make_unique<fake>(&alive));
    running.busy = true;
    cache.keep(one, 0, std::make_unique<fake>(&alive));
    cache.clear();
    CHECK(alive == 1);
    CHECK(running.forgotten);
    delete &running;
    CHECK(alive == 0);
}

TEST_CASE("one statement can be dropped") {
    int alive = 0;
    statement_cache<fake> cache;
    const statement one{.text = {}, .hash = 1};
    fake& first = cache.keep(one, 0, std::make_unique<fake>(&alive));
    fake& second = cache.keep(one, 0, std::make_unique<fake>(&alive));
    cache.drop(first);
    CHECK(alive == 1);
    CHECK(cache.find(one, 0) == &second);
    cache.drop(second);
    CHECK(cache.find(one, 0) == nullptr);
    CHECK(cache.keep(one, 0, std::make_unique<fake>(&alive)).busy == false);
    CHECK(cache.find(one, 0) != nullptr);
}
