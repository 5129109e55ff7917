// SPDX-License-Identifier: BSL-1.0
#include "bad_database.hpp"
#include "rebuilding.hpp"

#include <tain/driver/sqlite/connection.hpp>

#include <catch2/catch_test_macros.hpp>

#include <sys/wait.h>
#include <unistd.h>
#include <filesystem>
#include <string>
#include <string_view>

namespace {

using namespace tain;
using namespace tain::test;
namespace fs = std::filesystem;

schema::database wanted() { return schema_of({table_word{"users", {id(), text("name").null()}}.unique({"name"})}); }

/// A sound file with the models' schema and some rows.
struct sample {
    temporary_directory place{};
    std::string file = place.file("app.db");

    sample() {
        const auto db = driver::sqlite::connect({.path = file, .wal = false});
        create(*db, wanted());
        db->script(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)\n"
            "INSERT INTO users (name) SELECT printf('%060d', i) FROM n");
    }
    std::string url() const { return "sqlite://" + file; }
    /// Overwrites bytes of the file.
    void put(std::size_t at, std::string_view bytes) const {
        std::string all = read(file);
        write(file, all.replace(at, bytes.size(), bytes));
    }
    /// All that reads refuses it, and upgrades do; the file stays as it is.
    void check(names words) const {
        words.push_back(file);
        const std::string before = read(file);
        check_refused(url(), wanted, words);
        const rebuilding p;
        const printed said = run_tool({"upgrade", "--url", url() + "?busy_timeout=10"}, wanted, p.files.directory());
        CHECK(said.code == 1);
        check_words(said.err, words);
        CHECK(read(file) == before);
        std::size_t files = 0;
        for ([[maybe_unused]] const auto& one : fs::directory_iterator{place.path()}) ++files;
        CHECK(files == 1);
    }
};

}  // namespace

TEST_CASE("files that are no database, or not whole") {
    const sample text, cut, schema, page, encrypted, newer, format;
    write(text.file, std::string(5000, 'x'));
    text.check({"no SQLite database", "name another file"});

    write(cut.file, read(cut.file).substr(0, 5000));
    cut.check({"damaged", "restore it from a copy"});

    schema.put(100, std::string(300, '\xff'));
    schema.check({"damaged", "restore it from a copy"});

    driver::sqlite::connect({.path = page.file, .wal = false})
        ->script("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE users (id,,'");
    page.check({"damaged (malformed database schema (users)", "restore it from a copy"});

    encrypted.put(0, "0123456789abcdef");
    encrypted.check({"encrypted"});

    newer.put(18, "\x07\x07");
    newer.check({"newer SQLite"});

    format.put(44, std::string_view{"\0\0\0\x9", 4});
    format.check({"newer SQLite", "install that one"});
}

TEST_CASE("a damaged page of a table that is rebuilt") {
    const rebuilding p;
    const temporary_directory place;
    const std::string file = place.file("app.db"), url = "sqlite://" + file + "?wal=off";
    p.begin(*open(url), 300);
    std::string bytes = read(file);
    const auto page =
        std::stoul(open(url)->rows("SELECT rootpage FROM sqlite_schema WHERE name = 'books'").rows[0][0].value());
    write(file, bytes.replace((page - 1) * 4096, 300, std::string(300, '\xff')));
    const std::string said =
        message_of<migrate::migration_error>([&] { migrate::runner{*open(url), p.of}.upgrade("head"); });
    check_words(said, {"cannot apply revision " + p.second, "nothing of this revision was kept", "SQLITE_CORRUPT",
                       "the file is damaged: restore it from a copy"});
    CHECK(read(file) == bytes);
}

TEST_CASE("an empty file is an empty database") {
    const sample s;
    write(s.file, "");
    CHECK(migrate::inspect(*migrate::connect_to_read(s.url())) == "");
    CHECK(run_tool({"diff", "--url", s.url()}, wanted).code == 2);
    CHECK(read(s.file) == "");
}

TEST_CASE("a file that is not there is not made by what reads") {
    const sample s;
    const std::string missing = s.place.file("other.db");
    check_refused("sqlite://" + missing, wanted, {missing, "No such file", "correct its name"});
    check_commands({"current", "history"}, "sqlite://" + missing, wanted, {missing, "No such file"});
    const printed said = run_tool({"stamp", "base", "--url", "sqlite://" + missing}, wanted, s.place.path());
    CHECK(said.code == 1);
    CHECK_FALSE(fs::exists(missing));
    check_refused("sqlite://" + s.place.path(), wanted, {s.place.path(), "Is a directory", "name a file"});
}

TEST_CASE("a file that another connection holds") {
    const sample s;
    const auto other = driver::sqlite::connect({.path = s.file, .wal = false});
    other->script("BEGIN EXCLUSIVE");
    check_refused(s.url() + "?busy_timeout=10", wanted, {s.file, "another connection holds its lock", "later"});
    other->script("ROLLBACK");
    CHECK(run_tool({"diff", "--url", s.url()}, wanted).code == 0);
}

TEST_CASE("reading leaves a file as it is") {
    const sample s;
    const std::string before = read(s.file);
    for (const char* command : {"inspect", "diff", "current", "history"})
        CHECK(run_tool({command, "--url", s.url()}, wanted, s.place.file("none")).code == 0);
    CHECK(read(s.file) == before);
}

TEST_CASE("files without rights") {
    const sample s;
    const std::string before = read(s.file);
    fs::permissions(s.file, fs::perms::none);
    // Nothing is closed to root: another user looks.
    const std::string said = s.place.file("said");
    const auto look = [&](const char* as) {
        write(said, "");
        fs::permissions(said, fs::perms::all);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(2);
            try {
                const migrate::project project{"none", wanted()};
                const auto found = migrate::diff_database(project, *migrate::connect_to_read(s.url()));
                write(said, found.operations.empty() ? "the same" : "different");
            } catch (const error& e) {
                write(said, e.what());
            }
            ::_exit(0);
        }
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        INFO(as);
        REQUIRE(status == 0);
        return read(said);
    };
    check_words(look("closed"), {s.file, "ermission denied", "let this user read"});
    // It is enough to read it.
    fs::permissions(s.file, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
    CHECK(look("only read") == "the same");
    CHECK(read(s.file) == before);
}

TEST_CASE("SQLite: what changes while it is read is read as it was") {
    const temporary_directory place;
    const auto db = migrate::connect("sqlite://" + place.file("app.db"));
    const auto other = migrate::connect("sqlite://" + place.file("app.db"));
    create(*db, wanted());
    const schema::database before = migrate::introspect(*db);
    struct : driver::observer {
        void on_statement(const driver::statement_event&) noexcept override { run(); }
        std::function<void()> run{};
    } meddler;
    int number = 0;
    meddler.run = [&] { other->script("CREATE TABLE t" + std::to_string(++number) + " (x INTEGER)"); };
    db->observe(&meddler);
    const schema::database found = migrate::introspect(*db);
    db->observe(nullptr);
    CHECK(number == 4);
    CHECK((found == before || found.tables.size() == 2));
    CHECK_FALSE(db->in_transaction());
}
