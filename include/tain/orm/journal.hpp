// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/image.hpp>
#include <tain/orm/record.hpp>

#include <cstdint>
#include <vector>

namespace tain::orm {

/// What became of an object in the session's transaction.
enum class event : std::uint8_t {
    inserted,
    updated,
    deleted,
    lost,  ///< its row was found to be gone, or to be another object's now
};

/// One of them, with what is needed to undo it.
struct journal_entry {
    held what;
    event how;
    image before{};              ///< what was known of the row
    std::int64_t generated = 0;  ///< the key member before the database's key was written to it
    std::uint64_t set = 0;       ///< the bits of the columns that an update was told to set
};

/// Everything that happened to the session's objects since the transaction began, oldest first.
using journal = std::vector<journal_entry>;

}  // namespace tain::orm
