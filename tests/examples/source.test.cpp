// SPDX-License-Identifier: BSL-1.0
#include "source.hpp"

#include "support/temporary_directory.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <iterator>
#include <stdexcept>
#include <string>

namespace {

std::string all_of(std::istream& from) {
    return {std::istreambuf_iterator<char>{from}, std::istreambuf_iterator<char>{}};
}

/// Makes `apt-cache` a script of ours, or nothing, while it lives.
class apt_cache {
public:
    explicit apt_cache(const std::string& script) : path_(std::getenv("PATH")) {
        if (!script.empty()) {
            tain::test::write(directory_.file("apt-cache"), "#!/bin/sh\n" + script);
            std::filesystem::permissions(directory_.file("apt-cache"), std::filesystem::perms::owner_all);
        }
        ::setenv("PATH", directory_.path().c_str(), 1);
    }
    apt_cache(const apt_cache&) = delete;
    apt_cache& operator=(const apt_cache&) = delete;
    ~apt_cache() { ::setenv("PATH", path_.c_str(), 1); }

private:
    std::string path_;
    tain::test::temporary_directory directory_{};
};

}  // namespace

TEST_CASE("what apt knows is read, to its end") {
    const apt_cache apt{"[ \"$1\" = dumpavail ] && echo 'Package: a'"};
    const auto source = catalog::open_source(std::nullopt);
    CHECK(source.name == "apt-cache dumpavail");
    CHECK(all_of(*source.stream) == "Package: a\n");
    CHECK_FALSE(source.stream->bad());
}

TEST_CASE("an apt that fails makes a bad stream, not a short one") {
    const apt_cache apt{"echo 'Package: a'; exit 1"};
    const auto source = catalog::open_source(std::nullopt);
    std::string line;
    while (std::getline(*source.stream, line)) {}
    CHECK(source.stream->bad());
}

TEST_CASE("where apt is missing or knows nothing, the sample is read") {
    for (const std::string script : {"", "exit 0"}) {
        const apt_cache apt{script};
        const auto source = catalog::open_source(std::nullopt);
        CHECK(source.name.ends_with("sample.packages"));
        CHECK(all_of(*source.stream).starts_with("Package: "));
    }
}

TEST_CASE("a file is read, and one that is not there is told") {
    const tain::test::temporary_directory directory;
    tain::test::write(directory.file("packages"), "Package: a\n");
    CHECK(all_of(*catalog::open_source(directory.file("packages")).stream) == "Package: a\n");
    CHECK_THROWS_AS(catalog::open_source(directory.file("none")), std::runtime_error);
}
