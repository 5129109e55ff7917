// SPDX-License-Identifier: BSL-1.0
#include <tain/sql/spell.hpp>

#include "models.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace blog;
using namespace tain::dsl;
using tain::dialect;

namespace {

template <class E, dialect D>
struct condition {
    static constexpr void to(tain::sql::writer& w) { tain::sql::spell<E>::to(w, nullptr); }
};
/// The text of an expression with placeholders.
template <dialect D, class E>
constexpr std::string_view in(const E&) {
    return tain::sql::text_of<condition<E, D>, D>();
}
template <class E>
constexpr bool same(const E& expression, std::string_view wanted) {
    const std::string_view lite = in<dialect::sqlite>(expression);
    if (in<dialect::postgresql>(expression) != wanted || lite.size() != wanted.size()) return false;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (lite[i] != (wanted[i] == '$' ? '?' : wanted[i])) return false;
    return true;
}

constexpr auto id = col<&User::id>;
constexpr auto name = col<&User::name>;
constexpr auto active = col<&User::is_active>;

}  // namespace

TEST_CASE("operators are spelled with as many parentheses as they need") {
    static_assert(same(id == 1, R"("id" = $1)"));
    static_assert(same(1 != id, R"($1 <> "id")"));
    static_assert(same(id < 1, R"("id" < $1)"));
    static_assert(same(id >= 1 && name == "x", R"("id" >= $1 AND "name" = $2)"));
    static_assert(same(id <= 1 || (name > "x" && active), R"("id" <= $1 OR "name" > $2 AND "is_active")"));
    static_assert(same((id == 1 || id == 2) && active, R"(("id" = $1 OR "id" = $2) AND "is_active")"));
    static_assert(same(id == 1 && (id == 2 && active), R"("id" = $1 AND "id" = $2 AND "is_active")"));
    static_assert(same((id == 1) == active, R"(("id" = $1) = "is_active")"));
    static_assert(same(!active, R"(NOT "is_active")"));
    static_assert(same(!(id == 1), R"(NOT ("id" = $1))"));
    static_assert(same(!(id == 1 && active), R"(NOT ("id" = $1 AND "is_active"))"));
    static_assert(same(!active && !active, R"(NOT "is_active" AND NOT "is_active")"));
    static_assert(same((!active) == active, R"((NOT "is_active") = "is_active")"));
    SUCCEED();
}

TEST_CASE("arithmetic keeps the order that was written") {
    static_assert(same(id + 1, R"("id" + $1)"));
    static_assert(same(id + 1 - id, R"("id" + $1 - "id")"));
    static_assert(same(id - (id - 1), R"("id" - ("id" - $1))"));
    static_assert(same(id + (id - 1), R"("id" + ("id" - $1))"));
    static_assert(same((id + 1) * 2, R"(("id" + $1) * $2)"));
    static_assert(same(id * 2 + 1, R"("id" * $1 + $2)"));
    static_assert(same(2 * (id * 3), R"($1 * ("id" * $2))"));
    static_assert(same(id + 1 == id * 2, R"("id" + $1 = "id" * $2)"));
    SUCCEED();
}

TEST_CASE("predicates are spelled") {
    static_assert(same(is_null(col<&User::bio>), R"("bio" IS NULL)"));
    static_assert(same(is_not_null(id == 1), R"(("id" = $1) IS NOT NULL)"));
    static_assert(same(between(id + 1, 2, id), R"("id" + $1 BETWEEN $2 AND "id")"));
    static_assert(same(!between(id, 1, 2), R"(NOT ("id" BETWEEN $1 AND $2))"));
    static_assert(same(tain::in(id, 1, 2, 3), R"("id" IN ($1, $2, $3))"));
    static_assert(same(not_in(id, 1), R"(NOT ("id" IN ($1)))"));
    static_assert(same(is_null(col<&User::bio>) == active, R"(("bio" IS NULL) = "is_active")"));
    SUCCEED();
}

TEST_CASE("a pattern is LIKE on PostgreSQL and GLOB on SQLite, whose LIKE ignores case") {
    constexpr auto pattern = like(name, "a%");
    static_assert(in<dialect::postgresql>(pattern) == R"("name" LIKE $1)");
    static_assert(in<dialect::sqlite>(pattern) == R"("name" GLOB ?1)");
    SUCCEED();
}

TEST_CASE("a run-time list is one parameter, however long") {
    const auto numbers = tain::in(id, std::vector<int>{1, 2});
    CHECK(in<dialect::postgresql>(numbers) == R"("id" = ANY ($1::bigint[]))");
    CHECK(in<dialect::sqlite>(numbers) == R"("id" IN (SELECT "value" FROM json_each(?1)))");
    const auto blobs = tain::in(col<&Comment::picture>, std::vector<std::vector<std::byte>>{});
    CHECK(in<dialect::postgresql>(blobs) == R"("picture" = ANY ($1::bytea[]))");
    CHECK(in<dialect::sqlite>(blobs) == R"(nullif(quote("picture"), 'NULL') IN (SELECT "value" FROM json_each(?1)))");
}

TEST_CASE("functions are spelled, and sums typed where PostgreSQL widens them") {
    static_assert(same(count(), "count(*)"));
    static_assert(same(count(id), R"(count("id"))"));
    static_assert(same(min(name), R"(min("name"))"));
    static_assert(same(max(id + 1), R"(max("id" + $1))"));
    static_assert(same(lower(name), R"(lower("name"))"));
    static_assert(same(upper(lower(name)), R"(upper(lower("name")))"));
    static_assert(same(length(name), R"(length("name"))"));
    static_assert(same(coalesce(col<&User::bio>, name, "x"), R"(coalesce("bio", "name", $1))"));

    static_assert(in<dialect::sqlite>(sum(id)) == R"(sum("id"))");
    static_assert(in<dialect::postgresql>(sum(id)) == R"(CAST(sum("id") AS BIGINT))");
    static_assert(in<dialect::postgresql>(avg(id)) == R"(CAST(avg("id") AS DOUBLE PRECISION))");
    static_assert(in<dialect::postgresql>(sum(col<&Post::score>)) == R"(CAST(sum("score") AS DOUBLE PRECISION))");
    static_assert(in<dialect::postgresql>(sum(col<&Post::heat>)) ==
                  R"(CAST(sum(CAST("heat" AS DOUBLE PRECISION)) AS DOUBLE PRECISION))");
    SUCCEED();
}

TEST_CASE("the current time has the form in which times are stored") {
    static_assert(in<dialect::sqlite>(now()) == "strftime('%Y-%m-%d %H:%M:%f000', 'now')");
    static_assert(in<dialect::postgresql>(now()) == "now()");
    SUCCEED();
}
