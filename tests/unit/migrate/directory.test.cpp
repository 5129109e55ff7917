// SPDX-License-Identifier: BSL-1.0
#include "support/temporary_directory.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/directory.hpp>
#include <tain/migrate/snapshot.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace {

using namespace tain;
using namespace tain::migrate;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

const std::string first = "111111111111", second = "222222222222", third = "333333333333", merge = "444444444444";

/// first <- second, third <- merge, in agreement with tain.sum.
struct fixture {
    test::temporary_directory place{};

    fixture() {
        add(first, {}, "CREATE TABLE a (b TEXT);\n");
        add(second, {first}, "ALTER TABLE a ADD COLUMN c TEXT;\n");
        add(third, {first}, "ALTER TABLE a ADD COLUMN d TEXT;\n");
        add(merge, {second, third}, "");
        rehash({first, second, third, merge});
    }
    std::string sql(const std::string& id) const { return place.file(id + "_m.sql"); }
    std::string json(const std::string& id) const { return place.file("snapshots/" + id + ".json"); }
    void add(const std::string& id, const std::vector<std::string>& parents, const std::string& text) const {
        revision made{.id = id, .parents = parents, .message = "m", .created = "2025-01-01T00:00:00Z"};
        made.find(direction::upgrade, dialect::sqlite).emplace().text = text;
        test::write(sql(id), write_revision(made));
        test::write(json(id), write_snapshot({{{.name = "t" + id}}}));
    }
    void rehash(const std::vector<std::string>& ids) const {
        test::write(place.file("tain.sum"), write_sum(rehashed(directory::read(place.path()), ids)));
    }
    void replace(const std::string& file, const std::string& from, const std::string& to) const {
        std::string text = test::read(file);
        const std::size_t at = text.find(from);
        REQUIRE(at != std::string::npos);
        test::write(file, text.replace(at, from.size(), to));
    }
    void check_problem(const std::string& id, const std::string& text) const {
        const directory found = directory::read(place.path());
        REQUIRE(found.problems().size() == 1);
        CHECK(found.problems()[0].revision == id);
        CHECK_THAT(found.problems()[0].text, ContainsSubstring(text));
        CHECK_THROWS_MATCHES(directory::load(place.path()), error,
                             MessageMatches(ContainsSubstring("does not agree with") && ContainsSubstring(text)));
    }
    bool agrees() const { return directory::read(place.path()).problems().empty(); }
};

}  // namespace

TEST_CASE("a directory is read with its revisions, snapshots and digests") {
    const fixture f;
    const directory found = directory::load(f.place.path());
    CHECK(found.revisions().heads() == std::vector<std::string>{merge});
    CHECK(found.at(second).parents == std::vector<std::string>{first});
    CHECK(found.snapshot(first).tables[0].name == "t" + first);
    CHECK(found.head_snapshot().tables[0].name == "t" + merge);
    CHECK(found.digest(second) == found.recorded().at(second).digest);
}

TEST_CASE("a directory that is not there is empty, except for commands that need one") {
    const test::temporary_directory place;
    CHECK(directory::load(place.file("none")).revisions().order().empty());
    CHECK(directory::load(place.path()).head_snapshot() == schema::database{});
    CHECK_THROWS_MATCHES(directory::load_existing(place.file("none")), error,
                         MessageMatches(ContainsSubstring("is not there")));
    CHECK_THROWS_MATCHES(directory::load_existing(place.path()), error,
                         MessageMatches(ContainsSubstring("holds no revision")));
    test::write(place.file("file"), "");
    CHECK_THROWS_MATCHES(directory::load(place.file("file")), error,
                         MessageMatches(ContainsSubstring("is no directory")));
}

TEST_CASE("comments and white space may be edited") {
    const fixture f;
    f.replace(f.sql(first), "CREATE TABLE a (b TEXT);", "-- why\nCREATE   TABLE a\n  (b /* what */ TEXT)\n;\n\n");
    f.replace(f.json(first), "\n", "\r\n\t ");
    std::filesystem::rename(f.sql(first), f.place.file(first + "_other.sql"));
    CHECK(f.agrees());
}

TEST_CASE("an edited revision is refused by name, and only that one") {
    const fixture f;
    SECTION("its SQL") { f.replace(f.sql(first), "b TEXT", "b INT"); }
    SECTION("its SQL, a literal") { f.replace(f.sql(first), ";", "; SELECT ' ';"); }
    SECTION("its message") { f.replace(f.sql(first), "message m", "message n"); }
    SECTION("its time") { f.replace(f.sql(first), "2025", "2024"); }
    SECTION("a section") { f.replace(f.sql(first), "upgrade sqlite", "upgrade postgresql"); }
    SECTION("an empty section more") {
        test::write(f.sql(first), test::read(f.sql(first)) + "-- tain:downgrade sqlite\n");
    }
    SECTION("its transaction") { f.replace(f.sql(first), "sqlite\n", "sqlite\n-- tain:no-transaction\n"); }
    SECTION("its snapshot") { f.replace(f.json(first), "t111", "t112"); }
    SECTION("its line") {
        std::string text = test::read(f.place.file("tain.sum"));
        char& digit = text[text.find(first) + first.size() + 1];
        digit = digit == '0' ? '1' : '0';
        test::write(f.place.file("tain.sum"), text);
        CHECK(directory::read(f.place.path()).problems().front().revision == first);
        return;
    }
    f.check_problem(first, first + "_m.sql, its snapshot or its line in tain.sum was edited");
    f.rehash({first});
    CHECK(f.agrees());
}

TEST_CASE("a digest covers all that came before a revision") {
    const fixture f;
    const sum before = directory::load(f.place.path()).recorded();
    f.replace(f.sql(second), "COLUMN c", "COLUMN e");
    f.rehash({second});
    const sum after = directory::load(f.place.path()).recorded();
    CHECK(after.at(first).digest == before.at(first).digest);
    CHECK(after.at(third).digest == before.at(third).digest);
    CHECK(after.at(second).digest != before.at(second).digest);
    CHECK(after.at(merge).digest != before.at(merge).digest);
}

TEST_CASE("accepting one edit does not accept another") {
    const fixture f;
    f.replace(f.sql(first), "b TEXT", "b INT");
    f.replace(f.sql(merge), "upgrade sqlite\n", "upgrade sqlite\nSELECT 1;\n");
    CHECK(directory::read(f.place.path()).problems().size() == 2);
    f.rehash({first});
    f.check_problem(merge, "was edited");
    f.rehash({merge});
    CHECK(f.agrees());
}

TEST_CASE("a revision with other parents is refused by name") {
    const fixture f;
    f.replace(f.sql(third), "parents " + first, "parents " + second);
    f.check_problem(third, third + "_m.sql has other parents (" + second + ") than when it was made (" + first + ")");
    f.rehash({third});
    CHECK(f.agrees());
}

TEST_CASE("missing and extra files are refused by name") {
    const fixture f;
    SECTION("a revision without its line") {
        f.add("555555555555", {merge}, "SELECT 1;");
        f.check_problem("555555555555",
                        "555555555555_m.sql is not in tain.sum; if you made it, accept it with `rehash 555555555555`");
        f.rehash({"555555555555"});
        CHECK(f.agrees());
    }
    SECTION("a revision without its file, and its snapshot without a revision") {
        std::filesystem::remove(f.sql(merge));
        const directory found = directory::read(f.place.path());
        REQUIRE(found.problems().size() == 2);
        CHECK_THAT(found.problems()[0].text, ContainsSubstring(merge + ".json has no revision"));
        CHECK_THAT(found.problems()[1].text, ContainsSubstring("revision " + merge + " is missing"));
        std::filesystem::remove(f.json(merge));
        f.check_problem(merge, "forget it with `rehash " + merge + "`");
        f.rehash({merge});
        CHECK(f.agrees());
    }
    SECTION("a revision that others follow") {
        std::filesystem::remove(f.sql(second));
        CHECK_THROWS_MATCHES(
            directory::read(f.place.path()), error,
            MessageMatches(ContainsSubstring(merge + "_m.sql follows revision " + second + ", which no file has")));
    }
    SECTION("a revision without its snapshot") {
        std::filesystem::remove(f.json(second));
        f.check_problem(second, second + ".json is missing");
    }
    SECTION("tain.sum") {
        std::filesystem::remove(f.place.file("tain.sum"));
        f.check_problem("", "tain.sum is not there");
    }
    SECTION("a file that is no revision") {
        test::write(f.place.file("seeds.sql"), "SELECT 1;");
        CHECK_THROWS_MATCHES(directory::read(f.place.path()), error,
                             MessageMatches(ContainsSubstring("seeds.sql is no revision")));
    }
    SECTION("a revision under another's name") {
        std::filesystem::rename(f.sql(merge), f.place.file("666666666666_m.sql"));
        CHECK_THROWS_MATCHES(directory::read(f.place.path()), error,
                             MessageMatches(ContainsSubstring("says that it is revision " + merge)));
    }
    SECTION("files that are nobody's business") {
        test::write(f.place.file("README.md"), "x");
        test::write(f.place.file(".hidden.sql"), "x");
        CHECK(f.agrees());
    }
}

TEST_CASE("tain.sum is read back as it was written") {
    const sum all{{first, {std::string(64, 'a'), {}}}, {merge, {std::string(64, '0'), {second, third}}}};
    const sum back = parse_sum(write_sum(all), "tain.sum");
    CHECK(write_sum(back) == write_sum(all));
    CHECK(back.at(merge).parents == std::vector<std::string>{second, third});
    CHECK(back.at(first).parents.empty());
}

TEST_CASE("a damaged tain.sum is refused with its line") {
    const std::string good = write_sum({{first, {std::string(64, 'a'), {}}}});
    const auto refused = [](const std::string& text, const std::string& why) {
        CHECK_THROWS_MATCHES(parse_sum(text, "m/tain.sum"), error, MessageMatches(ContainsSubstring(why)));
    };
    refused(good + "<<<<<<< HEAD\n",
            "m/tain.sum:3 holds an unfinished merge (a conflict marker); keep the lines of both sides");
    refused(good + "nonsense\n", "m/tain.sum:3 cannot be read: \"nonsense\"");
    refused(good + second + " " + std::string(63, 'a') + " none\n", ":3 cannot be read");
    refused(good + second + " " + std::string(64, 'a') + "\n", ":3 cannot be read");
    refused(good + second + " " + std::string(64, 'a') + " none none\n", ":3 cannot be read");
    refused(good + first + " " + std::string(64, 'b') + " none\n", ":3 names revision " + first + " a second time");
    refused("# tain.sum 2: x\n", "newer Tain");
}
