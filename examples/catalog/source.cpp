// SPDX-License-Identifier: BSL-1.0
#include "source.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <streambuf>
#include <utility>

#ifdef _WIN32
#define popen _popen
#define pclose _pclose
#endif

namespace catalog {

namespace {

/// What a command writes.
class command_buffer : public std::streambuf {
public:
    explicit command_buffer(const std::string& command) : pipe_(popen(command.c_str(), "r")) {
        if (!pipe_) throw std::runtime_error("cannot run " + command);
    }
    command_buffer(const command_buffer&) = delete;
    command_buffer& operator=(const command_buffer&) = delete;
    ~command_buffer() override {
        if (pipe_) pclose(pipe_);
    }

protected:
    int_type underflow() override {
        const std::size_t size = pipe_ ? std::fread(buffer_.data(), 1, buffer_.size(), pipe_) : 0;
        if (size == 0) {
            if (pipe_ && pclose(std::exchange(pipe_, nullptr)) != 0) throw std::runtime_error("the command failed");
            return traits_type::eof();
        }
        setg(buffer_.data(), buffer_.data(), buffer_.data() + size);
        return traits_type::to_int_type(*gptr());
    }

private:
    std::FILE* pipe_;
    std::array<char, 1 << 16> buffer_{};
};

class command_stream : private command_buffer, public std::istream {
public:
    explicit command_stream(const std::string& command)
        : command_buffer(command), std::istream(static_cast<command_buffer*>(this)) {}
};

bool has_apt() {
#ifdef _WIN32
    return false;
#else
    return std::system("command -v apt-cache >/dev/null 2>&1") == 0;
#endif
}

package_source open_file(const std::string& path) {
    auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
    if (!*file) throw std::runtime_error("cannot open " + path);
    return {path, std::move(file)};
}

}  // namespace

package_source open_source(const std::optional<std::string>& input) {
    if (input && *input == "-") {
        std::ios::sync_with_stdio(false);
        return {"standard input", std::make_unique<std::istream>(std::cin.rdbuf())};
    }
    if (input) return open_file(*input);
    if (has_apt()) {
        const std::string command = "apt-cache dumpavail";
        auto packages = std::make_unique<command_stream>(command);
        packages->peek();
        if (packages->good() || packages->bad()) return {command, std::move(packages)};
    }
    return open_file(CATALOG_SAMPLE);
}

}  // namespace catalog
