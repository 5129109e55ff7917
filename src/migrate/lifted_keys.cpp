// SPDX-License-Identifier: BSL-1.0
#include "lifted_keys.hpp"

#include "key_columns.hpp"

#include <algorithm>
#include <string>
#include <variant>

namespace tain::migrate::postgresql {
namespace {

/// Types that a foreign key may mix.
int family(const schema::column& of) {
    switch (of.type.kind) {
        case types::sql_kind::int16:
        case types::sql_kind::int32:
        case types::sql_kind::int64: return static_cast<int>(types::sql_kind::int64);
        case types::sql_kind::varchar: return static_cast<int>(types::sql_kind::text);
        default: return static_cast<int>(of.type.kind);
    }
}

/// True for a column whose type shares its operators with others of its sort: PostgreSQL looks for a cast to "any enum" when a
/// foreign key with one is made anew because another of its columns has changed its type, and finds none (XX000).
bool has_shared_operators(const schema::column& of) {
    const types::sql_kind kind = of.type.kind;
    return kind == types::sql_kind::enumeration || kind == types::sql_kind::array ||
           kind == types::sql_kind::int4_range || kind == types::sql_kind::int8_range ||
           kind == types::sql_kind::timestamp_range || kind == types::sql_kind::other;
}

bool contains(const std::vector<std::string>& in, const std::string& name) {
    return std::find(in.begin(), in.end(), name) != in.end();
}

bool shares_operators(const schema::table& owner, const schema::foreign_key& key) {
    return std::any_of(owner.columns.begin(), owner.columns.end(), [&](const schema::column& each) {
        return contains(key.columns, each.name) && has_shared_operators(each);
    });
}

/// True when an operation cannot run while a key of a table stands.
bool blocks(const operation& o, const schema::table& owner, const schema::foreign_key& key) {
    if (const auto* altered = std::get_if<alter_column>(&o))
        return (family(altered->from) != family(altered->to) || altered->from.type_text != altered->to.type_text ||
                (altered->from.type != altered->to.type && shares_operators(owner, key))) &&
               ((altered->table == owner.name && contains(key.columns, altered->to.name)) ||
                (altered->table == key.table && contains(key.references, altered->to.name)));
    if (const auto* unique = std::get_if<drop_unique>(&o))
        return unique->table == key.table && is_key_of(unique->constraint, key.references);
    if (const auto* primary = std::get_if<drop_primary_key>(&o))
        return primary->table == key.table && is_key_of(primary->key, key.references);
    if (const auto* index = std::get_if<drop_index>(&o))
        return index->table == key.table && is_key_of(index->index, key.references);
    return false;
}

}  // namespace

std::vector<add_foreign_key> keys_in_the_way(const change& what, const std::vector<recalculated>& anew) {
    std::vector<add_foreign_key> made;
    for (const schema::table& before : what.from.tables) {
        const schema::table* const after = what.to.find_table(before.name);
        if (after == nullptr) continue;
        for (const schema::foreign_key& key : before.foreign_keys) {
            if (std::find(after->foreign_keys.begin(), after->foreign_keys.end(), key) == after->foreign_keys.end())
                continue;
            const bool is_in_the_way =
                std::any_of(anew.begin(), anew.end(),
                            [&](const recalculated& one) {
                                return (one.table == before.name && contains(key.columns, one.column.name)) ||
                                       (one.table == key.table && contains(key.references, one.column.name));
                            }) ||
                std::any_of(what.operations.begin(), what.operations.end(),
                            [&](const operation& o) { return blocks(o, before, key); });
            if (is_in_the_way) made.push_back({before.name, key});
        }
    }
    return made;
}

}  // namespace tain::migrate::postgresql
