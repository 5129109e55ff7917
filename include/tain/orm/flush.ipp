// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/flush.hpp>
#include <tain/orm/naming.hpp>
#include <tain/orm/unit_of_work.hpp>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

namespace tain::orm {

namespace detail {

/// By table and key: two sessions that write the same rows take their locks in the same order.
inline int compare_keys(const record& a, const record& b) {
    return a.model == b.model ? a.key.compare(b.key) : a.model->table.compare(b.model->table);
}
inline void sort_by_key(std::vector<record*>& all) {
    std::size_t sorted = 1;
    while (sorted < all.size() && compare_keys(*all[sorted - 1], *all[sorted]) <= 0) ++sorted;
    if (sorted >= all.size()) return;
    std::qsort(all.data(), all.size(), sizeof(record*), [](const void* first, const void* second) {
        return compare_keys(**static_cast<record* const*>(first), **static_cast<record* const*>(second));
    });
}

}  // namespace detail

TAIN_INLINE bool flush_run::run() {
    const std::size_t begin = unit_.journal_.size();
    try {
        return run_settled();
    } catch (...) {
        unit_.undo(begin);
        relations_.take_back();
        throw;
    }
}

TAIN_INLINE bool flush_run::run_settled() {
    const std::size_t begin = unit_.journal_.size();
    collect();
    if (is_empty()) {
        finish_unwritten();
        return false;
    }
    if (unit_.options_.read_only)
        throw error(
            "tain: this session is read-only, but objects were added, changed or removed; call rollback(), or "
            "open the session without read_only");
    if (unit_.events_.any()) {
        if (unit_.relates_) relations_.unsettle(begin);
        unit_.events_.call(session_event::before_flush);
        if (unit_.relates_) relations_.reconsider();
        collect();
        if (is_empty()) {
            finish_unwritten();
            return true;
        }
    }
    for (;;) {
        unit_.begin(where_);
        const bool alone = !unit_.wrote_;  // a transaction that would hold nothing else needs no savepoint
        const std::size_t mark = unit_.journal_.size();
        try {
            std::optional<transaction> point;
            if (!alone) point.emplace(unit_.innermost().begin(where_));
            write();
            unit_.events_.call(session_event::after_flush);
            if (point) point->commit(where_);
            unit_.wrote_ = true;
            ++unit_.written_;
            return true;
        } catch (...) {
            unit_.undo(mark);
            if (alone)
                unit_.end();
            else if (!unit_.alive())
                unit_.abandon();
            if (!std::exchange(repeat_, false) || unit_.broken_) {
                events_.undo();
                throw;
            }
        }
        one_by_one_ = true;
    }
}

/// Ends a flush that has nothing to write: what relations were given is there already.
TAIN_INLINE void flush_run::finish_unwritten() {
    if (unit_.relates_ && !unit_.broken_) relations_.finish();
    if (!unit_.transaction_ && !unit_.broken_) unit_.forget_journal();
}

/// Finds what there is to write. Nothing is changed but members of foreign keys.
TAIN_INLINE void flush_run::collect() {
    if (unit_.relates_) relations_.settle();
    for (std::vector<record*>* each : {&inserts_, &updates_, &removals_}) each->clear();
    for (record* each = unit_.objects_.first(); each; each = each->next) {
        std::uint64_t columns = ~std::uint64_t{0};
        std::vector<record*>* to = each->now == standing::pending ? &inserts_ : &removals_;
        if (each->now == standing::persistent) {
            each->changed = unit_.changes_of(*each);
            if (each->changed == 0) continue;
            expect_old_key(*each, each->changed);
            columns = each->changed;
            to = &updates_;
        }
        to->push_back(each);
        if (unit_.relates_) relations_.see(*each, columns);
    }
}

/// Refuses an object whose primary key was changed.
TAIN_INLINE void flush_run::expect_old_key(const record& changed, std::uint64_t which) const {
    if ((which & changed.model->key_bits) == 0) return;
    types::scratch keep{unit_.kind_};
    const auto columns = unit_.columns_of(changed, keep);
    if (unit_.key_from(*changed.model, columns) == changed.key) return;
    throw error("tain: the primary key of " + name_of(changed) + " was changed to " +
                spell_key(*changed.model, columns) +
                "; it says which row the object is: change it back, or add() a new object and remove() this one");
}

TAIN_INLINE void flush_run::write() {
    queue_.clear();  // what an attempt that failed has left
    queued_ = nullptr;
    const std::size_t entries = unit_.journal_.size() + inserts_.size() + updates_.size() + removals_.size();
    if (entries > unit_.journal_.capacity()) unit_.journal_.reserve(std::max(entries, 2 * unit_.journal_.capacity()));
    std::vector<record*> updates = updates_;
    detail::sort_by_key(updates);
    std::vector<flush_step> steps = flush_order(inserts_, false, relations_.waiting());
    for (flush_step& step : steps) insert(step);
    const std::size_t unrelated = updates.size();
    if (!relations_.waiting().empty() && unit_.events_.any()) remember_updates(updates);
    relations_.apply_rest(updates);
    if (updates.size() != unrelated) {
        detail::sort_by_key(updates);
        updates.erase(std::unique(updates.begin(), updates.end()), updates.end());
    }
    events_.before(row_event::before_update, updates);
    const std::size_t changed = updates.size();
    for (const flush_step& step : steps)
        for (const postponed& link : step.nulled) updates.push_back(link.what);
    if (updates.size() != changed) detail::sort_by_key(updates);
    for (record* each : updates) update(*each);
    run_queue();
    relations_.unlink(where_);
    if (!removals_.empty()) remove(flush_order(removals_, true));
    relations_.finish();
}

/// Notes the members of what is to be updated, and of what waits for the key of an object that was inserted.
TAIN_INLINE void flush_run::remember_updates(std::vector<record*> updates) {
    for (const assignment& each : relations_.waiting())
        if (each.child->owner == &unit_ && each.child->now == standing::persistent) updates.push_back(each.child);
    events_.remember(row_event::before_update, updates);
}

// Inserts.

namespace detail {

/// Foreign keys that are NULL as long as it lives.
class nulled_members {
public:
    using writer = void (unit_of_work::*)(record&, std::span<const types::cell>);

    nulled_members(unit_of_work& unit, writer write, std::span<const postponed> links) : unit_(unit), write_(write) {
        for (const postponed& link : links) {
            std::vector<types::cell> columns(link.what->model->columns.size());
            types::scratch keep{link.what->on};
            link.what->model->bind(columns.data(), link.what->object, keep);
            before_.push_back({link.what, image{columns}});
            for (const column_index at : link.key->nulled) columns[at] = types::cell::null(columns[at].kind);
            (unit_.*write_)(*link.what, columns);
        }
    }
    nulled_members(const nulled_members&) = delete;
    nulled_members& operator=(const nulled_members&) = delete;
    ~nulled_members() {
        try {
            restore();
        } catch (...) {  // the error that led here is the one to tell
        }
    }

    void restore() {
        while (!before_.empty()) {
            const auto [what, was] = std::move(before_.back());
            before_.pop_back();
            std::vector<types::cell> columns(what->model->columns.size());
            was.read(columns);
            (unit_.*write_)(*what, columns);
        }
    }

private:
    struct state {
        record* what;
        image was;
    };
    unit_of_work& unit_;
    writer write_;
    std::vector<state> before_{};
};

}  // namespace detail

TAIN_INLINE void flush_run::insert(flush_step& step) {
    events_.remember(row_event::before_insert, step.objects);
    if (unit_.relates_)
        for (record* each : step.objects) relations_.apply(*each);
    events_.before(row_event::before_insert, step.objects);
    if (unit_.relates_ && unit_.events_.any())
        for (const record* each : step.objects) relations_.keep_overridden(*each);
    detail::nulled_members nulled{unit_, &unit_of_work::write, step.nulled};
    const insertion& how = *unit_.sets_[step.objects.front()->set].insert;
    const std::size_t most = one_by_one_ ? 1 : unit_.kind_ == dialect::sqlite ? most_inserted : step.objects.size();
    for (std::span<record*> left{step.objects}; !left.empty();) {
        const std::span<record*> rows = left.first(std::min(most, left.size()));
        for (record* each : rows) prepare(*each, how);
        insert_rows(rows, step.objects.size());
        for (record* each : rows) enter(*each, how);
        left = left.subspan(rows.size());
    }
    nulled.restore();
    events_.after(row_event::after_insert, step.objects);
}

/// Takes in what is to be inserted, unless the row is another object's already.
TAIN_INLINE void flush_run::prepare(record& added, const insertion& how) {
    if (how.generated) {
        unit_.journal_.emplace_back(added, event::inserted).generated = how.generated(added.object);
        return;
    }
    types::scratch keep{unit_.kind_};
    const auto columns = unit_.columns_of(added, keep);
    row_key key = unit_.key_from(*added.model, columns);
    if (const record* other = unit_.map_.find(*added.model, key)) {
        if (other->now == standing::removed)
            throw error("tain: cannot insert " + name_of(added) +
                        ": the object that was removed from that row is "
                        "not flushed yet, and inserts come before deletes; flush() between remove() and add()");
        if (unit_.is_current(*other))
            throw error("tain: cannot insert " + name_of(added) +
                        ": this session has another object for that row; "
                        "change that one, or remove() it and flush() first");
    }
    unit_.journal_.emplace_back(added, event::inserted);
    added.known = unit_.image_of(columns);
    added.key = std::move(key);
}

/// Inserts some of so many objects of a model that have a step for themselves.
TAIN_INLINE void flush_run::insert_rows(std::span<record*> rows, std::size_t of_so_many) {
    const lease on = unit_.transaction_->on().take();
    const insertion& how = *unit_.sets_[rows.front()->set].insert;
    const std::size_t count = one_by_one_ ? 1 : of_so_many;
    try {
        on->insert(how.rows, rows.data(), rows.size(), where_);
    } catch (const connection_error&) {
        rethrow(describe_insert(*rows.front(), count));
    } catch (const conflict_error&) {
        rethrow(describe_insert(*rows.front(), count));
    } catch (const error&) {
        repeat_ = count != 1;
        if (repeat_) throw;
        rethrow(describe_insert(*rows.front(), count));
    }
}

TAIN_INLINE std::string flush_run::describe_insert(const record& first, std::size_t count) const {
    if (count != 1)
        return "insert " + std::to_string(count) + " objects of " + std::string{first.model->type} +
               std::string{occasion_};
    std::size_t of = 0, place = 0;
    for (const record* each : inserts_) {
        if (each->model != first.model) continue;
        ++of;
        if (each == &first) place = of;
    }
    std::string made = "insert " + name_of(first);
    if (of != 1 && first.known.empty())
        made += ", number " + std::to_string(place) + " of the " + std::to_string(of) + " that were added";
    return made.append(occasion_);
}

/// Enters an object that was inserted. Whatever was entered for its key is of a row that is gone.
TAIN_INLINE void flush_run::enter(record& added, const insertion& how) {
    if (added.known.empty() || how.rows.filled) {
        added.known = unit_.image_of(added);
        if (how.generated && added.model->key.size() == 1) {
            added.key = row_key{how.generated(added.object)};
        } else {
            types::scratch keep{unit_.kind_};
            added.key = unit_.key_from(*added.model, unit_.columns_of(added, keep));
        }
    }
    added.changed = 0;
    if (record* other = unit_.track(added, how.generated != nullptr)) unit_.lose(*other);
}

// Updates and deletes.

TAIN_INLINE std::string flush_run::describe(std::string_view verb, const record& what) const {
    return std::string{verb}.append(" ").append(name_of(what)).append(occasion_);
}

[[noreturn]] TAIN_INLINE void flush_run::refuse_stale(std::string_view verb, const record& of) const {
    std::string said = "tain: cannot " + describe(verb, of) + ": ";
    std::optional<std::int64_t> expected;
    if (of.model->version && !of.known.empty()) {
        expected = version_of(of);
        said += "no row of table \"" + std::string{of.model->table} + "\" has its key and version " +
                std::to_string(*expected) +
                ": it was changed or deleted since the object was read; refresh() the object and repeat the change on "
                "what it is now, or call rollback()";
    } else {
        said += "its row is not in table \"" + std::string{of.model->table} +
                "\" any more; refresh() the object to have the session forget it, or call rollback()";
    }
    throw stale_error(said, std::string{of.model->type}, key_of(of), expected);
}

/// The version of an object's row, as it is known.
TAIN_INLINE std::int64_t flush_run::version_of(const record& known) const {
    std::vector<types::cell> columns(known.model->columns.size());
    known.known.read(columns);
    return columns[*known.model->version].integer;
}

/// Runs an UPDATE that must match one row, and returns it into the object.
TAIN_INLINE void flush_run::update_and_read(const record& changed, std::uint64_t which) {
    const lease on = unit_.transaction_->on().take();
    std::size_t rows = 0;
    try {
        rows = on->query({*changed.model->update, cells_, which, where_}, driver::sink::one(changed.object), SIZE_MAX);
    } catch (const error&) {
        rethrow(describe("update", changed));
    }
    if (rows == 0) refuse_stale("update", changed);
}

/// Finds which columns an UPDATE sets.
TAIN_INLINE std::size_t flush_run::find_bound(const model_operations& model, std::uint64_t which) {
    bound_.clear();
    for (std::size_t i = 0; i < model.columns.size(); ++i)
        if (objects::is_bound_in_update(model.columns[i], i, which)) bound_.push_back(static_cast<column_index>(i));
    return bound_.empty() ? 0 : bound_.size() + model.key.size() + (model.version ? 2 : 0);
}

/// Binds those columns, the key, and versions.
TAIN_INLINE void flush_run::bind_update(const record& changed, std::span<const types::cell> to,
                                        types::cell* next) const {
    const model_operations& model = *changed.model;
    const std::int64_t version = model.version ? version_of(changed) : 0;
    for (const column_index at : bound_) *next++ = to[at];
    if (model.version) *next++ = objects::following(version, model.largest_version);
    for (const column_index at : model.key) *next++ = to[at];
    if (model.version) *next++ = types::cell::of_integer(version);
}

/// Sets columns of a row to what an image has, which becomes what is known of it. The key is that of the row.
TAIN_INLINE void flush_run::set(record& changed, std::uint64_t which, image now) {
    const model_operations& model = *changed.model;
    if (!can_queue(*model.update, which)) begin_queue(*model.update, which, find_bound(model, which));
    if (queued_width_ == 0) return;
    row_.resize(model.columns.size());
    now.read(row_, which | model.key_bits);  // what is queued is sent later
    bind_update(changed, row_, next_cells());
    queue_.push_back({&changed, std::move(now), model.version ? version_of(changed) : 0});
}

/// The same, to values of which there is one for each column.
TAIN_INLINE void flush_run::set(record& changed, std::uint64_t which, std::span<types::cell> to) {
    const model_operations& model = *changed.model;
    if (!model.reads_back) {
        if (model.version) to[*model.version] = objects::following(version_of(changed), model.largest_version);
        return set(changed, which, unit_.image_of(to));
    }
    run_queue();
    cells_.resize(find_bound(model, which));
    queued_ = nullptr;
    if (cells_.empty()) return;
    bind_update(changed, to, cells_.data());
    try {
        update_and_read(changed, which);
        if (model.version) model.set_version(changed.object, version_of(changed) + 1);
        image now = written(changed, to);
        note_update(changed, which, std::move(now));
    } catch (...) {
        unit_.restore_driven(changed, changed.known, which);
        throw;
    }
    events_.after(row_event::after_update, changed);
}

/// Runs what is queued, to queue another statement, of `width` parameters.
TAIN_INLINE void flush_run::begin_queue(const driver::statement& how, std::uint64_t which, std::size_t width) {
    run_queue();
    queued_ = &how;
    queued_columns_ = which;
    queued_width_ = width;
    queued_cells_.clear();
}

/// Where the parameters of what is queued next are to be.
TAIN_INLINE types::cell* flush_run::next_cells() {
    const std::size_t at = queue_.size() * queued_width_;
    if (at + queued_width_ > queued_cells_.size()) queued_cells_.resize(2 * at + queued_width_);
    return queued_cells_.data() + at;
}

TAIN_INLINE void flush_run::run_queue() {
    if (queue_.empty()) return;
    const auto verb = [](const queued& one) { return one.now.empty() ? "delete" : "update"; };
    rows_changed_.assign(queue_.size(), 0);
    std::size_t done = 0;
    try {
        const lease on = unit_.transaction_->on().take();
        const std::span cells = std::span{queued_cells_}.first(queue_.size() * queued_width_);
        on->execute_each({*queued_, cells, queued_columns_, where_}, rows_changed_, done);
    } catch (const error&) {
        rethrow(describe(verb(queue_[done]), *queue_[done].what));
    }
    for (std::size_t i = 0; i != queue_.size(); ++i)
        if (rows_changed_[i] == 0) refuse_stale(verb(queue_[i]), *queue_[i].what);
    for (queued& each : queue_) finish(each);
    for (const queued& each : queue_) {
        if (!unit_.events_.any()) break;
        events_.after(each.what->now == standing::deleted ? row_event::after_delete : row_event::after_update,
                      *each.what);
    }
    queue_.clear();
}

TAIN_INLINE void flush_run::note_update(record& changed, std::uint64_t set, image now) {
    journal_entry& made = unit_.journal_.emplace_back(changed, event::updated);
    made.before = std::move(changed.known);
    made.set = set;
    changed.known = std::move(now);
}

/// Notes what was done to a row.
TAIN_INLINE void flush_run::finish(queued& change) {
    record& what = *change.what;
    if (!change.now.empty()) {
        if (what.model->version) what.model->set_version(what.object, change.version + 1);
        note_update(what, queued_columns_, std::move(change.now));
        return;
    }
    unit_.journal_.emplace_back(what, event::deleted);
    unit_.map_.erase(what);
    unit_.objects_.remove(what);
    what.now = standing::deleted;
    unit_.drop_count(what);
}

/// The row that was written: `to`, with what the database gave the columns that an UPDATE drives.
TAIN_INLINE image flush_run::written(const record& changed, std::span<const types::cell> to) const {
    if (changed.model->driven.empty()) return unit_.image_of(to);
    std::vector<types::cell> row(to.begin(), to.end()), now(to.size());
    types::scratch keep{changed.on};
    changed.model->bind(now.data(), changed.object, keep);
    for (const column_index at : changed.model->driven) row[at] = now[at];
    return unit_.image_of(row);
}

TAIN_INLINE void flush_run::update(record& changed) {
    const bool again = !queue_.empty() && queue_.back().what == &changed;  // it is up to date then
    if (again || changed.model->reads_back) run_queue();                   // before handlers can change what is bound
    if (changed.owner != &unit_) refuse_stale("update", changed);          // an insert got its key: its row was gone
    // Nobody has had a look at the objects since changes were collected, unless there are handlers or relations.
    const bool known = changed.changed != 0 && !unit_.relates_ && !unit_.events_.any();
    const std::uint64_t which = known ? changed.changed : unit_.changes_of(changed);
    const std::uint64_t collected = std::exchange(changed.changed, 0);
    if (which == 0) return;
    if (!known) expect_old_key(changed, which);
    if (unit_.relates_ && unit_.events_.any()) relations_.see(changed, which, collected);
    if (!changed.model->reads_back && !changed.model->version) return set(changed, which, unit_.image_of(changed));
    types::scratch keep{unit_.kind_};
    set(changed, which, unit_.columns_of(changed, keep));
}

/// Sets a foreign key of a row that is to be deleted to NULL, so that the row which it refers to can go first.
TAIN_INLINE void flush_run::release(const postponed& link) {
    record& gone = *link.what;
    if (gone.owner != &unit_) refuse_stale("delete", gone);
    std::vector<types::cell> columns(gone.model->columns.size());
    gone.known.read(columns);
    std::uint64_t which = 0;
    for (const column_index at : link.key->nulled) {
        columns[at] = types::cell::null(columns[at].kind);
        which |= column_bit(at);
    }
    set(gone, which, columns);
    run_queue();  // another key of the same row may follow
}

TAIN_INLINE void flush_run::remove(std::vector<flush_step> steps) {
    for (const flush_step& step : steps)
        for (const postponed& link : step.nulled) release(link);
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        detail::sort_by_key(step->objects);
        events_.before(row_event::before_delete, step->objects);
        for (record* each : step->objects) remove_row(*each);
    }
    run_queue();
    unit_.expire();  // the database may have changed or deleted rows that referred to these
}

TAIN_INLINE void flush_run::remove_row(record& gone) {
    if (gone.owner != &unit_) refuse_stale("delete", gone);
    cells_.resize(gone.model->columns.size());
    gone.known.read(cells_);
    const driver::statement& how = *unit_.sets_[gone.set].remove;
    if (!can_queue(how, 0)) begin_queue(how, 0, gone.model->key.size() + (gone.model->version ? 1 : 0));
    types::cell* next = next_cells();
    for (const column_index at : gone.model->key) *next++ = cells_[at];
    if (gone.model->version) *next = cells_[*gone.model->version];
    queue_.push_back({&gone, {}, 0});
}

TAIN_INLINE bool unit_of_work::flush(std::source_location where, std::string_view occasion) {
    events_.expect(request::flush, "flush");
    return flush_run{*this, where, occasion}.run();
}

}  // namespace tain::orm
