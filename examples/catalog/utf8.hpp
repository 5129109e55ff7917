// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

namespace catalog {

/// Whether a text is valid UTF-8 (RFC 3629): databases refuse what is not.
bool is_utf8(std::string_view text);

}  // namespace catalog
