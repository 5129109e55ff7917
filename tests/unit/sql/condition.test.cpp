// SPDX-License-Identifier: BSL-1.0
#include <tain/sql/condition.hpp>

#include <tain/sql/dynamic.hpp>

#include "models.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <type_traits>
#include <vector>

using namespace blog;
using namespace tain::dsl;
using tain::condition;

namespace {

constexpr auto id = col<&User::id>;
constexpr auto name = col<&User::name>;

/// The text of a condition.
std::string spelled(const condition<User>& given) {
    const std::string before = R"(SELECT "id" FROM "users")";
    std::string text = tain::to_sql(tain::dynamic(select(id)).where(given), tain::dialect::postgresql);
    CHECK(text.starts_with(before));
    return text.substr(before.size());
}

}  // namespace

TEST_CASE("a condition takes parentheses where a static one does") {
    const condition<User> a = id == 1;
    const condition<User> b = id == 2 || id == 3;
    const condition<User> c = name == "x" && id == 4;
    CHECK(spelled(a && b) == R"( WHERE "id" = $1 AND ("id" = $2 OR "id" = $3))");
    CHECK(spelled(b && a) == R"( WHERE ("id" = $1 OR "id" = $2) AND "id" = $3)");
    CHECK(spelled(a || b) == R"( WHERE "id" = $1 OR "id" = $2 OR "id" = $3)");
    CHECK(spelled(c || a) == R"( WHERE "name" = $1 AND "id" = $2 OR "id" = $3)");
    CHECK(spelled(!c) == R"( WHERE NOT ("name" = $1 AND "id" = $2))");
    CHECK(spelled(!!a) == R"( WHERE NOT (NOT ("id" = $1)))");
    CHECK(spelled(!condition<User>{col<&User::is_active>}) == R"( WHERE NOT "is_active")");
    CHECK(spelled(id == 7 && a) == R"( WHERE "id" = $1 AND "id" = $2)");
    CHECK(spelled(id == 7 || (a && b)) == R"( WHERE "id" = $1 OR "id" = $2 AND ("id" = $3 OR "id" = $4))");
}

TEST_CASE("what says nothing is left out") {
    const condition<User> nothing;
    const condition<User> a = id == 1;
    CHECK(nothing.empty());
    CHECK((!nothing).empty());
    CHECK((nothing && nothing).empty());
    CHECK((nothing || nothing).empty());
    CHECK(spelled(nothing).empty());
    CHECK(spelled(nothing || a) == R"( WHERE "id" = $1)");
    CHECK(spelled(a && nothing) == R"( WHERE "id" = $1)");
    CHECK(spelled(nothing && id == 1) == R"( WHERE "id" = $1)");
    CHECK(spelled(id == 1 || nothing) == R"( WHERE "id" = $1)");
}

TEST_CASE("a range of conditions") {
    std::vector<condition<User>> all;
    CHECK(spelled(tain::all_of(all)).empty());
    CHECK(spelled(tain::any_of(all)) == " WHERE 1 = 0");
    CHECK(spelled(!tain::any_of(all)) == " WHERE NOT (1 = 0)");
    all.emplace_back();
    CHECK(spelled(tain::any_of(all)).empty());
    all.emplace_back(id == 1);
    CHECK(spelled(tain::any_of(all)) == R"( WHERE "id" = $1)");
    all.emplace_back(id == 2);
    CHECK(spelled(tain::any_of(all)) == R"( WHERE "id" = $1 OR "id" = $2)");
    CHECK(spelled(tain::all_of(all)) == R"( WHERE "id" = $1 AND "id" = $2)");
}

TEST_CASE("conditions over different tables") {
    const condition<User> user = id == 1;
    const condition<Post> post = col<&Post::score> > 1.0;
    static_assert(std::is_same_v<decltype(user && post), condition<User, Post>>);
    static_assert(std::is_same_v<decltype(post || user), condition<Post, User>>);
    static_assert(std::is_same_v<decltype((user && post) && user), condition<User, Post>>);
    static_assert(std::is_convertible_v<condition<User>, condition<User, Post>>);
    static_assert(!std::is_convertible_v<condition<User, Post>, condition<User>>);
    const condition<Post, User> both = user;
    CHECK_FALSE(both.empty());
}

TEST_CASE("a deep condition is kept flat") {
    condition<User> any;
    for (int i = 0; i != 10'000; ++i) any = i % 100 == 0 ? any || id == i : any;
    CHECK(any.shared()->binds() == 100);
}
