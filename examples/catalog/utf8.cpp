// SPDX-License-Identifier: BSL-1.0
#include "utf8.hpp"

#include <cstddef>

namespace catalog {

bool is_utf8(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const unsigned char lead = byte(i);
        if (lead < 0x80) continue;
        if (lead < 0xC2 || lead > 0xF4) return false;  // a continuation, an overlong form, or beyond U+10FFFF
        const std::size_t more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        if (text.size() - i <= more) return false;
        const unsigned char second = byte(i + 1);
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||  // overlong; a surrogate
            (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
            return false;
        for (std::size_t k = 0; k < more; ++k)
            if ((byte(++i) & 0xC0) != 0x80) return false;
    }
    return true;
}

}  // namespace catalog
