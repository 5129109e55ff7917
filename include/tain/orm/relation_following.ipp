// SPDX-License-Identifier: BSL-1.0
#pragma once

/// What relations are after a flush: those that changed, and those that follow what others said.

#include <tain/orm/related_lists.hpp>
#include <tain/orm/relation_changes.hpp>
#include <tain/orm/unit_of_work.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace tain::orm {

TAIN_INLINE void relation_changes::see(record& written, std::uint64_t columns, std::uint64_t seen) {
    see_row(written, columns, seen);
    for (const reference& key : written.model->references) {
        const std::uint64_t bits = detail::bits_of(key);
        if ((bits & columns) == 0 || (bits & seen) != 0) continue;
        for (const unit_of_work::model_set& each : unit_.sets_) {
            if (each.model->table != key.table) continue;
            const auto is_over = [&](const relation& one) { return detail::is_relation_over(one, &key); };
            const auto leads_there = [&](const relation& one) {
                return one.kind == model::relation_kind::belongs_to && one.key == &key && &one.target() == each.model;
            };
            const auto &there = each.model->relations, &here = written.model->relations;
            if (std::none_of(there.begin(), there.end(), is_over) &&
                std::none_of(here.begin(), here.end(), leads_there))
                continue;
            assignment made{&written, nullptr, &key, nullptr, each.model, nullptr};
            if (std::binary_search(assignments_.begin(), assignments_.end(), made, detail::by_child)) continue;
            find_former(made);
            followed_.push_back(made);
        }
    }
}

TAIN_INLINE void relation_changes::note(record& of, const relation& how, links& now, bool automatic) {
    unit_.journal_.emplace_back(of, event::related).relation =
        std::make_unique<former_relation>(now.copy(), &how, automatic);
}

/// True for an object that the flush leaves in the session.
TAIN_INLINE bool relation_changes::has(const record& object) const noexcept {
    return object.owner == &unit_ && object.now != standing::removed && object.now != standing::deleted;
}

TAIN_INLINE void relation_changes::finish() {
    const bool told = unit_.events_.any();  // a handler may have written to anything
    for (const changed_links& each : changed_)
        if (each.of->owner == &unit_) finish(each);
    moves_.clear();
    for (const assignment& each : assignments_) told && !holds(each) ? follow_key(each, true) : follow(each);
    for (const assignment& each : followed_) follow_key(each);
    if (told) find_overridden();
    for (const pair& each : links_)
        if (each.how) follow(each, true);
    for (const pair& each : unlinks_) follow(each, false);
    for (const associated& each : rows_) follow(each);
    make_moves();
    keep_led_to();
    drop_associations();
}

namespace detail {

/// What replaced a relation that was loaded in part is all that there is.
inline void end_replacing(links& in) {
    if (std::exchange(in.replaces, false)) in.partial = in.partial && in.size() == 0;
}

}  // namespace detail

/// Makes a relation that is written what its rows are.
TAIN_INLINE void relation_changes::finish(const changed_links& each) {
    links* const in = each.how->find(each.of->object);
    if (!in) return;  // a handler had it forget what it was
    note(*each.of, *each.how, *in, false);
    const links& written = each.written ? *each.written : *in;
    std::vector<held> kept;
    if (written.loaded || each.how->kind == model::relation_kind::belongs_to)
        for (record* one : detail::lacking(detail::now_in(written), {}))
            if (has(*one)) kept.push_back(held{one});
    if (each.written && !detail::are_same(*in, written)) return finish_later(*in, written, std::move(kept));
    in->assign(kept);
    in->before = std::move(kept);
    detail::end_replacing(*in);
}

/// The same of one that a handler has written to since: that is of the next flush. `kept` is what the rows are.
TAIN_INLINE void relation_changes::finish_later(links& in, const links& written, std::vector<held> kept) const {
    if (in.loaded != written.loaded) return;  // it was forgotten, or assigned
    const std::vector<record*> now = detail::now_in(in), wrote = detail::now_in(written);
    std::vector<held> left, taken;
    const auto put = [&](std::vector<held>& to, const std::vector<record*>& from) {
        for (record* one : from) to.push_back(held{one});
    };
    if (in.loaded) {
        std::vector<record*> gone;
        for (record* one : wrote)
            if (!has(*one)) gone.push_back(one);
        for (record* one : detail::lacking(now, gone))
            if (has(*one) || one->owner != &unit_) left.push_back(held{one});
        taken = std::move(kept);
        detail::end_replacing(in);
    } else {
        put(left, detail::lacking(now, wrote));
        put(taken, detail::lacking(detail::before_in(in), detail::before_in(written)));
        put(taken, detail::lacking(wrote, now));
    }
    in.assign(left);
    in.before = std::move(taken);
}

/// Has a relation of `child` lead to what its foreign key says. What a handler has given it since is of the next flush.
TAIN_INLINE void relation_changes::lead_to(record& child, const relation& by, record* parent) {
    links& in = by.open(child.object);
    const bool later = in.loaded && in.is_changed();
    if (in.loaded && !later && in.size() == (parent ? 1U : 0U) && (!parent || in.at(0) == parent)) return;
    note(child, by, in, true);
    std::vector<held> now;
    if (parent) now.push_back(held{parent});
    in.loaded = true;
    in.replaces = false;
    in.partial = false;
    if (!later) in.assign(now);
    in.before = std::move(now);
}

/// Has a relation not be loaded whose objects are not all at hand. What a handler has done to it since is kept.
TAIN_INLINE void relation_changes::unload(record& of, const relation& how) {
    links* const in = how.find(of.object);
    if (!in || !in->loaded) return;
    note(of, how, *in, true);
    if (how.kind == model::relation_kind::belongs_to && in->is_changed()) {
        in->replaces = true;
        in->before.clear();
        return;
    }
    const std::vector<record*> now = detail::now_in(*in), before = detail::before_in(*in);
    std::vector<held> coming, going;
    for (record* each : detail::lacking(now, before)) coming.push_back(held{each});
    for (record* each : detail::lacking(before, now)) going.push_back(held{each});
    in->loaded = false;
    in->assign(coming);
    in->before = std::move(going);
}

/// True when a row has the foreign key that a relation has given it.
TAIN_INLINE bool relation_changes::holds(const assignment& done) const {
    const record& child = *done.child;
    if (!has(child) || child.known.empty() || (done.parent && done.parent->known.empty())) return true;
    std::vector<types::cell> row(child.model->columns.size()), values;
    child.known.read(row);
    const auto& columns = done.key->columns;
    if (!done.parent)
        return std::any_of(columns.begin(), columns.end(), [&](column_index at) { return row[at].is_null; });
    values.resize(done.parent->model->columns.size());
    done.parent->known.read(values);
    return detail::leads_to(*done.key, row, values);
}

/// Has both sides of a foreign key that a relation has set follow, as far as they are loaded.
TAIN_INLINE void relation_changes::follow(const assignment& done) {
    record& child = *done.child;
    if (child.owner != &unit_) return;
    for (const relation& each : child.model->relations)
        if (each.kind == model::relation_kind::belongs_to && each.key == done.key &&
            (done.parent || each.find(child.object)))
            lead_to(child, each, done.parent);
    add_moves(done);
}

/// The same for a foreign key that was written as a member, or whose object is gone. `overridden`: by a handler, where a
/// relation had set it.
TAIN_INLINE void relation_changes::follow_key(const assignment& written, bool overridden) {
    record& child = *written.child;
    assignment done = written;
    done.by = nullptr;
    done.parent = nullptr;
    if (overridden && written.parent)
        for (const relation& each : written.parent->model->relations)
            if (detail::is_relation_over(each, written.key)) add_move(*written.parent, each, child, false);
    if (child.owner == &unit_ && child.now == standing::persistent) {
        const referred to = referred_by(child, *written.key, *written.target);
        done.parent = to.object;
        for (const relation& each : child.model->relations) {
            const links* const in = each.kind == model::relation_kind::belongs_to && each.key == written.key
                                        ? each.find(child.object)
                                        : nullptr;
            if (!in || !in->loaded) continue;
            if (to.object || to.is_none)
                lead_to(child, each, to.object);
            else  // to one that is not at hand
                unload(child, each);
        }
    }
    add_moves(done, overridden);
}

TAIN_INLINE void relation_changes::follow(const pair& done, bool linked) {
    if (done.to->owner != &unit_) return;
    for (const relation& each : done.to->model->relations)
        if (each.kind == model::relation_kind::many_to_many && each.key == done.how->other &&
            each.other == done.how->key)
            add_move(*done.to, each, *done.of, linked);
}

/// The same for a row that is an object, on either side.
TAIN_INLINE void relation_changes::follow(const associated& written) {
    const record& row = *written.row;
    referred of, to;
    if (has(row) && row.now == standing::persistent) {
        of = referred_by(row, *written.how->key, *written.owner);
        to = referred_by(row, *written.how->other, written.how->target());
    }
    if (written.of && written.to && (written.of != of.object || written.to != to.object))
        add_move(*written.of, *written.how, *written.to, false);
    if (of.object && to.object)
        add_move(*of.object, *written.how, *to.object, true);
    else if (of.object && !to.is_none)
        unload(*of.object, *written.how);
}

/// Has the relations of the one that an object belonged to, and of the one that it belongs to now, change.
TAIN_INLINE void relation_changes::add_moves(const assignment& done, bool overridden) {
    if (done.former == done.parent && !done.by && !overridden) return;
    if (done.former && done.former != done.parent)
        for (const relation& each : done.former->model->relations)
            if (detail::is_relation_over(each, done.key)) add_move(*done.former, each, *done.child, false);
    if (!done.parent) return;
    for (const relation& each : done.parent->model->relations)
        if (&each != done.by && detail::is_relation_over(each, done.key))
            add_move(*done.parent, each, *done.child, true);
}

TAIN_INLINE void relation_changes::add_move(record& owner, const relation& how, record& child, bool comes) {
    if (owner.owner != &unit_ || (!comes && (owner.now == standing::removed || owner.now == standing::deleted))) return;
    const links* const in = how.find(owner.object);
    if (in && in->loaded) moves_.push_back({&owner, &how, &child, comes, moves_.size()});
}

/// Changes each relation once, whatever the number of objects that come and go.
TAIN_INLINE void relation_changes::make_moves() {
    if (moves_.empty()) return;
    std::qsort(moves_.data(), moves_.size(), sizeof(move), [](const void* first, const void* second) {
        const move &a = *static_cast<const move*>(first), &b = *static_cast<const move*>(second);
        const std::less<> before;
        if (a.owner != b.owner) return before(a.owner, b.owner) ? -1 : 1;
        if (a.how != b.how) return before(a.how, b.how) ? -1 : 1;
        return a.place < b.place ? -1 : static_cast<int>(a.place > b.place);
    });
    std::vector<record*> coming, going;
    for (std::size_t at = 0; at != moves_.size();) {
        record& owner = *moves_[at].owner;
        const relation& how = *moves_[at].how;
        coming.clear(), going.clear();
        for (; at != moves_.size() && moves_[at].owner == &owner && moves_[at].how == &how; ++at)
            (moves_[at].comes ? coming : going).push_back(moves_[at].child);
        links& in = *how.find(owner.object);
        if (!in.loaded) continue;  // since
        const std::vector<record*> before = detail::before_in(in);
        std::vector<record*> kept = detail::lacking(before, going);
        const std::vector<record*> added = detail::lacking(coming, before);
        if (kept.size() == before.size() && added.empty()) continue;
        const bool is_taken = how.kind == model::relation_kind::has_one && !added.empty();
        if (is_taken) kept.clear();
        note(owner, how, in, true);
        const bool later = in.is_changed();  // by a handler
        std::vector<held> row, now;
        for (record* each : kept) row.push_back(held{each});
        for (record* each : added) row.push_back(held{each});
        if (!later) {
            in.assign(row);
        } else if (!is_taken) {
            const std::vector<record*> had = detail::now_in(in);
            for (record* each : detail::lacking(had, going)) now.push_back(held{each});
            for (record* each : detail::lacking(added, had)) now.push_back(held{each});
            in.assign(now);
        }
        in.before = std::move(row);
    }
}

}  // namespace tain::orm
