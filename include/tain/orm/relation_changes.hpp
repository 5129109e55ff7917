// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/orm/model_operations.hpp>
#include <tain/orm/relation_operations.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <source_location>
#include <span>
#include <string>
#include <vector>

namespace tain::orm {

/// A foreign key that a relation asks to be set, to the key of `parent`; null: to NULL.
struct assignment {
    record* child;
    record* parent;
    const reference* key;
    const relation* by;              ///< null: of an association that a session makes
    const model_operations* target;  ///< the model of parents
    record* former;                  ///< the parent that the row has, where the session has it
};

namespace detail {

inline bool by_child(const assignment& a, const assignment& b) {
    return std::less<>{}(a.child, b.child) || (a.child == b.child && std::less<>{}(a.key, b.key));
}

}  // namespace detail

/// What the relations of a session's objects ask of one flush: objects that come in or go, foreign keys to be set, rows of
/// associations.
class relation_changes {
public:
    explicit relation_changes(unit_of_work& unit) noexcept : unit_(unit) {}
    relation_changes(const relation_changes&) = delete;
    relation_changes& operator=(const relation_changes&) = delete;
    ~relation_changes() { drop_associations(); }

    /// Adds what relations lead to, removes what depends on removed objects, and sets the foreign keys whose parents have
    /// rows. Throws when relations contradict each other, or foreign keys that were written to.
    void settle();

    /// Takes notice of an object that the flush writes, and of the bits of its columns that it writes: where no relation sets
    /// a foreign key of it, relations follow what the key says afterwards. `seen` are those that it has taken notice of.
    void see(record& written, std::uint64_t columns, std::uint64_t seen = 0);

    /// Forgets what relations added and removed, when the flush has failed: the next one looks anew.
    void take_back() noexcept;

    /// Makes foreign keys, and what was removed, what the user has made of them, for handlers of `before_flush` to change:
    /// the journal was `mark` long before `settle()`. New objects of relations stay in the session.
    void unsettle(std::size_t mark);
    /// Drops the new objects that nothing leads to any more, once the handlers were called.
    void reconsider();

    /// The foreign keys whose parents are inserted by this flush.
    std::span<const assignment> waiting() const noexcept { return waiting_; }
    /// True when rows of associations are to be deleted.
    bool unlinks() const noexcept { return !unlinks_.empty(); }

    /// Sets the foreign keys of an object whose parents have rows by now.
    void apply(record& child);
    /// Notes those that handlers have written another one over: that stays when the object is inserted again by itself.
    void keep_overridden(const record& child);
    /// Sets all that are left; appends their objects to `updates`, where they may be already.
    void apply_rest(std::vector<record*>& updates);
    /// Deletes rows of associations.
    void unlink(std::source_location where);
    /// Makes the relations what the rows are now.
    void finish();

private:
    struct changed_links {
        record* of;
        const relation* how;
        std::unique_ptr<links> written;  ///< what is written of it; null: what it holds, since there are no handlers
    };
    /// A row of an association that is an object, beside a relation over the association.
    struct associated {
        record* row;
        const relation* how;
        const model_operations* owner;  ///< the relation's model
        record* of;                     ///< whom the row leads to before the flush
        record* to;
    };
    class association_rows;
    struct pair {
        record* of;
        record* to;
        const relation* how;
    };
    struct referred {
        record* object = nullptr;
        bool is_none = false;  ///< the key is NULL
    };
    /// A loaded relation that gets or loses an object.
    struct move {
        record* owner;
        const relation* how;
        record* child;
        bool comes;
        std::size_t place;
    };

    void take_in(record& object);
    void see_row(record& written, std::uint64_t columns, std::uint64_t seen);
    void find_over(const model_operations& association);
    std::vector<record*> find_rows();
    void bring_back() noexcept;
    void find_claimed();
    bool goes_elsewhere(const record& child, const reference& key, const record& gone) const;
    void remove_dependents();
    void remove(record& object, const relation& by);
    void collect(record& object);
    void collect_children(record& object, const relation& by, links& in);
    void collect_pairs(record& object, const relation& by, links& in);
    void resolve();
    void release(const assignment& orphan);
    static void drop_doubles(std::vector<pair>& of);
    void make_associations();
    void drop_associations() noexcept;

    std::size_t first_waiting(const record& child) const;
    void set_key(const assignment& to);
    void refuse_conflict(const assignment& to, std::span<const types::cell> now) const;
    void find_former(assignment& of);
    bool holds(const assignment& done) const;
    referred referred_by(const record& child, const reference& key, const model_operations& target) const;

    void note(record& of, const relation& how, links& now, bool automatic);
    void finish(const changed_links& each);
    void finish_later(links& in, const links& written, std::vector<held> kept) const;
    bool has(const record& object) const noexcept;
    void unload(record& of, const relation& how);
    void lead_to(record& child, const relation& by, record* parent);
    void follow(const assignment& done);
    void follow_key(const assignment& written, bool overridden = false);
    void follow(const pair& done, bool linked);
    void follow(const associated& written);
    void find_overridden();
    void keep_led_to();
    void add_moves(const assignment& done, bool overridden = false);
    void add_move(record& owner, const relation& how, record& child, bool comes);
    void make_moves();
    std::string spell(const record& of, const relation& by) const;

    unit_of_work& unit_;
    std::vector<changed_links> changed_{};
    std::vector<record*> removed_{};
    std::size_t seen_ = 0;                   // how many of them were asked for what depends on them
    std::vector<held> taken_along_{};        // those that nobody removed
    std::vector<held> dropped_{};            // new ones that were taken along
    std::vector<held> added_{};              // those that nobody added
    std::vector<assignment> assignments_{};  // each foreign key once, by object
    std::vector<assignment> orphans_{};
    std::vector<assignment> claimed_{};  // by child: those that parents ask for which stay, when objects are removed
    std::vector<assignment> waiting_{};
    std::vector<bool> applied_{};      // which of them were, before their objects were inserted
    std::vector<image> overridden_{};  // by handlers, of the same: the object's columns; else empty
    std::vector<pair> links_{};
    std::vector<pair> unlinks_{};
    std::vector<assignment> followed_{};  // foreign keys that no relation sets
    std::vector<move> moves_{};
    std::vector<held> associations_{};  // of the links, in their order
    std::vector<associated> rows_{};    // of associations, which are objects of their own
    std::vector<associated> over_{};    // the relations over the model that was seen last, which is an association
    const model_operations* between_ = nullptr;
};

}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/relation_changes.ipp>  // IWYU pragma: keep
#endif
