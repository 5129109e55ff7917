// SPDX-License-Identifier: BSL-1.0
#include "new_files.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/snapshot.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <utility>
#include <vector>

namespace tain::migrate {
namespace {

namespace fs = std::filesystem;

/// Files that are removed unless all were written.
struct unfinished_files {
    std::vector<fs::path> written{};
    bool complete = false;
    unfinished_files() = default;
    unfinished_files(const unfinished_files&) = delete;
    unfinished_files& operator=(const unfinished_files&) = delete;
    ~unfinished_files() {
        std::error_code ignored;
        if (!complete)
            for (const fs::path& one : written) fs::remove(one, ignored);
    }
};

}  // namespace

open_directory::open_directory(std::string path) : path_(std::move(path)) {
    std::error_code ec;
    made_ = fs::create_directories(path_, ec);
    if (ec)
        throw error(
            fmt::format("tain: cannot make the directory {}: {}; check its path and permissions", path_, ec.message()));
    lock_.emplace(path_);
}

open_directory::~open_directory() {
    std::error_code ignored;
    if (!made_) return;
    fs::remove(fs::path{path_} / "snapshots", ignored);  // only if it is empty, as the next
    fs::remove(path_, ignored);
}

std::string write_files(const directory& to, const std::string& id) {
    std::error_code ec;
    const fs::path snapshot = to.snapshot_file(id);
    fs::create_directories(snapshot.parent_path(), ec);
    if (ec)
        throw error(fmt::format("tain: cannot make the directory {}: {}; check its permissions",
                                snapshot.parent_path().generic_string(), ec.message()));
    unfinished_files made;
    made.written.push_back(snapshot);
    write_file(snapshot, write_snapshot(to.snapshot(id)));
    made.written.emplace_back(to.at(id).file);
    write_file(to.at(id).file, write_revision(to.at(id)));
    write_file(to.sum_file(), write_sum(rehashed(to, {id})));
    made.complete = true;
    return to.at(id).file;
}

}  // namespace tain::migrate
