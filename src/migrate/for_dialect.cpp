// SPDX-License-Identifier: BSL-1.0
#include "overloaded.hpp"

#include <tain/migrate/operation.hpp>
#include <tain/schema/definition.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tain::migrate {
namespace {

/// Leaves of each value only what one dialect knows, so that values that are equal there compare equal.
class projection {
public:
    explicit projection(dialect to) : to_(to), other_(to == dialect::sqlite ? dialect::postgresql : dialect::sqlite) {}

    void apply(schema::sql_text& text) const { text[other_].clear(); }
    void apply(schema::column& column) const {
        if (!schema::has_default(column, to_))
            column.server_default.reset();
        else
            apply(*column.server_default);
        if (!schema::is_generated(column, to_))
            column.generated.reset();
        else
            apply(*column.generated);
        if (to_ == dialect::postgresql)
            column.is_virtual = column.numbering.never_reused = false;
        else
            apply(column.numbering);
        apply_comment(column.comment);
        apply(column.collation);
    }
    /// SQLite's keys go up by one, from one unless they are counted.
    static void apply(schema::numbering& of) {
        of.increment = 1;
        of.always = false;
        of.sequence.clear();
        of.unmodeled.clear();
        if (!of.never_reused) of.start = 1;
    }
    void apply(schema::foreign_key& key) const {
        if (to_ == dialect::sqlite) key.schema_name.clear();
    }
    void apply_comment(std::string& comment) const {
        if (to_ == dialect::sqlite) comment.clear();
    }
    void apply(schema::index& index) const {
        for (schema::index_part& part : index.parts) apply(part.expression);
        apply(index.where);
        if (to_ != dialect::sqlite) return;
        index.method.clear();
        index.included.clear();
        for (schema::index_part& part : index.parts) part.nulls_reversed = false;
    }
    void apply(schema::table& table) const {
        for (schema::column& column : table.columns) apply(column);
        std::erase_if(table.uniques, [&](const schema::unique& u) { return !schema::applies(u, to_); });
        std::erase_if(table.checks, [&](const schema::check& c) { return !schema::applies(c, to_); });
        for (schema::check& check : table.checks) apply(check.condition);
        apply_comment(table.comment);
        for (schema::foreign_key& key : table.foreign_keys) apply(key);
        if (to_ == dialect::sqlite) {
            table.schema_name.clear();
            return;
        }
        table.strict = false;
        table.without_rowid = false;
    }

    /// Returns the operation as the dialect sees it, or nothing when it sees none.
    std::optional<operation> operator()(operation of) const {
        const bool means_something =
            std::visit(overloaded{
                           [&](create_table& o) { return apply(o.table), true; },
                           [&](drop_table& o) { return apply(o.table), true; },
                           [&](add_column& o) { return apply(o.column), true; },
                           [&](drop_column& o) { return apply(o.column), true; },
                           [&](alter_column& o) { return apply(o.from), apply(o.to), differ(o.from, o.to); },
                           [&](add_unique& o) { return schema::applies(o.constraint, to_); },
                           [&](drop_unique& o) { return schema::applies(o.constraint, to_); },
                           [&](add_check& o) { return visible(o.constraint); },
                           [&](drop_check& o) { return visible(o.constraint); },
                           [&](create_index& o) { return visible(o.index); },
                           [&](drop_index& o) { return visible(o.index); },
                           [&](alter_comment&) { return to_ == dialect::postgresql; },
                           [&](add_foreign_key& o) { return apply(o.constraint), true; },
                           [&](drop_foreign_key& o) { return apply(o.constraint), true; },
                           [&](rename_table& o) { return visible(o); },
                           [&](create_enum&) { return to_ == dialect::postgresql; },
                           [&](drop_enum&) { return to_ == dialect::postgresql; },
                           [&](rename_enum_value&) { return to_ == dialect::postgresql; },
                           [&](rename_value& o) { return to_ == dialect::sqlite || !o.native; },
                           [&](alter_enum&) { return to_ == dialect::postgresql; },
                           [&](create_sequence&) { return to_ == dialect::postgresql; },
                           [&](drop_sequence&) { return to_ == dialect::postgresql; },
                           [&](alter_sequence&) { return to_ == dialect::postgresql; },
                           [&](rename_constraint& o) { return visible(o.constraint); },
                           [&](rename_index& o) { return visible(o.index); },
                           [&](validate_constraint&) { return to_ == dialect::postgresql; },
                           [&](alter_options&) { return to_ == dialect::sqlite; },
                           [](auto&) { return true; },
                       },
                       of);
        if (!means_something) return std::nullopt;
        return of;
    }

private:
    bool differ(const schema::column& from, const schema::column& to) const {
        if (to_ == dialect::sqlite && from.numbering.never_reused != to.numbering.never_reused) return true;
        // The key of a STRICT table is INTEGER or INT.
        if (to_ == dialect::sqlite && from.identity != to.identity &&
            schema::type_of(from, to_, true) != schema::type_of(to, to_, true))
            return true;
        return schema::definition(from, to_) != schema::definition(to, to_) || from.comment != to.comment;
    }
    bool visible(rename_table& of) const {
        if (to_ == dialect::postgresql) return true;
        of.from_schema.clear();
        of.to_schema.clear();
        return of.table != of.to;
    }
    bool visible(schema::check& check) const {
        const bool made = schema::applies(check, to_);
        apply(check.condition);
        return made;
    }
    bool visible(any_constraint& constraint) const {
        return std::visit(overloaded{
                              [&](schema::unique& one) { return schema::applies(one, to_); },
                              [&](schema::check& one) { return visible(one); },
                              [](auto&) { return true; },
                          },
                          constraint);
    }
    bool visible(schema::index& index) const {
        const bool made = schema::applies(index, to_);
        apply(index);
        return made;
    }

    dialect to_;
    dialect other_;
};

}  // namespace

std::vector<operation> for_dialect(const std::vector<operation>& of, dialect to) {
    const projection project{to};
    std::vector<operation> made;
    for (const operation& o : of) {
        std::optional<operation> projected = project(o);
        if (!projected) continue;
        const auto* renamed = std::get_if<rename_index>(&*projected);
        if (renamed == nullptr || to == dialect::postgresql) {
            made.push_back(std::move(*projected));
            continue;
        }
        schema::index fresh = renamed->index;
        fresh.name = renamed->to;
        made.push_back(drop_index{renamed->table, renamed->index});
        made.push_back(create_index{renamed->table, std::move(fresh)});
    }

    // What is dropped and added again unchanged differs in the other dialect only.
    for (std::size_t i = 0; i != made.size();) {
        const bool drops = std::holds_alternative<drop_check>(made[i]) || std::holds_alternative<drop_index>(made[i]);
        const auto again =
            drops ? std::find(made.begin() + static_cast<std::ptrdiff_t>(i), made.end(), reverse(made[i])) : made.end();
        if (again == made.end()) {
            ++i;
            continue;
        }
        made.erase(again);
        made.erase(made.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return made;
}

}  // namespace tain::migrate
