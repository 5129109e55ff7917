// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "import.hpp"

#include <chrono>
#include <cstddef>

namespace catalog {

/// Shows how far an import is, on standard error: one line that changes on a terminal, a line now and then elsewhere.
class progress {
public:
    progress();

    void show(const import_totals& so_far);
    /// Tells of a stanza that was passed over, on a line of its own.
    void complain(const malformed_stanza& about);
    /// Wipes the changing line.
    void clear();

private:
    static constexpr std::size_t lines_every = 10'000;  // packages

    bool terminal_;
    bool shown_ = false;
    std::size_t next_line_ = lines_every;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace catalog
