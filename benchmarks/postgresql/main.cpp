// SPDX-License-Identifier: BSL-1.0
#include "../runner/main.hpp"
#include "handles.hpp"
#include "subjects.hpp"

#include <cstdio>
#include <exception>

int main(int count, char** arguments) {
    using namespace bench::postgresql;
    const std::vector<bench::entry> entries{
        {"plain_c", "plain C", plain_c},
        {"tuned_c", "tuned C", tuned_c},
        {"tain", "Tain", with_tain},
#ifdef BENCH_WITH_SOCI
        {"soci_prepared", "SOCI prepared", with_soci_prepared},
        {"soci", "SOCI", with_soci},
#endif
    };
    try {
        const std::string version = PQparameterStatus(connection(address()), "server_version");
        return bench::run(count, arguments, "PostgreSQL " + version.substr(0, version.find(' ')) + ", loopback",
                          entries);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s: %s\n", arguments[0], failure.what());
        return 1;
    }
}
