// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/change_object.hpp>
#include <tain/engine/engine.hpp>
#include <tain/engine/objects.hpp>
#include <tain/orm/entity.hpp>
#include <tain/orm/merge.hpp>
#include <tain/orm/session_events.hpp>
#include <tain/orm/session_load.hpp>
#include <tain/orm/session_result.hpp>
#include <tain/orm/unit_pointer.hpp>

#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <source_location>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace tain {

/// Objects that follow their rows: load or add them, change plain members, commit; the smallest SQL follows.
///
///     tain::session s{db};
///     auto ada = s.add(User{.email = "ada@x.org", .name = "Ada"});
///     s.flush();                  // INSERT
///     ada->name = "Ada L.";       // a plain member write
///     s.commit();                 // UPDATE "users" SET "name" = $1 WHERE "id" = $2, COMMIT
///
/// *One row, one object.* In a session each row is one object, whatever the way to it. The session keeps its objects
/// until it ends.
///
/// *Transactions.* The first statement takes a connection and begins a transaction, which lasts until `commit()` or
/// `rollback()`; the next statement begins another. The destructor rolls back. On SQLite a transaction takes the
/// write lock when it begins; a session that only reads should be opened with `{.read_only = true}`.
///
/// *Flush.* Changes are found by comparing members with the row as it was read or written last: a flush costs a look
/// at each object, and one that finds nothing runs no statement. It happens at `flush()`, `commit()`, and before
/// queries (`execute`, and `get` of what is not at hand), which therefore see what was added, changed and removed.
/// Inserts come first (referred rows before those that refer to them, each model's objects in bulk), then updates
/// (changed columns only), then deletes. A flush that fails changes nothing: what it wrote is rolled back, the objects
/// are still to be written, and a transaction that had written something before goes on; the error names the object.
///
/// *Reading.* An object that is loaded is not overwritten by a query that meets its row again. After `commit()`,
/// `rollback()`, an UPDATE or DELETE statement, a flush that deleted rows, or `expire_all()`, the next `get` or query
/// that meets the row gives the object the row's values, unless it has changes that are not flushed. Members are
/// never read from the database behind your back.
///
/// *After a rollback* loaded objects have the members that were last known to be committed; objects that were added
/// since are in no session, keep their members (but for generated keys) and can be added again. A transaction that
/// is lost (COMMIT is refused, the connection breaks, the database rolls back by itself) leaves a session that
/// refuses everything until `rollback()`.
///
/// Borrows the engine's pool. A session, and its objects, are used by one thread at a time; it can be moved, and used by
/// another thread when no call of it is running. A build without NDEBUG, or with TAIN_CHECK_THREADS=1, ends the program with
/// a message when two threads are in calls of one session at the same moment.
/// Statements throw `database_error` and its kinds, and `row_error`.
class session : public orm::event_registration<session> {
public:
    explicit session(const engine& db, const session_options& options = {})
        : owned_(std::make_unique<orm::unit_of_work>(db.on(), options)), unit_(owned_.get()) {
        unit_->events().belong_to(*this);
    }
    explicit session(engine&&, const session_options& = {}) = delete;  // the engine must outlive the session
    session(session&& other) noexcept
        : owned_(std::move(other.owned_)), unit_(std::exchange(other.unit_, orm::unit_pointer{})) {
        if (unit_) unit_->events().belong_to(*this);
    }
    session& operator=(session&& other) noexcept {
        owned_ = std::move(other.owned_);
        unit_ = std::exchange(other.unit_, orm::unit_pointer{});
        if (unit_) unit_->events().belong_to(*this);
        return *this;
    }

    /// Takes a new object in, to be inserted by the next flush. Generated keys are written into it then. No round trip.
    template <class T>
        requires(reflect::described<T>)
    entity<T> add(T&& object) {
        if constexpr (detail::keyed<T>()) {
            orm::record* const made = orm::new_record(unit_->room(), std::move(object));
            entity<T> added = orm::entity_access::first_of<T>(made);
            unit_->add_new(*made, orm::insertion_of<T>);
            return added;
        } else {
            return {};
        }
    }
    template <class T>
        requires(reflect::described<T>)
    entity<T> add(const T& object) {
        return add(T{object});
    }
    /// Takes in every object of a range, moved out of it when it is an rvalue. Returns their handles, in its order.
    template <class Range>
    auto add_all(Range&& objects) {
        using value = std::decay_t<decltype(*std::begin(objects))>;
        std::vector<entity<value>> made;
        for (auto&& each : objects)
            if constexpr (std::is_lvalue_reference_v<Range>)
                made.push_back(add(value{each}));
            else
                made.push_back(add(value{std::move(each)}));
        return made;
    }
    /// Takes an object back that is in no session: one that was added before a rollback, or deleted, is inserted; one
    /// whose session has ended is taken in with its row. Undoes a `remove` that was not flushed. No round trip.
    ///
    /// Throws `tain::error` when it belongs to another session, when this one has another object for the same row,
    /// and for one that was deleted and not yet committed.
    template <class T>
    entity<T> add(const entity<T>& object) {
        unit_->add(object.held_, orm::insertion_of<T>);
        return object;
    }

    /// Has the next flush delete the object's row; one that was not inserted yet is just let go, and relations do not take it
    /// in again: they lose it at the next flush, unless it is added to the session or to one of them anew. The object stays
    /// a plain object for who holds it. No round trip.
    ///
    /// Throws `tain::error` when the object is not of this session.
    template <class T>
    void remove(const entity<T>& object) {
        unit_->remove(object.held_, plans::statement_of<objects::remove_object<T>>);
    }

    /// Returns the object whose primary key equals `key`, or an empty handle. A composite key is a std::tuple of its
    /// values in the key's order.
    ///
    ///     if (auto ada = s.get<User>(7)) ada->name = "Ada L.";
    ///
    /// Cost: none for an object that this transaction has read or written; else a flush and one round trip.
    template <class T, class Key>
    entity<T> get(const Key& key, std::source_location where = std::source_location::current()) {
        if constexpr (detail::keyed<T>()) {
            const auto values = detail::as_key<T>(key);
            std::optional<T> row;
            orm::record* found = unit_->get(orm::operations_of<T>, plans::statement_of<objects::by_key<T>>,
                                            detail::key_values<T>(values), detail::row_into(row), where);
            if (!found && row) found = unit_->enter(orm::held{orm::new_record(unit_->room(), std::move(*row))});
            return entity<T>{found};
        } else {
            return {};
        }
    }

    /// Prepares to run a statement with rows; it runs when they are asked for. Whole models come as `entity<T>`.
    ///
    ///     for (auto& user : s.execute(select<User>().where(col<&User::is_active> == false))) s.remove(user);
    template <class S>
        requires(S::returns_rows)
    auto execute(const S& statement, std::source_location where = std::source_location::current()) {
        if constexpr (S::ok && S::complete())
            return session_result<S>{unit_, statement, where};
        else
            return detail::no_result<orm::session_row<S>>{};
    }
    /// Flushes and runs a statement without rows. Returns the number of rows that it changed. Objects whose rows it
    /// changed are not touched: their rows are read again when they are next met.
    template <class S>
        requires(!S::returns_rows)
    std::int64_t execute(const S& statement, std::source_location where = std::source_location::current()) {
        if constexpr (S::ok && S::complete()) {
            return detail::run_statement(unit_->statement(orm::effect_of<S>, where), statement, where);
        } else {
            return 0;
        }
    }

    /// Loads a relation of an object of this session, or of several of them: `s.load<&User::posts>(ada)`; nested, filtered,
    /// ordered and limited as in a query: `s.load(ada, with<&User::posts>().limit(3))`. Nested ones can be joined; the first
    /// cannot, since the object is there already. One round trip for each relation that is not joined, after those of the
    /// flush. Throws `tain::error` for an object that has no row, or is not of this session.
    template <auto Member, class T, class... Nested>
    void load(const entity<T>& object, const Nested&... nested) {
        load(object, with<Member>(nested...));
    }
    template <class T, class Load>
    void load(const entity<T>& object, const Load& how, std::source_location where = std::source_location::current()) {
        load(std::vector{object}, how, where);
    }
    template <class T, class Load>
    void load(const std::vector<entity<T>>& objects, const Load& how,
              std::source_location where = std::source_location::current()) {
        if constexpr (Load::is_joined) {
            verdict::joined_to_nothing::report<Load>();
        } else if constexpr (sql::detail::loads_relations(std::type_identity<Load>{})) {
            std::vector<orm::record*> records;
            for (const entity<T>& each : objects) records.push_back(each.held_.get());
            unit_->prepare_load(records, where);
            orm::detail::session_source from{unit_, where};
            orm::detail::load_into(from, objects, std::tuple<const Load&>{how});
        }
    }

    /// Reads an object's row again and gives the object its values: changes that were not flushed are lost. One round
    /// trip. Throws `stale_error` when the row is gone; the object is in no session then.
    template <class T>
    void refresh(const entity<T>& object, std::source_location where = std::source_location::current()) {
        std::optional<T> row;
        unit_->refresh(object.held_, plans::statement_of<objects::by_key<T>>, detail::row_into(row), where);
    }
    /// Has an object's row read again when it is next met, unless the object has changes that are not flushed. No round
    /// trip. Throws `tain::error` when the object is not of this session.
    template <class T>
    void expire(const entity<T>& object) {
        unit_->expire(object.held_);
    }
    /// The same for every object. No round trip.
    void expire_all() noexcept { unit_->expire(); }

    /// Gives the object of a row the values of one that comes from elsewhere, such as a request: the session's own
    /// object with its primary key takes them, read from the database when it is not at hand; where no row has the key, it
    /// is added as a new object (to which the database gives a key of its own where it generates keys). The next flush
    /// writes what differs. Returns the session's object; what was given stays as it is.
    ///
    ///     auto ada = s.merge(User{.id = 7, .email = "ada@x.org", .name = "Ada L.", .posts = {Post{.title = "new"}}});
    ///
    /// What its loaded relations lead to is merged in the same way, and so on; the session's relation is then to these
    /// objects, and what it had beyond them is taken out of it. A relation that is not loaded is left alone, but for what was
    /// added to it and removed from it; so is one that was loaded in part, with a condition or a limit. A foreign key that has
    /// no value there is the relation's to say. An object of this session stands for itself. Give a handle where the graph
    /// leads back to the object.
    ///
    /// Throws `stale_error` when the model has a `version` and the row has another one; objects that were merged before it
    /// have their values then. Cost: that of `get`; for each relation one round trip to find the rows of its objects, and
    /// one to read what it has now, unless that is at hand.
    template <class T>
        requires(reflect::described<T>)
    entity<T> merge(T object, std::source_location where = std::source_location::current()) {
        if constexpr (detail::keyed<T>())
            return orm::merger<session>{*this, unit_, where}.one(object);
        else
            return {};
    }
    template <class T>
    entity<T> merge(const entity<T>& object, std::source_location where = std::source_location::current()) {
        if (!object) throw error("tain: merge() was given an empty handle; check the result of get() first");
        return orm::merger<session>{*this, unit_, where}.one(object);
    }

    /// True when the next flush would write something of the object: it is new, removed, or has a changed member.
    template <class T>
    bool is_modified(const entity<T>& object) const {
        return unit_->is_modified(object.held_.get());
    }
    /// Return the objects of a model that the next flush inserts, updates and deletes, in the order in which they came
    /// into the session. Cost: a look at each object of the session; no round trip.
    template <class T>
    std::vector<entity<T>> new_() const {
        return unflushed<T>(orm::standing::pending);
    }
    template <class T>
    std::vector<entity<T>> dirty() const {
        return unflushed<T>(orm::standing::persistent);
    }
    template <class T>
    std::vector<entity<T>> deleted() const {
        return unflushed<T>(orm::standing::removed);
    }

    /// Writes what was added, changed and removed. Cost: none when nothing was; else a few statements for all new
    /// objects of a model, one for each changed or removed object, and two for a savepoint when the transaction has
    /// written before.
    ///
    /// Objects take what the database gave them: generated keys, `generated`, `filled_by_server` and `on_update` columns,
    /// the next `version`. A member of a generated column or a version that was written to is not a change.
    ///
    /// Throws `constraint_error` and the like, naming the object; `stale_error` when a row is gone, or has another
    /// `version` than the object; `tain::error` when a primary key was changed.
    void flush(std::source_location where = std::source_location::current()) { unit_->flush(where); }

    /// Flushes, and makes everything since the last commit or rollback permanent. No round trip when there is nothing.
    /// A flush that fails leaves things as `flush()` does; a COMMIT that is refused loses the transaction.
    void commit(std::source_location where = std::source_location::current()) {
        unit_->commit(where);
        unit_->tell_committed();
    }

    /// Undoes everything since the last commit or rollback, in the database and in the objects.
    void rollback(std::source_location where = std::source_location::current()) { unit_->rollback(where); }

    /// A savepoint of a session: rolled back when it is destroyed, unless it was committed. The session must outlive it.
    class savepoint {
    public:
        savepoint(savepoint&& other) noexcept
            : unit_(std::exchange(other.unit_, orm::unit_pointer{})), number_(other.number_) {}
        savepoint& operator=(savepoint&&) = delete;
        ~savepoint() {
            if (!is_open()) return;
            try {
                unit_->end_nested(number_, false, std::source_location::current());
            } catch (const error&) {  // the transaction is lost: the session says so
            }
        }

        /// Flushes, and keeps what was done since: it is part of the transaction around. Ends savepoints that were begun
        /// within, too. Throws `tain::error` when it has ended. A flush that fails leaves it open.
        void commit(std::source_location where = std::source_location::current()) {
            unit_->end_nested(number_, true, where);
        }
        /// Undoes what was done since, in the database and in the objects: members are what they were known to be at the
        /// beginning, objects that were added since are in no session, removed ones are back.
        void rollback(std::source_location where = std::source_location::current()) {
            unit_->end_nested(number_, false, where);
        }
        /// False once it was committed or rolled back, or the transaction around it was.
        bool is_open() const noexcept { return unit_ && unit_->is_nested(number_); }

    private:
        friend class session;
        explicit savepoint(orm::unit_pointer unit, std::source_location where)
            : unit_(unit), number_(unit->begin_nested(where)) {}

        orm::unit_pointer unit_;
        std::uint64_t number_;
    };

    /// Flushes and begins a savepoint, which can be undone without the rest of the transaction. One round trip, after
    /// those of the flush.
    ///
    ///     auto attempt = s.begin_nested();
    ///     try { s.add(Tag{.name = name}); attempt.commit(); } catch (const tain::constraint_error&) { attempt.rollback(); }
    [[nodiscard]] savepoint begin_nested(std::source_location where = std::source_location::current()) {
        return savepoint{unit_, where};
    }

    /// Runs `f(*this)`, or `f()`, then commits; rolls back when it throws. Returns what `f` returns. What the session
    /// had not committed before goes along. Throws `tain::error` inside of another `transaction` of the same session.
    ///
    ///     s.transaction([&] { from->balance -= 5; to->balance += 5; });
    template <class F>
    auto transaction(F&& f, std::source_location where = std::source_location::current()) {
        const auto call = [&]() -> decltype(auto) {
            if constexpr (std::is_invocable_v<F&, session&>)
                return f(*this);
            else
                return f();
        };
        const auto run = [&] {
            const block inside{unit_};
            try {
                if constexpr (std::is_void_v<decltype(call())>) {
                    call();
                    unit_->commit(where);
                } else {
                    auto made = call();
                    unit_->commit(where);
                    return made;
                }
            } catch (...) {
                unit_->rollback(where);
                throw;
            }
        };
        if constexpr (std::is_void_v<decltype(call())>) {
            run();
            unit_->tell_committed();
        } else {
            auto made = run();
            unit_->tell_committed();
            return made;
        }
    }

    /// Has the session forget an object: what is not flushed of it is not written, and it stays a plain object. `add` takes
    /// it in again, in this session or in another. Relations do not take in one that was never inserted, as after `remove`.
    template <class T>
    void expunge(const entity<T>& object) {
        unit_->expunge(object.held_);
    }
    /// The same for every object. A session that goes through many rows should do so after each of its commits: a flush
    /// looks at every object that it has.
    void expunge_all() { unit_->expunge_all(); }

    /// True when the object is in this session, and not deleted by a flush.
    template <class T>
    bool contains(const entity<T>& object) const noexcept {
        return unit_->contains(object.held_.get());
    }
    /// True between the first statement and `commit()` or `rollback()`: a connection is held.
    bool in_transaction() const noexcept { return unit_->in_transaction(); }

private:
    friend class orm::event_registration<session>;

    orm::event_handlers& handlers() { return unit_->events().own(); }

    template <class T>
    std::vector<entity<T>> unflushed(orm::standing what) const {
        std::vector<entity<T>> made;
        unit_->each_unflushed(
            orm::operations_of<T>, what,
            [](void* to, orm::record* one) { static_cast<std::vector<entity<T>>*>(to)->push_back(entity<T>{one}); },
            &made);
        return made;
    }

    /// Inside of `transaction(f)`.
    class block {
    public:
        explicit block(orm::unit_pointer unit) : unit_(unit) { unit_->enter_block(); }
        block(const block&) = delete;
        block& operator=(const block&) = delete;
        ~block() { unit_->leave_block(); }

    private:
        orm::unit_pointer unit_;
    };

    std::unique_ptr<orm::unit_of_work> owned_;
    orm::unit_pointer unit_;
};

}  // namespace tain
