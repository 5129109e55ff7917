// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/written.hpp>
#include <tain/expr/bound.hpp>
#include <tain/sql/dynamic_text.hpp>
#include <tain/sql/limits.hpp>

namespace tain::sql {

TAIN_INLINE void dynamic_text::write(dialects::writer& to) const {
    to.qualify = shell_->facts().qualify || !joins_.empty();
    shell_->write_rows(to);
    for (const auto& each : joins_) each.second->write(to, false);
    if (condition_) condition_->write(to.put(" WHERE "), false);
    shell_->write_groups(to);
    if (group_condition_) group_condition_->write(to.put(" HAVING "), false);
    shell_->write_keys(to);
    bool first = !shell_->facts().sorted;
    for (const shared_piece& each : keys_) {
        each->write(to.put(first ? " ORDER BY " : ", "), shell_->facts().outer);
        first = false;
    }
    write_limits(to, most_.has_value(), skipped_.has_value());
}

TAIN_INLINE std::string dynamic_text::text_in(dialect to) const {
    if (!shell_) return {};
    return dialects::written(to, [this](dialects::writer& w) { write(w); });
}

TAIN_INLINE std::size_t dynamic_text::bind_count() const noexcept {
    std::size_t count = shell_ ? shell_->facts().binds : 0;
    for (const auto& each : joins_) count += each.second->binds();
    if (condition_) count += condition_->binds();
    if (group_condition_) count += group_condition_->binds();
    for (const shared_piece& each : keys_) count += each->binds();
    return count + most_.has_value() + skipped_.has_value();
}

TAIN_INLINE void dynamic_text::bind(expr::binder& to) const {
    shell_->bind_rows(to);
    for (const auto& each : joins_) each.second->bind(to);
    if (condition_) condition_->bind(to);
    shell_->bind_groups(to);
    if (group_condition_) group_condition_->bind(to);
    shell_->bind_keys(to);
    for (const shared_piece& each : keys_) each->bind(to);
    if (most_) limit_value{*most_}.bind(to);
    if (skipped_) limit_value{*skipped_}.bind(to);
}

TAIN_INLINE void dynamic_text::write_inside(dialects::writer& to) const {
    const bool qualify = to.qualify;
    to.put('(');
    write(to);
    to.put(')');
    to.qualify = qualify;
}

TAIN_INLINE void dynamic_text::write_arm(dialects::writer& to, bool first, bool intersection) const {
    const arms_of arms = shell_->facts().arms;
    const bool plain = !shell_->facts().sorted && keys_.empty() && !most_ && !skipped_;
    // Written without parentheses, a first arm comes first on both databases but before INTERSECT.
    const bool as_it_is =
        plain && (arms == arms_of::none || (first && (!intersection || arms == arms_of::intersection)));
    const bool qualify = to.qualify;
    if (!as_it_is) to.put("SELECT * FROM (");  // SQLite takes no parentheses around an arm
    write(to);
    if (!as_it_is) to.put(") AS \"arm\"");
    to.qualify = qualify;
}

TAIN_INLINE dynamic_text dynamic_text::joined_with(std::string_view name, shared_piece join) const {
    dynamic_text made = *this;
    for (const auto& each : joins_)
        if (each.first == name) return made;
    made.joins_.emplace_back(name, std::move(join));
    return made;
}

TAIN_INLINE dynamic_text dynamic_text::with_groups(shared_piece condition) const {
    dynamic_text made = *this;
    made.group_condition_ = joined(junction::all, {group_condition_, std::move(condition)});
    return made;
}

TAIN_INLINE dynamic_text dynamic_text::narrowed(shared_piece condition) const {
    dynamic_text made = *this;
    made.condition_ = joined(junction::all, {condition_, std::move(condition)});
    return made;
}

TAIN_INLINE dynamic_text dynamic_text::sorted(std::vector<shared_piece> keys) const {
    dynamic_text made = *this;
    for (shared_piece& each : keys)
        if (each) made.keys_.push_back(std::move(each));
    return made;
}

TAIN_INLINE dynamic_text dynamic_text::limited(std::int64_t rows) const {
    dynamic_text made = *this;
    made.most_ = rows;
    return made;
}

TAIN_INLINE dynamic_text dynamic_text::skipping(std::int64_t rows) const {
    dynamic_text made = *this;
    made.skipped_ = rows;
    return made;
}

}  // namespace tain::sql
