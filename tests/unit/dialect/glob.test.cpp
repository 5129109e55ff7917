// SPDX-License-Identifier: BSL-1.0
#include <tain/dialect/glob.hpp>

#include <sqlite3.h>
#include <catch2/catch_test_macros.hpp>

#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

using tain::dialects::glob_pattern;
using tain::dialects::is_like_pattern;

namespace {

std::string glob(std::string_view like) {
    std::string made;
    glob_pattern(like, [&made](char c) { made += c; });
    return made;
}

/// What a LIKE pattern means, told as simply as can be.
bool matches(std::string_view text, std::string_view like) {
    if (like.empty()) return text.empty();
    if (like.front() == '%') return matches(text, like.substr(1)) || (!text.empty() && matches(text.substr(1), like));
    if (text.empty()) return false;
    if (like.front() == '_') return matches(text.substr(1), like.substr(1));
    if (like.front() == '\\' && like.size() > 1) like.remove_prefix(1);
    return text.front() == like.front() && matches(text.substr(1), like.substr(1));
}

class sqlite {
public:
    sqlite() {
        sqlite3* db = nullptr;
        sqlite3_open(":memory:", &db);
        db_.reset(db);
        sqlite3_stmt* made = nullptr;
        if (sqlite3_prepare_v2(db, "SELECT ?1 GLOB ?2", -1, &made, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(db));
        statement_.reset(made);
    }
    bool matches(const std::string& text, const std::string& pattern) {
        sqlite3_bind_text(statement_.get(), 1, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
        sqlite3_bind_text(statement_.get(), 2, pattern.data(), static_cast<int>(pattern.size()), SQLITE_TRANSIENT);
        sqlite3_step(statement_.get());
        const bool found = sqlite3_column_int(statement_.get(), 0) != 0;
        sqlite3_reset(statement_.get());
        return found;
    }

private:
    struct closes {
        void operator()(sqlite3* db) const { sqlite3_close(db); }
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3, closes> db_;
    std::unique_ptr<sqlite3_stmt, closes> statement_;
};

std::string random_text(std::mt19937& from, std::string_view letters, std::size_t longest) {
    std::string made(std::uniform_int_distribution<std::size_t>{0, longest}(from), ' ');
    for (char& c : made) c = letters[std::uniform_int_distribution<std::size_t>{0, letters.size() - 1}(from)];
    return made;
}

}  // namespace

TEST_CASE("LIKE patterns become GLOB patterns") {
    CHECK(glob("").empty());
    CHECK(glob("abc") == "abc");
    CHECK(glob("a%b_c") == "a*b?c");
    CHECK(glob("*?[]") == "[*][?][[]]");
    CHECK(glob("\\%\\_\\\\") == "%_\\");
    CHECK(glob("\\*\\[") == "[*][[]");
    CHECK(glob("\\a") == "a");
    CHECK(glob("ünï_%") == "ünï?*");
}

TEST_CASE("a pattern must not end in a backslash that escapes nothing") {
    CHECK(is_like_pattern(""));
    CHECK(is_like_pattern("a"));
    CHECK(is_like_pattern("a\\\\"));
    CHECK(is_like_pattern("\\%"));
    CHECK_FALSE(is_like_pattern("\\"));
    CHECK_FALSE(is_like_pattern("a\\"));
    CHECK_FALSE(is_like_pattern("\\\\\\"));
}

TEST_CASE("SQLite's GLOB matches the translation of a pattern as LIKE matches the pattern, case included") {
    sqlite database;
    std::mt19937 random{20240117};
    int matched = 0;
    for (int round = 0; round < 20000; ++round) {
        const std::string text = random_text(random, "aAb*?[]^-%_\\", 5);
        const std::string like = random_text(random, "aAb*?[]^-%%__\\", 5);
        if (!is_like_pattern(like)) continue;
        const bool wanted = matches(text, like);
        matched += wanted;
        if (database.matches(text, glob(like)) != wanted) {
            CAPTURE(text, like, glob(like));
            FAIL("GLOB and LIKE differ");
        }
    }
    CHECK(matched > 500);
}
