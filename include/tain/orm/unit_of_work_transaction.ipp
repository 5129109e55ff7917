// SPDX-License-Identifier: BSL-1.0
#pragma once

/// The part of a unit of work that begins and ends its transaction.

#include <tain/orm/flush.hpp>
#include <tain/orm/unit_of_work.hpp>

#include <exception>
#include <utility>

namespace tain::orm {

TAIN_INLINE bool unit_of_work::alive() const {
    const lease on = transaction_->on().take();
    return on->usable() && on->in_transaction();
}

/// Ends the transaction, rolling back what is not committed; rows are read anew in the next one.
TAIN_INLINE void unit_of_work::end() noexcept {
    while (!points_.empty()) points_.pop_back();
    transaction_.reset();
    expire();
}

/// Gives up a transaction that is lost.
TAIN_INLINE void unit_of_work::abandon() noexcept {
    end();
    broken_ = true;
}

TAIN_INLINE void unit_of_work::begin(std::source_location where) {
    const bool lost = transaction_ && !alive();
    if (lost && !events_.after_flush()) abandon();  // else the flush does that, which has a savepoint open
    if (broken_ || lost)
        throw error(
            "tain: the session's transaction was lost: the database rolled it back, or the connection broke; "
            "call rollback(), then run the whole transaction again");
    if (transaction_) return;
    transaction_.emplace(on_.take(), transaction_options{.read_only = options_.read_only}, where);
    wrote_ = false;
    began_ = written_;
}

TAIN_INLINE executor unit_of_work::statement(effect of, std::source_location where) {
    events_.expect(request::queries, "execute");
    if (options_.read_only && (of == effect::writes || of == effect::changes))
        throw error(
            "tain: this session is read-only, but the statement changes rows; open the session without read_only");
    autoflush(where);
    begin(where);
    if (of != effect::reads) {
        wrote_ = true;
        ++written_;
    }
    if (of == effect::changes) expire();
    return transaction_->on();
}

/// Returns false when nothing was done: there was nothing to write, or it is not to be done now.
TAIN_INLINE bool unit_of_work::autoflush(std::source_location where) {
    return options_.autoflush && events_.allows(request::flush) && flush(where, ", flushed before the query");
}

/// Flushes what handlers change while others are told of a flush, too.
TAIN_INLINE void unit_of_work::flush_all(std::source_location where) {
    constexpr int most = 100;  // as SQLAlchemy has it
    for (int times = 0; flush(where, {}) && events_.any(); ++times)
        if (times == most)
            throw error("tain: commit() has flushed " + std::to_string(most) +
                        " times, and there is something to write still; see to it that handlers of after_insert, "
                        "after_update and after_flush do not change something each time");
}

TAIN_INLINE void unit_of_work::commit(std::source_location where) {
    events_.expect(request::end, "commit");
    events_.call(session_event::before_commit);
    flush_all(where);
    if (broken_ || (transaction_ && !alive())) begin(where);  // throws
    if (!transaction_) return;
    try {
        for (; !points_.empty(); points_.pop_back()) points_.back().saved.commit(where);
        transaction_->commit(where);
    } catch (...) {
        abandon();
        throw;
    }
    end();
    arena::returns images;
    for (journal_entry& each : journal_) {
        if (each.how == event::deleted) {
            each.what->now = standing::transient;
            each.what->owner = nullptr;
            each.what->known = {};
            detail::unload_relations(*each.what);
        } else if (each.how == event::lost && !each.what->owner) {
            detail::unload_relations(*each.what);
        }
        each.before.drop(images);
    }
    forget_journal();
}

TAIN_INLINE void unit_of_work::rollback(std::source_location where) {
    events_.expect(request::end, "rollback");
    if (transaction_) {
        try {
            while (!points_.empty()) points_.pop_back();
            transaction_->rollback(where);
        } catch (const database_error&) {  // the pool closes a connection that cannot roll back, which does it too
        }
    }
    end();
    broken_ = false;
    undo(0);
    forget_journal();
    restore_all(began_);
    events_.call(session_event::after_rollback);
}

/// Lets go of what is only added, and gives all other objects the members that their rows are known to have.
/// Gives objects what was known of their rows. Relations that were loaded since are not known.
TAIN_INLINE void unit_of_work::restore_all(std::uint64_t written) {
    std::exception_ptr failed;
    for (record* at = objects_.first(); at;) {
        record& each = *at;
        at = each.next;
        if (each.now == standing::pending) {
            drop(each);
            continue;
        }
        each.now = standing::persistent;
        try {
            restore(each);
            for (const relation& one : each.model->relations) {
                links* const in = one.find(each.object);
                if (in && (in->replaces || in->as_of > written)) {
                    one.unload(each.object);
                } else if (in) {
                    if (!in->loaded) in->before.clear();
                    in->assign(in->before);
                }
            }
        } catch (...) {  // the others are restored all the same
            if (!failed) failed = std::current_exception();
        }
    }
    if (failed) std::rethrow_exception(failed);
}

TAIN_INLINE std::uint64_t unit_of_work::begin_nested(std::source_location where) {
    events_.expect(request::flush, "begin_nested");
    flush(where);
    begin(where);
    wrote_ = true;  // a flush that fails is undone alone
    points_.push_back({innermost().begin(where), journal_.size(), written_, ++last_point_});
    return last_point_;
}

TAIN_INLINE bool unit_of_work::is_nested(std::uint64_t number) const noexcept {
    for (const point& each : points_)
        if (each.number == number) return true;
    return false;
}

TAIN_INLINE void unit_of_work::end_nested(std::uint64_t number, bool keep, std::source_location where) {
    events_.expect(request::flush, keep ? "savepoint::commit" : "savepoint::rollback");
    if (!is_nested(number))
        throw error(
            "tain: this savepoint has ended already: it was committed or rolled back, or the transaction around it "
            "was; begin another one");
    if (keep) flush(where);
    if (transaction_ && !alive()) begin(where);  // throws
    std::size_t mark = 0;
    std::uint64_t written = 0;
    try {
        for (bool last = false; !last; points_.pop_back()) {
            point& each = points_.back();
            last = each.number == number;
            mark = each.mark;
            written = each.written;
            keep ? each.saved.commit(where) : each.saved.rollback(where);
        }
    } catch (...) {
        if (!alive()) abandon();
        throw;
    }
    if (keep) return;
    expire();
    undo(mark);
    restore_all(written);
}

TAIN_INLINE void unit_of_work::enter_block() {
    if (in_block_)
        throw error(
            "tain: transaction(f) was called inside of another one of the same session; leave out the inner one, "
            "or use a session of its own");
    in_block_ = true;
}

/// Writes back what is known of the row.
TAIN_INLINE void unit_of_work::restore(record& object) {
    types::scratch keep{kind_};
    if (object.model->differ(object.known, object.object, keep) == 0) return;
    columns_.resize(object.model->columns.size());
    object.known.read(columns_);
    write(object, columns_);
}

/// Gives the members that an UPDATE drove the values that they had before it. Those that it was told to set are the
/// user's, and stay.
TAIN_INLINE void unit_of_work::restore_driven(record& to, const image& before, std::uint64_t set) noexcept {
    if (to.model->driven.empty() || before.empty()) return;
    try {
        types::scratch keep{to.on};
        std::vector<types::cell> now(to.model->columns.size()), was(now.size());
        to.model->bind(now.data(), to.object, keep);
        before.read(was);
        for (const column_index at : to.model->driven)
            if (at >= 63 || (set & column_bit(at)) == 0) now[at] = was[at];
        write(to, now);
    } catch (const error&) {  // the error that led here is the one to tell
    }
}

/// Takes the session's objects back to what they were to the database when the journal was that long. The members stay
/// as they are, but for keys that the database generated, and columns that an UPDATE drives.
TAIN_INLINE void unit_of_work::undo(std::size_t mark) noexcept {
    while (journal_.size() > mark) {
        journal_entry& last = journal_.back();
        record& what = *last.what;
        if (what.owner == this || !what.owner) undo(last);  // else it has gone to another session
        journal_.pop_back();
    }
}

/// Lets go of what was done: it is committed, or undone.
TAIN_INLINE void unit_of_work::forget_journal() noexcept {
    journal_.clear();
    departed_.clear();
}

/// Takes back what relations did.
TAIN_INLINE void unit_of_work::undo_links(journal_entry& last) noexcept {
    record& what = *last.what;
    try {
        if (last.how == event::linked) {
            types::scratch keep{what.on};
            std::vector<types::cell> now(what.model->columns.size()), was(now.size());
            what.model->bind(now.data(), what.object, keep);
            last.before.read(was);
            for (std::size_t at = 0; at != now.size(); ++at)
                if ((last.set & column_bit(at)) != 0) now[at] = was[at];
            write(what, now);
            return;
        }
        const former_relation& was = *last.relation;
        links& in = was.how->open(what.object);
        in.loaded = was.before->loaded;
        in.replaces = was.before->replaces;
        in.partial = was.before->partial;
        in.as_of = was.before->as_of;
        in.before = was.before->before;
        if (!was.automatic && in.loaded) return;
        std::vector<held> now;
        for (std::size_t i = 0; i != was.before->size(); ++i) now.push_back(held{was.before->at(i)});
        in.assign(now);
    } catch (const std::exception&) {  // the error that led here is the one to tell
    }
}

TAIN_INLINE void unit_of_work::undo(journal_entry& last) noexcept {
    record& what = *last.what;
    switch (last.how) {
        case event::inserted: {
            if (what.now == standing::persistent || what.now == standing::removed) map_.erase(what);
            what.now = what.owner ? standing::pending : standing::transient;
            what.known = {};
            what.key = {};
            const insertion& how = *sets_[what.set].insert;
            record* row = &what;
            if (how.generated) how.rows.set_key(&row, last.generated);
            return;
        }
        case event::updated:
            restore_driven(what, last.before, last.set);
            what.known = std::move(last.before);
            return;
        case event::deleted:
            what.now = standing::removed;
            map_.insert(what);
            append(what);
            return;
        case event::linked:
        case event::related: return undo_links(last);
        case event::lost:
            if (what.owner) return;  // it was added anew since
            what.known = std::move(last.before);
            what.now = standing::persistent;
            what.seen = 0;
            map_.insert(what);
            append(what);
            return;
    }
}

}  // namespace tain::orm
