// SPDX-License-Identifier: BSL-1.0
#include <tain/schema/naming.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>

namespace tain::schema {

TEST_CASE("names by convention say what they are for") {
    const std::string_view columns[] = {"last", "first"};
    CHECK(default_name(named::primary_key, "users") == "pk_users");
    CHECK(default_name(named::unique, "users", "email") == "uq_users_email");
    CHECK(default_name(named::index, "users", columns) == "ix_users_last_first");
    CHECK(default_name(named::foreign_key, "posts", "author_id", "users") == "fk_posts_author_id_users");
    CHECK(default_name(named::check, "users", "email_has_at") == "ck_users_email_has_at");
}

TEST_CASE("a name is never longer than PostgreSQL's identifiers") {
    const std::string fits(60, 't');
    CHECK(default_name(named::primary_key, fits) == "pk_" + fits);
    const std::string made = default_name(named::primary_key, fits + "t");
    CHECK(made.size() == longest_name);
    CHECK(made.starts_with("pk_ttt"));
    // Databases hold this name: the digits must never change.
    CHECK(made == "pk_" + std::string(51, 't') + "_" + made.substr(55));
    CHECK(shortened(std::string(64, 'x')) == std::string(54, 'x') + "_0c07e2ee");
}

TEST_CASE("long names that begin alike stay apart") {
    const std::string table(70, 't');
    CHECK(default_name(named::unique, table, "a") != default_name(named::unique, table, "b"));
}

TEST_CASE("a name is cut between characters") {
    const std::string umlauts = [] {
        std::string made;
        for (int i = 0; i != 40; ++i) made += "\xc3\xa4";
        return made;
    }();
    for (const char* prefix : {"", "x"}) {
        const std::string made = shortened(prefix + umlauts);
        CHECK(made.size() <= longest_name);
        const std::string kept = made.substr(0, made.size() - 9);
        CHECK((kept.size() - std::string_view{prefix}.size()) % 2 == 0);
    }
}

}  // namespace tain::schema
