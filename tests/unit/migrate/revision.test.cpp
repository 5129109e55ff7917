// SPDX-License-Identifier: BSL-1.0
#include <tain/driver/error.hpp>
#include <tain/migrate/revision.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <set>
#include <string>
#include <vector>

namespace {

using namespace tain;
using namespace tain::migrate;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

const std::string header =
    "-- tain:revision 3f2a9c1b77d0\n-- tain:parents none\n-- tain:message m\n-- tain:created 2025-06-01T12:00:00Z\n";

void refused(const std::string& text, const std::string& why) {
    INFO(text);
    CHECK_THROWS_MATCHES(parse_revision(text, "m/1.sql"), error,
                         MessageMatches(ContainsSubstring(why) && ContainsSubstring("tain: m/1.sql")));
}

std::vector<std::string> texts(const std::vector<sql_statement>& of) {
    std::vector<std::string> made;
    for (const sql_statement& one : of) made.push_back(one.text);
    return made;
}

}  // namespace

TEST_CASE("a revision file is read with its header, sections, statements and lines") {
    const revision read = parse_revision(
        "-- anything\n-- tain:revision 3f2a9c1b77d0\n-- tain:parents 77d0e1aa90c3 000000000001\n"
        "-- tain:message add a\\n\\\\ name\n--tain:created 2025-06-01T12:00:00Z\n\n"
        "-- tain:upgrade sqlite\n-- tain:rebuild users\nCREATE TABLE a (\n  b -- c;\n);\n\nINSERT INTO a VALUES (';')\n"
        "  -- tain:upgrade   postgresql  \n-- tain:no-transaction\n;;\nCREATE INDEX CONCURRENTLY i ON a (b) ;\n"
        "/* -- tain:downgrade sqlite */ SELECT '\n-- tain:downgrade sqlite\n';\n"
        "-- tain:downgrade postgresql\n",
        "m/1.sql");
    CHECK(read.id == "3f2a9c1b77d0");
    CHECK(read.parents == std::vector<std::string>{"77d0e1aa90c3", "000000000001"});
    CHECK(read.message == "add a\n\\ name");
    CHECK(read.created == "2025-06-01T12:00:00Z");
    const std::optional<section>& lite = read.find(direction::upgrade, dialect::sqlite);
    REQUIRE(lite);
    CHECK(lite->transactional);
    CHECK(texts(lite->statements) ==
          std::vector<std::string>{"CREATE TABLE a (\n  b -- c;\n)", "INSERT INTO a VALUES (';')"});
    CHECK(lite->statements[0].line == 9);
    CHECK(lite->statements[1].line == 13);
    REQUIRE(lite->directives.size() == 1);
    CHECK(lite->directives[0].name == "rebuild");
    CHECK(lite->directives[0].arguments == "users");
    CHECK(lite->directives[0].before == 0);
    const std::optional<section>& pg = read.find(direction::upgrade, dialect::postgresql);
    REQUIRE(pg);
    CHECK_FALSE(pg->transactional);
    CHECK(texts(pg->statements) ==
          std::vector<std::string>{"CREATE INDEX CONCURRENTLY i ON a (b)", "SELECT '\n-- tain:downgrade sqlite\n'"});
    CHECK_FALSE(read.find(direction::downgrade, dialect::sqlite));
    REQUIRE(read.find(direction::downgrade, dialect::postgresql));
    CHECK(read.find(direction::downgrade, dialect::postgresql)->statements.empty());
}

TEST_CASE("statements are cut as the databases' own shells cut them") {
    const auto lite = [](const char* sql) { return texts(split_statements(sql, dialect::sqlite)); };
    const auto pg = [](const char* sql) { return texts(split_statements(sql, dialect::postgresql)); };
    using list = std::vector<std::string>;

    CHECK(lite(" ; ; -- a;\n/* ; */ ") == list{});
    CHECK(lite("SELECT 1; SELECT [a;b], `c;d`, \"e;f\"") == list{"SELECT 1", "SELECT [a;b], `c;d`, \"e;f\""});
    const std::string trigger =
        "CREATE TEMP TRIGGER t AFTER UPDATE ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; UPDATE a SET b = 1; END";
    CHECK(lite((trigger + "; SELECT 2").c_str()) == list{trigger, "SELECT 2"});
    CHECK(lite(trigger.c_str()) == list{trigger});
    CHECK(lite("CREATE TABLE trigger_log (a); SELECT 1") == list{"CREATE TABLE trigger_log (a)", "SELECT 1"});

    CHECK(pg("SELECT $a$;$$;$a$; SELECT E'\\';', 'a' -- ;\n'b;'; SELECT 3") ==
          list{"SELECT $a$;$$;$a$", "SELECT E'\\';', 'a' -- ;\n'b;'", "SELECT 3"});
    CHECK(pg("/* a /* ; */ ; */ SELECT 1") == list{"SELECT 1"});
    const std::string function =
        "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; "
        "SELECT 2; END";
    CHECK(pg((function + "; SELECT 2").c_str()) == list{function, "SELECT 2"});
    const std::string rule = "CREATE RULE r AS ON INSERT TO a DO (SELECT 1; SELECT 2)";
    CHECK(pg((rule + "; SELECT 2").c_str()) == list{rule, "SELECT 2"});
}

TEST_CASE("a damaged revision file is refused with the file, the line and the fix") {
    refused("", "has no line `-- tain:revision`");
    refused("-- tain:revision 3f2a9c1b77d0\n-- tain:parents none\n", "has no line `-- tain:message`");
    refused("-- tain:revision 3F2A9C1B77D0\n", ":1: \"3F2A9C1B77D0\" is no revision id");
    refused("-- tain:parents\n", "names nothing");
    refused("-- tain:parents 3f2a9c1b77d0 3f2a9c1b77d0\n", "given twice");
    refused("-- tain:parents 3f2a9c1b77d0,000000000001\n", "is no revision id");
    refused("-- tain:message a\\q\n", "escapes nothing");
    refused("-- tain:message a\\x9f\n", "escapes nothing");
    refused("-- tain:message a\\\n", "escapes nothing");
    refused("-- tain:created yesterday\n", "is no time");
    refused(header + header, ":5: `-- tain:revision` is given twice");
    refused(header + "SELECT 1;\n", ":5: SQL stands outside any section");
    refused(header + "-- tain:upgrade mysql\n", ":5: `-- tain:upgrade mysql` names no dialect");
    refused(header + "-- tain:upgrade sqlite\n-- tain:upgrade sqlite\n",
            ":6: the section `-- tain:upgrade sqlite` is given twice, first on line 5");
    refused(header + "-- tain:no-transaction\n", ":5: `-- tain:no-transaction` is for a section");
    refused(header + "-- tain:upgarde sqlite\n", ":5: `-- tain:upgarde` is no directive");
    refused(header + "-- tain:upgrade sqlite\n-- tain:notransaction\n", ":6: `-- tain:notransaction` is no directive");
    refused(header + "-- tain:upgrade sqlite\n-- tain:no-transaction please\n", "takes nothing");
    refused(header + "-- tain:upgrade sqlite\n-- tain:message late\n", ":6: `-- tain:message` belongs above");
    refused(header + "-- tain:upgrade sqlite\nSELECT 1; -- tain:downgrade sqlite\n", "must stand on a line of its own");
    refused(header + "-- tain:upgrade sqlite\nSELECT 1\n-- tain:no-transaction\n",
            ":7: `-- tain:no-transaction` stands inside a statement");
    refused(header + "-- tain:upgrade sqlite\nSELECT 1;\nSELECT 'a\n;\n",
            ":7: the string that begins here never ends: 'a");
    refused(header + "-- tain:upgrade sqlite\nSELECT \"a\n;\n", ":6: the quoted name that begins here never ends");
    refused(header + "-- tain:upgrade postgresql\n/* /* */\n", ":6: the comment that begins here never ends");
    refused(header + "/* \n", ":5: the comment that begins here never ends");
    refused(header + "-- tain:upgrade postgresql\nDO $x$ BEGIN;\n", ":6: the string that begins here never ends");
    refused(
        header +
            "-- tain:upgrade sqlite\n\nCREATE TRIGGER t AFTER DELETE ON a BEGIN SELECT 1;\n-- tain:downgrade sqlite\n",
        ":7: the statement that begins here lacks the END of the trigger");
    refused(header + "-- tain:upgrade postgresql\nCREATE TABLE a (b int;\n",
            ":6: the statement that begins here lacks a closing parenthesis");
    refused(header + "-- tain:upgrade postgresql\n-- tain:rebuild \"a\"\n", ":6: `-- tain:rebuild` is for SQLite");
    refused(header + "-- tain:upgrade sqlite\n-- tain:rebuild \"a\"\n-- tain:no-transaction\n",
            ":6: `-- tain:rebuild` needs a transaction");
    refused(header + "<<<<<<< HEAD\n", ":5: the file holds an unfinished merge");
}

TEST_CASE("statements that a runner cannot keep its promises with are refused") {
    for (const char* const control : {"BEGIN", "begin immediate", "COMMIT", "END", "ROLLBACK", "ROLLBACK WORK", "ABORT",
                                      "START TRANSACTION", "/**/ PREPARE TRANSACTION 'x'"})
        for (const char* const on : {"sqlite", "postgresql"})
            refused(header + "-- tain:upgrade " + on + "\n-- tain:no-transaction\nSELECT 1;\n" + control + ";\n",
                    ":8: ");
    refused(header + "-- tain:upgrade sqlite\nPRAGMA foreign_keys = OFF;\n", ":6: PRAGMA foreign_keys does nothing");
    refused(header + "-- tain:upgrade sqlite\nPRAGMA main.Foreign_Keys(0);\n", ":6: PRAGMA foreign_keys does nothing");
    CHECK_NOTHROW(
        parse_revision(header + "-- tain:upgrade sqlite\n-- tain:no-transaction\nPRAGMA foreign_keys=OFF;\n", "f"));
    CHECK_NOTHROW(parse_revision(
        header + "-- tain:upgrade sqlite\nPRAGMA foreign_key_check;\nROLLBACK TO a;\nROLLBACK WORK TO SAVEPOINT a;\n"
                 "-- tain:downgrade postgresql\nPREPARE a AS SELECT 1;",
        "f"));
}

TEST_CASE("unreadable bytes in a revision file are refused with their line") {
    refused(header + "-- caf\xe9\n", ":5: the line is not UTF-8");
    refused(header + std::string{"-- a\0b\n", 7}, ":5: the file holds a NUL");
}

TEST_CASE("line ends of Windows and a byte order mark do not change what is read") {
    std::string text = "\xef\xbb\xbf" + header + "-- tain:upgrade postgresql\n-- tain:no-transaction\nSELECT 1;\n";
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) text.insert(at, "\r");
    const revision read = parse_revision(text, "f");
    CHECK(read.id == "3f2a9c1b77d0");
    CHECK(read.message == "m");
    REQUIRE(read.find(direction::upgrade, dialect::postgresql));
    CHECK_FALSE(read.find(direction::upgrade, dialect::postgresql)->transactional);
    CHECK(texts(read.find(direction::upgrade, dialect::postgresql)->statements) ==
          std::vector<std::string>{"SELECT 1"});
}

TEST_CASE("a carriage return alone ends a section's line where the section above is PostgreSQL's") {
    const revision read = parse_revision(header +
                                             "-- tain:upgrade postgresql\nSELECT 1;\n-- tain:downgrade "
                                             "postgresql\rSELECT 2;\nSELECT 3;\n",
                                         "f");
    const std::optional<section>& down = read.find(direction::downgrade, dialect::postgresql);
    REQUIRE(down);
    CHECK(texts(down->statements) == std::vector<std::string>{"SELECT 2", "SELECT 3"});
    CHECK(down->text == "SELECT 2;\nSELECT 3;\n");
    CHECK(write_revision(parse_revision(write_revision(read), "f")) == write_revision(read));
    refused(header + "-- tain:upgrade sqlite\nSELECT 1;\n-- tain:downgrade sqlite\rSELECT 2;\n", "names no dialect");
}

TEST_CASE("a written revision is read back the same, whatever the message says") {
    for (const std::string message :
         {"", "plain", " blanks ", " ", "*/ DROP TABLE users; --", "line\nbreak\r\n-- tain:upgrade sqlite",
          "quote ' \" ` $$", "back\\slash \\n", "tab\tbell\x07", "\xc3\xa9\xe6\x97\xa5\xe6\x9c\xac\xf0\x9f\x98\x80",
          "../../etc/passwd"}) {
        INFO(message);
        revision made{
            .id = "0123456789ab", .parents = {"3f2a9c1b77d0"}, .message = message, .created = "2025-06-01T12:00:00Z"};
        section& up = made.find(direction::upgrade, dialect::sqlite).emplace();
        up.text = "-- review: this\n-- tain:rebuild \"a b\"\nSELECT 1;\n\nSELECT\n'-- tain:x';";
        made.find(direction::downgrade, dialect::postgresql).emplace().text = "-- tain:no-transaction\nSELECT 2;\n";
        const std::string text = write_revision(made);
        const revision back = parse_revision(text, "f");
        CHECK(back.id == made.id);
        CHECK(back.parents == made.parents);
        CHECK(back.message == message);
        CHECK(back.created == made.created);
        REQUIRE(back.find(direction::upgrade, dialect::sqlite));
        CHECK(back.find(direction::upgrade, dialect::sqlite)->text == up.text + "\n");
        CHECK(back.find(direction::upgrade, dialect::sqlite)->rebuilds());
        CHECK(back.find(direction::upgrade, dialect::sqlite)->transactional);
        REQUIRE(back.find(direction::downgrade, dialect::postgresql));
        CHECK(back.find(direction::downgrade, dialect::postgresql)->text == "-- tain:no-transaction\nSELECT 2;\n");
        CHECK_FALSE(back.find(direction::downgrade, dialect::postgresql)->transactional);
        CHECK_FALSE(back.find(direction::downgrade, dialect::sqlite));
        CHECK(write_revision(back) == text);
        CHECK(write_revision(parse_revision(text.substr(0, text.size() - 1), "f")) == text);
        const std::string name = file_name(made);
        CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") == std::string::npos);
        CHECK(name.size() <= 12 + 1 + 40 + 4);
    }
    CHECK_THROWS_MATCHES(write_revision({.id = "0123456789ab", .message = "\xff"}), error,
                         MessageMatches(ContainsSubstring("not UTF-8")));
}

TEST_CASE("a slug is short, readable and safe as a file name") {
    CHECK(slug("Add the users' names") == "add_the_users_names");
    CHECK(slug("  a/b\\c*/d\n\"e\"  ") == "a_b_c_d_e");
    CHECK(slug("\xe6\x97\xa5\xe6\x9c\xac") == "revision");
    CHECK(slug("") == "revision");
    CHECK(slug("add a very long description that goes on and on") == "add_a_very_long_description_that_goes_on");
    CHECK(slug(std::string(200, 'x')) == std::string(40, 'x'));
}

TEST_CASE("revision ids are twelve random hexadecimal digits") {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string id = random_revision_id();
        REQUIRE(is_revision_id(id));
        seen.insert(id);
    }
    CHECK(seen.size() == 1000);
    CHECK_FALSE(is_revision_id("0123456789a"));
    CHECK_FALSE(is_revision_id("0123456789AB"));
    CHECK(utc_now().size() == 20);
}
