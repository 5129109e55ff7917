// SPDX-License-Identifier: BSL-1.0
#include "support/failing_files.hpp"
#include "support/temporary_directory.hpp"
#include "unit/driver/handwritten.hpp"

#include <tain/driver/error.hpp>
#include <tain/driver/sqlite/connection.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

using namespace tain;
using namespace tain::test;

namespace {

std::vector<user> wide_users() {
    std::vector<user> made;
    for (int i = 0; i < 150; ++i) made.push_back({.name = std::string(400, 'a') + std::to_string(i)});
    return made;
}

/// Fails each write of a bulk insert in turn. Returns how many there were.
int fail_each_write(int code) {
    const temporary_directory place;
    failing_files files;
    const std::vector<user> before{{.id = 1, .name = "before"}};
    for (int n = 1;; ++n) {
        const std::string path = place.file(std::to_string(code) + "-" + std::to_string(n) + ".db");
        const auto db = driver::sqlite::connect({.path = path, .wal = false});
        create_users(*db);
        std::vector<user> made = before;
        insert_all(*db, made);
        made = wide_users();
        files.fail_at(n, code);
        bool failed = false;
        try {
            insert_all(*db, made);
        } catch (const database_error& error) {
            failed = true;
            CHECK(std::string{error.what()}.starts_with("tain: "));
        }
        const bool reached = files.failed();
        files.fail_at(0, code);
        // All or nothing, the connection usable, and the file sound.
        CHECK_FALSE(db->in_transaction());
        CHECK(all<user>(*db, select_users).size() == (failed ? 1U : 151U));
        CHECK(db->rows("PRAGMA integrity_check").rows.at(0).at(0) == "ok");
        if (failed) {
            insert_all(*db, made);
            CHECK(all<user>(*db, select_users).size() == 151);
        }
        if (!reached) return n;
    }
}

}  // namespace

TEST_CASE("a bulk insert survives each write that fails: all rows or none") {
    CHECK(fail_each_write(SQLITE_IOERR_WRITE) > 10);
    CHECK(fail_each_write(SQLITE_FULL) > 10);
}
