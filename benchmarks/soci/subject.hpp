// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../workload/subject.hpp"

#include <memory>
#include <string>

namespace bench::with_soci {

/// What differs between the two databases when one uses SOCI.
struct setup {
    std::string connection;     ///< SOCI's connect string, such as `sqlite3://:memory:`
    std::string before;         ///< SQL text to run first
    std::string clear;          ///< SQL text that empties the tables
    std::string after_filling;  ///< SQL text to run when they were filled
    bool returns_keys;          ///< INSERT … RETURNING; else the session is asked for the last key
};

/// Every statement prepared once and held by hand, its variables bound to it.
std::unique_ptr<subject> prepared(const setup& with);

/// `sql << "…", into(…), use(…)` at every call, as SOCI's documentation begins.
std::unique_ptr<subject> plain(const setup& with);

}  // namespace bench::with_soci
