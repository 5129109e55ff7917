// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/literal.hpp>
#include <tain/types/timestamp_text.hpp>

#include <charconv>
#include <cstddef>
#include <stdexcept>
#include <string_view>

namespace tain::dialects::detail {

TAIN_INLINE void real(writer& w, double value) {
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, value);
    const std::string_view written{digits, static_cast<std::size_t>(end.ptr - digits)};
    if (written.find_first_of("in") != std::string_view::npos)
        throw std::invalid_argument("tain: an infinity or NaN has no literal; write it with sql_text");
    w.put(written);
    if (written.find_first_of(".e") == std::string_view::npos) w.put(".0");
}

TAIN_INLINE void timestamp(writer& w, std::int64_t microseconds) {
    char written[types::timestamp_text_size];
    if (types::write_timestamp(microseconds, written) != types::fault::none)
        throw std::invalid_argument("tain: a time outside the years 1 to 9999 has no literal");
    w.put('\'').put({written, sizeof written}).put(w.to() == dialect::postgresql ? "+00'" : "'");
}

}  // namespace tain::dialects::detail
