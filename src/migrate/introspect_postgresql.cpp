// SPDX-License-Identifier: BSL-1.0
#include "introspection.hpp"
#include "postgresql_catalog.hpp"
#include "token_reader.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/dialect/type_names.hpp>
#include <tain/driver/error.hpp>

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tain::migrate::postgresql {
namespace {

using row = std::vector<std::optional<std::string>>;

std::string text(const row& of, std::size_t at) { return of[at].value_or(""); }
bool flag(const row& of, std::size_t at) { return of[at] == "t"; }

std::vector<row> query(driver::connection& of, std::string_view sql, std::string_view namespace_oid,
                       std::string_view enums_oid) {
    std::string made{sql};
    for (std::size_t at; (at = made.find("{enums}")) != made.npos;) made.replace(at, 7, enums_oid);
    made.replace(made.find("{}"), 2, namespace_oid);
    return of.rows(made).rows;
}
std::vector<row> query(driver::connection& of, std::string_view sql, std::string_view namespace_oid) {
    return query(of, sql, namespace_oid, namespace_oid);
}

std::string flat_name(const std::string& table, const std::string& schema) {
    return schema.empty() ? table : schema + "_" + table;
}

using tables_by_name = std::unordered_map<std::string_view, schema::table*>;

schema::table* find(const tables_by_name& in, const std::string& name) {
    const auto found = in.find(name);
    return found == in.end() ? nullptr : found->second;
}

std::string bare(const std::string& printed) { return bare_expression(printed, dialect::postgresql); }

schema::sql_text postgresql_text(std::string of) { return {{}, std::move(of)}; }

types::sql_type type_of(std::string_view name, int modifier) {
    using enum types::sql_kind;
    types::sql_type made;
    const bool is_array = name.starts_with('_');  // pg_type's convention for the array of a type
    if (is_array) name.remove_prefix(1);
    for (const dialects::type_spelling& each : dialects::type_spellings)
        if (each.catalog == name) made.kind = each.kind;
    if (modifier >= 4 && made.kind == varchar) {
        made.length = static_cast<std::uint32_t>(modifier - 4);
    } else if (modifier >= 4 && made.kind == decimal) {
        made.length = static_cast<std::uint32_t>(modifier - 4) >> 16;
        made.scale = static_cast<std::uint32_t>(modifier - 4) & 0x7ff;  // 11 bits, of which the highest is the sign
        if (made.scale > 1023) return {other};
    } else if (modifier != -1) {  // such as TIMESTAMPTZ(3)
        return {other};
    }
    if (!is_array || made.kind == other) return made;
    made.element = made.kind;
    made.kind = array;
    return made;
}

schema::column column(const row& r) {
    schema::column c;
    c.name = text(r, 1);
    c.type = type_of(text(r, 2), std::atoi(text(r, 3).c_str()));
    if (r[11]) {
        c.type = {types::sql_kind::enumeration};
        if (flag(r, 12)) c.type = {.kind = types::sql_kind::array, .element = types::sql_kind::enumeration};
        c.type_text = *r[11];
    } else if (c.type.kind == types::sql_kind::other) {
        c.type_text = text(r, 4);
    }
    c.nullable = !flag(r, 5);
    c.identity = r[6] == "d" || r[6] == "a";
    if (c.identity) {
        c.numbering.always = r[6] == "a";
        c.numbering.start = std::atoll(text(r, 13).c_str());
        c.numbering.increment = std::atoll(text(r, 14).c_str());
        c.numbering.unmodeled = text(r, 15);
    }
    if (r[16]) {
        c.identity = true;
        c.numbering.sequence = *r[16];
    }
    c.own_sequence.name = text(r, 17);
    c.comment = text(r, 10);
    c.collation[dialect::postgresql] = text(r, 9);
    const std::string expression = text(r, 8);
    if (r[7] == "s")
        c.generated = postgresql_text(bare(expression));
    else if (!r[16] && !expression.empty() && !expression.starts_with("NULL::"))
        c.server_default = postgresql_text(expression);
    return c;
}

schema::action action(const row& r, std::size_t at) {
    if (r[at] == "r") return schema::action::restrict_;
    if (r[at] == "c") return schema::action::cascade;
    if (r[at] == "n") return schema::action::set_null;
    if (r[at] == "d") return schema::action::set_default;
    return schema::action::no_action;
}

schema::deferral deferral(const std::string& code) {
    return code == "d"   ? schema::deferral::deferred
           : code == "i" ? schema::deferral::immediate
                         : schema::deferral::none;
}

/// Adds one row of `constraints_query`: a new constraint, or the next column of the last one.
void add_constraint(schema::table& to, const row& r, bool fresh) {
    const std::string name = text(r, 1);
    switch (text(r, 2).front()) {
        case 'p':
            if (fresh) to.primary_key = schema::primary_key{name, {}, text(r, 9)};
            to.primary_key->columns.push_back(text(r, 3));
            break;
        case 'u':
            if (fresh) to.uniques.push_back({name, {}, flag(r, 11), text(r, 9)});
            to.uniques.back().columns.push_back(text(r, 3));
            break;
        case 'c':
            if (fresh) to.checks.push_back({name, postgresql_text(bare(text(r, 8))), text(r, 9), flag(r, 13)});
            break;
        default:
            if (fresh) {
                const std::string elsewhere = r[12] ? *r[12] : to.schema_name;
                to.foreign_keys.push_back({name,
                                           {},
                                           flat_name(text(r, 4), elsewhere),
                                           {},
                                           action(r, 6),
                                           action(r, 7),
                                           deferral(text(r, 10)),
                                           text(r, 9),
                                           elsewhere,
                                           flag(r, 13)});
            }
            to.foreign_keys.back().columns.push_back(text(r, 3));
            to.foreign_keys.back().references.push_back(text(r, 5));
    }
}

schema::index_part part(const row& r) {
    schema::index_part made;
    made.column = text(r, 7);
    if (made.column.empty()) made.expression = postgresql_text(bare(text(r, 8)));
    made.unmodeled = text(r, 10);
    const int option = std::atoi(text(r, 9).c_str());
    made.descending = (option & 1) != 0;
    const bool nulls_first = (option & 2) != 0;
    made.nulls_reversed = nulls_first != made.descending;
    return made;
}

void add_index(schema::table& to, const row& r, bool fresh) {
    if (fresh) {
        schema::index made;
        made.name = text(r, 1);
        made.unique = flag(r, 2);
        if (r[3] != "btree") made.method = text(r, 3);
        made.where = postgresql_text(bare(text(r, 4)));
        made.unmodeled = text(r, 5);
        made.invalid = flag(r, 11);
        to.indexes.push_back(std::move(made));
    }
    schema::index& index = to.indexes.back();
    if (!flag(r, 6)) {
        index.parts.push_back(part(r));
        return;
    }
    index.included.push_back(text(r, 7));
}

}  // namespace

schema::database introspect(driver::connection& of, std::string_view namespace_oid, const std::string& schema) {
    schema::database made;
    for (const row& r : query(of, tables_query, namespace_oid)) {
        if (r[0] == version_table) continue;
        schema::table t;
        t.name = flat_name(text(r, 0), schema);
        t.schema_name = schema;
        t.comment = text(r, 1);
        made.tables.push_back(std::move(t));
    }
    tables_by_name by_name;
    for (schema::table& t : made.tables) by_name.emplace(t.name, &t);
    // The models' enums and sequences are in the default schema, whatever schema a table is in.
    const std::string_view enums_oid = schema.empty() ? namespace_oid : default_namespace;
    for (const row& r : query(of, enums_query, enums_oid)) {
        if (made.enums.empty() || made.enums.back().name != r[0]) made.enums.push_back({text(r, 0), {}, {}});
        made.enums.back().values.push_back(text(r, 1));
    }
    for (const row& r : query(of, sequences_query, enums_oid))
        made.sequences.push_back(
            {text(r, 0), std::atoll(text(r, 1).c_str()), std::atoll(text(r, 2).c_str()), text(r, 3)});
    for (const row& r : query(of, columns_query, namespace_oid, enums_oid))
        if (schema::table* t = find(by_name, flat_name(text(r, 0), schema))) t->columns.push_back(column(r));

    const auto each = [&](std::string_view sql, auto add) {
        std::pair<std::string, std::string> last;
        for (const row& r : query(of, sql, namespace_oid)) {
            std::pair<std::string, std::string> here{flat_name(text(r, 0), schema), text(r, 1)};
            if (schema::table* t = find(by_name, here.first)) add(*t, r, here != last);
            last = std::move(here);
        }
    };
    each(constraints_query, add_constraint);
    each(indexes_query, add_index);
    return made;
}

}  // namespace tain::migrate::postgresql
