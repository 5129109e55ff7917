// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>

namespace tain::test {

/// A fresh directory that is removed with all that is in it.
class temporary_directory {
public:
    temporary_directory()
        : path_(std::filesystem::temp_directory_path() / ("tain-test-" + std::to_string(std::random_device{}()) + "-" +
                                                          std::to_string(std::random_device{}()))) {
        std::filesystem::create_directories(path_);
    }
    temporary_directory(const temporary_directory&) = delete;
    temporary_directory& operator=(const temporary_directory&) = delete;
    ~temporary_directory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::string file(std::string_view name) const { return (path_ / name).string(); }
    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

inline void write(const std::string& file, std::string_view text) {
    std::filesystem::create_directories(std::filesystem::path{file}.parent_path());
    std::ofstream{file, std::ios::binary}.write(text.data(), static_cast<std::streamsize>(text.size()));
}

inline std::string read(const std::string& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

}  // namespace tain::test
