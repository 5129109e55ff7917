// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/result.hpp>

#include <string>

namespace tain::detail {

[[noreturn]] TAIN_INLINE void wrong_row_count(std::string_view asked, std::string_view got, std::string_view sql) {
    std::string text = "tain: ";
    ((((text += asked) += " was asked for, but the query returned ") += got) +=
     "; ask for all() or first(), or narrow the condition\n  ") += sql;
    throw row_count_error(text);
}

}  // namespace tain::detail
