// SPDX-License-Identifier: BSL-1.0
#include "random_schema.hpp"
#include "round_trip.hpp"

#include <catch2/catch_get_random_seed.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace tain::test {
namespace {

/// How many changes are tried; TAIN_TEST_RANDOM_CASES says otherwise.
unsigned number_of_cases() {
    const char* wanted = std::getenv("TAIN_TEST_RANDOM_CASES");
    return wanted == nullptr ? 200U : static_cast<unsigned>(std::atoi(wanted));
}

/// How many changes went through with rows in place.
struct tally {
    unsigned applied = 0;
    unsigned refused = 0;
};

/// Applies a section to rows. A change may be refused, such as a required column without a default: then nothing has
/// changed.
bool applies(driver::connection& db, const std::string& section, const schema::database& from) {
    const auto before = kept_rows(db, from, from);
    try {
        run_section(db, section);
        return true;
    } catch (const error& e) {
        INFO(e.what());
        CHECK(matches(db, from));
        CHECK(kept_rows(db, from, from) == before);
        return false;
    }
}

/// There and back with rows: no row is lost, and what a change does not touch stays as it is.
void prove_safe(dialect in, const schema::database& from, const schema::database& to, tally& counted) {
    const std::vector<migrate::operation> operations = migrate::diff(from, to);
    const std::string upgrade = render(operations, in, from, to);
    const std::string downgrade = render(migrate::reverse(operations), in, to, from);
    INFO(name(in) << " upgrade with rows:\n" << upgrade << "\n" << name(in) << " downgrade with rows:\n" << downgrade);
    const auto db = empty_database(in);
    create(*db, from);
    fill(*db, from);
    const auto before = untouched_rows(*db, from, to);
    if (!applies(*db, upgrade, from)) {
        ++counted.refused;
        return;
    }
    ++counted.applied;
    CHECK(matches(*db, to));
    CHECK(untouched_rows(*db, from, to) == before);
    for (const auto& [table, rows] : before) CHECK(rows.size() == 3);
    if (!applies(*db, downgrade, to)) return;
    CHECK(matches(*db, from));
    CHECK(untouched_rows(*db, from, to) == before);
}

}  // namespace

TEST_CASE("random changes lead to the new schema and back, and lose no row") {
    tally counted[dialect_count];
    const unsigned first = Catch::getSeed();
    for (unsigned n = 0; n != number_of_cases(); ++n) {
        INFO("seed " << first + n);
        random_schema random{first + n};
        const schema::database from = random.make(), to = random.change(from);
        for (const dialect in : dialects_of_all) {
            prove_empty(in, from, to);
            prove_safe(in, from, to, counted[static_cast<std::size_t>(in)]);
        }
    }
    for (const dialect in : dialects_of_all) {
        const auto& [applied, refused] = counted[static_cast<std::size_t>(in)];
        std::printf("%s: %u changes applied to rows, %u refused\n", std::string{name(in)}.c_str(), applied, refused);
        CHECK(applied > refused);
    }
}

}  // namespace tain::test
