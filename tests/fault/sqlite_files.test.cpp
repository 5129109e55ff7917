// SPDX-License-Identifier: BSL-1.0
#include "support/temporary_directory.hpp"
#include "unit/driver/handwritten.hpp"

#include <tain/driver/error.hpp>
#include <tain/driver/sqlite/connection.hpp>

#include <catch2/catch_test_macros.hpp>

#include <sqlite3.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

using namespace tain;
using namespace tain::test;

// SQLite's own files, whose n-th write fails: as on a full disk, or one that breaks.
namespace {

int writes_left = 0;  // 0: none fails
int failure_code = SQLITE_IOERR_WRITE;
sqlite3_vfs* real_files = nullptr;

struct file {
    sqlite3_file base;
    sqlite3_file* real;
};
sqlite3_file* real_of(sqlite3_file* of) { return reinterpret_cast<file*>(of)->real; }
bool fails_now() { return writes_left != 0 && --writes_left == 0; }

int close_file(sqlite3_file* of) {
    sqlite3_file* real = real_of(of);
    const int code = real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
    std::free(real);
    return code;
}
int write_file(sqlite3_file* of, const void* from, int size, sqlite3_int64 at) {
    if (fails_now()) return failure_code;
    return real_of(of)->pMethods->xWrite(real_of(of), from, size, at);
}
int sync_file(sqlite3_file* of, int flags) {
    if (fails_now()) return failure_code == SQLITE_FULL ? SQLITE_OK : SQLITE_IOERR_FSYNC;
    return real_of(of)->pMethods->xSync(real_of(of), flags);
}

template <auto Member, class... A>
int pass(sqlite3_file* of, A... arguments) {
    return (real_of(of)->pMethods->*Member)(real_of(of), arguments...);
}

const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = &close_file,
    .xRead = &pass<&sqlite3_io_methods::xRead, void*, int, sqlite3_int64>,
    .xWrite = &write_file,
    .xTruncate = &pass<&sqlite3_io_methods::xTruncate, sqlite3_int64>,
    .xSync = &sync_file,
    .xFileSize = &pass<&sqlite3_io_methods::xFileSize, sqlite3_int64*>,
    .xLock = &pass<&sqlite3_io_methods::xLock, int>,
    .xUnlock = &pass<&sqlite3_io_methods::xUnlock, int>,
    .xCheckReservedLock = &pass<&sqlite3_io_methods::xCheckReservedLock, int*>,
    .xFileControl = &pass<&sqlite3_io_methods::xFileControl, int, void*>,
    .xSectorSize = [](sqlite3_file* of) { return real_of(of)->pMethods->xSectorSize(real_of(of)); },
    .xDeviceCharacteristics =
        [](sqlite3_file* of) { return real_of(of)->pMethods->xDeviceCharacteristics(real_of(of)); },
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* to, int flags, int* used) {
    auto* made = reinterpret_cast<file*>(to);
    made->base.pMethods = nullptr;
    made->real = static_cast<sqlite3_file*>(std::calloc(1, static_cast<std::size_t>(real_files->szOsFile)));
    if (!made->real) return SQLITE_NOMEM;
    const int code = real_files->xOpen(real_files, name, made->real, flags, used);
    if (code == SQLITE_OK)
        made->base.pMethods = &methods;
    else
        std::free(made->real);
    return code;
}

/// While it lives, new connections write through `methods`.
class failing_files {
public:
    failing_files() {
        real_files = sqlite3_vfs_find(nullptr);
        files_ = *real_files;
        files_.zName = "tain_failing";
        files_.szOsFile = sizeof(file);
        files_.xOpen = &open_file;
        sqlite3_vfs_register(&files_, 1);
    }
    failing_files(const failing_files&) = delete;
    failing_files& operator=(const failing_files&) = delete;
    ~failing_files() {
        writes_left = 0;
        sqlite3_vfs_unregister(&files_);
        sqlite3_vfs_register(real_files, 1);
    }

private:
    sqlite3_vfs files_{};
};

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
        failure_code = code;
        writes_left = n;
        bool failed = false;
        try {
            insert_all(*db, made);
        } catch (const database_error& error) {
            failed = true;
            CHECK(std::string{error.what()}.starts_with("tain: "));
        }
        const bool reached = writes_left == 0;
        writes_left = 0;
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
