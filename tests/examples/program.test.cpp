// SPDX-License-Identifier: BSL-1.0
#include "support/temporary_directory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <string>

namespace {

/// The two programs of the example as a user runs them, on a SQLite database of their own.
class programs {
public:
    /// Returns whether the program ended well; what it printed is in `output`.
    bool run(const std::string& command) {
        const int status = std::system((command + " >" + directory_.file("output") + " 2>&1").c_str());
        output = tain::test::read(directory_.file("output"));
        return status == 0;
    }
    bool migrate() { return run(CATALOG_MIGRATOR " upgrade --url " + url_); }
    bool import(const std::string& stanzas, const std::string& package) {
        tain::test::write(directory_.file("packages"), stanzas);
        return run(CATALOG_PROGRAM " --url " + url_ + " --package " + package + " --input - <" +
                   directory_.file("packages"));
    }
    bool printed(const std::string& text) const { return output.find(text) != std::string::npos; }

    std::string output{};

private:
    tain::test::temporary_directory directory_{};
    std::string url_ = "sqlite:" + directory_.file("catalog.db");
};

const std::string two_packages =
    "Package: a\nArchitecture: all\nVersion: 1\nSection: net\nDepends: b (>= 2)\n\n"
    "Package: b\nArchitecture: all\nVersion: 2\n\nnot a stanza\n";

}  // namespace

TEST_CASE("the migrator makes the tables, and the program imports and reports, time after time") {
    programs here;
    REQUIRE(here.migrate());
    CHECK(here.printed("applying"));
    for (int time = 1; time <= 2; ++time) {
        INFO(here.output);
        REQUIRE(here.import(two_packages, "a"));
        CHECK(here.printed("2 packages, 1 dependencies, 0 tags; 1 malformed stanzas"));
        CHECK(here.printed("line 11: a line without a colon; the stanza is skipped"));
        CHECK(here.printed("net                                  1 packages"));
        CHECK(here.printed("needs b (>= 2)"));
        CHECK(here.printed("transitive needs"));
    }
    REQUIRE(here.migrate());
    CHECK(here.printed("nothing to apply"));
}

TEST_CASE("the program fails, saying why, for what it cannot do") {
    programs here;
    CHECK_FALSE(here.import(two_packages, "a"));
    CHECK(here.printed("no such table"));
    REQUIRE(here.migrate());
    CHECK_FALSE(here.import(two_packages, "c"));
    CHECK(here.printed("catalog: there is no package \"c\" in the catalog"));
    CHECK_FALSE(here.run(CATALOG_PROGRAM));
    CHECK(here.printed("--url is required"));
    CHECK_FALSE(here.run(CATALOG_PROGRAM " --url nonsense"));
    CHECK(here.printed("the database URL is not valid"));
    CHECK_FALSE(here.run(CATALOG_PROGRAM " --url sqlite::memory: --input no-such-file"));
    CHECK(here.printed("catalog: cannot open no-such-file"));
}
