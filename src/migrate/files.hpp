// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tain::migrate {

/// Returns a file's bytes. Throws `tain::error` naming the file and the system's reason.
std::string read_file(const std::filesystem::path& file);

/// Puts `text` in the place of a file: readers see the old text or the new one, never a part, and a crash leaves
/// either. Throws `tain::error` naming the file and the system's reason; the old file is then as it was.
void write_file(const std::filesystem::path& file, std::string_view text);

/// Lets one process at a time write into a directory. Waits for the one before, and lets go when it is destroyed (or
/// the process ends, however it ends). Nothing but the lock file `.tain.lock` on Windows is left in the directory.
class directory_lock {
public:
    /// Throws `tain::error` when the directory cannot be locked.
    explicit directory_lock(const std::filesystem::path& directory);
    directory_lock(const directory_lock&) = delete;
    directory_lock& operator=(const directory_lock&) = delete;
    ~directory_lock();

private:
    int file_ = -1;
};

}  // namespace tain::migrate
