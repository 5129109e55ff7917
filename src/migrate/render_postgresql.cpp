// SPDX-License-Identifier: BSL-1.0
#include "apply.hpp"
#include "enum_change.hpp"
#include "lifted_keys.hpp"
#include "postgresql_statements.hpp"
#include "recalculated.hpp"
#include "renames.hpp"
#include "rendering.hpp"
#include "token_reader.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/schema/ddl.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tain::migrate {
namespace {

using dialects::quoted;
constexpr dialect pg = dialect::postgresql;

template <class Value>
bool contains(const std::vector<Value>& in, const Value& one) {
    return std::find(in.begin(), in.end(), one) != in.end();
}

class renderer {
public:
    renderer(const change& what, script& into)
        : what_(what),
          progress_{what, renamed(what.from, at_the_start()), renamed(what.to, undone_at_the_end()), what.from, into},
          recalculated_(postgresql::recalculated_columns(between())) {
        for (const std::string& name : schema::schemas_of(what.from)) progress_.known_schemas.insert(name);
    }

    /// Returns true when the statements must go one by one.
    bool run() {
        const std::vector<operation> first = at_the_start();
        for (const operation& o : first) apply_one(o);
        const std::vector<add_foreign_key> lifted = postgresql::keys_in_the_way(between(), recalculated_);
        for (const add_foreign_key& key : lifted) apply_one(drop_foreign_key{key.table, key.constraint});
        const std::vector<operation> rest =
            in_order({what_.operations.begin() + static_cast<std::ptrdiff_t>(first.size()), what_.operations.end()});
        const auto [begin, end] = column_operations(rest);
        const std::size_t renamed_from = rest.size() - undone_at_the_end().size();
        for (std::size_t i = 0; i != rest.size(); ++i) {
            if (i == begin) {
                release_generated();
                release_expressions();
            }
            if (i == renamed_from) restore(lifted);
            apply_one(rest[i]);
            if (i + 1 != end) continue;
            restore_generated();
            restore_expressions();
        }
        if (renamed_from == rest.size()) restore(lifted);
        return progress_.one_by_one;
    }

private:
    static bool renames(const operation& o) {
        return std::holds_alternative<rename_table>(o) || std::holds_alternative<rename_column>(o) ||
               std::holds_alternative<rename_constraint>(o) || std::holds_alternative<rename_index>(o);
    }
    /// On the way up, names change before anything else does.
    std::vector<operation> at_the_start() const {
        const auto end = std::find_if_not(what_.operations.begin(), what_.operations.end(), renames);
        return {what_.operations.begin(), end};
    }
    /// On the way down they change after everything else; what undoes that.
    std::vector<operation> undone_at_the_end() const {
        const auto begin = std::find_if_not(what_.operations.rbegin(), what_.operations.rend(), renames);
        if (begin == what_.operations.rend()) return {};
        return reverse(std::vector<operation>{begin.base(), what_.operations.end()});
    }

    /// Enums get their new values before columns do, on the way down, too: a default may be one of them.
    static std::vector<operation> in_order(std::vector<operation> all) {
        const auto first = std::find_if(all.begin(), all.end(), [](const operation& o) {
            return std::holds_alternative<create_table>(o) || std::holds_alternative<add_column>(o) ||
                   std::holds_alternative<alter_column>(o) || std::holds_alternative<drop_column>(o);
        });
        std::stable_partition(first, all.end(), [](const operation& o) {
            return std::holds_alternative<alter_enum>(o) || std::holds_alternative<rename_enum_value>(o);
        });
        return all;
    }

    /// The change without its renames.
    change between() const { return {what_.operations, progress_.from, progress_.to}; }

    /// True for what became of a column before the other columns changed.
    bool is_done(const operation& o) const {
        if (const auto* dropped = std::get_if<drop_column>(&o)) return contains(dropped_, *dropped);
        const auto* altered = std::get_if<alter_column>(&o);
        return altered != nullptr && is_recalculated(altered->table, altered->to.name);
    }

    void apply_one(const operation& o) {
        progress_.out.about(table_of(o));
        if (!is_done(o)) postgresql::write(o, progress_);
        migrate::apply(o, progress_.now);
    }

    /// Where the operations on columns begin and end, which stand together.
    static std::pair<std::size_t, std::size_t> column_operations(const std::vector<operation>& all) {
        std::size_t first = all.size(), last = 0;
        for (std::size_t i = 0; i != all.size(); ++i) {
            const operation& o = all[i];
            if (!std::holds_alternative<add_column>(o) && !std::holds_alternative<drop_column>(o) &&
                !std::holds_alternative<alter_column>(o))
                continue;
            first = std::min(first, i);
            last = i + 1;
        }
        return {first, last};
    }

    bool is_recalculated(const std::string& table, const std::string& column) const {
        return std::any_of(recalculated_.begin(), recalculated_.end(), [&](const postgresql::recalculated& one) {
            return one.table == table && one.column.name == column;
        });
    }

    /// What is calculated from other columns keeps them from being changed.
    void release_generated() {
        for (const operation& o : what_.operations) {
            const auto* altered = std::get_if<alter_column>(&o);
            if (altered == nullptr || !schema::is_generated(altered->from, pg) || schema::is_generated(altered->to, pg))
                continue;
            progress_.out.about(altered->table);
            progress_.out.statement("ALTER TABLE " + progress_.at(altered->table) + " ALTER COLUMN " +
                                    quoted(altered->to.name) + " DROP EXPRESSION");
        }
        // Those that others are calculated from go last.
        for (const operation& o : what_.operations)
            if (const auto* one = std::get_if<drop_column>(&o); one != nullptr && is_in_the_way(*one)) {
                postgresql::write(*one, progress_);
                dropped_.push_back(*one);
            }
        for (const bool was_generated : {true, false})
            for (const postgresql::recalculated& one : recalculated_) {
                const schema::column& before = *progress_.from.find_table(one.table)->find_column(one.column.name);
                if (schema::is_generated(before, pg) != was_generated) continue;
                progress_.out.about(one.table);
                if (progress_.online(one.table))
                    progress_.out.review(
                        progress_.at(one.table) + "." + quoted(one.column.name) +
                        " is calculated anew: PostgreSQL writes the table anew, and nobody can use it meanwhile.");
                if (!was_generated)
                    progress_.out.review(progress_.at(one.table) + "." + quoted(one.column.name) +
                                         " becomes generated: its values are replaced by calculated ones.");
                postgresql::write(drop_column{one.table, before}, progress_);
            }
    }

    /// True for a column that is calculated from one that becomes generated.
    bool is_in_the_way(const drop_column& o) const {
        return schema::is_generated(o.column, pg) &&
               std::any_of(recalculated_.begin(), recalculated_.end(), [&](const postgresql::recalculated& one) {
                   return one.table == o.table && migrate::mentions((*o.column.generated)[pg], one.column.name);
               });
    }

    void restore_generated() {
        for (const postgresql::recalculated& one : recalculated_)
            postgresql::write(add_column{one.table, one.column}, progress_);
        for (auto one = recalculated_.begin(); one != recalculated_.end(); ++one) {
            // What has several of them in it comes again once.
            const auto is_there = [&](const auto& each) {
                return std::any_of(recalculated_.begin(), one, [&](const postgresql::recalculated& before) {
                    return before.table == one->table && postgresql::names(each, before.column.name);
                });
            };
            progress_.out.about(one->table);
            const schema::table with = postgresql::constraints_of(*one, between());
            for (const schema::unique& each : with.uniques)
                if (!is_there(each)) postgresql::add_constraint(one->table, schema::definition(each), progress_);
            for (const schema::check& each : with.checks)
                if (schema::applies(each, pg) && !is_there(each))
                    postgresql::add_constraint(one->table, schema::definition(each, pg), progress_);
            for (const schema::index& each : with.indexes)
                if (schema::applies(each, pg) && !is_there(each))
                    postgresql::write(create_index{one->table, each}, progress_);
        }
    }

    static bool becomes_another_kind(const alter_column& o) {
        return o.from.type.kind != o.to.type.kind || o.from.type.element != o.to.type.element ||
               o.from.type_text != o.to.type_text;
    }

    /// PostgreSQL would keep the casts that expressions over another type had, for ever, and a check of two columns could
    /// not stand while one of them has its new type.
    void release_expressions() {
        const auto is_lost = [this](const std::string& table, const auto& one) {  // with its generated column
            return std::any_of(recalculated_.begin(), recalculated_.end(), [&](const postgresql::recalculated& gone) {
                return gone.table == table && postgresql::names(one, gone.column.name);
            });
        };
        for (const operation& o : what_.operations) {
            const auto* altered = std::get_if<alter_column>(&o);
            if (altered == nullptr || !becomes_another_kind(*altered)) continue;
            postgresql::dependents found = postgresql::dependents_of(altered->table, altered->to.name, progress_.now);
            for (drop_check& one : found.checks)
                if (!contains(released_.checks, one) && !is_lost(one.table, one.constraint))
                    released_.checks.push_back(std::move(one));
            for (drop_index& one : found.indexes)
                if (!contains(released_.indexes, one) && !is_lost(one.table, one.index))
                    released_.indexes.push_back(std::move(one));
        }
        for (const drop_check& one : released_.checks) postgresql::write(one, progress_);
        for (const drop_index& one : released_.indexes) postgresql::write(one, progress_);
    }

    void restore_expressions() {
        for (const drop_index& one : released_.indexes)
            postgresql::write(create_index{one.table, one.index}, progress_);
        for (const drop_check& one : released_.checks)
            postgresql::write(add_check{one.table, one.constraint}, progress_);
    }

    void restore(const std::vector<add_foreign_key>& lifted) {
        for (const add_foreign_key& key : lifted) postgresql::write(key, progress_);
    }

    const change& what_;
    postgresql::progress progress_;
    std::vector<postgresql::recalculated> recalculated_;
    postgresql::dependents released_{};   ///< of columns that change their types
    std::vector<drop_column> dropped_{};  ///< before the others
};

}  // namespace

bool render_postgresql(const change& what, script& into) { return renderer{what, into}.run(); }

}  // namespace tain::migrate
