// SPDX-License-Identifier: BSL-1.0
#include "migrate/fixture.hpp"
#include "schema_words.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate.hpp>
#include <tain/migrate/commands.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/tain.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace {

namespace before {
struct Person {
    std::int64_t id = 0;
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name))
}  // namespace before

namespace after {
struct Person {
    std::int64_t id = 0;
    std::string full_name{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, full_name))
}  // namespace after

}  // namespace

template <>
inline constexpr auto tain::mapping<before::Person> = table("people");
template <>
inline constexpr auto tain::mapping<after::Person> = table("people");

namespace {

using namespace tain;
using namespace tain::test;
using namespace tain::migrate;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

/// A directory of migrations whose last revision left `then`, and models that say `now`.
struct changed_models {
    temporary_directory place{};
    migrate::project files{};

    changed_models(const schema::database& then, schema::database now) {
        files.directory = place.file("migrations");
        files.models = then;
        autogenerate(files, "first");
        files.models = std::move(now);
    }
    std::size_t revisions() const { return directory::load(files.directory).revisions().order().size(); }
};

schema::database people(std::vector<schema::column> columns, std::string table = "people") {
    table_word made{std::move(table), {id()}};
    made.columns.insert(made.columns.end(), columns.begin(), columns.end());
    return schema_of({made});
}

}  // namespace

TEST_CASE("what may be a rename is refused, and both names are told") {
    const changed_models column{people({text("name")}), people({text("full_name"), text("nick").null()})};
    CHECK_THROWS_MATCHES(autogenerate(column.files, "names"), error,
                         MessageMatches(ContainsSubstring("column \"people\".\"name\" is gone, and \"full_name\", "
                                                          "\"nick\" of the same type are new") &&
                                        ContainsSubstring("--renamed people.name=full_name") &&
                                        ContainsSubstring("--dropped people.name")));
    const changed_models table{people({text("name")}), people({text("name")}, "persons")};
    CHECK_THROWS_MATCHES(autogenerate(table.files, "names"), error,
                         MessageMatches(ContainsSubstring("table \"people\" is gone, and \"persons\"") &&
                                        ContainsSubstring("--renamed people=persons")));
    CHECK(column.revisions() == 1);
    CHECK(table.revisions() == 1);
    // Of another type: it is none.
    const changed_models other{people({text("name")}), people({integer("age").null()})};
    CHECK(autogenerate(other.files, "ages").changes.size() == 2);
}

TEST_CASE("a rename can be told in words, and rows keep their values") {
    const changed_models app{people({text("name")}), people({text("full.name"), text("nick").null()})};
    const new_revision made = autogenerate(app.files, "names", {.renamed = {"people.name=full.name"}});
    CHECK(made.changes.size() == 2);
    CHECK_THAT(made.changes.at(0), ContainsSubstring("rename column \"people\".\"name\" to \"full.name\""));
    CHECK(migrate::check(app.files).empty());
    for (const dialect in : {dialect::sqlite, dialect::postgresql}) {
        const fresh_database db{in};
        const directory files = directory::load(app.files.directory);
        const auto on = db.connect();
        runner{*on, files}.upgrade("+1");
        on->script("INSERT INTO people (name) VALUES ('Ann')");
        runner{*on, files}.upgrade("head");
        CHECK(db.values("SELECT \"full.name\" FROM people") == std::vector<std::string>{"Ann"});
        runner{*on, files}.downgrade("-1");
        CHECK(db.values("SELECT name FROM people") == std::vector<std::string>{"Ann"});
    }
}

TEST_CASE("a table and a column in it are renamed at once") {
    const changed_models app{people({text("name"), integer("a"), integer("b"), integer("c")}),
                             people({text("full_name"), integer("a"), integer("b"), integer("c")}, "persons")};
    const new_revision made =
        autogenerate(app.files, "names", {.renamed = {"persons.name=full_name", "people=persons"}});
    REQUIRE(made.changes.size() >= 2);
    CHECK_THAT(made.changes.at(0), ContainsSubstring("rename table"));
    CHECK_THAT(made.changes.at(1), ContainsSubstring("rename column"));
}

TEST_CASE("what is dropped can be told, too") {
    const changed_models app{people({text("name")}), people({text("full_name").null()})};
    const new_revision made = autogenerate(app.files, "names", {.dropped = {"people.name"}});
    CHECK(made.changes.size() == 2);
    CHECK_THAT(made.changes.at(0), ContainsSubstring("drop column"));
}

TEST_CASE("a person is asked, tables first") {
    const changed_models app{people({text("name"), integer("a"), integer("b"), integer("c")}),
                             people({text("full_name"), integer("a"), integer("b"), integer("c")}, "persons")};
    std::vector<possible_rename> asked;
    revision_options how;
    how.ask = [&](const possible_rename& one) -> std::optional<std::string> {
        asked.push_back(one);
        return one.table.empty() ? std::optional{one.to.at(0)} : std::nullopt;
    };
    const new_revision made = autogenerate(app.files, "names", how);
    CHECK(asked == std::vector<possible_rename>{{"", "people", {"persons"}}, {"persons", "name", {"full_name"}}});
    CHECK_THAT(made.changes.at(0), ContainsSubstring("rename table"));
    CHECK(std::any_of(made.changes.begin(), made.changes.end(),
                      [](const std::string& one) { return one.starts_with("drop column"); }));
}

TEST_CASE("an answer that fits nothing is refused") {
    const changed_models app{people({text("name")}), people({text("name"), text("nick").null()})};
    for (const char* wrong : {"people.name=nick", "people=persons", "people.name", "", "=", "people.nick=name"})
        CHECK_THROWS_MATCHES(autogenerate(app.files, "names", {.renamed = {wrong}}), error,
                             MessageMatches(ContainsSubstring("fits nothing")));
    CHECK_THROWS_MATCHES(autogenerate(app.files, "names", {.dropped = {"people.name"}}), error,
                         MessageMatches(ContainsSubstring("--dropped people.name fits nothing")));
    CHECK(app.revisions() == 1);
}

namespace {

struct conversation {
    int code = -1;
    std::string shown{};
};

/// Runs the migrator on a terminal of its own, where a person types `said`.
conversation talk(const std::string& directory, const std::string& said) {
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    REQUIRE(child >= 0);
    if (child == 0) {
        std::string words[] = {"app_migrate", "revision", "--autogenerate", "-m", "names"};
        char* argv[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), words[4].data()};
        const int code = migrate::main<models<after::Person>>(5, argv, directory.c_str());
        std::fflush(nullptr);
        ::_exit(code);
    }
    REQUIRE(::write(terminal, said.data(), said.size()) == static_cast<ssize_t>(said.size()));
    conversation made;
    char buffer[4096];
    for (;;) {
        const ssize_t read = ::read(terminal, buffer, sizeof(buffer));
        if (read <= 0 && errno != EINTR) break;  // EIO: the other end is closed
        if (read > 0) made.shown.append(buffer, static_cast<std::size_t>(read));
    }
    ::close(terminal);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    made.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return made;
}

}  // namespace

TEST_CASE("on a terminal the migrator asks whether a column was renamed") {
    changed_models app{schema::of<models<before::Person>>(), schema::of<models<after::Person>>()};
    const conversation quit = talk(app.files.directory, "what\nq\n");
    CHECK(quit.code == 1);
    CHECK_THAT(quit.shown, ContainsSubstring("column \"people\".\"name\" is gone") &&
                               ContainsSubstring("1  it is called full_name now") &&
                               ContainsSubstring("nothing was written"));
    const conversation ended = talk(app.files.directory, "\x04");
    CHECK(ended.code == 1);
    CHECK(app.revisions() == 1);

    const conversation renamed = talk(app.files.directory, " 1 \n");
    CHECK(renamed.code == 0);
    CHECK_THAT(renamed.shown, ContainsSubstring("rename column \"people\".\"name\" to \"full_name\""));
    CHECK(app.revisions() == 2);
    CHECK(migrate::check(app.files).empty());
}
