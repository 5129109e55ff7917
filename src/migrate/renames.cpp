// SPDX-License-Identifier: BSL-1.0
#include "renames.hpp"

#include "overloaded.hpp"
#include "token_reader.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/dialect/tokens.hpp>
#include <tain/schema/naming.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tain::migrate {
namespace {

using lexical::token_kind;

/// A name to be changed.
struct wish {
    std::string from{};
    std::string to{};
};

template <class Named>
const Named* find(const std::vector<Named>& in, std::string_view name) {
    for (const Named& one : in)
        if (one.name == name) return &one;
    return nullptr;
}

bool contains(const std::vector<std::string>& in, std::string_view name) {
    return std::find(in.begin(), in.end(), name) != in.end();
}

/// The declarations that are open: the old name is there, and the new one is not, unless it is about to go.
template <class Named>
std::vector<wish> open_wishes(const std::vector<Named>& from, const std::vector<Named>& to) {
    std::vector<wish> made;
    for (const Named& after : to) {
        const Named* same = find(from, after.name);
        for (const std::string& old : after.renamed_from.all) {
            if (old == after.name || find(from, old) == nullptr) continue;
            if (same != nullptr && contains(same->renamed_from.all, old)) continue;
            if (std::any_of(made.begin(), made.end(), [&](const wish& w) { return w.from == old; })) continue;
            made.push_back({old, after.name});
            break;
        }
    }
    const auto goes = [&](std::string_view name) {
        return std::any_of(made.begin(), made.end(), [&](const wish& w) { return w.from == name; });
    };
    const auto comes = [&](std::string_view name) {
        return std::any_of(made.begin(), made.end(), [&](const wish& w) { return w.to == name; });
    };
    const auto impossible = [&](const wish& w) {
        return (find(from, w.to) != nullptr && !goes(w.to)) || (find(to, w.from) != nullptr && !comes(w.from));
    };
    for (auto w = std::find_if(made.begin(), made.end(), impossible); w != made.end();
         w = std::find_if(made.begin(), made.end(), impossible))
        made.erase(w);
    return made;
}

/// The wishes in an order in which each new name is free. SQLite's names do not differ by the case of letters.
template <class Named>
std::vector<wish> in_order(std::vector<wish> open, const std::vector<Named>& from, exchanges told) {
    std::vector<std::string> taken;
    for (const Named& one : from) taken.push_back(one.name);
    const auto is_free = [&](const wish& w) {
        return std::none_of(taken.begin(), taken.end(),
                            [&](const std::string& name) { return equal_ignoring_case(name, w.to); });
    };
    std::vector<wish> made;
    const auto take = [&](wish w) {
        *std::find(taken.begin(), taken.end(), w.from) = w.to;
        made.push_back(std::move(w));
    };
    while (!open.empty()) {
        const auto next = std::find_if(open.begin(), open.end(), is_free);
        if (next != open.end()) {
            take(*next);
            open.erase(next);
            continue;
        }
        wish& first = open.front();
        if (told == exchanges::unknown && !equal_ignoring_case(first.from, first.to)) break;
        const std::string aside = schema::shortened("_tain_renamed_" + first.from);
        take({first.from, aside});
        first.from = aside;
    }
    return made;
}

/// True for what can stay without quotes in both dialects.
bool is_plain(std::string_view name) {
    return !name.empty() && (name.front() == '_' || (name.front() >= 'a' && name.front() <= 'z')) &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

void rename_in(std::vector<std::string>& columns, const std::string& old, const std::string& name) {
    for (std::string& c : columns)
        if (c == old) c = name;
}

/// Renames a column in an expression over its table. What is called, such as `lower(…)`, is no column.
void rename_in(std::string& expression, const std::string& old, const std::string& name, dialect spelling) {
    if (expression.empty()) return;
    std::vector<lexical::token> all = lexical::tokens(expression, spelling);
    const auto is_called = [&](std::size_t at) {
        while (++at < all.size() && !all[at].significant()) {}
        return at < all.size() && all[at].text == "(";
    };
    std::string made;
    for (std::size_t i = 0; i != all.size(); ++i) {
        const bool bare = all[i].kind == token_kind::word;
        const std::string said = bare || all[i].kind == token_kind::quoted_identifier ? identifier_of(all[i]) : "";
        const bool same =
            spelling == dialect::sqlite ? equal_ignoring_case(said, old) : (bare ? lower(said) : said) == old;
        if (said.empty() || !same || (bare && is_called(i)))
            made += all[i].text;
        else
            made += bare && is_plain(name) ? name : dialects::quoted(name);
    }
    expression = std::move(made);
}

void rename_in(schema::sql_text& expression, const std::string& old, const std::string& name) {
    for (const dialect each : {dialect::sqlite, dialect::postgresql}) rename_in(expression[each], old, name, each);
}

void rename_in(schema::table& owner, const std::string& old, const std::string& name) {
    for (schema::column& c : owner.columns) {
        if (c.name == old) c.name = name;
        if (c.generated) rename_in(*c.generated, old, name);
        // An expression, such as that of a generated column, is in the dialect of the database it was found in.
        rename_in(c.unmodeled, old, name, dialect::postgresql);
    }
    if (owner.primary_key) rename_in(owner.primary_key->columns, old, name);
    for (schema::unique& u : owner.uniques) rename_in(u.columns, old, name);
    for (schema::check& c : owner.checks) rename_in(c.condition, old, name);
    for (schema::foreign_key& key : owner.foreign_keys) rename_in(key.columns, old, name);
    for (schema::index& i : owner.indexes) {
        for (schema::index_part& part : i.parts) {
            if (part.column == old) part.column = name;
            rename_in(part.expression, old, name);
        }
        rename_in(i.where, old, name);
        rename_in(i.included, old, name);
    }
}

template <class Named>
void rename_one(std::vector<Named>& in, const std::string& old, const std::string& name) {
    for (Named& one : in)
        if (one.name == old) one.name = name;
}

void apply(const rename_constraint& what, schema::database& to) {
    for (schema::table& t : to.tables) {
        if (t.name != what.table) continue;
        std::visit(overloaded{
                       [&](const schema::primary_key&) {
                           if (t.primary_key) t.primary_key->name = what.to;
                       },
                       [&](const schema::unique& one) { rename_one(t.uniques, one.name, what.to); },
                       [&](const schema::check& one) { rename_one(t.checks, one.name, what.to); },
                       [&](const schema::foreign_key& one) { rename_one(t.foreign_keys, one.name, what.to); },
                   },
                   what.constraint);
    }
}

void apply(const rename_index& what, schema::database& to) {
    for (schema::table& t : to.tables)
        if (t.name == what.table) rename_one(t.indexes, what.index.name, what.to);
}

}  // namespace

void apply(const rename_table& what, schema::database& to) {
    for (schema::table& t : to.tables) {
        for (schema::foreign_key& key : t.foreign_keys)
            if (key.table == what.table) {
                key.table = what.to;
                key.schema_name = what.to_schema;
            }
        if (t.name != what.table) continue;
        t.name = what.to;
        t.schema_name = what.to_schema;
    }
}

void apply(const rename_column& what, schema::database& to) {
    for (schema::table& t : to.tables) {
        for (schema::foreign_key& key : t.foreign_keys)
            if (key.table == what.table) rename_in(key.references, what.from, what.to);
        if (t.name == what.table) rename_in(t, what.from, what.to);
    }
}

schema::database renamed(schema::database of, const std::vector<operation>& by) {
    for (const operation& o : by)
        std::visit(overloaded{
                       [&](const rename_table& one) { apply(one, of); },
                       [&](const rename_column& one) { apply(one, of); },
                       [&](const rename_constraint& one) { apply(one, of); },
                       [&](const rename_index& one) { apply(one, of); },
                       [](const auto&) {},
                   },
                   o);
    return of;
}

std::vector<operation> only_renames(const std::vector<operation>& of) {
    std::vector<operation> made;
    std::copy_if(of.begin(), of.end(), std::back_inserter(made), [](const operation& o) {
        return std::holds_alternative<rename_table>(o) || std::holds_alternative<rename_column>(o);
    });
    return made;
}

std::vector<operation> declared_renames(const schema::database& from, const schema::database& to, exchanges told) {
    std::vector<operation> made;
    schema::database before = from;
    const auto move = [&](const std::string& old, const std::string& name) {
        const std::string from_schema = before.find_table(old)->schema_name;
        const schema::table* after = to.find_table(name);
        made.push_back(rename_table{old, name, from_schema, after == nullptr ? from_schema : after->schema_name});
        before = renamed(std::move(before), {made.back()});
    };
    for (const wish& w : in_order(open_wishes(from.tables, to.tables), from.tables, told)) move(w.from, w.to);
    for (const schema::table& after : to.tables)
        if (const schema::table* table = before.find_table(after.name);
            table != nullptr && table->schema_name != after.schema_name)
            move(after.name, after.name);
    for (const schema::table& after : to.tables) {
        const schema::table* table = before.find_table(after.name);
        if (table == nullptr) continue;
        for (wish& w : in_order(open_wishes(table->columns, after.columns), table->columns, told))
            made.push_back(rename_column{after.name, std::move(w.from), std::move(w.to)});
    }
    return made;
}

}  // namespace tain::migrate
