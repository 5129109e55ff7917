// SPDX-License-Identifier: BSL-1.0
#include <tain/sql/text.hpp>

#include "models.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace blog;
using namespace tain::dsl;

TEST_CASE("a statement's text stands in static storage, one for each shape") {
    const auto seven = select<User>().where(col<&User::id> == 7);
    const auto eight = select<User>().where(col<&User::id> == 8);
    CHECK(tain::to_sql(seven, tain::dialect::sqlite).data() == tain::to_sql(eight, tain::dialect::sqlite).data());
    const std::string_view text = tain::to_sql(seven, tain::dialect::sqlite);
    CHECK(text.data()[text.size()] == '\0');
}

TEST_CASE("hashes are FNV-1a and can be continued") {
    static_assert(tain::sql::hash_of("") == 0xcbf29ce484222325U);
    static_assert(tain::sql::hash_of("a") == 0xaf63dc4c8601ec8cU);
    static_assert(tain::sql::hash_of("b", tain::sql::hash_of("a")) == tain::sql::hash_of("ab"));
    SUCCEED();
}

TEST_CASE("raw SQL keeps its text and binds its values") {
    const auto one = raw<int>("SELECT $1 + $2", 1, 2);
    CHECK(tain::to_sql(one, tain::dialect::postgresql) == "SELECT $1 + $2");
    CHECK(one.text.hash == tain::sql::hash_of("SELECT $1 + $2"));
    static_assert(decltype(one)::binds == 2 && decltype(one)::returns_rows);
    static_assert(!decltype(raw<void>("DELETE FROM x"))::returns_rows);
    const std::string made = "SELECT 1";
    CHECK(raw<int>(tain::raw_text::dynamic(made)).text.hash == tain::sql::hash_of("SELECT 1"));
}
