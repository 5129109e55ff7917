// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "files.hpp"

#include <tain/migrate/directory.hpp>

#include <optional>
#include <string>

namespace tain::migrate {

/// Makes a directory of migrations writable for one process. A directory that was made for nothing is removed again.
class open_directory {
public:
    explicit open_directory(std::string path);
    open_directory(const open_directory&) = delete;
    open_directory& operator=(const open_directory&) = delete;
    ~open_directory();

private:
    std::string path_;
    bool made_ = false;
    std::optional<directory_lock> lock_{};
};

/// Writes a revision that `to` already has (see `directory::with`): its file, its snapshot and its line in tain.sum.
/// When one of them cannot be written none is left. Returns the name of the revision's file.
std::string write_files(const directory& to, const std::string& id);

}  // namespace tain::migrate
