// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "round_trip.hpp"
#include "schema_words.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace tain::test {

/// What becomes of tables that have rows.
enum class rows : std::uint8_t {
    survive,     ///< the way up and the way down
    stay_after,  ///< the way up; the way down refuses them, because what was lost has no default
    refuse,      ///< the way up refuses them
};

/// One case of a schema's change: `expected` is what `diff` must say, in its order.
struct change_case {
    std::string name{};
    schema::database before{};
    schema::database after{};
    std::vector<std::string> expected{};
    rows with_rows = rows::survive;
};

/// Checks a case without a database and then, for each dialect, on real ones.
inline void prove(const change_case& one) {
    INFO(one.name);
    CHECK(codes(migrate::diff(one.before, one.after)) == one.expected);
    CHECK(migrate::diff(one.after, one.after).empty());
    for (const dialect in : dialects_of_all) {
        // A live database with the old schema shows the same differences.
        const auto db = empty_database(in);
        create(*db, one.before);
        std::vector<std::string> found = codes(migrate::compare(*db, one.after));
        std::vector<std::string> wanted = codes(for_dialect(migrate::diff(one.before, one.after), in));
        std::sort(found.begin(), found.end());
        std::sort(wanted.begin(), wanted.end());
        CHECK(found == wanted);

        prove_empty(in, one.before, one.after);
        if (one.with_rows == rows::survive) prove_with_rows(in, one.before, one.after);
        if (one.with_rows == rows::refuse) prove_refused(in, one.before, one.after);
        if (one.with_rows == rows::stay_after) prove_refused(in, one.after, one.before);
    }
}

}  // namespace tain::test
