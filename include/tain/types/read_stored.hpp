// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/types/cell.hpp>

namespace tain::types {

/// Writes a cell into the object at `to`, which lies in memory as `type` says; `custom` has a reader of its own.
///
/// Nothing is lost: an integer that the member can't hold, a real that overflows a float, an integer that a double
/// can't hold exactly are `fault::out_of_range`; text for an integer and the like `fault::kind`; NULL `fault::null`.
/// Booleans are read from 0 and 1 too, and as 0 and 1 into integers (SQLite has no booleans); UUIDs from 16 bytes or
/// their text; timestamps from their text (`read_timestamp`). The member is written only when the result is `none`.
fault read_stored(const cell& from, storage type, void* to);

/// The same where a `std::optional` of that type stands at `to`: NULL empties it.
fault read_optional(const cell& from, storage type, void* to);

}  // namespace tain::types

#ifndef TAIN_COMPILED
#include <tain/types/read_stored.ipp>  // IWYU pragma: keep
#endif
