// SPDX-License-Identifier: BSL-1.0
#include "backfill.hpp"
#include "key_columns.hpp"
#include "renames.hpp"
#include "token_reader.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/dialect/tokens.hpp>
#include <tain/migrate/diff.hpp>
#include <tain/schema/order.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tain::migrate {
namespace {

/// True when two constraints say the same. Only databases have constraints without a name; any name fits those.
template <class Constraint>
bool same(const Constraint& a, const Constraint& b) {
    if (a.name == b.name || (!a.name.empty() && !b.name.empty())) return a == b;
    Constraint renamed = a;
    renamed.name = b.name;
    return renamed == b;
}

/// The members of `of` that have no counterpart in `others`; each counterpart serves once.
template <class Constraint>
std::vector<Constraint> without_counterpart(const std::vector<Constraint>& of, const std::vector<Constraint>& others) {
    std::vector<bool> taken(others.size());
    const auto take = [&](const Constraint& wanted, bool by_name) {
        for (std::size_t i = 0; i != others.size(); ++i) {
            if (taken[i] || (others[i].name == wanted.name) != by_name || !same(wanted, others[i])) continue;
            taken[i] = true;
            return true;
        }
        return false;
    };
    std::vector<const Constraint*> open;
    for (const Constraint& c : of)
        if (!take(c, true)) open.push_back(&c);
    std::vector<Constraint> made;
    for (const Constraint* c : open)
        if (!take(*c, false)) made.push_back(*c);
    return made;
}

/// True when a check over a column has a value among its literals.
bool names_value(const schema::check& of, const std::string& column, const std::string& value) {
    const std::string literal = dialects::string_literal(value);
    for (const dialect each : {dialect::sqlite, dialect::postgresql}) {
        lexical::tokenizer cut{of.condition[each], each};
        bool over = false, names = false;
        for (lexical::token t; cut.next(t);) {
            if (t.kind == lexical::token_kind::word || t.kind == lexical::token_kind::quoted_identifier)
                over = over || identifier_of(t) == column;
            names = names || t.text == literal;
        }
        if (over && names) return true;
    }
    return false;
}

/// Collects operations in the phases in which they can be applied.
class comparison {
public:
    explicit comparison(const std::vector<operation>& renamed_before) {
        for (const operation& o : renamed_before) {
            if (const auto* table = std::get_if<rename_table>(&o)) moved_.insert(table->to);
            if (const auto* column = std::get_if<rename_column>(&o)) moved_.insert(column->table);
        }
    }

    std::vector<operation> run(const schema::database& from, const schema::database& to) {
        if (!moved_.empty()) collect_names(from);
        for (const schema::table& before : from.tables)
            if (const schema::table* after = to.find_table(before.name)) change(before, *after);
        change_enums(from, to);
        change_sequences(from, to);
        drop_tables(missing(from, to), from, to);
        create_tables(missing(to, from), from, to);

        hold_back_columns(columns_);
        std::vector<operation> read = take_tables_read(drop_tables_, columns_);
        std::vector<operation> all;
        for (std::vector<operation>* phase :
             {&renames_, &drop_keys_, &drop_constraints_, &drop_tables_, &shared_, &create_tables_, &columns_, &read,
              &drop_shared_, &add_constraints_, &add_keys_, &validated_})
            all.insert(all.end(), std::make_move_iterator(phase->begin()), std::make_move_iterator(phase->end()));
        return all;
    }

private:
    static schema::database missing(const schema::database& of, const schema::database& in) {
        schema::database made;
        for (const schema::table& t : of.tables)
            if (in.find_table(t.name) == nullptr) made.tables.push_back(t);
        return made;
    }

    /// The table as CREATE TABLE has it; the keys that close a cycle, or reference what changes, go to `later`.
    schema::table created(const schema::database& in, const std::vector<std::size_t>& order, std::size_t at,
                          const schema::database& from, const schema::database& to,
                          std::vector<schema::foreign_key>& later) const {
        schema::table made = in.tables[at];
        made.indexes.clear();
        made.foreign_keys.clear();
        for (const schema::foreign_key& key : in.tables[at].foreign_keys) {
            const schema::table* before = from.find_table(key.table);
            const schema::table* after = to.find_table(key.table);
            const bool changes = before != nullptr && after != nullptr && !keeps(*before, *after, key.references);
            const bool waits = changes || schema::comes_too_early(in, order, in.tables[at], key);
            (waits ? later : made.foreign_keys).push_back(key);
        }
        return made;
    }

    /// True when a foreign key may reference the columns at any time: they stay as they are, a key over them stays, and no
    /// other one goes, which PostgreSQL may have chosen for the foreign key.
    bool keeps(const schema::table& before, const schema::table& after, const std::vector<std::string>& columns) const {
        for (const std::string& name : columns) {
            const schema::column* was = before.find_column(name);
            const schema::column* is = after.find_column(name);
            if (was == nullptr || is == nullptr || was->type != is->type || was->type_text != is->type_text)
                return false;
        }
        std::size_t kept = 0;
        const auto none_goes = [&](const auto& keys, const auto& keys_after) {
            return std::all_of(keys.begin(), keys.end(), [&](const auto& key) {
                if (!is_key_of(key, columns)) return true;
                const bool stays = std::any_of(keys_after.begin(), keys_after.end(), [&](auto now) {
                    if (moved_.contains(before.name)) now.name = key.name;
                    return same(key, now);
                });
                kept += stays;
                return stays;
            });
        };
        return none_goes(primary_keys(before), primary_keys(after)) && none_goes(before.uniques, after.uniques) &&
               none_goes(before.indexes, after.indexes) && kept != 0;
    }

    static std::vector<schema::primary_key> primary_keys(const schema::table& of) {
        return of.primary_key ? std::vector{*of.primary_key} : std::vector<schema::primary_key>{};
    }

    void change_enums(const schema::database& from, const schema::database& to) {
        for (const schema::enumeration& before : from.enums) {
            const schema::enumeration* after = to.find_enumeration(before.name);
            if (after == nullptr) {
                drop_shared_.push_back(drop_enum{before});
                continue;
            }
            schema::enumeration renamed = before;
            for (const schema::former_values::value& value : after->renamed_values.all) {
                const auto old = std::find(renamed.values.begin(), renamed.values.end(), value.from);
                if (old == renamed.values.end() || has(renamed.values, value.to) || has(after->values, value.from))
                    continue;
                shared_.push_back(rename_enum_value{before.name, value.from, value.to});
                *old = value.to;
            }
            if (*after != renamed) shared_.push_back(alter_enum{renamed, *after});
        }
        for (const schema::enumeration& after : to.enums)
            if (from.find_enumeration(after.name) == nullptr) shared_.push_back(create_enum{after});
    }

    void change_sequences(const schema::database& from, const schema::database& to) {
        for (const schema::sequence& before : from.sequences) {
            const schema::sequence* after = to.find_sequence(before.name);
            if (after == nullptr)
                drop_shared_.push_back(drop_sequence{before});
            else if (*after != before)
                shared_.push_back(alter_sequence{before, *after});
        }
        for (const schema::sequence& after : to.sequences)
            if (from.find_sequence(after.name) == nullptr) shared_.push_back(create_sequence{after});
    }

    static bool has(const std::vector<std::string>& all, const std::string& one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    }

    static bool is_native(const schema::column& c) { return c.type.kind == types::sql_kind::enumeration; }

    /// The former names of an enum's values that a check still has: rows may have them, too.
    void rename_values(const schema::table& table, const schema::column& before, const schema::column& after) {
        for (const schema::former_values::value& value : after.renamed_values.all) {
            const bool there = std::any_of(table.checks.begin(), table.checks.end(), [&](const schema::check& check) {
                return names_value(check, before.name, value.from) && !names_value(check, before.name, value.to);
            });
            if (!there) continue;
            columns_.push_back(
                rename_value{table.name, after.name, value.from, value.to, is_native(before) && is_native(after)});
        }
    }

    void drop_tables(const schema::database& gone, const schema::database& from, const schema::database& to) {
        const std::vector<std::size_t> order = schema::creation_order(gone);
        for (auto i = order.rbegin(); i != order.rend(); ++i) {
            const schema::table& t = gone.tables[*i];
            std::vector<schema::foreign_key> before;
            schema::table rest = created(gone, order, *i, from, to, before);
            for (schema::foreign_key& key : before) drop_keys_.push_back(drop_foreign_key{t.name, std::move(key)});
            for (auto ix = t.indexes.rbegin(); ix != t.indexes.rend(); ++ix)
                drop_tables_.push_back(drop_index{t.name, *ix});
            drop_tables_.push_back(drop_table{std::move(rest)});
        }
    }

    void create_tables(const schema::database& fresh, const schema::database& from, const schema::database& to) {
        const std::vector<std::size_t> order = schema::creation_order(fresh);
        for (const std::size_t i : order) {
            const schema::table& t = fresh.tables[i];
            std::vector<schema::foreign_key> later;
            create_tables_.push_back(create_table{created(fresh, order, i, from, to, later)});
            for (const schema::index& ix : t.indexes) create_tables_.push_back(create_index{t.name, ix});
            for (schema::foreign_key& key : later) add_keys_.push_back(add_foreign_key{t.name, std::move(key)});
        }
    }

    template <class Drop, class Add, class Constraint>
    void change(const std::string& table, const std::vector<Constraint>& before, const std::vector<Constraint>& after,
                std::vector<operation>& drops, std::vector<operation>& adds) {
        std::vector<Constraint> gone = without_counterpart(before, after);
        std::vector<Constraint> fresh = without_counterpart(after, before);
        if (!moved_.empty()) rename(table, gone, fresh);
        if constexpr (requires(Constraint one) { one.not_valid; }) validate(table, gone, fresh);
        for (Constraint& one : gone) drops.push_back(Drop{table, std::move(one)});
        for (Constraint& one : fresh) adds.push_back(Add{table, std::move(one)});
    }

    void collect_names(const schema::database& of) {
        const auto add = [this](const auto& all) {
            for (const auto& one : all) names_.insert(one.name);
        };
        for (const schema::table& t : of.tables) {
            if (t.primary_key) names_.insert(t.primary_key->name);
            add(t.uniques);
            add(t.checks);
            add(t.foreign_keys);
            add(t.indexes);
        }
    }

    bool has_moved(const std::string& table, const schema::foreign_key& key) const {
        return moved_.contains(table) || moved_.contains(key.table);
    }
    template <class Constraint>
    bool has_moved(const std::string& table, const Constraint&) const {
        return moved_.contains(table);
    }
    static operation renaming(const std::string& table, const schema::index& of, const std::string& to) {
        return rename_index{table, of, to};
    }
    template <class Constraint>
    static operation renaming(const std::string& table, const Constraint& of, const std::string& to) {
        return rename_constraint{table, of, to};
    }

    /// Takes away what differs in nothing but a name that follows from that of a table or column, by convention.
    template <class Constraint>
    void rename(const std::string& table, std::vector<Constraint>& gone, std::vector<Constraint>& fresh) {
        for (auto old = gone.begin(); old != gone.end();) {
            const auto now = std::find_if(fresh.begin(), fresh.end(), [&](const Constraint& one) {
                Constraint named_so = *old;
                named_so.name = one.name;
                return !old->name.empty() && !names_.contains(one.name) && named_so == one;
            });
            if (now == fresh.end() || !has_moved(table, *old)) {
                ++old;
                continue;
            }
            renames_.push_back(renaming(table, *old, now->name));
            old = gone.erase(old);
            fresh.erase(now);
        }
    }

    /// Takes away what differs in nothing but having looked at all rows.
    template <class Constraint>
    void validate(const std::string& table, std::vector<Constraint>& gone, std::vector<Constraint>& fresh) {
        for (auto old = gone.begin(); old != gone.end();) {
            Constraint valid = *old;
            valid.not_valid = false;
            const auto now = old->not_valid ? std::find(fresh.begin(), fresh.end(), valid) : fresh.end();
            if (now == fresh.end()) {
                ++old;
                continue;
            }
            validated_.push_back(validate_constraint{table, std::move(valid)});
            old = gone.erase(old);
            fresh.erase(now);
        }
    }

    void change(const schema::table& before, const schema::table& after) {
        const std::string& name = before.name;
        change<drop_foreign_key, add_foreign_key>(name, before.foreign_keys, after.foreign_keys, drop_keys_, add_keys_);
        change<drop_index, create_index>(name, before.indexes, after.indexes, drop_constraints_, indexes_);
        change<drop_check, add_check>(name, before.checks, after.checks, drop_constraints_, add_constraints_);
        change<drop_unique, add_unique>(name, before.uniques, after.uniques, drop_constraints_, add_constraints_);
        change<drop_primary_key, add_primary_key>(name, primary_keys(before), primary_keys(after), drop_constraints_,
                                                  add_constraints_);
        add_constraints_.insert(add_constraints_.end(), std::make_move_iterator(indexes_.begin()),
                                std::make_move_iterator(indexes_.end()));
        indexes_.clear();

        if (before.strict != after.strict || before.without_rowid != after.without_rowid)
            columns_.push_back(
                alter_options{name, before.strict, before.without_rowid, after.strict, after.without_rowid});
        if (before.comment != after.comment) columns_.push_back(alter_comment{name, before.comment, after.comment});
        // A generated column goes before those that it is calculated from, and comes after them.
        for (const bool generated : {true, false})
            for (auto c = before.columns.rbegin(); c != before.columns.rend(); ++c)
                if (c->generated.has_value() == generated && after.find_column(c->name) == nullptr)
                    columns_.push_back(drop_column{name, *c});
        for (const schema::column& c : after.columns)
            if (!c.generated && before.find_column(c.name) == nullptr) columns_.push_back(add_column{name, c});
        for (const schema::column& c : before.columns) {
            const schema::column* now = after.find_column(c.name);
            if (now == nullptr) continue;
            // Values of a native enum have their new names once they are text.
            const bool first_text = is_native(c) && !is_native(*now);
            if (!first_text) rename_values(before, c, *now);
            if (*now != c) columns_.push_back(alter_column{name, c, *now});
            if (first_text) rename_values(before, c, *now);
        }
        for (const schema::column& c : after.columns)
            if (c.generated && before.find_column(c.name) == nullptr) columns_.push_back(add_column{name, c});
    }

    std::set<std::string> moved_{};  ///< tables that have another name or columns with another name
    std::set<std::string> names_{};  ///< of constraints and indexes before
    std::vector<operation> renames_{};
    std::vector<operation> drop_keys_{};
    std::vector<operation> drop_constraints_{};
    std::vector<operation> drop_tables_{};
    std::vector<operation> shared_{};  ///< of what columns of several tables may need: enums and sequences
    std::vector<operation> drop_shared_{};
    std::vector<operation> create_tables_{};
    std::vector<operation> columns_{};
    std::vector<operation> indexes_{};
    std::vector<operation> add_constraints_{};
    std::vector<operation> add_keys_{};
    std::vector<operation> validated_{};
};

}  // namespace

std::vector<operation> differences(const schema::database& from, const schema::database& to,
                                   const std::vector<operation>& renamed_before) {
    return comparison{renamed_before}.run(from, to);
}

std::vector<operation> diff(const schema::database& from, const schema::database& to) {
    std::vector<operation> made = declared_renames(from, to, exchanges::remembered);
    if (made.empty()) return differences(from, to, {});
    std::vector<operation> rest = differences(renamed(from, made), to, made);
    made.insert(made.end(), std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end()));
    return made;
}

}  // namespace tain::migrate
