// SPDX-License-Identifier: BSL-1.0
#include <tain/dialect/type_names.hpp>
#include <tain/driver/error.hpp>
#include <tain/migrate/snapshot.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <string>
#include <utility>

namespace {

using namespace tain;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

schema::database everything() {
    schema::table users;
    users.name = "users";
    users.comment = "people | \"quoted\" \\ back\nslash \x01 \xc3\xa9 \xf0\x9f\x98\x80 */ --";
    const auto add = [&users](const types::sql_type& type) {
        users.columns.push_back({.name = "c" + std::to_string(users.columns.size()), .type = type});
    };
    for (const dialects::type_spelling& each : dialects::type_spellings) {
        add({.kind = each.kind});
        add({.kind = types::sql_kind::array, .element = each.kind});
    }
    add({.kind = types::sql_kind::decimal, .length = 12, .scale = 2});
    add({.kind = types::sql_kind::decimal, .length = 12});
    add({.kind = types::sql_kind::array, .length = 12, .scale = 3, .element = types::sql_kind::decimal});
    add({.kind = types::sql_kind::array, .length = 4, .element = types::sql_kind::varchar});
    users.columns.push_back({.name = "id", .type = {types::sql_kind::int64, 0}, .identity = true});
    users.columns.push_back({.name = "email", .type = {types::sql_kind::varchar, 4294967295U}, .nullable = true});
    users.columns.push_back({.name = "odd \" name", .type = {types::sql_kind::other}, .type_text = "jsonb"});
    users.columns.push_back({.name = "empty default",
                             .type = {types::sql_kind::text, 0},
                             .server_default = schema::sql_text{},
                             .comment = "c"});
    users.columns.push_back({.name = "now", .server_default = schema::sql_text{"CURRENT_TIMESTAMP", "now()"}});
    users.columns.push_back({.name = "one collation", .collation = schema::sql_text{"C"}});
    users.columns.push_back({.name = "two", .collation = schema::sql_text{"NOCASE", ""}});
    users.strict = true;
    users.primary_key = schema::primary_key{"pk_users", {"id", "email"}};
    users.uniques = {{"uq_a", {"email"}}, {"", {"id", "email"}}};
    users.checks = {{"ck_a", schema::sql_text{"a > 0"}}, {"ck_b", schema::sql_text{"b IN (0, 1)", ""}}};
    users.foreign_keys = {{"fk_a",
                           {"id"},
                           "posts",
                           {"id"},
                           schema::action::cascade,
                           schema::action::set_null,
                           schema::deferral::immediate},
                          {"fk_b",
                           {"id", "email"},
                           "users",
                           {"a", "b"},
                           schema::action::restrict_,
                           schema::action::set_default,
                           schema::deferral::deferred}};
    schema::index by_name{.name = "ix_a", .unique = true, .where = schema::sql_text{"a = 1", "a"}, .method = "gin"};
    by_name.parts.push_back({.column = "email", .descending = true});
    by_name.parts.push_back({.expression = schema::sql_text{"lower(email)"}});
    users.indexes = {by_name, {.name = "ix_none"}};
    schema::table live{.name = "audit_live", .without_rowid = true, .schema_name = "audit"};
    live.columns.push_back({.name = "c", .unmodeled = "COLLATE NOCASE"});
    live.primary_key = schema::primary_key{"", {"c"}, "ON CONFLICT REPLACE"};
    live.uniques = {{"u", {"c"}, true, "DEFERRABLE"}};
    live.checks = {{"k", schema::sql_text{"1"}, "NO INHERIT", true}};
    live.foreign_keys = {{.name = "f", .columns = {"c"}, .table = "t", .references = {"c"}, .unmodeled = "MATCH FULL"}};
    live.foreign_keys.push_back(
        {.name = "g", .columns = {"c"}, .table = "audit_t", .references = {"c"}, .schema_name = "audit"});
    live.indexes = {{.name = "i",
                     .parts = {{.column = "c", .descending = true, .nulls_reversed = true, .unmodeled = "COLLATE x"}},
                     .included = {"c", "d e"},
                     .unmodeled = "NULLS NOT DISTINCT",
                     .invalid = true}};
    return {{users, {.name = "bare"}, live}};
}

void refused(const std::string& text, const std::string& why) {
    CHECK_THROWS_MATCHES(migrate::parse_snapshot(text, "s/1.json"), error,
                         MessageMatches(ContainsSubstring(why) && ContainsSubstring("tain: s/1.json")));
}

}  // namespace

TEST_CASE("a snapshot gives back the schema that was written, whole") {
    for (const schema::database& each : {schema::database{}, everything()}) {
        const std::string text = migrate::write_snapshot(each);
        const schema::database back = migrate::parse_snapshot(text, "s.json");
        CHECK(back == each);
        CHECK(migrate::write_snapshot(back) == text);
        CHECK(text.ends_with("}\n"));
    }
}

TEST_CASE("a snapshot is canonical text with one line a column") {
    schema::table table{.name = "t"};
    table.columns.push_back({.name = "id", .type = {types::sql_kind::int64, 0}, .identity = true});
    table.columns.push_back({.name = "name",
                             .type = {types::sql_kind::varchar, 40},
                             .nullable = true,
                             .server_default = schema::sql_text{"'x'", "'y'"}});
    table.primary_key = schema::primary_key{"pk_t", {"id"}};
    CHECK(migrate::write_snapshot({{table}}) == R"js({
  "tain_snapshot": 1,
  "tables": [
    {
      "name": "t",
      "columns": [
        {"name": "id", "type": "int64", "identity": true},
        {"name": "name", "type": "varchar(40)", "nullable": true, "default": {"sqlite": "'x'", "postgresql": "'y'"}}
      ],
      "primary_key": {"name": "pk_t", "columns": ["id"]}
    }
  ]
}
)js");
    CHECK(migrate::write_snapshot({}) == "{\n  \"tain_snapshot\": 1,\n  \"tables\": []\n}\n");
}

TEST_CASE("a snapshot may be laid out otherwise") {
    CHECK(migrate::parse_snapshot("{\"tables\":[{\"name\":\r\n\"t\"}],\"tain_snapshot\":1}\n\n", "s.json") ==
          schema::database{{{.name = "t"}}});
}

TEST_CASE("a damaged snapshot is refused with the file, the place and the fix") {
    refused("", "line 1, column 1");
    refused("{\n  \"tain_snapshot\": 1,\n  \"tables\": [}\n", "line 3, column 14");
    refused("{\"tain_snapshot\": 1, \"tables\": []} x", "line 1, column 36");
    refused("{\"tain_snapshot\": 1,\n\"tables\": [],\n\"tables\": []}", "the key \"tables\" is given twice");
    refused("{\n<<<<<<< HEAD\n}", "s/1.json:2 holds an unfinished merge");
    refused("[]", "must be an object");
    refused("{\"tables\": []}", "has no \"tain_snapshot\"");
    refused("{\"tain_snapshot\": 2, \"tables\": []}", "format 2");
    refused("{\"tain_snapshot\": 1, \"tables\": [], \"views\": []}", "has \"views\"");
    refused("{\"tain_snapshot\": 1, \"tables\": {}}", "/tables must be a list");
    refused("{\"tain_snapshot\": 1, \"tables\": [{\"name\": 1}]}", "/tables/0/name must be a text");
    const auto column = [](const std::string& members) {
        return R"js({"tain_snapshot": 1, "tables": [{"name": "t", "columns": [{"name": "c")js" + members + "}]}]}";
    };
    refused(column(""), "/tables/0/columns/0 has no \"type\"");
    refused(column(R"js(, "type": "int33")js"), "/tables/0/columns/0/type \"int33\" is no type");
    refused(column(R"js(, "type": "varchar(x)")js"), "no type that this version knows");
    refused(column(R"js(, "type": "varchar(4294967296)")js"), "no type that this version knows");
    refused(column(R"js(, "type": "varchar(4)x")js"), "no type that this version knows");
    for (const char* wrong :
         {"decimal(4)", "decimal(4,)", "decimal(0,0)", "decimal(4,2", "decimal(4,2)x", "[]", "varchar[](4)"})
        refused(column(R"js(, "type": ")js" + std::string{wrong} + "\""), "no type that this version knows");
    refused(column(R"js(, "type": "text", "nullable": 1)js"), "/tables/0/columns/0/nullable must be true or false");
    refused(column(R"js(, "type": "text", "default": {"mysql": "1"})js"), "has \"mysql\"");
    refused(column(R"js(, "type": "text", "color": "C")js"), "has \"color\"");
}

TEST_CASE("text that is not UTF-8 cannot be written to a snapshot") {
    CHECK_THROWS_MATCHES(migrate::write_snapshot({{{.name = "a\xff"}}}), error,
                         MessageMatches(ContainsSubstring("\"a\\xff\" is not UTF-8")));
}
