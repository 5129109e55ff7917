// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstdlib>

/// SQLite's own files, whose n-th write fails: as on a full disk, or one that breaks.
namespace tain::test {

namespace failing {

inline int writes_left = 0;  // 0: none fails
inline int failure_code = SQLITE_IOERR_WRITE;
inline sqlite3_vfs* real_files = nullptr;

struct file {
    sqlite3_file base;
    sqlite3_file* real;
};
inline sqlite3_file* real_of(sqlite3_file* of) { return reinterpret_cast<file*>(of)->real; }
inline bool fails_now() { return writes_left != 0 && --writes_left == 0; }

inline int close_file(sqlite3_file* of) {
    sqlite3_file* real = real_of(of);
    const int code = real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
    std::free(real);
    return code;
}
inline int write_file(sqlite3_file* of, const void* from, int size, sqlite3_int64 at) {
    if (fails_now()) return failure_code;
    return real_of(of)->pMethods->xWrite(real_of(of), from, size, at);
}
inline int sync_file(sqlite3_file* of, int flags) {
    if (fails_now()) return failure_code == SQLITE_FULL ? SQLITE_OK : SQLITE_IOERR_FSYNC;
    return real_of(of)->pMethods->xSync(real_of(of), flags);
}

template <auto Member, class... A>
int pass(sqlite3_file* of, A... arguments) {
    return (real_of(of)->pMethods->*Member)(real_of(of), arguments...);
}

inline const sqlite3_io_methods methods = {
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

inline int open_file(sqlite3_vfs*, const char* name, sqlite3_file* to, int flags, int* used) {
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

}  // namespace failing

/// While it lives, new connections write through files that can fail: one writer at a time, without write-ahead logging.
///
///     failing_files files;
///     const auto db = driver::sqlite::connect({.path = path, .wal = false});
///     files.fail_at(n, SQLITE_FULL);
///     … the n-th write of a page or a sync from here fails …
///     if (!files.failed()) …
class failing_files {
public:
    failing_files() {
        failing::real_files = sqlite3_vfs_find(nullptr);
        files_ = *failing::real_files;
        files_.zName = "tain_failing";
        files_.szOsFile = sizeof(failing::file);
        files_.xOpen = &failing::open_file;
        sqlite3_vfs_register(&files_, 1);
    }
    failing_files(const failing_files&) = delete;
    failing_files& operator=(const failing_files&) = delete;
    ~failing_files() {
        failing::writes_left = 0;
        sqlite3_vfs_unregister(&files_);
        sqlite3_vfs_register(failing::real_files, 1);
    }

    /// The `n`-th write from now on fails with `code`, counted from 1; none does when `n` is 0.
    void fail_at(int n, int code) noexcept {
        failing::writes_left = n;
        failing::failure_code = code;
        asked_ = n != 0;
    }
    /// True when the write that was to fail has been reached.
    bool failed() const noexcept { return asked_ && failing::writes_left == 0; }

private:
    sqlite3_vfs files_{};
    bool asked_ = false;
};

}  // namespace tain::test
