// SPDX-License-Identifier: BSL-1.0
#include "progress.hpp"

#include <fmt/format.h>

#include <cstdio>

#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#define fileno _fileno
#else
#include <unistd.h>
#endif

namespace catalog {

progress::progress() : terminal_(isatty(fileno(stderr)) != 0) {}

void progress::show(const import_totals& so_far) {
    if (!terminal_ && so_far.packages < next_line_) return;
    next_line_ = so_far.packages + lines_every;
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin_;
    fmt::print(stderr, "{}{:>8} packages {:>8} dependencies {:>8} tags {:>6.1f} s{}", terminal_ ? "\r" : "",
               so_far.packages, so_far.dependencies, so_far.tags, passed.count(), terminal_ ? "" : "\n");
    std::fflush(stderr);
    shown_ = terminal_;
}

void progress::complain(const malformed_stanza& about) {
    clear();
    fmt::print(stderr, "line {}: {}; the stanza is skipped\n", about.line(), about.what());
}

void progress::clear() {
    if (shown_) fmt::print(stderr, "\r\033[K");
    shown_ = false;
}

}  // namespace catalog
