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

/// A relation as it was.
struct former_relation {
    std::unique_ptr<links> before;
    const relation* how;
    bool automatic;  ///< nobody had asked for the change: what it holds goes back, too
};

/// One of them, with what is needed to undo it. Holds no count: the session keeps an object that the journal speaks of, also
/// when it has left.
struct journal_entry {
    journal_entry(record& of, event what_became) noexcept : what(&of), how(what_became) { of.noted = true; }

    record* what;
    event how;
    union {
        std::int64_t generated = 0;  ///< of one that is inserted: its key member before the database's key came
        std::uint64_t set;           ///< the bits of the columns that an update was told to set, or that were linked
    };
    image before{};                               ///< what was known of the row
    std::unique_ptr<former_relation> relation{};  ///< of one that is related
};

/// Everything that happened to the session's objects since the transaction began, oldest first.
using journal = std::vector<journal_entry>;

}  // namespace tain::orm
