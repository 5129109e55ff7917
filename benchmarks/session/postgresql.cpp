// SPDX-License-Identifier: BSL-1.0
#include <tain/postgresql.hpp>

#include "../postgresql/subjects.hpp"
#include "../runner/main.hpp"
#include "subject.hpp"

namespace {

template <auto Make>
std::unique_ptr<bench::subject> open(const char* schema) {
    using namespace bench::postgresql;
    use_schema(schema);
    return Make(tain::postgresql::open(address()), create_schema(schema), clear, filled);
}

}  // namespace

int main(int count, char** arguments) {
    using namespace bench::units;
    const std::vector<bench::entry> entries{
        {"by_hand", "by hand", [] { return open<by_hand>("bench_by_hand"); }},
        {"row_by_row", "row by row", [] { return open<row_by_row>("bench_row_by_row"); }},
        {"tracked", "tracked by hand", [] { return open<tracked_by_hand>("bench_tracked"); }},
        {"session", "session", [] { return open<with_session>("bench_session"); }},
    };
    return bench::run(count, arguments, "Sessions, PostgreSQL, loopback", entries, scenarios());
}
