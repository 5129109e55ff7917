// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tain::types {

/// Whether a text is UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF (RFC 3629, 4).
inline bool is_utf8(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at++]);
        if (lead < 0x80) continue;
        const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0xc2 || lead > 0xf4) return false;
        for (int i = 0; i < more; ++i, ++at) {
            if (at == text.size()) return false;
            const auto next = static_cast<unsigned char>(text[at]);
            const unsigned least = i != 0 ? 0x80U : lead == 0xe0 ? 0xa0U : lead == 0xf0 ? 0x90U : 0x80U;
            const unsigned most = i != 0 ? 0xbfU : lead == 0xed ? 0x9fU : lead == 0xf4 ? 0x8fU : 0xbfU;
            if (next < least || next > most) return false;
        }
    }
    return true;
}

/// Appends a Unicode code point, which is no surrogate.
inline void append_utf8(std::string& to, unsigned code) {
    const auto put = [&to](unsigned byte) { to += static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
        put(0xc0U | code >> 6U);
    } else {
        if (code < 0x10000) {
            put(0xe0U | code >> 12U);
        } else {
            put(0xf0U | code >> 18U);
            put(0x80U | (code >> 12U & 0x3fU));
        }
        put(0x80U | (code >> 6U & 0x3fU));
    }
    put(0x80U | (code & 0x3fU));
}

}  // namespace tain::types
