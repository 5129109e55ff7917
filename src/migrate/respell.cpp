// SPDX-License-Identifier: BSL-1.0
#include "respell.hpp"

#include "renames.hpp"
#include "token_reader.hpp"

#include <tain/schema/definition.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace tain::migrate {
namespace {

template <class Named>
const Named* find(const std::vector<Named>& in, const std::string& name) {
    for (const Named& one : in)
        if (one.name == name) return &one;
    return nullptr;
}

class expressions {
public:
    expressions(const schema::table& on, dialect in, const same_expression& same) : on_(on), in_(in), same_(same) {}

    void respell(schema::table& of) const {
        for (schema::column& c : of.columns) {
            const schema::column* other = on_.find_column(c.name);
            if (other != nullptr && c.server_default && other->server_default)
                respell(*c.server_default, *other->server_default);
            if (other != nullptr && c.generated && other->generated) respell(*c.generated, *other->generated);
        }
        for (schema::check& c : of.checks) {
            if (const schema::check* other = c.name.empty() ? nullptr : find(on_.checks, c.name))
                respell(c.condition, other->condition);
            else if (c.name.empty())
                for (const schema::check& candidate : on_.checks)
                    if (respell(c.condition, candidate.condition)) break;
        }
        for (schema::index& i : of.indexes)
            if (const schema::index* other = find(on_.indexes, i.name)) respell(i, *other);
    }

private:
    bool respell(schema::sql_text& of, const schema::sql_text& as) const {
        const std::string& a = of[in_];
        const std::string& b = as[in_];
        if (a == b) return true;
        if (a.empty() || b.empty() || !same_(on_, a, b)) return false;
        of[in_] = b;
        return true;
    }

    void respell(schema::index& of, const schema::index& as) const {
        respell(of.where, as.where);
        if (of.parts.size() != as.parts.size()) return;
        for (std::size_t i = 0; i != of.parts.size(); ++i) respell(of.parts[i].expression, as.parts[i].expression);
    }

    const schema::table& on_;
    dialect in_;
    const same_expression& same_;
};

/// The name in `known` that differs from `name` by the case of letters only; empty when there is none.
template <class Named>
std::string other_case(const std::vector<Named>& known, const std::string& name) {
    std::string found;
    for (const Named& one : known) {
        if (one.name == name) return {};
        if (equal_ignoring_case(one.name, name)) found = one.name;
    }
    return found;
}

}  // namespace

void respell_expressions(schema::database& of, const schema::database& as, dialect in, const same_expression& same) {
    for (schema::table& t : of.tables)
        if (const schema::table* other = as.find_table(t.name)) expressions{*other, in, same}.respell(t);
}

void respell_names(schema::database& of, const schema::database& as) {
    for (std::size_t i = 0; i != of.tables.size(); ++i) {
        const std::string old = of.tables[i].name;
        if (const std::string name = other_case(as.tables, old); !name.empty()) apply(rename_table{old, name}, of);
        const schema::table* other = as.find_table(of.tables[i].name);
        if (other == nullptr) continue;
        for (schema::column& c : of.tables[i].columns)
            if (const schema::column* twin = other->find_column(c.name))
                if (equal_ignoring_case(c.collation[dialect::sqlite], twin->collation[dialect::sqlite]))
                    c.collation = twin->collation;
        for (std::size_t c = 0; c != of.tables[i].columns.size(); ++c) {
            const std::string column = of.tables[i].columns[c].name;
            const std::string name = other_case(other->columns, column);
            if (!name.empty()) apply(rename_column{of.tables[i].name, column, name}, of);
        }
    }
}

void respell_types(schema::database& of, const schema::database& as) {
    for (schema::table& t : of.tables) {
        const schema::table* other = as.find_table(t.name);
        if (other == nullptr || other->strict == t.strict) continue;
        for (schema::column& c : t.columns)
            if (const schema::column* twin = other->find_column(c.name))
                if (schema::type_of(c, dialect::sqlite, true) == schema::type_of(*twin, dialect::sqlite, true))
                    c.type = twin->type;
    }
}

}  // namespace tain::migrate
