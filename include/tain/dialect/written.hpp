// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/writer.hpp>

#include <string>

namespace tain::dialects {

/// The text that `write(writer)` makes in a dialect, when the program runs: counted first, then written.
template <class F>
std::string written(dialect to, F write) {
    writer counted{to};
    write(counted);
    std::string text(counted.size, '\0');
    writer filled{to};
    filled.out = text.data();
    write(filled);
    return text;
}

}  // namespace tain::dialects
