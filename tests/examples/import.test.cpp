// SPDX-License-Identifier: BSL-1.0
#include "import.hpp"

#include "catalog_databases.hpp"
#include "models.hpp"
#include "queries.hpp"

#include <catch2/catch_test_macros.hpp>

#include <sstream>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace tain::dsl;
using tain::test::catalog_databases;

catalog::import_totals import(const tain::engine& db, const std::string& text,
                              std::vector<std::string>* told = nullptr) {
    std::istringstream stream{text};
    return catalog::import_packages(db, stream, {.malformed = [&](const catalog::malformed_stanza& problem) {
                                        if (told)
                                            told->push_back(std::to_string(problem.line()) + ": " + problem.what());
                                    }});
}

template <class Model>
std::int64_t rows(const tain::engine& db) {
    return db.execute(select(count()).template from<Model>()).one();
}

std::vector<std::string> targets(const tain::engine& db, const std::string& package) {
    return db
        .execute(select(col<&Dependency::target>)
                     .where(col<&Dependency::package> == package)
                     .order_by(col<&Dependency::position>, col<&Dependency::alternative>, col<&Dependency::target>))
        .all();
}

std::vector<std::string> tags(const tain::engine& db, const std::string& package) {
    return db.execute(select(col<&Tag::name>).where(col<&Tag::package> == package).order_by(col<&Tag::name>)).all();
}

using texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a later import brings packages up to date, and removes what they no longer say") {
    for (const catalog_databases all; const auto& [name, db] : all) {
        INFO(name);
        import(db,
               "Package: a\nArchitecture: all\nVersion: 1\nSection: net\nDepends: b, c | d\nTag: x::1, x::2\n\n"
               "Package: b\nArchitecture: all\nVersion: 1\nDepends: c\n\n");
        import(db,
               "Package: a\nArchitecture: all\nVersion: 2\nSection: web\nDepends: c\nSuggests: e\nTag: x::2\n\n"
               "Package: f\nArchitecture: all\nVersion: 1\n\n");

        CHECK(rows<Package>(db) == 3);
        const auto a = db.get<Package>(std::tuple{"a", "all"});
        REQUIRE(a);
        CHECK(a->version == "2");
        CHECK(a->section == "web");
        CHECK(targets(db, "a") == texts{"c", "e"});
        CHECK(tags(db, "a") == texts{"x::2"});
        CHECK(targets(db, "b") == texts{"c"});
    }
}

TEST_CASE("architectures of one package are kept apart") {
    for (const catalog_databases all; const auto& [name, db] : all) {
        INFO(name);
        const std::string amd64 = "Package: a\nArchitecture: amd64\nVersion: 1\nDepends: b\n\n";
        const std::string i386 = "Package: a\nArchitecture: i386\nVersion: 1\nDepends: b, c\n\n";
        CHECK(import(db, amd64 + i386).packages == 2);
        CHECK(import(db, i386).packages == 1);
        CHECK(rows<Package>(db) == 2);
        CHECK(rows<Dependency>(db) == 3);
    }
}

TEST_CASE("malformed and repeated stanzas are told with their lines, and all others are imported") {
    for (const catalog_databases all; const auto& [name, db] : all) {
        INFO(name);
        texts told;
        const auto totals = import(db,
                                   "Package: a\nArchitecture: all\nVersion: 1\n\n"
                                   "Package: b\nVersion: 1\n\n"
                                   "Package: c\nArchitecture: all\nVersion: 1\nDepends: (x)\n\n"
                                   "what is this\nVersion: 1\n\n"
                                   "Package: a\nArchitecture: all\nVersion: 2\n\n"
                                   "Package: d\nArchitecture: all\nVersion: 1",
                                   &told);
        CHECK(told == texts{"5: the field Architecture is missing", "11: the field Depends holds no relation: (x)",
                            "13: a line without a colon", "16: the package a:all was in line 1"});
        CHECK(totals.malformed == 4);
        CHECK(totals.packages == 2);
        CHECK(db.execute(select(col<&Package::name>, col<&Package::version>).order_by(col<&Package::name>)).all() ==
              std::vector<std::tuple<std::string, std::string>>{{"a", "1"}, {"d", "1"}});
    }
}

TEST_CASE("many packages go to the database in several batches, and again to the same rows") {
    constexpr int many = 4'321;
    std::string text;
    for (int i = 0; i < many; ++i) {
        const std::string n = std::to_string(i);
        text += "Package: p" + n + "\nArchitecture: all\nVersion: 1\nSection: s" + std::to_string(i % 7) +
                "\nMaintainer: m" + std::to_string(i % 100) + " <m@example.org>\nDepends: p" + std::to_string(i / 2) +
                ", base (>= " + n + ")\nTag: t::" + n + "\n\n";
    }
    for (const catalog_databases all; const auto& [name, db] : all) {
        INFO(name);
        for (int time = 1; time <= 2; ++time) {
            const auto totals = import(db, text);
            CHECK(totals.packages == many);
            CHECK(totals.dependencies == 2 * many);
            CHECK(rows<Package>(db) == many);
            CHECK(rows<Dependency>(db) == 2 * many);
            CHECK(rows<Tag>(db) == many);
            CHECK(rows<Section>(db) == 7);
            CHECK(rows<Maintainer>(db) == 100);
        }
        CHECK(catalog::transitive_needs(db, "p4320").size() == 14);  // p2160, p1080 … p1, p0, and base
    }
}

TEST_CASE("text comes back as it was") {
    const std::string summary = "\"quoted\" 'quoted' \\ $1 ? % _ é 漢 😀";
    for (const catalog_databases all; const auto& [name, db] : all) {
        INFO(name);
        import(db, "Package: a\nArchitecture: all\nVersion: 1\nDescription: " + summary + "\n");
        CHECK(db.get<Package>(std::tuple{"a", "all"})->summary == summary);
    }
}

TEST_CASE("an import that fails leaves nothing behind") {
    struct failing : std::stringbuf {
        using std::stringbuf::stringbuf;
        int_type underflow() override {
            const int_type next = std::stringbuf::underflow();
            if (next == traits_type::eof()) throw std::runtime_error("the disk is gone");
            return next;
        }
    };
    std::string text;
    for (int i = 0; i < 2'500; ++i) text += "Package: p" + std::to_string(i) + "\nArchitecture: all\nVersion: 1\n\n";
    for (const catalog_databases all; const auto& [name, db] : all) {
        INFO(name);
        failing buffer{text};
        std::istream stream{&buffer};
        CHECK_THROWS_AS(catalog::import_packages(db, stream), std::runtime_error);
        CHECK(rows<Package>(db) == 0);
    }
}

TEST_CASE("progress is told after every batch, with growing totals") {
    std::string text;
    for (int i = 0; i < 4'100; ++i) text += "Package: p" + std::to_string(i) + "\nArchitecture: all\nVersion: 1\n\n";
    const catalog_databases all;
    std::istringstream stream{text};
    std::vector<std::size_t> told;
    catalog::import_packages(all.sqlite(), stream,
                             {.progress = [&](const auto& so_far) { told.push_back(so_far.packages); }});
    CHECK(told == std::vector<std::size_t>{2'000, 4'000, 4'100});
}
