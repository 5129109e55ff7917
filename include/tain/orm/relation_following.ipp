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

TAIN_INLINE void relation_changes::see(record& written, std::uint64_t columns) {
    for (const reference& key : written.model->references) {
        std::uint64_t bits = 0;
        for (const column_index at : key.columns) bits |= column_bit(at);
        if ((bits & columns) == 0) continue;
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

TAIN_INLINE void relation_changes::finish() {
    for (const changed_links& each : changed_) {
        if (each.of->owner != &unit_) continue;
        links& in = *each.how->find(each.of->object);
        note(*each.of, *each.how, in, false);
        std::vector<held> kept;
        if (in.loaded || each.how->kind == model::relation_kind::belongs_to)
            for (record* one : detail::lacking(detail::now_in(in), {}))
                if (one->owner == &unit_ && one->now != standing::removed && one->now != standing::deleted)
                    kept.push_back(held{one});
        in.assign(kept);
        in.before = std::move(kept);
        if (std::exchange(in.replaces, false)) in.partial = in.partial && in.size() == 0;
    }
    moves_.clear();
    for (const assignment& each : assignments_) follow(each);
    for (const assignment& each : followed_) follow_key(each);
    for (const pair& each : links_) follow(each, true);
    for (const pair& each : unlinks_) follow(each, false);
    make_moves();
    drop_associations();
}

/// Has a relation of `child` lead to what its foreign key says.
TAIN_INLINE void relation_changes::lead_to(record& child, const relation& by, record* parent) {
    links& in = by.open(child.object);
    if (in.loaded && in.size() == (parent ? 1U : 0U) && (!parent || in.at(0) == parent)) return;
    note(child, by, in, true);
    std::vector<held> now;
    if (parent) now.push_back(held{parent});
    in.loaded = true;
    in.partial = false;
    in.assign(now);
    in.before = std::move(now);
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

/// The same for a foreign key that was written as a member, or whose object is gone.
TAIN_INLINE void relation_changes::follow_key(const assignment& written) {
    record& child = *written.child;
    assignment done = written;
    if (child.owner == &unit_ && child.now == standing::persistent) {
        const referred to = referred_by(child, *written.key, *written.target);
        done.parent = to.object;
        for (const relation& each : child.model->relations) {
            links* const in = each.kind == model::relation_kind::belongs_to && each.key == written.key
                                  ? each.find(child.object)
                                  : nullptr;
            if (!in || !in->loaded) continue;
            if (to.object || to.is_none) {
                lead_to(child, each, to.object);
            } else {  // to one that is not at hand
                note(child, each, *in, true);
                in->loaded = false;
                in->assign({});
                in->before.clear();
            }
        }
    }
    add_moves(done);
}

TAIN_INLINE void relation_changes::follow(const pair& done, bool linked) {
    if (done.to->owner != &unit_) return;
    for (const relation& each : done.to->model->relations)
        if (each.kind == model::relation_kind::many_to_many && each.key == done.how->other &&
            each.other == done.how->key)
            add_move(*done.to, each, *done.of, linked);
}

/// Has the relations of the one that an object belonged to, and of the one that it belongs to now, change.
TAIN_INLINE void relation_changes::add_moves(const assignment& done) {
    if (done.former == done.parent && !done.by) return;
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
        const std::vector<record*> before = detail::before_in(in);
        std::vector<record*> kept = detail::lacking(before, going);
        const std::vector<record*> added = detail::lacking(coming, before);
        if (kept.size() == before.size() && added.empty()) continue;
        if (how.kind == model::relation_kind::has_one && !added.empty()) kept.clear();
        note(owner, how, in, true);
        std::vector<held> now;
        for (record* each : kept) now.push_back(held{each});
        for (record* each : added) now.push_back(held{each});
        in.assign(now);
        in.before = std::move(now);
    }
}

}  // namespace tain::orm
