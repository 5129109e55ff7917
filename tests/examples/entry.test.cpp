// SPDX-License-Identifier: BSL-1.0
#include "entry.hpp"

#include <catch2/catch_test_macros.hpp>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace {

catalog::entry read(const std::string& fields) {
    std::istringstream stream{"Package: a\nArchitecture: all\nVersion: 1\n" + fields};
    catalog::stanza stanza;
    REQUIRE(catalog::stanza_reader{stream}.next(stanza));
    return catalog::read_entry(stanza);
}

/// The line and the message of what is wrong.
std::string wrong(const std::string& fields) {
    try {
        read(fields);
        return "nothing";
    } catch (const catalog::malformed_stanza& problem) {
        return std::to_string(problem.line()) + ": " + problem.what();
    }
}

/// `position.alternative target:architecture bound`, for each edge.
std::vector<std::string> edges(const std::string& depends) {
    std::vector<std::string> made;
    for (const Dependency& each : read("Depends: " + depends + "\n").dependencies) {
        CHECK(each.package == "a");
        CHECK(each.architecture == "all");
        CHECK(each.kind == Kind::depends);
        made.push_back(std::to_string(each.position) + "." + std::to_string(each.alternative) + " " + each.target +
                       ":" + each.target_architecture.value_or("") + " " + each.bound.value_or(""));
    }
    return made;
}

using texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a stanza becomes a package") {
    const auto made = read(
        "Section: non-free/net\nMaintainer: Ada Lovelace <ada@example.org>\nSource: b (2)\nHomepage: "
        "https://example.org\n"
        "Installed-Size: 42\nDescription: does things\n and more\n");
    CHECK(made.package.name == "a");
    CHECK(made.package.architecture == "all");
    CHECK(made.package.version == "1");
    CHECK(made.package.section == "non-free/net");
    CHECK(made.package.maintainer == "Ada Lovelace <ada@example.org>");
    CHECK(made.package.source == "b (2)");
    CHECK(made.package.homepage == "https://example.org");
    CHECK(made.package.installed_size == 42);
    CHECK(made.package.summary == "does things");
    REQUIRE(made.section);
    CHECK(made.section->area == "non-free");
    REQUIRE(made.maintainer);
    CHECK(made.maintainer->name == "Ada Lovelace");
    CHECK(made.maintainer->address == "ada@example.org");
}

TEST_CASE("what a stanza does not say is absent") {
    const auto made = read("");
    CHECK_FALSE(made.package.section);
    CHECK_FALSE(made.package.maintainer);
    CHECK_FALSE(made.package.installed_size);
    CHECK(made.package.summary.empty());
    CHECK_FALSE(made.section);
    CHECK_FALSE(made.maintainer);
    CHECK(made.dependencies.empty());
    CHECK(made.tags.empty());
}

TEST_CASE("a section without an area is in main, and a contact without an address is its own name") {
    CHECK(read("Section: net\n").section->area == "main");
    const auto made = read("Maintainer: Ada\n");
    CHECK(made.maintainer->name == "Ada");
    CHECK(made.maintainer->address.empty());
}

TEST_CASE("relations are read whole") {
    CHECK(edges("").empty());
    CHECK(edges("b") == texts{"0.0 b: "});
    CHECK(edges("b, c | d (>= 2:1.0~rc1-1+b2) , python3:any (<< 4)") ==
          texts{"0.0 b: ", "1.0 c: ", "1.1 d: >= 2:1.0~rc1-1+b2", "2.0 python3:any << 4"});
    CHECK(edges("b(=1), c (>>  1), d (<=1 )") == texts{"0.0 b: = 1", "1.0 c: >> 1", "2.0 d: <= 1"});
    CHECK(edges("b (> 1), c (< 1)") == texts{"0.0 b: >= 1", "1.0 c: <= 1"});
    CHECK(edges("b,\n c,\n d,\n") == texts{"0.0 b: ", "1.0 c: ", "2.0 d: "});
    CHECK(edges("b (>= 1), b (<< 2)") == texts{"0.0 b: >= 1", "1.0 b: << 2"});
}

TEST_CASE("every relation field has its kind") {
    using enum Kind;
    const std::pair<std::string, Kind> fields[] = {
        {"Pre-Depends", pre_depends}, {"Depends", depends},   {"Recommends", recommends},
        {"Suggests", suggests},       {"Enhances", enhances}, {"Breaks", breaks},
        {"Conflicts", conflicts},     {"Replaces", replaces}, {"Provides", provides}};
    for (const auto& [name, kind] : fields) {
        INFO(name);
        const auto made = read(name + ": b (= 1)\n");
        REQUIRE(made.dependencies.size() == 1);
        CHECK(made.dependencies[0].kind == kind);
    }
}

TEST_CASE("tags are read over several lines, each once") {
    const auto made = read("Tag: role::program, use::editing,\n works-with::text, role::program\n");
    texts names;
    for (const Tag& each : made.tags) names.push_back(each.name);
    CHECK(names == texts{"role::program", "use::editing", "works-with::text"});
}

TEST_CASE("what does not follow the policy is told with its line") {
    CHECK(wrong("Installed-Size: many\n") == "4: the field Installed-Size is no size: many");
    CHECK(wrong("Installed-Size: 1 2\n") == "4: the field Installed-Size is no size: 1 2");
    CHECK(wrong("Installed-Size: -1\n") == "4: the field Installed-Size is no size: -1");
    CHECK(wrong("Installed-Size: 99999999999999999999\n") ==
          "4: the field Installed-Size is no size: 99999999999999999999");
    for (const std::string relation :
         {"b c", "b (>= 1", "b >= 1)", "b ()", "b (1)", "b (>=)", "b (>= 1 2)", "b (>= 1) c", "b |", "| b", "b | | c",
          ":any", "b:", "b:any:any", "(>= 1)", "b [amd64]", "b <!x>"}) {
        const std::size_t bar = relation.find('|');
        INFO(relation);
        const std::string told = wrong("Section: net\nDepends: x, " + relation + ", y\n");
        CHECK(told.starts_with("5: the field Depends holds no relation: "));
        if (bar == std::string::npos) CHECK(told.ends_with(": " + relation));
    }
}

TEST_CASE("a stanza without a name, an architecture or a version is told with its first line") {
    for (const std::string missing : {"Package", "Architecture", "Version"}) {
        std::string text = "\n";
        for (const std::string name : {"Package", "Architecture", "Version"})
            if (name != missing) text += name + ": a\n";
        std::istringstream stream{text};
        catalog::stanza stanza;
        REQUIRE(catalog::stanza_reader{stream}.next(stanza));
        try {
            catalog::read_entry(stanza);
            FAIL("it was taken");
        } catch (const catalog::malformed_stanza& problem) {
            CHECK(problem.line() == 2);
            CHECK(problem.what() == "the field " + missing + " is missing");
        }
    }
}
