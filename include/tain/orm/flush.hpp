// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/driver/plan.hpp>
#include <tain/orm/flush_events.hpp>
#include <tain/orm/flush_order.hpp>
#include <tain/orm/image.hpp>
#include <tain/orm/record.hpp>
#include <tain/orm/relation_changes.hpp>
#include <tain/types/cell.hpp>

#include <cstddef>
#include <cstdint>
#include <source_location>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tain::orm {

/// One flush: finds what changed, and writes it in an order that foreign keys allow. Inserts come first, then updates,
/// then deletes.
///
/// All or nothing: what a failed one has written is rolled back, and the objects are to the session what they were.
class flush_run {
public:
    /// `occasion` says in errors what made it happen; empty: the user asked for it.
    flush_run(unit_of_work& unit, std::source_location where, std::string_view occasion) noexcept
        : unit_(unit), where_(where), occasion_(occasion), events_(unit), relations_(unit) {}

    /// Returns false when there was nothing to write: nothing was done then.
    bool run();

private:
    bool run_settled();
    void collect();
    void finish_unwritten();
    bool is_empty() const noexcept {
        return inserts_.empty() && updates_.empty() && removals_.empty() && !relations_.unlinks() &&
               relations_.waiting().empty();
    }
    void expect_old_key(const record& changed, std::uint64_t which) const;
    void write();
    void remember_updates(std::vector<record*> updates);

    void insert(flush_step& step);
    void prepare(record& added, const insertion& how);
    void insert_rows(std::span<record*> rows, std::size_t of_so_many);
    void enter(record& added, const insertion& how);
    std::string describe_insert(const record& first, std::size_t count) const;

    /// How many objects are inserted on SQLite before they are entered: as many as are in the processor's cache still.
    static constexpr std::size_t most_inserted = 1024;
    static constexpr std::size_t most_queued = 256;
    /// A change of a row that is to be sent with others like it.
    struct queued {
        record* what;
        image now;  ///< the row afterwards; empty: it is deleted
        std::int64_t version;
    };

    void update(record& changed);
    void remove(std::vector<flush_step> steps);
    void remove_row(record& gone);
    bool can_queue(const driver::statement& how, std::uint64_t which) const noexcept {
        return queued_ == &how && queued_columns_ == which && queue_.size() != most_queued;
    }
    void begin_queue(const driver::statement& how, std::uint64_t which, std::size_t width);
    types::cell* next_cells();
    void run_queue();
    void note_update(record& changed, std::uint64_t set, image now);
    void finish(queued& change);
    void release(const postponed& link);
    void set(record& changed, std::uint64_t which, image now);
    void set(record& changed, std::uint64_t which, std::span<types::cell> to);
    std::size_t find_bound(const model_operations& model, std::uint64_t which);
    void bind_update(const record& changed, std::span<const types::cell> to, types::cell* next) const;
    std::int64_t version_of(const record& known) const;
    image written(const record& changed, std::span<const types::cell> to) const;
    std::string describe(std::string_view verb, const record& what) const;
    [[noreturn]] void refuse_stale(std::string_view verb, const record& of) const;
    void update_and_read(const record& changed, std::uint64_t which);

    unit_of_work& unit_;
    std::source_location where_;
    std::string_view occasion_;
    flush_events events_;
    relation_changes relations_;
    std::vector<record*> inserts_{};
    std::vector<record*> updates_{};
    std::vector<record*> removals_{};
    std::vector<types::cell> cells_{};
    std::vector<types::cell> row_{};  // that is being written
    std::vector<queued> queue_{};     // all of one statement
    const driver::statement* queued_ = nullptr;
    std::uint64_t queued_columns_ = 0;
    std::size_t queued_width_ = 0;
    std::vector<column_index> bound_{};  // that an UPDATE sets
    std::vector<types::cell> queued_cells_{};
    std::vector<std::int64_t> rows_changed_{};
    bool one_by_one_ = false;  // inserts, to find the object that was refused
    bool repeat_ = false;
};

}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/flush.ipp>  // IWYU pragma: keep
#endif
