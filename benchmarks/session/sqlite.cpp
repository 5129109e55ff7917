// SPDX-License-Identifier: BSL-1.0
#include <tain/sqlite.hpp>

#include "../runner/main.hpp"
#include "../sqlite/subjects.hpp"
#include "../workload/tables.hpp"
#include "subject.hpp"

#include <sqlite3.h>

namespace {

template <auto Make>
std::unique_ptr<bench::subject> open() {
    return Make(tain::sqlite::open(":memory:"), bench::create_tables(bench::sqlite::key), bench::sqlite::clear, "");
}

}  // namespace

int main(int count, char** arguments) {
    using namespace bench::units;
    const std::vector<bench::entry> entries{
        {"by_hand", "by hand", open<by_hand>},
        {"row_by_row", "row by row", open<row_by_row>},
        {"tracked", "tracked by hand", open<tracked_by_hand>},
        {"session", "session", open<with_session>},
    };
    return bench::run(count, arguments, std::string("Sessions, SQLite ") + sqlite3_libversion() + ", in memory",
                      entries, scenarios());
}
