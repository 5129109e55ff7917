// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/engine/result.hpp>
#include <tain/engine/transaction.hpp>
#include <tain/orm/arena.hpp>
#include <tain/orm/event_calls.hpp>
#include <tain/orm/identity_map.hpp>
#include <tain/orm/journal.hpp>
#include <tain/orm/members.hpp>
#include <tain/orm/model_operations.hpp>
#include <tain/orm/object_list.hpp>
#include <tain/orm/thread_check.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <source_location>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tain {

/// How a session works.
struct session_options {
    /// Refuses to write; raw SQL with rows is left to the database, and SQLite lets it. There its transactions take no
    /// write lock, so that they don't wait for each other.
    bool read_only = false;
    /// Flushes before each statement, so that what was added, changed and removed is seen by queries.
    bool autoflush = true;
    /// What is to be called at the session's events, shared by several; borrowed.
    const session_events* events = nullptr;
};

namespace orm {

/// What a statement may do to rows.
enum class effect : std::uint8_t {
    reads,
    unknown,
    writes,   ///< new rows
    changes,  ///< rows that objects may have been loaded from, behind their backs
};

/// What a session is, without its types: its objects by row, its transaction, and the journal of what it did in it.
class unit_of_work {
public:
    unit_of_work(executor on, const session_options& options) noexcept
        : on_(on), kind_(on.kind()), options_(options), events_(options.events) {}
    unit_of_work(const unit_of_work&) = delete;
    unit_of_work& operator=(const unit_of_work&) = delete;
    ~unit_of_work();

    /// Adds a new object, one that is in no session, or one that was removed.
    void add(held object, const insertion& how);
    /// The same of an object that was made just now.
    void add_new(record& object, const insertion& how);
    /// Marks an object for deletion; one that has no row yet is let go.
    void remove(const held& object, const driver::statement& how);
    /// Forgets an object, or all of them: what is not flushed is not written.
    void expunge(const held& object);
    void expunge_all();
    bool contains(const record* object) const noexcept {
        return object && object->owner == this && object->now != standing::deleted;
    }

    /// Looks for the object with a key, in memory or in the database. Null: `to` holds a row of a new object, which
    /// is to be entered, or there is none.
    record* get(const model_operations& of, const driver::statement& by_key, const tain::detail::values& key,
                const driver::sink& to, std::source_location where);
    /// Reads an object's row again, through `to`.
    void refresh(const held& object, const driver::statement& by_key, const driver::sink& to,
                 std::source_location where);

    /// Returns the object that a row read just now belongs to; it takes the row's values unless it is up to date or
    /// has changes of its own. Null: it is a new one, to be entered.
    record* meet(const model_operations& of, const void* row);
    /// Enters the object of the row that was met last.
    record* enter(held object);
    /// Where the objects are that are made for it.
    arena& room() noexcept { return objects_room_; }

    /// The object with a key, when a query would not change it: it was read or written in this transaction, or is to be
    /// removed. Else null.
    record* at_hand(const model_operations& of, const row_key& key) noexcept {
        record* const known = map_.find(of, key);
        return known && (known->now == standing::removed || is_current(*known)) ? known : nullptr;
    }

    /// The object of a row that a query has read, entered when it is new: made by `make(row)`.
    held adopt(const model_operations& of, void* row, record* (*make)(arena&, void* row));
    dialect kind() const noexcept { return kind_; }

    /// Counts what was written: a relation that was loaded since the count was lower may hold what a rollback undoes.
    std::uint64_t written() const noexcept { return written_; }

    /// Has all rows read again when they are next met.
    void expire() noexcept { ++now_; }

    /// Throws when an object is not of this session: `doing` says what it was given to.
    void expect_own(const record* object, std::string_view doing) const;
    /// Flushes as a query does, so that objects whose relations are to be loaded have their keys. Throws when one of them
    /// has no row, or is not of this session.
    void prepare_load(std::span<record* const> objects, std::source_location where);

    /// Flushes, begins the transaction if there is none, and returns where a statement can run.
    executor statement(effect of, std::source_location where);

    void flush(std::source_location where) { flush(where, {}); }
    void commit(std::source_location where);
    /// Calls the handlers that wait for a commit to have succeeded.
    void tell_committed() { events_.call(session_event::after_commit); }
    void rollback(std::source_location where);
    bool in_transaction() const noexcept { return transaction_.has_value(); }

    /// Flushes and makes a savepoint; returns its number.
    std::uint64_t begin_nested(std::source_location where);
    /// Ends a savepoint and those within it; `keep` or undo what was done since.
    void end_nested(std::uint64_t number, bool keep, std::source_location where);
    bool is_nested(std::uint64_t number) const noexcept;

    /// Has one object's row read again when it is next met.
    void expire(const held& object);
    /// True when a flush would write something of the object.
    bool is_modified(const record* object);
    /// Calls `each(context, object)` with the objects of a model that a flush would write as a kind of standing says:
    /// pending ones are inserted, persistent ones updated, removed ones deleted.
    void each_unflushed(const model_operations& of, standing what, void (*each)(void*, record*), void* context);

    /// Marks the session as inside of `transaction(f)`; throws when it is already.
    void enter_block();
    void leave_block() noexcept { in_block_ = false; }

    event_calls& events() noexcept { return events_; }
    /// The thread that is in a call, where calls are checked.
    occupant& inside() noexcept { return inside_; }

private:
    friend class flush_run;
    friend class flush_events;
    friend class relation_changes;
    friend class autoflush_pause;

    /// A model that this session knows.
    struct model_set {
        explicit model_set(const model_operations* of) : model(of) {}

        const model_operations* model;
        const insertion* insert = nullptr;
        const driver::statement* remove = nullptr;
        layout members{};
    };

    void expect_row(const record& object, std::string_view doing) const;
    std::uint32_t set_of(const model_operations& of);
    std::span<types::cell> columns_of(const record& of, types::scratch& keep);
    void write(record& to, std::span<const types::cell> columns);
    void take_row(record& to, std::span<const types::cell> columns);
    void restore_driven(record& to, const image& before, std::uint64_t set) noexcept;
    bool is_current(const record& object) const noexcept { return object.seen == now_; }
    row_key key_from(const model_operations& of, std::span<const types::cell> columns);

    image image_of(std::span<const types::cell> columns) { return image{columns, &images_room_}; }
    image image_of(const record& of);
    std::uint64_t changes_of(const record& of) const;
    void take_in(record& added, std::uint32_t set) const;
    void append(record& added) noexcept;
    void append_new(record& added) noexcept;
    void list(record& added) noexcept;
    void drop_count(record& gone) noexcept;
    record* track(record& entered, bool is_new = false);
    void lose(record& gone);
    void let_go(record& gone, standing as) noexcept;
    void drop(record& gone) noexcept;

    bool flush(std::source_location where, std::string_view occasion);
    bool autoflush(std::source_location where);
    void flush_all(std::source_location where);
    void drop_all() noexcept;
    void begin(std::source_location where);
    bool alive() const;
    transaction& innermost() noexcept { return points_.empty() ? *transaction_ : points_.back().saved; }
    void restore_all(std::uint64_t written);
    void end() noexcept;
    void abandon() noexcept;
    void undo(std::size_t mark) noexcept;
    void forget_journal() noexcept;
    void undo(journal_entry& last) noexcept;
    void restore(record& object);
    void undo_links(journal_entry& last) noexcept;

    /// A savepoint that the user made.
    struct point {
        tain::transaction saved;
        std::size_t mark;       ///< how long the journal was
        std::uint64_t written;  ///< how much was written
        std::uint64_t number;
    };

    executor on_;
    dialect kind_;
    session_options options_;
    arena objects_room_{16384};
    arena images_room_{4096};
    occupant inside_{};
    event_calls events_;
    std::optional<tain::transaction> transaction_{};
    std::vector<point> points_{};  // the innermost last
    std::uint64_t last_point_ = 0;
    std::uint64_t written_ = 0;  // what was written, in all transactions
    std::uint64_t began_ = 0;    // how much that was when the transaction began
    identity_map map_{};
    object_list objects_{};
    std::vector<model_set> sets_{};
    journal journal_{};
    std::vector<held> departed_{};  // objects that have left while the journal may speak of them
    std::uint64_t now_ = 1;
    bool wrote_ = false;   // the transaction holds more than reads
    bool broken_ = false;  // the transaction was lost: nothing goes until rollback()
    bool in_block_ = false;
    bool relates_ = false;                 // some of its models have relations
    std::vector<held>* led_to_ = nullptr;  // new objects that nobody has added, while before_flush is called
    std::vector<types::cell> columns_{};   // of the object at hand
    std::vector<types::cell> others_{};
    row_key key_{};  // of the row that was met last
    image met_{};
};

/// Flushes as a query does, and has no query flush as long as it lives.
class autoflush_pause {
public:
    autoflush_pause(unit_of_work& in, std::source_location where) : in_(in), before_(in.options_.autoflush) {
        in_.autoflush(where);
        in_.options_.autoflush = false;
    }
    autoflush_pause(const autoflush_pause&) = delete;
    autoflush_pause& operator=(const autoflush_pause&) = delete;
    ~autoflush_pause() { in_.options_.autoflush = before_; }

private:
    unit_of_work& in_;
    bool before_;
};

}  // namespace orm
}  // namespace tain

#ifndef TAIN_COMPILED
#include <tain/orm/unit_of_work.ipp>  // IWYU pragma: keep
#endif
