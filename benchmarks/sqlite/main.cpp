// SPDX-License-Identifier: BSL-1.0
#include "../runner/main.hpp"
#include "subjects.hpp"

#include <sqlite3.h>

int main(int count, char** arguments) {
    using namespace bench::sqlite;
    const std::vector<bench::entry> entries{
        {"plain_c", "plain C", plain_c},
        {"tuned_c", "tuned C", tuned_c},
        {"tain", "Tain", with_tain},
#ifdef BENCH_WITH_SOCI
        {"soci_prepared", "SOCI prepared", with_soci_prepared},
        {"soci", "SOCI", with_soci},
#endif
    };
    return bench::run(count, arguments, std::string("SQLite ") + sqlite3_libversion() + ", in memory", entries);
}
