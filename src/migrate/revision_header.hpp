// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/migrate/revision.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace tain::migrate {

/// Reads the arguments of a header directive (`revision`, `parents`, `message`, `created`) into `to`.
/// Throws `tain::error` naming `to.file`, `line` and the fix.
void read_header(revision& to, std::string_view directive, std::string_view arguments, std::size_t line);

/// Returns the header, one line a directive.
std::string write_header(const revision& of);

}  // namespace tain::migrate
