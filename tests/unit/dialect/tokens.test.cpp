// SPDX-License-Identifier: BSL-1.0
#include <tain/dialect/tokens.hpp>

#include <catch2/catch_test_macros.hpp>

#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace tain;
using lexical::token;
using lexical::token_kind;

namespace {

using kinds = std::vector<std::pair<token_kind, std::string>>;

/// The significant tokens; all tokens together must be the text again.
kinds cut(std::string_view sql, dialect spelling) {
    kinds found;
    std::string whole;
    for (const token& one : lexical::tokens(sql, spelling)) {
        CHECK_FALSE(one.text.empty());
        whole += one.text;
        if (one.significant()) found.emplace_back(one.kind, one.text);
    }
    CHECK(whole == sql);
    return found;
}

kinds both(std::string_view sql) {
    kinds lite = cut(sql, dialect::sqlite);
    CHECK(lite == cut(sql, dialect::postgresql));
    return lite;
}

bool complete(std::string_view sql, dialect spelling) { return lexical::tokens(sql, spelling).back().complete; }

constexpr token_kind word = token_kind::word, string = token_kind::string, number = token_kind::number,
                     identifier = token_kind::quoted_identifier, mark = token_kind::punctuation,
                     parameter = token_kind::parameter;

}  // namespace

TEST_CASE("words, names, strings and numbers are told apart in both dialects") {
    CHECK(both("SELECT a_1, \"b \"\"c\"\"\", 'it''s; --' FROM t2") == kinds{{word, "SELECT"},
                                                                            {word, "a_1"},
                                                                            {mark, ","},
                                                                            {identifier, "\"b \"\"c\"\"\""},
                                                                            {mark, ","},
                                                                            {string, "'it''s; --'"},
                                                                            {word, "FROM"},
                                                                            {word, "t2"}});
    CHECK(both("1 1.5 .5 1e9 1.5E-3 0xFF") ==
          kinds{{number, "1"}, {number, "1.5"}, {number, ".5"}, {number, "1e9"}, {number, "1.5E-3"}, {number, "0xFF"}});
    CHECK(both("a<=b AND c<>d OR e||f") == kinds{{word, "a"},
                                                 {mark, "<="},
                                                 {word, "b"},
                                                 {word, "AND"},
                                                 {word, "c"},
                                                 {mark, "<>"},
                                                 {word, "d"},
                                                 {word, "OR"},
                                                 {word, "e"},
                                                 {mark, "||"},
                                                 {word, "f"}});
    CHECK(both("größe") == kinds{{word, "größe"}});
    CHECK(both("x'00ff'") == kinds{{string, "x'00ff'"}});
    CHECK(both("").empty());
}

TEST_CASE("comments are no part of what a parser sees; block comments nest on PostgreSQL alone") {
    CHECK(both("a -- ' \" $$\n b /* ' ; */ c") == kinds{{word, "a"}, {word, "b"}, {word, "c"}});
    CHECK(cut("/* a /* b */ c */ d", dialect::postgresql) == kinds{{word, "d"}});
    CHECK(cut("/* a /* b */ d", dialect::sqlite) == kinds{{word, "d"}});
}

TEST_CASE("parameters") {
    CHECK(both("$1+$12") == kinds{{parameter, "$1"}, {mark, "+"}, {parameter, "$12"}});
    CHECK(cut("? ?7 :name @name $name", dialect::sqlite) ==
          kinds{{parameter, "?"}, {parameter, "?7"}, {parameter, ":name"}, {parameter, "@name"}, {parameter, "$name"}});
    CHECK(cut("$1::text a$1", dialect::postgresql) ==
          kinds{{parameter, "$1"}, {mark, "::"}, {word, "text"}, {word, "a$1"}});
    CHECK(cut("a ? b", dialect::postgresql) == kinds{{word, "a"}, {mark, "?"}, {word, "b"}});
}

TEST_CASE("SQLite's other quotes") {
    CHECK(cut("`a``b` [c d]", dialect::sqlite) == kinds{{identifier, "`a``b`"}, {identifier, "[c d]"}});
    CHECK(cut("a[1]", dialect::postgresql) == kinds{{word, "a"}, {mark, "["}, {number, "1"}, {mark, "]"}});
}

TEST_CASE("PostgreSQL's other strings") {
    CHECK(cut("E'a\\'b' U&'\\0041' B'01' N'n' U&\"d\"", dialect::postgresql) == kinds{{string, "E'a\\'b'"},
                                                                                      {string, "U&'\\0041'"},
                                                                                      {string, "B'01'"},
                                                                                      {string, "N'n'"},
                                                                                      {identifier, "U&\"d\""}});
    CHECK(cut("$$a;'$b$$ $t$ $$ $u$ $t$ $1", dialect::postgresql) ==
          kinds{{string, "$$a;'$b$$"}, {string, "$t$ $$ $u$ $t$"}, {parameter, "$1"}});
    CHECK(cut("'a'\n -- more\n  'b' 'c'", dialect::postgresql) ==
          kinds{{string, "'a'\n -- more\n  'b'"}, {string, "'c'"}});
    CHECK(cut("E'a'\n'\\';' ;", dialect::postgresql) == kinds{{string, "E'a'\n'\\';'"}, {mark, ";"}});
    CHECK(cut("'\\' ;", dialect::sqlite) == kinds{{string, "'\\'"}, {mark, ";"}});
}

TEST_CASE("PostgreSQL's operators end before comments, and before a trailing minus") {
    CHECK(cut("a<-1", dialect::postgresql) == kinds{{word, "a"}, {mark, "<"}, {mark, "-"}, {number, "1"}});
    CHECK(cut("a@-1", dialect::postgresql) == kinds{{word, "a"}, {mark, "@-"}, {number, "1"}});
    CHECK(cut("a+--b", dialect::postgresql) == kinds{{word, "a"}, {mark, "+"}});
    CHECK(cut("a*/*b*/c", dialect::postgresql) == kinds{{word, "a"}, {mark, "*"}, {word, "c"}});
    CHECK(cut("1..2", dialect::postgresql) == kinds{{number, "1"}, {mark, ".."}, {number, "2"}});
    CHECK(cut("a->>'b'", dialect::sqlite) == kinds{{word, "a"}, {mark, "->>"}, {string, "'b'"}});
}

TEST_CASE("a text that ends inside a literal or comment says so") {
    for (const std::string_view open : {"'a", "\"a", "/* a", "'a''"}) {
        CHECK_FALSE(complete(open, dialect::sqlite));
        CHECK_FALSE(complete(open, dialect::postgresql));
    }
    CHECK_FALSE(complete("[a", dialect::sqlite));
    CHECK_FALSE(complete("$t$ a $t", dialect::postgresql));
    CHECK_FALSE(complete("E'a\\'", dialect::postgresql));
    CHECK_FALSE(complete("/* /* */", dialect::postgresql));
    CHECK(complete("-- a", dialect::postgresql));
    CHECK(complete("'a'", dialect::sqlite));
}

TEST_CASE("any bytes are cut into tokens that are the text again") {
    std::mt19937 random{5};
    const std::string_view alphabet = "'\"$ab1e-*/\n []`?:.U&\\x;(|+@\xc3\x01";
    for (int i = 0; i < 20'000; ++i) {
        std::string sql;
        for (std::size_t n = random() % 24; n > 0; --n) sql.push_back(alphabet[random() % alphabet.size()]);
        for (const dialect spelling : {dialect::sqlite, dialect::postgresql}) {
            std::string whole;
            bool empty = false;
            for (const token& one : lexical::tokens(sql, spelling)) {
                whole += one.text;
                empty = empty || one.text.empty();
            }
            if (whole != sql || empty) FAIL("lost something of: " << sql);
        }
    }
}
