// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <unistd.h>
#include <cstdio>
#include <string>
#include <utility>

namespace tain::test {

/// Sends one of the program's streams into a file while it lives.
class captured {
public:
    captured(std::FILE* stream, std::string file) : stream_(stream), file_(std::move(file)) {
        std::fflush(stream_);
        before_ = ::dup(::fileno(stream_));
        std::FILE* const to = std::fopen(file_.c_str(), "wb");
        REQUIRE(to != nullptr);
        ::dup2(::fileno(to), ::fileno(stream_));
        std::fclose(to);
    }
    captured(const captured&) = delete;
    captured& operator=(const captured&) = delete;
    ~captured() {
        std::fflush(stream_);
        ::dup2(before_, ::fileno(stream_));
        ::close(before_);
    }

private:
    std::FILE* stream_;
    std::string file_;
    int before_ = -1;
};

}  // namespace tain::test
