// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Rows of associations that are objects, too: they come and go with relations, and relations with them.

#include <tain/orm/related_lists.hpp>
#include <tain/orm/relation_changes.hpp>
#include <tain/orm/unit_of_work.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace tain::orm {

/// Finds the relations over an association, of models that the session knows.
TAIN_INLINE void relation_changes::find_over(const model_operations& association) {
    if (between_ == &association) return;
    between_ = &association;
    over_.clear();
    if (association.references.size() < 2) return;
    for (const unit_of_work::model_set& each : unit_.sets_)
        for (const relation& one : each.model->relations)
            if (one.kind == model::relation_kind::many_to_many && &one.between() == &association)
                over_.push_back({nullptr, &one, each.model, nullptr, nullptr});
}

TAIN_INLINE void relation_changes::see_row(record& written, std::uint64_t columns, std::uint64_t seen) {
    find_over(*written.model);
    if (over_.empty()) return;
    const std::size_t own = first_waiting(written);
    if (own != waiting_.size() && waiting_[own].child == &written && !waiting_[own].by) return;  // of a link
    for (associated made : over_) {
        const std::uint64_t bits = detail::bits_of(*made.how->key) | detail::bits_of(*made.how->other);
        if ((bits & columns) == 0 || (bits & seen) != 0) continue;
        made.row = &written;
        if (!written.known.empty()) {
            made.of = referred_by(written, *made.how->key, *made.owner).object;
            made.to = referred_by(written, *made.how->other, made.how->target()).object;
        }
        rows_.push_back(made);
    }
}

/// Finds the rows of links that a handler has led elsewhere.
TAIN_INLINE void relation_changes::find_overridden() {
    for (std::size_t at = 0; at != links_.size(); ++at) {
        pair& link = links_[at];
        record& row = *associations_[at];
        if (row.owner != &unit_ || row.now != standing::persistent) continue;
        const assignment one{&row, link.of, link.how->key, nullptr, nullptr, nullptr};
        const assignment other{&row, link.to, link.how->other, nullptr, nullptr, nullptr};
        if (holds(one) && holds(other)) continue;
        find_over(*row.model);
        for (associated made : over_) {
            made.row = &row;
            if (made.how == link.how) made.of = link.of, made.to = link.to;
            if (made.how->key == link.how->other && made.how->other == link.how->key)
                made.of = link.to, made.to = link.of;
            rows_.push_back(made);
        }
        link.how = nullptr;
    }
}

/// Leaves rows of links in the session that loaded relations have got.
TAIN_INLINE void relation_changes::keep_led_to() {
    if (associations_.empty() || moves_.empty()) return;
    std::vector<const record*> led_to;
    for (const move& each : moves_)
        if (each.comes) led_to.push_back(each.child);
    std::sort(led_to.begin(), led_to.end(), std::less<>{});
    std::erase_if(associations_, [&](const held& one) {
        const record* const row = one.get();
        return std::binary_search(led_to.begin(), led_to.end(), row, std::less<>{});
    });
}

/// The session's objects of one association, by the two keys that their rows have.
class relation_changes::association_rows {
public:
    association_rows(unit_of_work& unit, const relation& how)
        : unit_(unit), how_(how), between_(how.between()), columns_(between_.columns.size()) {
        if (std::none_of(unit.sets_.begin(), unit.sets_.end(),
                         [&](const unit_of_work::model_set& one) { return one.model == &between_; }))
            return;
        is_known_ = true;
        is_keyed_ = std::all_of(between_.key.begin(), between_.key.end(), [&](column_index at) {
            return std::find(how.key->columns.begin(), how.key->columns.end(), at) != how.key->columns.end() ||
                   std::find(how.other->columns.begin(), how.other->columns.end(), at) != how.other->columns.end();
        });
        if (is_keyed_) return;
        for (record* each = unit.objects_.first(); each; each = each->next) {
            if (each->model != &between_ || each->known.empty()) continue;
            each->known.read(columns_);
            rows_.push_back({key_of_both(), each});
        }
        std::sort(rows_.begin(), rows_.end(), before);
    }

    const relation& how() const noexcept { return how_; }

    /// Appends those that lead to both objects.
    void find(const record& of, const record& to, std::vector<record*>& found) {
        if (!is_known_) return;
        put(of, *how_.key);
        put(to, *how_.other);
        if (is_keyed_) {
            values_.clear();
            for (const column_index at : between_.key) values_.push_back(columns_[at]);
            record* const one = unit_.map_.find(between_, row_key{values_});
            if (one) found.push_back(one);
            return;
        }
        const row sought{key_of_both(), nullptr};
        for (auto at = std::lower_bound(rows_.begin(), rows_.end(), sought, before);
             at != rows_.end() && at->key == sought.key; ++at)
            found.push_back(at->object);
    }

private:
    struct row {
        row_key key;
        record* object;
    };
    static bool before(const row& a, const row& b) noexcept { return a.key.compare(b.key) < 0; }

    row_key key_of_both() {
        values_.clear();
        for (const reference* key : {how_.key, how_.other})
            for (const column_index at : key->columns) values_.push_back(columns_[at]);
        return row_key{values_};
    }
    void put(const record& of, const reference& key) {
        referred_.resize(of.model->columns.size());
        of.known.read(referred_);
        for (std::size_t i = 0; i != key.columns.size(); ++i) columns_[key.columns[i]] = referred_[key.referred[i]];
    }

    unit_of_work& unit_;
    const relation& how_;
    const model_operations& between_;
    bool is_known_ = false;
    bool is_keyed_ = false;  // by these two keys
    std::vector<types::cell> columns_, referred_{}, values_{};
    std::vector<row> rows_{};
};

/// Finds the objects of rows that are to be deleted by their keys. A row whose object is removed goes with that.
TAIN_INLINE std::vector<record*> relation_changes::find_rows() {
    std::vector<record*> made;
    std::vector<association_rows> all;  // of each relation
    for (pair& each : unlinks_) {
        std::size_t at = 0;
        while (at != all.size() && &all[at].how() != each.how) ++at;
        if (at == all.size()) all.emplace_back(unit_, *each.how);
        const std::size_t begin = made.size();
        all[at].find(*each.of, *each.to, made);
        const auto is_removed = [](const record* one) { return one->now == standing::removed; };
        if (std::none_of(made.begin() + static_cast<std::ptrdiff_t>(begin), made.end(), is_removed)) continue;
        made.resize(begin);
        each.how = nullptr;
    }
    std::erase_if(unlinks_, [](const pair& one) { return !one.how; });
    return made;
}

}  // namespace tain::orm
