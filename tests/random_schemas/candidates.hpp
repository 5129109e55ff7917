// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "kinds.hpp"

#include <algorithm>
#include <string>
#include <vector>

/// What can be said about the columns that a table has. Whatever else a table says does not fit it any more.
namespace tain::test {

/// A condition with the end of its name.
struct condition {
    std::string name{};
    schema::sql_text text{};
};

inline schema::sql_text operator+(std::string before, const schema::sql_text& after) {
    return apart(before + after[dialect::sqlite], before + after[dialect::postgresql]);
}

/// The checks that keep columns to the values of their types, as models have them.
inline std::vector<condition> implied_checks(const schema::table& t, const std::vector<schema::enumeration>& enums) {
    std::vector<condition> made;
    for (const schema::column& c : t.columns) {
        if (c.type.kind == sql_kind::boolean)
            made.push_back({c.name + "_bool", apart(dialects::quoted(c.name) + " IN (0, 1)", {})});
        if (c.type.kind != sql_kind::enumeration) continue;
        for (const schema::enumeration& e : enums)
            if (e.name == c.type_text) made.push_back({c.name + "_enum", apart(in_list(c.name, e.values), {})});
    }
    return made;
}

/// Checks that nearly all values pass.
inline std::vector<condition> possible_checks(const schema::table& t) {
    std::vector<condition> made;
    for (const schema::column& c : t.columns) {
        const std::string name = dialects::quoted(c.name);
        if (is_integer(c)) {
            made.push_back({c.name + "_7777", both(name + " <> 7777")});
            made.push_back(
                {c.name + "_between", both(name + " BETWEEN -9223372036854775807 AND 9223372036854775807 OR 1 = 1")});
            if (!c.generated) made.push_back({c.name + "_positive", both(name + " >= 0")});
        }
        if (is_text(c)) {
            made.push_back({c.name + "_length", both("length(" + name + ") < 500")});
            made.push_back({c.name + "_never", both(name + " <> 'it''s never' AND " + name + " NOT LIKE 'zz%'")});
            if (!c.generated)
                for (const names& values : text_enums())
                    made.push_back({c.name + "_enum", both(in_list(c.name, values))});
        }
        if (c.type.kind == sql_kind::boolean) made.push_back({c.name + "_any", both(name + " OR NOT " + name)});
        made.push_back({c.name + "_lite", apart("typeof(" + name + ") <> 'none'", {})});
        made.push_back({c.name + "_there", apart({}, name + " IS NOT NULL OR 1 = 1")});
        const std::string first = dialects::quoted(t.columns.front().name);
        if (&c != &t.columns.front())
            made.push_back({"both_" + c.name, both("NOT (" + first + " IS NULL AND " + name + " IS NULL AND 1 = 0)")});
    }
    return made;
}

/// What an index can have beside columns. SQLite 3.40 does not trust its JSON functions there.
inline std::vector<schema::sql_text> possible_parts(const schema::column& c) {
    const std::string name = dialects::quoted(c.name);
    if (is_integer(c)) return {both(name + " % 10"), both("-(" + name + " / 2)")};
    if (is_text(c)) return {both("lower(" + name + ")"), both(name + " || 'x'")};
    if (c.type.kind == sql_kind::json) return {apart({}, name + " ->> 'a'")};
    return {};
}

inline std::vector<schema::sql_text> possible_filters(const schema::column& c) {
    const std::string name = dialects::quoted(c.name);
    std::vector<schema::sql_text> made{both(name + " IS NOT NULL")};
    if (is_integer(c)) made.push_back(both(name + " > 5"));
    if (is_text(c)) made.insert(made.end(), {both(name + " <> ''"), apart({}, name + " <> 'pg'")});
    if (c.type.kind == sql_kind::boolean) made.push_back(both(name));
    return made;
}

/// What a column of the type can be calculated from; it is NULL where the source is.
inline std::vector<schema::sql_text> possible_sources(const schema::table& t, const schema::column& of) {
    std::vector<schema::sql_text> made;
    for (const schema::column& c : t.columns) {
        if (c.generated || c.name == of.name) continue;
        const std::string name = dialects::quoted(c.name);
        if (of.type.kind == sql_kind::int64) {
            if (is_integer(c)) made.insert(made.end(), {both(name + " % 7"), both("-(" + name + " / 2)")});
            if (is_text(c)) made.push_back(both("length(" + name + ")"));
        }
        if (of.type.kind == sql_kind::text && is_text(c))
            made.insert(made.end(), {both("upper(" + name + ")"), both("coalesce(" + name + ", '') || '!'"),
                                     apart("hex(" + name + ")", "md5(" + name + ")"), apart("trim(" + name + ")", {}),
                                     apart({}, "reverse(" + name + ")")});
    }
    return made;
}

template <class Text>
bool contains(const std::vector<Text>& in, const Text& one) {
    return std::find(in.begin(), in.end(), one) != in.end();
}

/// True where every column can be compared and ordered on both databases.
inline bool can_be_keyed(const schema::column& c) { return !c.generated; }

}  // namespace tain::test
