// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/driver/plan.hpp>

#include <cstddef>
#include <span>

namespace tain::driver {

/// Moves what has been read of `count` rows, each `stride` bytes, into blank rows elsewhere. No field is `custom`, and all
/// offsets are from the start of the row. What a vector does by itself when it grows, but for rows of all types: for each
/// of them it would be compiled anew.
void move_rows(void* from, void* to, std::size_t count, std::size_t stride, std::span<const field> fields);

}  // namespace tain::driver

#ifndef TAIN_COMPILED
#include <tain/driver/move_rows.ipp>  // IWYU pragma: keep
#endif
