// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/image.hpp>
#include <tain/orm/links.hpp>
#include <tain/orm/record.hpp>

#include <cstdint>
#include <memory>
#include <utility>
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

/// One of them, with what is needed to undo it.
struct journal_entry {
    /// Of an object that is in the session.
    journal_entry(record& of, event what_became) noexcept : what(take(of)), how(what_became) {}

    held what;
    event how;
    image before{};              ///< what was known of the row
    std::int64_t generated = 0;  ///< the key member before the database's key was written to it
    std::uint64_t set = 0;       ///< the bits of the columns that an update was told to set, or that were linked
    std::unique_ptr<former_relation> relation{};  ///< of one that is related

    /// Leaves the count of the object to a session that it is in still: the next entry takes it.
    void leave_count(const unit_of_work& session) noexcept {
        if (what->owner != &session || what->now == standing::deleted || what->spare) return;
        what->spare = true;
        what.leave();
    }

private:
    static held take(record& of) noexcept {
        return std::exchange(of.spare, false) ? held{&of, held::taken{}} : held{&of};
    }
};

/// Everything that happened to the session's objects since the transaction began, oldest first.
using journal = std::vector<journal_entry>;

}  // namespace tain::orm
