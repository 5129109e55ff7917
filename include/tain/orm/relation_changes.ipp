// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/naming.hpp>
#include <tain/orm/related_lists.hpp>
#include <tain/orm/relation_changes.hpp>
#include <tain/orm/unit_of_work.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>

namespace tain::orm {

namespace detail {

/// A value that a member has when nobody gave it one: 0, an empty text, a UUID of zeros.
inline bool is_blank(const types::cell& of) {
    if (of.is_null) return true;
    switch (of.kind) {
        case types::cell_kind::integer:
        case types::cell_kind::timestamp: return of.integer == 0;
        case types::cell_kind::real: return of.real == 0;
        case types::cell_kind::text:
        case types::cell_kind::blob: return of.size == 0;
        case types::cell_kind::uuid:
            return of.bytes().find_first_not_of(std::string_view{"\0", 1}) == std::string_view::npos;
        default: return false;
    }
}

inline std::uint64_t bits_of(const reference& key) {
    std::uint64_t made = 0;
    for (const column_index at : key.columns) made |= column_bit(at);
    return made;
}

/// True when the columns of a row lead to those of another one.
inline bool leads_to(const reference& key, std::span<const types::cell> row, std::span<const types::cell> referred) {
    for (std::size_t i = 0; i != key.columns.size(); ++i)
        if (!same_value(row[key.columns[i]], referred[key.referred[i]])) return false;
    return true;
}

/// Where the foreign keys of an object begin among those that are sorted by object.
inline std::size_t first_of(std::span<const assignment> all, const record& child) {
    const auto is_before = [](const assignment& one, const record* sought) {
        return std::less<const record*>{}(one.child, sought);
    };
    return static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), &child, is_before) - all.begin());
}

}  // namespace detail

TAIN_INLINE std::string relation_changes::spell(const record& of, const relation& by) const {
    return std::string{of.model->type} + "::" + std::string{by.member} + " of " + name_of(of);
}

TAIN_INLINE void relation_changes::settle() {
    drop_associations();
    changed_.clear(), removed_.clear(), assignments_.clear(), orphans_.clear(), waiting_.clear(), links_.clear();
    unlinks_.clear(), followed_.clear(), rows_.clear();
    between_ = nullptr;
    seen_ = 0;
    for (record* each = unit_.objects_.first(); each; each = each->next) take_in(*each);
    for (record* each = unit_.objects_.first(); each; each = each->next)
        if (each->now == standing::removed) removed_.push_back(each);
    find_claimed();
    remove_dependents();
    for (record* each = unit_.objects_.first(); each; each = each->next) collect(*each);
    resolve();
    drop_doubles(links_);
    drop_doubles(unlinks_);
    for (const assignment& each : assignments_)
        if (each.parent && each.parent->now == standing::pending) {
            waiting_.push_back(each);
            if (each.child->now == standing::persistent) see_row(*each.child, detail::bits_of(*each.key), 0);
        } else if (each.child->now != standing::removed) {
            set_key(each);
        }
    make_associations();
}

/// Adds new objects that a relation leads to.
TAIN_INLINE void relation_changes::take_in(record& object) {
    if (object.now != standing::pending && object.now != standing::persistent) return;
    for (const relation& each : object.model->relations) {
        links* const in = each.find(object.object);
        if (!in || !in->is_changed()) continue;
        const bool is_many =
            each.kind == model::relation_kind::has_many || each.kind == model::relation_kind::many_to_many;
        const bool is_said = each.kind == model::relation_kind::belongs_to && (!in->partial || in->size() != 0);
        if (in->replaces && !is_said && object.now != standing::pending)
            throw error("tain: " + spell(object, each) +
                        (in->partial
                             ? " was assigned a relation that was loaded in part only: what else that one has is "
                               "not known; load() that one whole first"
                             : " was assigned, but not loaded before, or loaded in part only: what it had is not "
                               "known; load() it whole first") +
                        (is_many ? ", or use add() and remove()" : ""));
        for (record* one : detail::lacking(detail::now_in(*in), detail::before_in(*in))) {
            if (one->owner == &unit_ || one->unwanted) continue;
            if (one->owner)
                throw error("tain: " + spell(object, each) + " leads to " + name_of(*one) +
                            ", which belongs to another session; get() or merge() it in this one");
            unit_.add(held{one}, each.insert());
            if (one->now == standing::pending) added_.push_back(held{one});
        }
    }
}

/// Brings back what was taken along.
TAIN_INLINE void relation_changes::bring_back() noexcept {
    for (const held& each : taken_along_)
        if (each->owner == &unit_ && each->now == standing::removed) each->now = standing::persistent;
    for (const held& each : dropped_) {
        if (each->owner || each->now != standing::transient) continue;
        each->now = standing::pending;
        unit_.append(*each);
    }
    taken_along_.clear();
    dropped_.clear();
}

TAIN_INLINE void relation_changes::take_back() noexcept {
    bring_back();
    for (const held& each : added_)
        if (each->owner == &unit_ && each->now == standing::pending) unit_.drop(*each);
    added_.clear();
    unit_.led_to_ = nullptr;
}

TAIN_INLINE void relation_changes::unsettle(std::size_t mark) {
    drop_associations();
    unit_.undo(mark);
    bring_back();
    unit_.led_to_ = &added_;
}

/// Those that nobody has asked for must be led to by others, or by one that is.
TAIN_INLINE void relation_changes::reconsider() {
    unit_.led_to_ = nullptr;
    std::erase_if(added_, [&](const held& one) { return one->owner != &unit_ || one->now != standing::pending; });
    if (added_.empty()) return;
    std::vector<record*> alone;  // those that nothing was found to lead to, the others null
    for (const held& each : added_) alone.push_back(each.get());
    std::sort(alone.begin(), alone.end(), std::less<>{});
    const std::vector<record*> all = alone;
    std::vector<record*> next;
    const auto look = [&](const record& from) {
        if (from.now != standing::pending && from.now != standing::persistent) return;
        for (const relation& each : from.model->relations) {
            const links* const in = each.find(from.object);
            if (!in || !in->is_changed()) continue;
            for (record* one : detail::lacking(detail::now_in(*in), detail::before_in(*in))) {
                const auto at = std::lower_bound(all.begin(), all.end(), one, std::less<>{});
                if (at == all.end() || *at != one || !alone[static_cast<std::size_t>(at - all.begin())]) continue;
                alone[static_cast<std::size_t>(at - all.begin())] = nullptr;
                next.push_back(one);
            }
        }
    };
    for (const record* each = unit_.objects_.first(); each; each = each->next)
        if (!std::binary_search(all.begin(), all.end(), each, std::less<>{})) look(*each);
    while (!next.empty()) {
        const record& one = *next.back();
        next.pop_back();
        look(one);
    }
    for (record* each : alone)
        if (each) unit_.drop(*each);
}

TAIN_INLINE void relation_changes::remove(record& object, const relation& by) {
    if (object.owner != &unit_ || object.now == standing::removed || object.now == standing::deleted) return;
    if (object.now == standing::pending) {
        dropped_.push_back(held{&object});
        return unit_.drop(object);
    }
    unit_.sets_[object.set].remove = &by.remove();
    object.now = standing::removed;
    removed_.push_back(&object);
    taken_along_.push_back(held{&object});
}

/// Finds the objects that are given to others than those that are removed.
TAIN_INLINE void relation_changes::find_claimed() {
    claimed_.clear();
    if (removed_.empty()) return;
    for (record* each = unit_.objects_.first(); each; each = each->next) collect(*each);
    claimed_.swap(assignments_);
    std::sort(claimed_.begin(), claimed_.end(), detail::by_child);
    changed_.clear(), assignments_.clear(), orphans_.clear(), links_.clear(), unlinks_.clear();
}

/// True for an object that one which goes is to leave behind: a relation, or its foreign key, gives it to another one.
TAIN_INLINE bool relation_changes::goes_elsewhere(const record& child, const reference& key, const record& gone) const {
    if (child.owner != &unit_ || child.now != standing::persistent) return false;
    for (std::size_t at = detail::first_of(claimed_, child); at != claimed_.size() && claimed_[at].child == &child;
         ++at) {
        const record* const parent = claimed_[at].parent;
        if (claimed_[at].key == &key && parent && parent != &gone && has(*parent)) return true;
    }
    types::scratch keep{child.on};
    return (child.model->differ(child.known, child.object, keep) & detail::bits_of(key)) != 0;
}

/// What removed objects take with them that were not looked at yet. `removed_` grows.
TAIN_INLINE void relation_changes::remove_dependents() {
    while (seen_ != removed_.size()) {
        record& gone = *removed_[seen_++];
        for (const relation& each : gone.model->relations) {
            links* const in = each.find(gone.object);
            if (!in || each.kind == model::relation_kind::belongs_to) continue;
            std::vector<record*> all = in->loaded ? detail::before_in(*in) : std::vector<record*>{};
            if (each.kind == model::relation_kind::many_to_many) {
                for (record* one : all) unlinks_.push_back({&gone, one, &each});
                continue;
            }
            for (record* one : detail::now_in(*in)) all.push_back(one);
            for (record* one : all) {
                if (each.deletes) {
                    if (!goes_elsewhere(*one, *each.key, gone)) remove(*one, each);
                } else if (one->owner == &unit_ && one->now == standing::persistent && !each.key->nulled.empty()) {
                    orphans_.push_back({one, nullptr, each.key, &each, gone.model, &gone});
                }
            }
        }
    }
}

TAIN_INLINE void relation_changes::collect(record& object) {
    if (object.now != standing::pending && object.now != standing::persistent) return;
    for (const relation& each : object.model->relations) {
        links* const in = each.find(object.object);
        if (!in || !in->is_changed()) continue;
        changed_.push_back({&object, &each, unit_.events_.any() ? in->copy() : nullptr});
        if (each.kind == model::relation_kind::many_to_many) {
            collect_pairs(object, each, *in);
        } else if (each.kind == model::relation_kind::belongs_to) {
            record* parent = in->size() != 0 ? in->at(0) : nullptr;
            if (parent && parent->owner != &unit_) parent = nullptr;  // it was dropped
            if (parent && (parent->now == standing::removed || parent->now == standing::deleted)) parent = nullptr;
            if (parent || object.now == standing::persistent)
                assignments_.push_back({&object, parent, each.key, &each, &each.target(), nullptr});
        } else {
            collect_children(object, each, *in);
        }
    }
}

TAIN_INLINE void relation_changes::collect_children(record& object, const relation& by, links& in) {
    const std::vector<record*> now = detail::now_in(in), before = detail::before_in(in);
    for (record* each : detail::lacking(now, before))
        if (each->owner == &unit_ && each->now != standing::removed && each->now != standing::deleted)
            assignments_.push_back({each, &object, by.key, &by, object.model, nullptr});
    for (record* each : detail::lacking(before, now))
        if (each->owner == &unit_ && (each->now == standing::persistent || each->now == standing::pending))
            orphans_.push_back({each, nullptr, by.key, &by, object.model, &object});
}

TAIN_INLINE void relation_changes::collect_pairs(record& object, const relation& by, links& in) {
    const std::vector<record*> now = detail::now_in(in), before = detail::before_in(in);
    for (record* each : detail::lacking(now, before))
        if (each->owner == &unit_ && (each->now == standing::persistent || each->now == standing::pending))
            links_.push_back({&object, each, &by});
    for (record* each : detail::lacking(before, now)) unlinks_.push_back({&object, each, &by});
}

/// Leaves one of the pairs that are of one row of an association: both sides may have named it.
TAIN_INLINE void relation_changes::drop_doubles(std::vector<pair>& of) {
    if (of.size() < 2) return;
    struct row {
        std::uintptr_t keys[4];
        std::size_t place;
    };
    const auto from = [](const void* at) { return reinterpret_cast<std::uintptr_t>(at); };
    const auto compare = [](const void* first, const void* second) {
        const row &a = *static_cast<const row*>(first), &b = *static_cast<const row*>(second);
        for (std::size_t i = 0; i != 4; ++i)
            if (a.keys[i] != b.keys[i]) return a.keys[i] < b.keys[i] ? -1 : 1;
        return a.place < b.place ? -1 : static_cast<int>(a.place > b.place);
    };
    std::vector<row> rows;
    rows.reserve(of.size());
    for (const pair& each : of) {
        row made{{from(each.how->key), from(each.how->other), from(each.of), from(each.to)}, rows.size()};
        if (made.keys[1] < made.keys[0]) std::swap(made.keys[0], made.keys[1]), std::swap(made.keys[2], made.keys[3]);
        rows.push_back(made);
    }
    std::qsort(rows.data(), rows.size(), sizeof(row), compare);
    for (std::size_t at = 1; at != rows.size(); ++at)
        if (std::equal(rows[at].keys, rows[at].keys + 4, rows[at - 1].keys)) of[rows[at].place].how = nullptr;
    std::erase_if(of, [](const pair& each) { return !each.how; });
}

/// Leaves one assignment for each foreign key.
TAIN_INLINE void relation_changes::resolve() {
    std::sort(assignments_.begin(), assignments_.end(), detail::by_child);
    std::size_t kept = 0;
    for (const assignment& each : assignments_) {
        assignment* const last = kept != 0 ? &assignments_[kept - 1] : nullptr;
        if (!last || last->child != each.child || last->key != each.key) {
            assignments_[kept++] = each;
        } else if (last->parent != each.parent) {
            const auto name = [](const record* of) { return of ? name_of(*of) : std::string{"none"}; };
            throw error("tain: relations contradict each other: " + name_of(*each.child) + " is to belong to " +
                        name(last->parent) + " and to " + name(each.parent) +
                        " by the same foreign key; take it out of one, or assign one side only");
        }
    }
    assignments_.resize(kept);
    if (!orphans_.empty()) claimed_ = assignments_;
    for (std::size_t at = 0; at != orphans_.size(); ++at) {  // what depends on one becomes one
        const assignment each = orphans_[at];
        const bool moved = std::binary_search(
            assignments_.begin(), assignments_.begin() + static_cast<std::ptrdiff_t>(kept), each, detail::by_child);
        if (!moved) release(each);
    }
    for (assignment& each : assignments_)
        if (each.parent && each.parent->now == standing::removed) each.parent = nullptr;
    std::sort(assignments_.begin(), assignments_.end(), detail::by_child);
    for (assignment& each : assignments_) find_former(each);
}

/// What became of an object that was taken out of a relation.
TAIN_INLINE void relation_changes::release(const assignment& orphan) {
    record& child = *orphan.child;
    if (orphan.by->deletes_orphans) {
        const std::size_t before = removed_.size();
        remove(child, *orphan.by);
        if (removed_.size() != before) remove_dependents();
        return;
    }
    if (child.now != standing::persistent) return;
    types::scratch keep{child.on};
    std::vector<types::cell> now(child.model->columns.size()), known(now.size());
    child.model->bind(now.data(), child.object, keep);
    child.known.read(known);
    for (const column_index at : orphan.key->columns)
        if (!same_value(now[at], known[at])) return;  // it goes where its key says
    if (orphan.key->nulled.empty())
        throw error("tain: " + name_of(child) + " was taken out of " + spell(*orphan.former, *orphan.by) +
                    ", but its foreign key cannot be NULL; remove() it, put it into another one, or declare the "
                    "relation with delete_orphan()");
    assignments_.push_back(orphan);
}

/// Finds the object that a row belongs to now, to take it out of that one's relation.
TAIN_INLINE void relation_changes::find_former(assignment& of) {
    if (!of.former && !of.child->known.empty()) of.former = referred_by(*of.child, *of.key, *of.target).object;
}

/// The object that an object's row refers to, as far as the session has it.
TAIN_INLINE relation_changes::referred relation_changes::referred_by(const record& child, const reference& key,
                                                                     const model_operations& target) const {
    std::vector<types::cell> known(child.model->columns.size());
    child.known.read(known);
    std::vector<types::cell> values;
    for (const column_index at : key.columns) {
        if (known[at].is_null) return {nullptr, true};
        values.push_back(known[at]);
    }
    if (!std::equal(key.referred.begin(), key.referred.end(), target.key.begin(), target.key.end())) return {};
    return {unit_.map_.find(target, row_key{values}), false};
}

TAIN_INLINE void relation_changes::make_associations() {
    std::erase_if(links_, [](const pair& each) {
        return each.of->now == standing::removed || each.to->now == standing::removed;
    });
    for (const pair& each : links_) {
        held made{each.how->new_between()};
        unit_.add(made, each.how->insert_between());
        waiting_.push_back({made.get(), each.of, each.how->key, nullptr, each.of->model, nullptr});
        waiting_.push_back({made.get(), each.to, each.how->other, nullptr, each.to->model, nullptr});
        associations_.push_back(std::move(made));
    }
    std::sort(waiting_.begin(), waiting_.end(), detail::by_child);
    applied_.assign(waiting_.size(), false);
    overridden_.clear();
}

TAIN_INLINE void relation_changes::drop_associations() noexcept {
    for (const held& each : associations_)
        if (unit_.contains(each.get())) unit_.drop(*each);
    associations_.clear();
}

// Writing foreign keys.

TAIN_INLINE void relation_changes::refuse_conflict(const assignment& to, std::span<const types::cell> wanted) const {
    const record& child = *to.child;
    types::scratch keep{child.on};
    std::vector<types::cell> now(child.model->columns.size()), known(now.size());
    child.model->bind(now.data(), child.object, keep);
    if (!child.known.empty()) child.known.read(known);
    for (const column_index at : to.key->columns) {
        if (same_value(now[at], wanted[at])) continue;
        if (child.now == standing::pending ? detail::is_blank(now[at]) : same_value(now[at], known[at])) continue;
        throw error("tain: " + name_of(child) + " is to belong to " + (to.parent ? name_of(*to.parent) : "none") +
                    " by " + (to.by ? std::string{to.by->member} : std::string{"an association"}) +
                    ", but its member " + std::string{child.model->columns[at].member} +
                    " was given another value; write to one of both only");
    }
}

TAIN_INLINE void relation_changes::set_key(const assignment& to) {
    record& child = *to.child;
    if (child.owner != &unit_) return;
    types::scratch keep{unit_.kind_}, also{unit_.kind_};
    std::vector<types::cell> row(child.model->columns.size());
    child.model->bind(row.data(), child.object, keep);
    image before{row};
    std::vector<types::cell> values;
    if (to.parent) {
        values.resize(to.parent->model->columns.size());
        to.parent->model->bind(values.data(), to.parent->object, also);
        for (std::size_t i = 0; i != to.key->columns.size(); ++i) row[to.key->columns[i]] = values[to.key->referred[i]];
    } else {
        if (to.key->nulled.empty())
            throw error("tain: " + name_of(child) + " is to belong to none by " + std::string{to.by->member} +
                        ", but its foreign key cannot be NULL; give it another object, or remove() it");
        for (const column_index at : to.key->nulled) row[at] = types::cell::null(row[at].kind);
    }
    refuse_conflict(to, row);
    journal_entry& made = unit_.journal_.emplace_back(child, event::linked);
    made.before = std::move(before);
    made.set = detail::bits_of(*to.key);
    unit_.write(child, row);
}

/// Where the foreign keys of an object begin among those that are waiting.
TAIN_INLINE std::size_t relation_changes::first_waiting(const record& child) const {
    return detail::first_of(waiting_, child);
}

TAIN_INLINE void relation_changes::apply(record& child) {
    for (std::size_t at = first_waiting(child); at != waiting_.size() && waiting_[at].child == &child; ++at) {
        if (waiting_[at].parent->now == standing::pending) continue;
        set_key(waiting_[at]);
        applied_[at] = true;
        if (overridden_.empty() || overridden_[at].empty()) continue;
        types::scratch keep{unit_.kind_};
        const std::span<types::cell> row = unit_.columns_of(child, keep);
        overridden_[at].read(row, detail::bits_of(*waiting_[at].key));
        unit_.write(child, row);
    }
}

TAIN_INLINE void relation_changes::keep_overridden(const record& child) {
    for (std::size_t at = first_waiting(child); at != waiting_.size() && waiting_[at].child == &child; ++at) {
        if (!applied_[at]) continue;
        const assignment& to = waiting_[at];
        types::scratch keep{unit_.kind_};
        std::vector<types::cell> row(child.model->columns.size()), values(to.parent->model->columns.size());
        child.model->bind(row.data(), child.object, keep);
        to.parent->model->bind(values.data(), to.parent->object, keep);
        if (detail::leads_to(*to.key, row, values)) continue;
        overridden_.resize(waiting_.size());
        overridden_[at] = image{row};
    }
}

TAIN_INLINE void relation_changes::apply_rest(std::vector<record*>& updates) {
    for (std::size_t at = 0; at != waiting_.size(); ++at) {
        const assignment& each = waiting_[at];
        if (applied_[at] || each.child->owner != &unit_ || each.child->now != standing::persistent) continue;
        set_key(each);
        updates.push_back(each.child);
    }
}

TAIN_INLINE void relation_changes::unlink(std::source_location where) {
    std::erase_if(unlinks_, [](const pair& one) { return one.of->known.empty() || one.to->known.empty(); });
    if (unlinks_.empty()) return;
    const std::vector<record*> lost = find_rows();
    std::vector<types::cell> cells, known;
    std::vector<std::int64_t> changed;
    for (std::size_t at = 0, end = 0; at != unlinks_.size(); at = end) {
        cells.clear();
        const auto add = [&](const record& of, const reference& key) {
            known.resize(of.model->columns.size());
            of.known.read(known);
            for (const column_index column : key.referred) cells.push_back(known[column]);
        };
        for (; end != unlinks_.size() && unlinks_[end].how == unlinks_[at].how; ++end) {
            add(*unlinks_[end].of, *unlinks_[end].how->key);
            add(*unlinks_[end].to, *unlinks_[end].how->other);
        }
        changed.assign(end - at, 0);
        std::size_t done = 0;
        try {
            const lease on = unit_.transaction_->on().take();
            on->execute_each({unlinks_[at].how->unlink(), cells, 0, where}, changed, done);
        } catch (const error&) {
            const pair& refused = unlinks_[at + done];
            rethrow("take " + name_of(*refused.to) + " out of " + spell(*refused.of, *refused.how));
        }
    }
    for (record* each : lost) {
        if (each->owner != &unit_) continue;
        see(*each, ~std::uint64_t{0});
        unit_.lose(*each);
    }
}

}  // namespace tain::orm

#include <tain/orm/relation_following.ipp>  // IWYU pragma: export
#include <tain/orm/relation_rows.ipp>       // IWYU pragma: export
