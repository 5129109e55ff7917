// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/written.hpp>
#include <tain/driver/error.hpp>
#include <tain/engine/change_text.hpp>

namespace tain::detail {

TAIN_INLINE void change_text::write(dialects::writer& to) const {
    const change_facts& facts = shell_->facts();
    to.qualify = facts.qualify;
    shell_->write_table(to.put(facts.sets ? "UPDATE " : "DELETE FROM "));
    if (facts.sets) {
        std::vector<bool> set;
        bool first = true;
        for (const auto& [column, assignment] : assignments_) {
            assignment->write(to.put(first ? " SET " : ", "), false);
            first = false;
            if (set.size() <= column) set.resize(column + 1);
            set[column] = true;
        }
        shell_->write_touched(to, set);
    }
    shell_->write_sources(to);
    if (condition_) condition_->write(to.put(" WHERE "), false);
    shell_->write_returned(to);
}

TAIN_INLINE std::string change_text::text_in(dialect to) const {
    if (!shell_) return {};
    const change_facts& facts = shell_->facts();
    const auto refuse = [&facts](std::string_view before, std::string_view behind) {
        std::string why{before};
        (why += facts.table) += behind;
        throw error(why);
    };
    if (facts.sets && assignments_.empty())
        refuse("tain: this UPDATE of \"",
               "\" sets nothing: no assignment was given or asked for. Give one, or do not run it");
    if (!condition_ && !every_row_)
        refuse(facts.sets ? "tain: this UPDATE would change every row of \""
                          : "tain: this DELETE would remove every row of \"",
               "\": no condition was given or asked for. Give one, or say all_rows() when that is meant");
    return dialects::written(to, [this](dialects::writer& w) { write(w); });
}

TAIN_INLINE std::size_t change_text::bind_count() const noexcept {
    std::size_t count = shell_ ? shell_->facts().returned : 0;
    for (const auto& each : assignments_) count += each.second->binds();
    return condition_ ? count + condition_->binds() : count;
}

TAIN_INLINE void change_text::bind(expr::binder& to) const {
    for (const auto& each : assignments_) each.second->bind(to);
    if (condition_) condition_->bind(to);
    shell_->bind_returned(to);
}

TAIN_INLINE change_text change_text::setting(std::size_t column, sql::shared_piece assignment) const {
    change_text made = *this;
    for (auto& each : made.assignments_)
        if (each.first == column) {
            each.second = std::move(assignment);
            return made;
        }
    made.assignments_.emplace_back(column, std::move(assignment));
    return made;
}

TAIN_INLINE change_text change_text::narrowed(sql::shared_piece condition) const {
    change_text made = *this;
    made.condition_ = sql::joined(sql::junction::all, {condition_, std::move(condition)});
    return made;
}

TAIN_INLINE change_text change_text::of_every_row() const {
    change_text made = *this;
    made.every_row_ = true;
    return made;
}

}  // namespace tain::detail
