// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/flush.hpp>
#include <tain/orm/members.hpp>
#include <tain/orm/naming.hpp>
#include <tain/orm/unit_of_work.hpp>

#include <exception>
#include <utility>

namespace tain::orm {

TAIN_INLINE unit_of_work::~unit_of_work() {
    end();
    undo(0);
    drop_all();
}

// What the session knows of models and columns.

TAIN_INLINE std::uint32_t unit_of_work::set_of(const model_operations& of) {
    std::uint32_t at = 0;
    while (at < sets_.size() && sets_[at].model != &of) ++at;
    if (at == sets_.size()) sets_.emplace_back(&of);
    relates_ = relates_ || !of.relations.empty();
    return at;
}

/// Fills the buffer with the columns of an object, which lend their text to it.
TAIN_INLINE std::span<const types::cell> unit_of_work::columns_of(const record& of, types::scratch& keep) {
    columns_.resize(of.model->columns.size());
    of.model->bind(columns_.data(), of.object, keep);
    return columns_;
}

TAIN_INLINE void unit_of_work::key_from(const model_operations& of, std::span<const types::cell> columns) {
    key_.clear();
    for (const column_index at : of.key) append_key(key_, columns[at]);
    hash_ = identity_map::hash_of(of, key_);
}

TAIN_INLINE void unit_of_work::write(record& to, std::span<const types::cell> columns) {
    layout& members = sets_[to.set].members;
    if (members.fields.empty()) members = layout_of(*to.model);
    write_members(to, members, columns);
}

/// Makes a row that was read the state of an object.
TAIN_INLINE void unit_of_work::take_row(record& to, std::span<const types::cell> columns) {
    image fresh{columns};
    write(to, columns);
    to.known = std::move(fresh);
    to.seen = now_;
}

// Which objects there are.

TAIN_INLINE void unit_of_work::append(record& added) noexcept {
    added.owner = this;
    added.on = on_.kind();
    objects_.append(added);
    added.holders.fetch_add(1, std::memory_order_relaxed);
}

namespace detail {

/// What its relations lead to is the session's: no object holds another one that holds it.
inline void unload_relations(record& gone) noexcept {
    for (const relation& each : gone.model->relations) each.unload(gone.object);
}

}  // namespace detail

/// Gives an object that is in no list any more back to its holders.
TAIN_INLINE void unit_of_work::let_go(record& gone, standing as) noexcept {
    gone.now = as;
    gone.owner = nullptr;
    if (as == standing::detached) detail::unload_relations(gone);
    held::let_go(&gone);
}

/// Enters an object whose row is there under its row's key.
TAIN_INLINE void unit_of_work::track(record& entered) {
    map_.insert(entered);
    entered.now = standing::persistent;
    entered.seen = now_;
}

/// Forgets an object whose row turned out to be gone.
TAIN_INLINE void unit_of_work::lose(record& gone) {
    if (transaction_) {
        journal_.push_back({held{&gone}, event::lost});
        journal_.back().before = std::move(gone.known);
    }
    gone.known = {};
    map_.erase(gone);
    objects_.remove(gone);
    let_go(gone, standing::transient);
}

TAIN_INLINE void unit_of_work::expect_own(const record* object, std::string_view doing) const {
    if (!object)
        throw error("tain: " + std::string{doing} + "() was given an empty handle; check the result of get() first");
    if (contains(object)) return;
    std::string text = "tain: " + std::string{doing} + "() was given " + name_of(*object);
    if (object->now == standing::deleted)
        text += ", which this session has deleted; it can be added again after commit() or rollback()";
    else if (object->owner)
        text += ", which belongs to another session; give it to that one";
    else
        text += ", which is in no session; add() it first";
    throw error(text);
}

TAIN_INLINE void unit_of_work::add(held object, const insertion& how) {
    events_.expect(request::objects, "add");
    if (!object.get()) throw error("tain: add() was given an empty handle; check the result of get() first");
    record& added = *object;
    if (added.owner && (added.owner != this || added.now == standing::deleted)) expect_own(&added, "add");
    const std::uint32_t set = set_of(*added.model);
    sets_[set].insert = &how;
    switch (added.now) {
        case standing::removed: added.now = standing::persistent; return;
        case standing::transient:
            added.set = set;
            added.now = standing::pending;
            added.key.clear();
            for (const relation& each : added.model->relations) {
                if (each.kind == model::relation_kind::belongs_to) continue;
                links& in = each.open(added.object);  // there are no rows that it could lack
                in.loaded = true;
                in.replaces = false;
            }
            append(added);
            return;
        case standing::detached: {
            if (map_.find(*added.model, added.key, added.hash))
                throw error("tain: this session has an object of its own for " + name_of(added) +
                            ": one row has one object; get() that one and change it");
            added.set = set;
            track(added);
            added.seen = 0;
            append(added);
            return;
        }
        case standing::pending:
        case standing::persistent:
        case standing::deleted: return;
    }
}

TAIN_INLINE void unit_of_work::remove(const held& object, const driver::statement& how) {
    events_.expect(request::objects, "remove");
    expect_own(object.get(), "remove");
    record& gone = *object;
    if (gone.now == standing::pending) return drop(gone);
    sets_[gone.set].remove = &how;
    gone.now = standing::removed;
}

/// Takes an object out of the session.
TAIN_INLINE void unit_of_work::drop(record& gone) noexcept {
    objects_.remove(gone);
    if (gone.now != standing::pending) map_.erase(gone);
    let_go(gone, gone.now == standing::pending ? standing::transient : standing::detached);
}

TAIN_INLINE void unit_of_work::expire(const held& object) {
    expect_own(object.get(), "expire");
    object->seen = 0;
}

TAIN_INLINE bool unit_of_work::is_modified(const record* object) {
    events_.expect(request::objects, "is_modified");
    if (!contains(object)) return false;
    if (object->now != standing::persistent) return true;
    for (const relation& each : object->model->relations) {
        const links* const in = each.find(object->object);
        if (in && in->is_changed()) return true;
    }
    types::scratch keep{on_.kind()};
    return (object->known.difference(columns_of(*object, keep)) & object->model->writable) != 0;
}

TAIN_INLINE void unit_of_work::each_unflushed(const model_operations& of, standing what, void (*each)(void*, record*),
                                              void* context) {
    events_.expect(request::objects, "new_, dirty or deleted");
    for (record* at = objects_.first(); at; at = at->next)
        if (at->model == &of && at->now == what && is_modified(at)) each(context, at);
}

TAIN_INLINE void unit_of_work::expunge(const held& object) {
    events_.expect(request::objects, "expunge");
    expect_own(object.get(), "expunge");
    drop(*object);
}

TAIN_INLINE void unit_of_work::expunge_all() {
    events_.expect(request::objects, "expunge_all");
    drop_all();
}

TAIN_INLINE void unit_of_work::drop_all() noexcept {
    while (objects_.first()) drop(*objects_.first());
}

// Rows that are read.

TAIN_INLINE record* unit_of_work::get(const model_operations& of, const driver::statement& by_key,
                                      const tain::detail::values& key, const driver::sink& to,
                                      std::source_location where) {
    events_.expect(request::queries, "get");
    types::scratch keep{on_.kind()};
    std::vector<types::cell> cells(key.count);
    expr::binder bound{cells.data(), &keep, on_.kind()};
    key.bind(key.statement, bound);
    std::string bytes;
    for (const types::cell& each : cells) append_key(bytes, each);
    const std::size_t hash = identity_map::hash_of(of, bytes);

    record* known = map_.find(of, bytes, hash);
    if (known && (known->now == standing::removed || is_current(*known)))
        return known->now == standing::removed ? nullptr : known;
    if (autoflush(where)) {
        known = map_.find(of, bytes, hash);
        if (known && is_current(*known)) return known;
    }
    begin(where);
    const lease on = transaction_->on().take();
    if (on->query({by_key, cells, 0, where}, to, 1) != 0) return meet(of, to.resize(to.rows, 1));
    if (known) lose(*known);
    return nullptr;
}

TAIN_INLINE held unit_of_work::current(const model_operations& of, std::string_view key) const noexcept {
    record* const known = map_.find(of, key, identity_map::hash_of(of, key));
    return held{known && known->now == standing::persistent && is_current(*known) ? known : nullptr};
}

TAIN_INLINE void unit_of_work::refresh(const held& object, const driver::statement& by_key, const driver::sink& to,
                                       std::source_location where) {
    events_.expect(request::queries, "refresh");
    expect_own(object.get(), "refresh");
    record& known = *object;
    if (known.now != standing::persistent)
        throw error("tain: refresh() was given " + name_of(known) +
                    (known.now == standing::pending ? ", which has no row yet; flush() first"
                                                    : ", which is to be removed; add() it again first"));
    begin(where);
    std::vector<types::cell> columns(known.model->columns.size());
    known.known.read(columns);
    std::vector<types::cell> key;
    for (const column_index at : known.model->key) key.push_back(columns[at]);
    const lease on = transaction_->on().take();
    if (on->query({by_key, key, 0, where}, to, 1) == 0) {
        const std::string name = name_of(known), spelled = key_of(known);
        lose(known);
        throw stale_error("tain: cannot refresh " + name + ": its row is not in table \"" +
                              std::string{object->model->table} + "\" any more; the session has forgotten the object",
                          std::string{object->model->type}, spelled);
    }
    types::scratch keep{on_.kind()};
    columns_.resize(columns.size());
    known.model->bind(columns_.data(), to.resize(to.rows, 1), keep);
    take_row(known, columns_);
}

TAIN_INLINE record* unit_of_work::meet(const model_operations& of, const void* row) {
    types::scratch keep{on_.kind()};
    columns_.resize(of.columns.size());
    of.bind(columns_.data(), row, keep);
    key_from(of, columns_);
    record* const known = map_.find(of, key_, hash_);
    if (!known) {
        met_ = image{columns_};
        return nullptr;
    }
    if (is_current(*known) || known->now != standing::persistent) return known;
    others_.resize(columns_.size());
    types::scratch also{on_.kind()};
    of.bind(others_.data(), known->object, also);
    if ((known->known.difference(others_) & of.writable) == 0) take_row(*known, columns_);
    return known;
}

TAIN_INLINE held unit_of_work::adopt(const model_operations& of, void* row, record* (*make)(void* row)) {
    record* const known = meet(of, row);
    return held{known ? known : enter(held{make(row)})};
}

TAIN_INLINE record* unit_of_work::enter(held object) {
    record& entered = *object;
    entered.set = set_of(*entered.model);
    entered.key = key_;
    entered.hash = hash_;
    entered.known = std::move(met_);
    track(entered);
    append(entered);
    return &entered;
}

}  // namespace tain::orm

#include <tain/orm/unit_of_work_transaction.ipp>  // IWYU pragma: export
