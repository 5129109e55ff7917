// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/cell.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace tain::types {

/// Reads `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`, digits in either case, into the 16 bytes at `to`.
/// Returns `fault::malformed` for anything else; `to` may then be written in part.
constexpr fault read_uuid(std::string_view text, unsigned char* to) noexcept {
    if (text.size() != 36) return fault::malformed;
    std::size_t at = 0;
    for (std::size_t i = 0; i < 16; ++i) {
        if ((at == 8 || at == 13 || at == 18 || at == 23) && text[at++] != '-') return fault::malformed;
        unsigned value = 0;
        for (int digit = 0; digit < 2; ++digit, ++at) {
            const char c = text[at];
            if (c >= '0' && c <= '9')
                value = value * 16 + static_cast<unsigned>(c - '0');
            else if (c >= 'a' && c <= 'f')
                value = value * 16 + static_cast<unsigned>(c - 'a' + 10);
            else if (c >= 'A' && c <= 'F')
                value = value * 16 + static_cast<unsigned>(c - 'A' + 10);
            else
                return fault::malformed;
        }
        to[i] = static_cast<unsigned char>(value);
    }
    return fault::none;
}

/// Returns the same form for 16 bytes, digits in lower case.
inline std::string write_uuid(const unsigned char* from) {
    std::string made;
    made.reserve(36);
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) made += '-';
        made += "0123456789abcdef"[from[i] >> 4U];
        made += "0123456789abcdef"[from[i] & 0xfU];
    }
    return made;
}

}  // namespace tain::types
