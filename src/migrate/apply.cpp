// SPDX-License-Identifier: BSL-1.0
#include "apply.hpp"

#include "renames.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tain::migrate {
namespace {

template <class Named>
void erase(std::vector<Named>& from, const std::string& name) {
    std::erase_if(from, [&](const Named& one) { return one.name == name; });
}

template <class Named>
void replace(std::vector<Named>& in, const Named& by) {
    std::replace_if(in.begin(), in.end(), [&](const Named& one) { return one.name == by.name; }, by);
}

class application {
public:
    explicit application(schema::database& to) : to_(to) {}

    void operator()(const create_table& o) const { to_.tables.push_back(o.table); }
    void operator()(const drop_table& o) const { erase(to_.tables, o.table.name); }
    void operator()(const add_column& o) const { table(o.table).columns.push_back(o.column); }
    void operator()(const drop_column& o) const { erase(table(o.table).columns, o.column.name); }
    void operator()(const alter_column& o) const {
        for (schema::column& c : table(o.table).columns)
            if (c.name == o.to.name) c = o.to;
    }
    void operator()(const add_primary_key& o) const { table(o.table).primary_key = o.key; }
    void operator()(const drop_primary_key& o) const { table(o.table).primary_key.reset(); }
    void operator()(const add_unique& o) const { table(o.table).uniques.push_back(o.constraint); }
    void operator()(const drop_unique& o) const { erase(table(o.table).uniques, o.constraint.name); }
    void operator()(const add_check& o) const { table(o.table).checks.push_back(o.constraint); }
    void operator()(const drop_check& o) const { erase(table(o.table).checks, o.constraint.name); }
    void operator()(const add_foreign_key& o) const { table(o.table).foreign_keys.push_back(o.constraint); }
    void operator()(const drop_foreign_key& o) const { erase(table(o.table).foreign_keys, o.constraint.name); }
    void operator()(const create_index& o) const { table(o.table).indexes.push_back(o.index); }
    void operator()(const drop_index& o) const { erase(table(o.table).indexes, o.index.name); }
    void operator()(const alter_comment& o) const { table(o.table).comment = o.to; }
    void operator()(const create_enum& o) const { to_.enums.push_back(o.enumeration); }
    void operator()(const drop_enum& o) const { erase(to_.enums, o.enumeration.name); }
    void operator()(const create_sequence& o) const { to_.sequences.push_back(o.sequence); }
    void operator()(const drop_sequence& o) const { erase(to_.sequences, o.sequence.name); }
    void operator()(const alter_sequence& o) const { replace(to_.sequences, o.to); }
    void operator()(const rename_value&) const {}
    void operator()(const rename_enum_value& o) const {
        for (schema::enumeration& e : to_.enums)
            if (e.name == o.name) std::replace(e.values.begin(), e.values.end(), o.from, o.to);
    }
    void operator()(const alter_enum& o) const { replace(to_.enums, o.to); }
    void operator()(const validate_constraint& o) const {
        schema::table& in = table(o.table);
        if (const auto* check = std::get_if<schema::check>(&o.constraint)) replace(in.checks, *check);
        if (const auto* key = std::get_if<schema::foreign_key>(&o.constraint)) replace(in.foreign_keys, *key);
    }
    template <class Rename>
    void operator()(const Rename& o) const {
        to_ = renamed(std::move(to_), {o});
    }

private:
    schema::table& table(const std::string& name) const {
        for (schema::table& t : to_.tables)
            if (t.name == name) return t;
        return to_.tables.emplace_back(schema::table{.name = name});  // the operations belong to another schema
    }

    schema::database& to_;
};

}  // namespace

void apply(const operation& what, schema::database& to) { std::visit(application{to}, what); }

}  // namespace tain::migrate
