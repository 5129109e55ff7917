// SPDX-License-Identifier: BSL-1.0
#include "files.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/revision.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <share.h>
#include <sys/stat.h>

#include <chrono>
#include <thread>
#else
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace tain::migrate {
namespace {

[[noreturn]] void refuse(std::string_view what, const std::filesystem::path& file, int code) {
    throw error(fmt::format("tain: cannot {} {}: {}; check that it is there and its permissions", what, file.string(),
                            std::generic_category().message(code)));
}

/// A file that is closed, and removed unless it was renamed.
struct temporary {
    std::filesystem::path path;
    std::FILE* stream = nullptr;
    temporary(const temporary&) = delete;
    temporary& operator=(const temporary&) = delete;
    explicit temporary(std::filesystem::path of)
        : path(std::move(of)), stream(std::fopen(path.string().c_str(), "wbx")) {
        if (stream == nullptr) refuse("write", path, errno);
    }
    ~temporary() {
        if (stream != nullptr) std::fclose(stream);
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }
};

bool flush_to_disk(std::FILE* stream) {
    if (std::fflush(stream) != 0) return false;
#ifdef _WIN32
    return _commit(_fileno(stream)) == 0;
#else
    return ::fsync(::fileno(stream)) == 0;
#endif
}

}  // namespace

std::string read_file(const std::filesystem::path& file) {
    std::FILE* const stream = std::fopen(file.string().c_str(), "rb");
    if (stream == nullptr) refuse("read", file, errno);
    std::string text;
    char block[16384];
    for (std::size_t read = 0; (read = std::fread(block, 1, sizeof block, stream)) != 0;) text.append(block, read);
    const int failed = std::ferror(stream) != 0 ? errno : 0;
    std::fclose(stream);
    if (failed != 0) refuse("read", file, failed);
    return text;
}

void write_file(const std::filesystem::path& file, std::string_view text) {
    std::error_code ec;
    // A link keeps being one: what it points to is written.
    const bool is_link = std::filesystem::is_symlink(file, ec);
    ec.clear();
    const std::filesystem::path target = is_link ? std::filesystem::canonical(file, ec) : file;
    if (ec) refuse("write", file, ec.value());
    temporary made{target.parent_path() / fmt::format(".{}.{}.tmp", target.filename().string(), random_revision_id())};
    const bool written =
        std::fwrite(text.data(), 1, text.size(), made.stream) == text.size() && flush_to_disk(made.stream);
    const int code = errno;
    const bool closed = std::fclose(made.stream) == 0;
    made.stream = nullptr;
    if (!written || !closed) refuse("write", target, written ? errno : code);
    if (std::filesystem::exists(target, ec)) {
        std::filesystem::permissions(made.path, std::filesystem::status(target, ec).permissions(), ec);
    }
    std::filesystem::rename(made.path, target, ec);
    if (ec) refuse("write", target, ec.value());
}

#ifdef _WIN32

directory_lock::directory_lock(const std::filesystem::path& directory) {
    const std::string file = (directory / ".tain.lock").string();
    while (_sopen_s(&file_, file.c_str(), _O_CREAT | _O_RDWR, _SH_DENYRW, _S_IREAD | _S_IWRITE) != 0) {
        if (errno != EACCES) refuse("lock", directory, errno);
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
}

directory_lock::~directory_lock() {
    if (file_ >= 0) _close(file_);
}

#else

directory_lock::directory_lock(const std::filesystem::path& directory) {
    for (;;) {
        file_ = ::open(directory.c_str(), O_RDONLY | O_CLOEXEC);
        if (file_ < 0) refuse("lock", directory, errno);
        while (::flock(file_, LOCK_EX) != 0) {
            if (errno == EINTR) continue;
            const int code = errno;
            ::close(file_);
            refuse("lock", directory, code);
        }
        // The one before may have removed the directory, and another may have made it again.
        struct stat locked{}, named{};
        if (::fstat(file_, &locked) == 0 && ::stat(directory.c_str(), &named) == 0 && locked.st_ino == named.st_ino &&
            locked.st_dev == named.st_dev)
            return;
        ::close(file_);
        std::error_code ignored;
        std::filesystem::create_directories(directory, ignored);
    }
}

directory_lock::~directory_lock() { ::close(file_); }

#endif

}  // namespace tain::migrate
