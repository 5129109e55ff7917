// SPDX-License-Identifier: BSL-1.0
#include "report.hpp"

#include "catalog_databases.hpp"
#include "import.hpp"
#include "models.hpp"
#include "queries.hpp"

#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <sstream>
#include <string>

namespace {

using namespace tain::dsl;
using tain::test::catalog_databases;

const std::string sample = tain::test::read("examples/catalog/sample.packages");

catalog::import_totals import(const tain::engine& db, const std::string& text) {
    std::istringstream stream{text};
    return catalog::import_packages(db, stream);
}

std::size_t occurrences(const std::string& text, std::string_view what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

/// All that can be reported: the overview, and the needs of every package.
std::string report(const tain::engine& db) {
    catalog::timings took;
    std::string text = catalog::report_overview(db, took);
    for (const std::string& name : db.execute(select(col<&Package::name>).order_by(col<&Package::name>)).all())
        text += catalog::report_needs(db, name, took);
    return text;
}

}  // namespace

TEST_CASE("the sample is imported whole, and both databases report the same of it, time after time") {
    const catalog_databases all;
    const auto first = import(all.sqlite(), sample);
    CHECK(first.malformed == 0);
    CHECK(first.packages == occurrences(sample, "\nPackage: ") + 1);
    CHECK(first.packages >= 200);
    const std::string expected = report(all.sqlite());
    CHECK(occurrences(expected, "not in the catalog") > 0);
    CHECK(occurrences(expected, "virtual package") > 0);

    import(all.postgresql(), sample);
    CHECK(report(all.postgresql()) == expected);
    for (const auto& [name, db] : all) {
        INFO(name);
        const auto again = import(db, sample);
        CHECK(again.packages == first.packages);
        CHECK(again.dependencies == first.dependencies);
        CHECK(db.execute(select(count()).from<Package>()).one() == static_cast<std::int64_t>(first.packages));
        CHECK(db.execute(select(count()).from<Dependency>()).one() == static_cast<std::int64_t>(first.dependencies));
        CHECK(db.execute(select(count()).from<Tag>()).one() == static_cast<std::int64_t>(first.tags));
        CHECK(report(db) == expected);
    }
}

TEST_CASE("the queries answer what they say") {
    const std::string text =
        "Package: a\nArchitecture: all\nVersion: 1\nSection: net\nMaintainer: Ada <ada@example.org>\nInstalled-Size: "
        "10\n"
        "Depends: b (>= 1), c | d\nPre-Depends: v\nRecommends: never\n\n"
        "Package: b\nArchitecture: all\nVersion: 2\nSection: net\nMaintainer: Ada <ada@example.org>\nInstalled-Size: "
        "20\n"
        "Depends: a, e\n\n"
        "Package: c\nArchitecture: all\nVersion: 3\nSection: web\nMaintainer: Bob <bob@example.org>\nDepends: e\n\n"
        "Package: d\nArchitecture: all\nVersion: 4\nDepends: e\nProvides: v\n\n"
        "Package: f\nArchitecture: all\nVersion: 5\nProvides: v\n\n";
    for (const catalog_databases all; const auto& [name, db] : all) {
        INFO(name);
        import(db, text);
        CHECK(catalog::biggest_sections(db, 9) ==
              std::vector<catalog::section_size>{{"net", 2, 30}, {"web", 1, std::nullopt}});
        CHECK(catalog::biggest_sections(db, 1).size() == 1);
        CHECK(catalog::most_depended_upon(db, 2) == std::vector<catalog::popularity>{{"e", 3}, {"a", 1}});
        CHECK(catalog::busiest_maintainers(db, 9) ==
              std::vector<catalog::workload>{{"Ada <ada@example.org>", 2}, {"Bob <bob@example.org>", 1}});
        CHECK(catalog::direct_needs(db, "a") ==
              std::vector<catalog::direct_need>{{Kind::depends, 0, 0, "b", ">= 1"},
                                                {Kind::depends, 1, 0, "c", std::nullopt},
                                                {Kind::depends, 1, 1, "d", std::nullopt},
                                                {Kind::pre_depends, 0, 0, "v", std::nullopt}});
        CHECK(catalog::transitive_needs(db, "a") ==
              std::vector<catalog::transitive_need>{{"b", "2", 20, 0},
                                                    {"c", "3", std::nullopt, 0},
                                                    {"e", std::nullopt, std::nullopt, 0},
                                                    {"v", std::nullopt, std::nullopt, 2}});
        CHECK(catalog::find_packages(db, "none").empty());
        CHECK(catalog::transitive_needs(db, "none").empty());

        import(db, "Package: b\nArchitecture: amd64\nVersion: 2\nDepends: a, f\n\n");
        CHECK(catalog::find_packages(db, "b").size() == 2);
        CHECK(catalog::direct_needs(db, "b") ==
              std::vector<catalog::direct_need>{{Kind::depends, 0, 0, "a", std::nullopt},
                                                {Kind::depends, 1, 0, "e", std::nullopt},
                                                {Kind::depends, 1, 0, "f", std::nullopt}});
        catalog::timings took;
        CHECK_THROWS_AS(catalog::report_needs(db, "none", took), std::runtime_error);
    }
}
