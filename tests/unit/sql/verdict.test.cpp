// SPDX-License-Identifier: BSL-1.0
#include <tain/sql/verdict.hpp>

#include "models.hpp"

#include <catch2/catch_test_macros.hpp>

#include <tuple>

using namespace blog;
using namespace tain;
using namespace tain::verdict;

namespace {

struct Exact {
    std::string name;
    std::optional<std::string> bio;
};
struct Short {
    std::string name;
};
struct Long {
    std::string name;
    std::optional<std::string> bio;
    int more;
};
struct Other {
    std::string name;
    std::string bio;
};

using wanted = reflect::list<std::string, std::optional<std::string>>;

struct point {
    int x{};
};

}  // namespace

TEST_CASE("one foreign key connects two tables, from either side") {
    static_assert(std::is_same_v<connection<Post, User>, accepted>);
    static_assert(std::is_same_v<connection<User, Post>, accepted>);
    static_assert(std::is_same_v<connection<Comment, User, Post>, accepted>, "with the second table before it");
    static_assert(std::is_same_v<connection<alias<Comment, "a">, Comment>, accepted>,
                  "with itself, under another name");
    SUCCEED();
}

TEST_CASE("no foreign key, or more than one, needs a condition") {
    static_assert(std::is_same_v<connection<Tag, User, Post>, no_foreign_key_between>);
    static_assert(std::is_same_v<connection<Comment, User>, no_foreign_key_between>);
    static_assert(std::is_same_v<connection<Follow, User>, join_ambiguous>);
    SUCCEED();
}

TEST_CASE("an aggregate is filled when its fields are the selected types in order") {
    static_assert(sql::detail::fills<Exact, wanted>);
    static_assert(!sql::detail::fills<Short, wanted>);
    static_assert(!sql::detail::fills<Long, wanted>);
    static_assert(!sql::detail::fills<Other, wanted>);
    static_assert(!sql::detail::fills<int, wanted>);
    static_assert(!sql::detail::fills<std::tuple<std::string, std::optional<std::string>>, wanted>);
    SUCCEED();
}

TEST_CASE("sources have names of their own in a statement") {
    using sql::detail::first_repeated;
    static_assert(first_repeated<User>() == 1);
    static_assert(first_repeated<User, Post, alias<User, "other">>() == 3);
    static_assert(first_repeated<User, Post, User>() == 2);
    static_assert(first_repeated<User, alias<Post, "users">>() == 1);
    static_assert(first_repeated<alias<User, "a">, alias<Post, "a">>() == 1);
    SUCCEED();
}

TEST_CASE("rows of raw SQL are values, models, tuples and aggregates that can be read") {
    static_assert(sql::readable<void>);
    static_assert(sql::readable<int>);
    static_assert(sql::readable<std::optional<std::string>>);
    static_assert(sql::readable<User>);
    static_assert(sql::readable<std::tuple<int, User, std::optional<Post>>>);
    static_assert(sql::readable<Exact>);
    static_assert(!sql::readable<std::string_view>, "it would dangle");
    static_assert(!sql::readable<const char*>);
    static_assert(!sql::readable<std::tuple<int, char>>);
    static_assert(!sql::readable<std::vector<int>>);
    struct odd {
        const char* text;
    };
    static_assert(!sql::readable<odd>);
    static_assert(sql::readable<point>);
    SUCCEED();
}

TEST_CASE("a statement that was rejected is not complete, and has no text") {
    using expr::rejected;
    constexpr auto bad = select<User>().where(rejected{});
    static_assert(!decltype(bad)::ok && !bad.complete());
    CHECK(to_sql(bad, dialect::sqlite).empty());
    static_assert(!decltype(update<User>().set(col<&User::name> = rejected{}).all_rows())::ok);
    static_assert(!decltype(delete_from<User>().where(rejected{}))::ok);
    static_assert(!decltype(insert<User>().values(col<&User::name> = rejected{}))::ok);
    static_assert(!decltype(delete_from<User>().all_rows().returning(rejected{}))::ok);
}
