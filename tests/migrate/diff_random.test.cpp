// SPDX-License-Identifier: BSL-1.0
#include "random_schema.hpp"
#include "round_trip.hpp"

#include <catch2/catch_get_random_seed.hpp>

#include <cstdlib>

namespace tain::test {
namespace {

/// How many changes are tried; TAIN_TEST_RANDOM_CASES says otherwise.
unsigned number_of_cases() {
    const char* wanted = std::getenv("TAIN_TEST_RANDOM_CASES");
    return wanted == nullptr ? 20U : static_cast<unsigned>(std::atoi(wanted));
}

/// With rows a change may be refused, such as a required column without a default: then nothing has changed. Else no
/// row is lost.
void prove_safe(dialect in, const schema::database& from, const schema::database& to) {
    const std::string upgrade = render(migrate::diff(from, to), in, from, to);
    INFO(name(in) << " upgrade with rows:\n" << upgrade);
    const auto db = empty_database(in);
    create(*db, from);
    fill(*db, from);
    const auto before = kept_rows(*db, from, from);
    try {
        run_section(*db, upgrade);
    } catch (const error& e) {
        INFO(e.what());
        CHECK(matches(*db, from));
        CHECK(kept_rows(*db, from, from) == before);
        return;
    }
    CHECK(matches(*db, to));
    for (const auto& [table, rows] : kept_rows(*db, from, to)) CHECK(rows.size() == 3);
}

}  // namespace

TEST_CASE("random changes lead to the new schema and back, and lose no row") {
    const unsigned first = Catch::getSeed();
    for (unsigned n = 0; n != number_of_cases(); ++n) {
        INFO("seed " << first + n);
        random_schema random{first + n};
        const schema::database from = random.make(), to = random.change(from);
        for (const dialect in : dialects_of_all) {
            prove_empty(in, from, to);
            prove_safe(in, from, to);
        }
    }
}

}  // namespace tain::test
