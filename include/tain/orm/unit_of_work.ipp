// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/flush.hpp>
#include <tain/orm/members.hpp>
#include <tain/orm/naming.hpp>
#include <tain/orm/unit_of_work.hpp>

#include <exception>
#include <new>
#include <utility>

namespace tain::orm {

TAIN_INLINE unit_of_work::~unit_of_work() {
    end();
    undo(0);
    forget_journal();
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
TAIN_INLINE std::span<types::cell> unit_of_work::columns_of(const record& of, types::scratch& keep) {
    columns_.resize(of.model->columns.size());
    of.model->bind(columns_.data(), of.object, keep);
    return columns_;
}

TAIN_INLINE image unit_of_work::image_of(const record& of) {
    types::scratch keep{kind_};
    return of.model->look(of.object, keep, images_room_);
}

/// The bits of the columns that a flush would write of an object whose row is there.
TAIN_INLINE std::uint64_t unit_of_work::changes_of(const record& of) const {
    types::scratch keep{kind_};
    return of.model->differ(of.known, of.object, keep) & of.model->writable;
}

TAIN_INLINE row_key unit_of_work::key_from(const model_operations& of, std::span<const types::cell> columns) {
    if (of.key.size() == 1) return row_key{columns.subspan(of.key[0], 1)};
    others_.clear();
    for (const column_index at : of.key) others_.push_back(columns[at]);
    return row_key{others_};
}

TAIN_INLINE void unit_of_work::write(record& to, std::span<const types::cell> columns) {
    layout& members = sets_[to.set].members;
    if (members.fields.empty()) members = layout_of(*to.model);
    write_members(to, members, columns);
}

/// Makes a row that was read the state of an object.
TAIN_INLINE void unit_of_work::take_row(record& to, std::span<const types::cell> columns) {
    image fresh = image_of(columns);
    write(to, columns);
    to.known = std::move(fresh);
    to.seen = now_;
}

// Which objects there are.

TAIN_INLINE void unit_of_work::list(record& added) noexcept {
    added.owner = this;
    added.on = kind_;
    objects_.append(added);
}
TAIN_INLINE void unit_of_work::append(record& added) noexcept {
    list(added);
    added.holders.fetch_add(1, std::memory_order_relaxed);
}
/// The same of an object that nobody but the caller knows.
TAIN_INLINE void unit_of_work::append_new(record& added) noexcept {
    list(added);
    added.holders.store(added.holders.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}
/// Takes away the count that the session holds of an object which it has no more, as soon as the journal is forgotten.
TAIN_INLINE void unit_of_work::drop_count(record& gone) noexcept {
    if (gone.noted && !journal_.empty()) {
        try {
            departed_.emplace_back(&gone, held::taken{});
        } catch (const std::bad_alloc&) {  // better never freed than freed too early
        }
        return;
    }
    held::let_go(&gone);
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
    drop_count(gone);
}

/// Enters an object whose row is there under its row's key. Returns another one that is there already.
TAIN_INLINE record* unit_of_work::track(record& entered, bool is_new) {
    record* const other = is_new ? map_.insert_new(entered) : map_.insert(entered);
    entered.now = standing::persistent;
    entered.seen = now_;
    return other;
}

/// Forgets an object whose row turned out to be gone.
TAIN_INLINE void unit_of_work::lose(record& gone) {
    if (transaction_) journal_.emplace_back(gone, event::lost).before = std::move(gone.known);
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

TAIN_INLINE void unit_of_work::expect_row(const record& object, std::string_view doing) const {
    if (object.now == standing::persistent) return;
    throw error("tain: " + std::string{doing} + "() was given " + name_of(object) +
                (object.now == standing::pending ? ", which has no row yet; flush() first"
                                                 : ", which is to be removed; add() it again first"));
}

TAIN_INLINE void unit_of_work::prepare_load(std::span<record* const> objects, std::source_location where) {
    for (const record* each : objects) expect_own(each, "load");
    autoflush(where);
    for (const record* each : objects) expect_row(*each, "load");
}

/// Takes in an object that has no row.
TAIN_INLINE void unit_of_work::take_in(record& added, std::uint32_t set) const {
    added.set = set;
    added.now = standing::pending;
    added.unwanted = false;
    if (!added.key.empty()) added.key = {};
    for (const relation& each : added.model->relations) {
        if (each.kind == model::relation_kind::belongs_to) continue;
        links& in = each.open(added.object);  // there are no rows that it could lack
        in.loaded = true;
        in.replaces = in.partial = false;
        in.before.clear();
    }
}

TAIN_INLINE void unit_of_work::add_new(record& object, const insertion& how) {
    events_.expect(request::objects, "add");
    const std::uint32_t set = set_of(*object.model);
    sets_[set].insert = &how;
    take_in(object, set);
    append_new(object);
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
            take_in(added, set);
            append(added);
            return;
        case standing::detached: {
            if (map_.find(*added.model, added.key))
                throw error("tain: this session has an object of its own for " + name_of(added) +
                            ": one row has one object; get() that one and change it");
            added.set = set;
            track(added);
            added.seen = 0;
            append(added);
            return;
        }
        case standing::pending:
            if (led_to_) std::erase_if(*led_to_, [&](const held& one) { return one.get() == &added; });
            return;
        case standing::persistent:
        case standing::deleted: return;
    }
}

TAIN_INLINE void unit_of_work::remove(const held& object, const driver::statement& how) {
    events_.expect(request::objects, "remove");
    expect_own(object.get(), "remove");
    record& gone = *object;
    if (gone.now == standing::pending) {
        gone.unwanted = true;
        return drop(gone);
    }
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
    return changes_of(*object) != 0;
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
    object->unwanted = object->now == standing::pending;
    drop(*object);
}

TAIN_INLINE void unit_of_work::expunge_all() {
    events_.expect(request::objects, "expunge_all");
    drop_all();
}

TAIN_INLINE void unit_of_work::drop_all() noexcept {
    map_.clear();
    arena::returns records, images;
    for (record* at = objects_.take_all(); at;) {
        record& gone = *at;
        at = gone.next;
        gone.chained = gone.previous = gone.next = nullptr;
        gone.now = gone.now == standing::pending ? standing::transient : standing::detached;
        gone.owner = nullptr;
        if (gone.now == standing::detached) detail::unload_relations(gone);
        if (gone.noted && !journal_.empty()) {
            drop_count(gone);
            continue;
        }
        if (!held::takes_last(gone)) continue;
        gone.known.drop(images);
        destroy(&gone, records);
    }
}

// Rows that are read.

TAIN_INLINE record* unit_of_work::get(const model_operations& of, const driver::statement& by_key,
                                      const tain::detail::values& key, const driver::sink& to,
                                      std::source_location where) {
    events_.expect(request::queries, "get");
    types::scratch keep{kind_};
    std::vector<types::cell> cells(key.count);
    expr::binder bound{cells.data(), &keep, kind_};
    key.bind(key.statement, bound);
    const row_key sought{cells};
    record* known = map_.find(of, sought);
    if (known && (known->now == standing::removed || is_current(*known)))
        return known->now == standing::removed ? nullptr : known;
    if (autoflush(where)) {
        known = map_.find(of, sought);
        if (known && is_current(*known)) return known;
    }
    begin(where);
    const lease on = transaction_->on().take();
    if (on->query({by_key, cells, 0, where}, to, 1) != 0) return meet(of, to.resize(to.rows, 1, {}));
    if (known) lose(*known);
    return nullptr;
}

TAIN_INLINE void unit_of_work::refresh(const held& object, const driver::statement& by_key, const driver::sink& to,
                                       std::source_location where) {
    events_.expect(request::queries, "refresh");
    expect_own(object.get(), "refresh");
    record& known = *object;
    expect_row(known, "refresh");
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
    types::scratch keep{kind_};
    columns_.resize(columns.size());
    known.model->bind(columns_.data(), to.resize(to.rows, 1, {}), keep);
    take_row(known, columns_);
}

TAIN_INLINE record* unit_of_work::meet(const model_operations& of, const void* row) {
    types::scratch keep{kind_};
    columns_.resize(of.columns.size());
    of.bind(columns_.data(), row, keep);
    key_ = key_from(of, columns_);
    record* const known = map_.find(of, key_);
    if (!known) {
        met_ = image_of(columns_);
        return nullptr;
    }
    if (is_current(*known) || known->now != standing::persistent) return known;
    if (changes_of(*known) == 0) take_row(*known, columns_);
    return known;
}

TAIN_INLINE held unit_of_work::adopt(const model_operations& of, void* row, record* (*make)(arena&, void* row)) {
    record* const known = meet(of, row);
    return held{known ? known : enter(held{make(objects_room_, row)})};
}

TAIN_INLINE record* unit_of_work::enter(held object) {
    record& entered = *object;
    entered.set = set_of(*entered.model);
    entered.key = std::move(key_);
    entered.known = std::move(met_);
    track(entered);
    append_new(entered);
    return &entered;
}

}  // namespace tain::orm

#include <tain/orm/unit_of_work_transaction.ipp>  // IWYU pragma: export
