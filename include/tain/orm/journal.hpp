// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/image.hpp>
#include <tain/orm/links.hpp>
#include <tain/orm/record.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace tain::orm {

struct relation;

/// What became of an object in the session's transaction.
enum class event : std::uint8_t {
    inserted,
    updated,
    deleted,
    lost,     ///< its row was found to be gone, or to be another object's now
    linked,   ///< a foreign key was written to its members
    related,  ///< a relation of it became what the rows are
};

/// One of them, with what is needed to undo it.
struct journal_entry {
    held what;
    event how;
    image before{};              ///< what was known of the row
    std::int64_t generated = 0;  ///< the key member before the database's key was written to it
    std::uint64_t set = 0;       ///< the bits of the columns that an update was told to set, or that were linked

    // Of one that is related.
    std::unique_ptr<links> relation_before{};
    const relation* how_related = nullptr;
    bool automatic = false;  ///< nobody had asked for it: what it holds goes back, too
};

/// Everything that happened to the session's objects since the transaction began, oldest first.
using journal = std::vector<journal_entry>;

}  // namespace tain::orm
