// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

namespace tain::migrate::sqlite {

/// Returns an expression in a form that is equal for two texts that SQLite reads alike: comments, white space, the
/// case of keywords and names, quotes around names, needless parentheses, `==` and `!=` do not count. AND and OR are
/// taken as lists; operands keep their order. A text that is no expression known here gives its tokens.
std::string canonical(std::string_view expression);

}  // namespace tain::migrate::sqlite
