// SPDX-License-Identifier: BSL-1.0
#include "support/temporary_directory.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/document.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <filesystem>
#include <string>

namespace {

using namespace tain;
using namespace tain::migrate;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

const std::string begin = "<!-- tain:schema:begin -->\n", end = "<!-- tain:schema:end -->\n";

schema::database blog() {
    schema::table users{.name = "users", .comment = "People who write"};
    users.columns.push_back({.name = "id", .type = {types::sql_kind::int64}, .identity = true});
    users.columns.push_back({.name = "email",
                             .type = {types::sql_kind::varchar, 120},
                             .comment = "a \\ | <b> `x` \"q\" \xc3\xa9\nsecond line *no*"});
    users.columns.push_back(
        {.name = "is_active", .type = {types::sql_kind::boolean}, .server_default = schema::sql_text{"1", "true"}});
    users.primary_key = schema::primary_key{"pk_users", {"id"}};
    users.uniques = {{"uq_users_email", {"email"}}};
    users.checks = {{"ck_email", schema::sql_text{"email || '' LIKE '%@%'"}},
                    {"ck_active", schema::sql_text{"is_active IN (0, 1)", ""}}};
    schema::table tags{.name = "tags"};
    tags.columns.push_back({.name = "user_id", .type = {types::sql_kind::int64}, .nullable = true});
    tags.columns.push_back({.name = "part", .type = {types::sql_kind::int32}});
    tags.columns.push_back({.name = "word", .type = {types::sql_kind::text}});
    tags.primary_key = schema::primary_key{"pk_tags", {"part", "word"}};
    tags.foreign_keys = {
        {.name = "fk_tags_user_id_users",
         .columns = {"user_id"},
         .table = "users",
         .references = {"id"},
         .on_delete = schema::action::set_null},
        {.name = "fk_two", .columns = {"part", "word"}, .table = "tags", .references = {"part", "word"}}};
    schema::index both{.name = "ix_tags_part_word",
                       .parts = {{.column = "part", .descending = true}, {.column = "word"}},
                       .where = schema::sql_text{"part > 0"}};
    tags.indexes = {both,
                    {.name = "ix_lower",
                     .parts = {{.expression = schema::sql_text{"lower(word)"}}},
                     .unique = true,
                     .method = "hash"}};
    return {{users, tags}};
}

void refused(const std::string& page, const std::string& why) {
    INFO(page);
    CHECK_THROWS_MATCHES(documented(page, "p.md", blog()), error,
                         MessageMatches(ContainsSubstring("tain: p.md") && ContainsSubstring(why)));
}

}  // namespace

TEST_CASE("a schema page shows tables, keys, constraints and indexes") {
    const std::string made = document(blog(), document_part::tables);
    CHECK(made == R"(### `users`

People who write

| Column | SQLite | PostgreSQL | NULL | Default | Key | Comment |
| --- | --- | --- | --- | --- | --- | --- |
| `id` | `INTEGER` | `BIGINT` | no | generated | PK |  |
| `email` | `VARCHAR(120)` | `VARCHAR(120)` | no |  | UK | a \\ &#124; &lt;b> \`x\` "q" )"
                  "\xc3\xa9"
                  R"(<br>second line \*no\* |
| `is_active` | `BOOLEAN` | `BOOLEAN` | no | `1` (SQLite), `true` (PostgreSQL) |  |  |

- Primary key `pk_users`: `id`
- Unique `uq_users_email`: `email`
- Check `ck_email`: <code>email &#124;&#124; '' LIKE '%@%'</code>
- Check `ck_active`: `is_active IN (0, 1)` (SQLite)

### `tags`

| Column | SQLite | PostgreSQL | NULL | Default | Key | Comment |
| --- | --- | --- | --- | --- | --- | --- |
| `user_id` | `BIGINT` | `BIGINT` | yes |  | FK |  |
| `part` | `INTEGER` | `INTEGER` | no |  | PK, FK |  |
| `word` | `TEXT` | `TEXT` | no |  | PK, FK |  |

- Primary key `pk_tags`: `part`, `word`
- Foreign key `fk_tags_user_id_users`: `user_id` references `users` (`id`), on delete SET NULL
- Foreign key `fk_two`: `part`, `word` references `tags` (`part`, `word`)
- Index `ix_tags_part_word`: `part` descending, `word` where `part > 0`
- Unique index `ix_lower`: `lower(word)` using `hash`
)");
}

TEST_CASE("a diagram draws a composite foreign key once") {
    CHECK(document(blog(), document_part::diagram) == R"(```mermaid
erDiagram
    users {
        int64 id PK
        varchar(120) email UK "a / | <b> `x` 'q' )"
                                                      "\xc3\xa9"
                                                      R"( second line *no*"
        boolean is_active
    }
    tags {
        int64 user_id FK
        int32 part PK, FK
        text word PK, FK
    }
    users |o--o{ tags : "user_id"
    tags ||--o| tags : "part, word"
```
)");
}

TEST_CASE("names that a diagram cannot show are made so that it can be read") {
    schema::table odd{.name = "odd \"table\""};
    odd.columns.push_back({.name = "2 words", .type = {types::sql_kind::other}, .type_text = "double precision[]"});
    odd.columns.push_back({.name = "", .type = {types::sql_kind::other}});
    const std::string made = document({{odd}});
    CHECK_THAT(made,
               ContainsSubstring("    \"odd _table_\" {\n        double_precision[] _2_words\n        other _\n"));
    CHECK_THAT(made, ContainsSubstring("### `odd \"table\"`"));
    CHECK_THAT(made, ContainsSubstring("| `2 words` | `double precision[]` |"));
}

TEST_CASE("text that looks like markup is shown as it is") {
    schema::table odd{.name = "t"};
    for (const char* const comment :
         {"# no heading", "1. no list", "- no list", "[a](b)", "<!-- tain:schema:end -->", "&amp;", "a\r\nb\rc"})
        odd.columns.push_back({.name = "c",
                               .type = {types::sql_kind::text},
                               .server_default = schema::sql_text{"'``'"},
                               .comment = comment});
    odd.comment = "<!-- tain:schema:end -->";
    const std::string made = document({{odd}}, document_part::tables);
    for (const char* const shown : {"\\# no heading", "1\\. no list", "\\- no list", "\\[a\\](b)",
                                    "&lt;!-- tain:schema:end -->", "&amp;amp;", "a<br>b<br>c", "```'``'```"})
        CHECK_THAT(made, ContainsSubstring(shown));
    const std::string page = documented(begin + end, "p.md", {{odd}});
    CHECK(documented(page, "p.md", {{odd}}) == page);
}

TEST_CASE("blocks are replaced and everything around them stays") {
    const std::string page = "# Title\n\n" + begin + "old\n" + end +
                             "between \\1 $0 |\n  <!--tain:schema:begin diagram-->\nold\n" + end + "\n" +
                             "<!-- tain:schema:begin tables -->\n" + end + "after";
    const std::string made = documented(page, "p.md", blog());
    CHECK(made == "# Title\n\n" + begin + "\n" + document(blog()) + "\n" + end +
                      "between \\1 $0 |\n  <!--tain:schema:begin diagram-->\n\n" +
                      document(blog(), document_part::diagram) + "\n" + end +
                      "\n<!-- tain:schema:begin tables -->\n\n" + document(blog(), document_part::tables) + "\n" + end +
                      "after");
    CHECK(documented(made, "p.md", blog()) == made);
    CHECK(documented(made, "p.md", {}) != made);
}

TEST_CASE("a page tells schemas, options, collations and where an index has its NULLs") {
    schema::table entries{.name = "audit_entries"};
    entries.schema_name = "audit";
    entries.strict = entries.without_rowid = true;
    entries.columns = {{.name = "key", .type = {types::sql_kind::text}, .collation = schema::sql_text{"NOCASE", "C"}},
                       {.name = "n", .type = {types::sql_kind::int64}, .nullable = true}};
    entries.primary_key = schema::primary_key{"pk_audit_entries", {"key"}};
    entries.foreign_keys = {
        {.name = "fk", .columns = {"n"}, .table = "log_lines", .references = {"id"}, .schema_name = "log"}};
    entries.indexes = {{.name = "ix",
                        .parts = {{.column = "n", .descending = true, .nulls_reversed = true},
                                  {.column = "key", .nulls_reversed = true}}}};
    const std::string made = document({{entries}}, document_part::tables);
    CHECK_THAT(made,
               ContainsSubstring("### `audit.entries`\n\nIn the schema `audit` of PostgreSQL; on SQLite the table is "
                                 "`audit_entries`.\n\nOn SQLite STRICT, WITHOUT ROWID.\n\n"));
    CHECK_THAT(made, ContainsSubstring("| `key` | `TEXT COLLATE \"NOCASE\"` | `TEXT COLLATE \"C\"` |"));
    CHECK_THAT(made, ContainsSubstring("| `n` | `INT` | `BIGINT` |"));
    CHECK_THAT(made, ContainsSubstring("- Foreign key `fk`: `n` references `log.lines` (`id`)\n"));
    CHECK_THAT(made, ContainsSubstring("- Index `ix`: `n` descending nulls last, `key` nulls first\n"));
}

TEST_CASE("markers within fenced code are text") {
    const std::string fenced = "````md\n" + begin + "```\n" + end + "````\n~~~ ``` x\n" + end + "~~~\n";
    const std::string made = documented(fenced + begin + end, "p.md", {});
    CHECK(made == fenced + begin + "\n" + document({}) + "\n" + end);
    refused(fenced, "says nowhere");
}

TEST_CASE("line ends stay as the page has them") {
    const std::string made = documented("<!-- tain:schema:begin -->\r\n<!-- tain:schema:end -->\r\n", "p.md", blog());
    for (std::size_t at = made.find('\n'); at != std::string::npos; at = made.find('\n', at + 1))
        REQUIRE(made[at - 1] == '\r');
    CHECK(documented(made, "p.md", blog()) == made);
}

TEST_CASE("missing and unpaired markers are refused with their line") {
    refused("",
            "says nowhere where the schema goes; put these lines where it should be:\n\n<!-- tain:schema:begin -->");
    refused("a <!-- tain:schema:begin --> b\n", "says nowhere");
    refused("x\n" + begin, "p.md:2: the block that begins here has no");
    refused(
        "x\n" + begin + begin + end,
        "p.md:2: the block that begins here has no `<!-- tain:schema:end -->` before the next one begins, on line 3");
    refused(end, "p.md:1: `<!-- tain:schema:end -->` ends nothing");
    refused(begin + end + end, "p.md:3: `<!-- tain:schema:end -->` ends nothing");
    refused("<!-- tain:schema:begin diagrams -->\n" + end, "`tain:schema:begin diagrams` names no part");
}

TEST_CASE("a page on the disk is written only when it is stale, and never by a check") {
    const test::temporary_directory place;
    const std::string file = place.file("schema.md");
    CHECK_THROWS_MATCHES(document_file(file, blog()), error, MessageMatches(ContainsSubstring("there is no " + file)));
    test::write(file, begin + end);
    CHECK(document_file(file, blog(), true));
    CHECK(test::read(file) == begin + end);
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    CHECK(document_file(file, blog()));
    CHECK(test::read(file) == documented(begin + end, file, blog()));
    CHECK(std::filesystem::status(file).permissions() ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    const auto written = std::filesystem::last_write_time(file);
    CHECK_FALSE(document_file(file, blog()));
    CHECK_FALSE(document_file(file, blog(), true));
    CHECK(std::filesystem::last_write_time(file) == written);
    CHECK(std::distance(std::filesystem::directory_iterator{place.path()}, std::filesystem::directory_iterator{}) == 1);
}
