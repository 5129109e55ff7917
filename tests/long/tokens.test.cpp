// SPDX-License-Identifier: BSL-1.0
#include "rounds.hpp"

#include <tain/dialect/tokens.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <string_view>

namespace tain::test {
namespace {

/// Text that looks like SQL here and there, and breaks off anywhere.
std::string sql_like(random& draw) {
    static constexpr std::string_view pieces[] = {
        "'",   "''", "\"",    "`",      "[",     "]",    "$",        "$$",   "$a$", "E'", "e'\\'", "U&'", "u&\"",
        "x'0", "B'", "--",    "/*",     "*/",    "\n",   "\r",       " ",    "\t",  ";",  "(",     ")",   "::",
        "->>", "||", "!=",    "<",      "@",     "?",    "?1",       "$1",   ":n",  "@v", "0x1f",  "1e",  "1.5e-3",
        "..",  ".5", "1_000", "SELECT", "begin", "name", "\xc3\xa4", "\xff", "\\",  "+-", "/",     "*"};
    std::string made;
    for (int left = pick(draw, 0, 40); left > 0; --left) {
        if (once_in(draw, 10))
            made += static_cast<char>(pick(draw, 0, 255));
        else
            made += one_of(draw, pieces);
    }
    return made;
}

TEST_CASE("the tokens of any text are that text") {
    run_rounds("tokens", [](random& draw) {
        const std::string sql = sql_like(draw);
        CAPTURE(sql);
        for (const dialect spelling : {dialect::sqlite, dialect::postgresql}) {
            std::string together;
            for (const lexical::token& one : lexical::tokens(sql, spelling)) {
                REQUIRE(!one.text.empty());
                together += one.text;
            }
            REQUIRE(together == sql);
        }
    });
}

}  // namespace
}  // namespace tain::test
