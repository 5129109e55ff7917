// SPDX-License-Identifier: BSL-1.0
#include "diagram.hpp"

#include "snapshot_names.hpp"
#include "text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace tain::migrate {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A column's name or type: letters, digits and a few signs.
std::string word(std::string_view of) {
    std::string made;
    for (const char c : of) {
        const bool fits = is_letter(c) || c == '_' ||
                          (!made.empty() && (is_digit(c) || c == '(' || c == ')' || c == '[' || c == ']'));
        if (!fits && is_digit(c)) made += "_";
        made += fits || is_digit(c) ? c : '_';
    }
    return made.empty() ? "_" : made;
}

/// A table's name: quoted unless it is a plain word.
std::string entity(std::string_view of) {
    const bool plain =
        !of.empty() && (is_letter(of[0]) || of[0] == '_') &&
        std::all_of(of.begin(), of.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
    if (plain) return std::string{of};
    std::string made;
    for (const char c : of) made += c == '"' || c == '%' || c == '\\' || static_cast<unsigned char>(c) < 0x20 ? '_' : c;
    return "\"" + made + "\"";
}

std::string comment(std::string_view of) {
    std::string made;
    for (const char c : of) {
        if (c == '"')
            made += "'";
        else if (c == '\\')
            made += "/";
        else
            made += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return made;
}

bool contains(const std::vector<std::string>& list, const std::string& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

/// True when at most one row can have the same values in these columns.
bool is_key(const schema::table& in, const std::vector<std::string>& columns) {
    const auto covers = [&](const std::vector<std::string>& key) {
        return !key.empty() &&
               std::all_of(key.begin(), key.end(), [&](const std::string& one) { return contains(columns, one); });
    };
    if (in.primary_key && covers(in.primary_key->columns)) return true;
    return std::any_of(in.uniques.begin(), in.uniques.end(),
                       [&](const schema::unique& one) { return covers(one.columns); });
}

std::string relation(const schema::table& from, const schema::foreign_key& key) {
    bool optional = false;
    for (const std::string& name : key.columns)
        if (const schema::column* const column = from.find_column(name)) optional = optional || column->nullable;
    return fmt::format("    {} {}--{} {} : \"{}\"\n", entity(key.table), optional ? "|o" : "||",
                       is_key(from, key.columns) ? "o|" : "o{", entity(from.name), comment(joined(key.columns)));
}

}  // namespace

std::string type_word(const schema::column& of) {
    if (of.type.kind == types::sql_kind::other) return of.type_text.empty() ? "other" : of.type_text;
    if (of.type.kind == types::sql_kind::enumeration) return of.type_text;
    if (of.type.element == types::sql_kind::enumeration) return of.type_text + "[]";
    return snapshot_names::spelled(of.type);
}

std::string key_words(const schema::table& in, const std::string& column) {
    std::vector<std::string> found;
    if (in.primary_key && contains(in.primary_key->columns, column)) found.emplace_back("PK");
    for (const schema::foreign_key& one : in.foreign_keys)
        if (contains(one.columns, column) && !contains(found, "FK")) found.emplace_back("FK");
    const auto unique = [&](const schema::unique& one) { return one.columns.size() == 1 && one.columns[0] == column; };
    if (std::any_of(in.uniques.begin(), in.uniques.end(), unique)) found.emplace_back("UK");
    return joined(found);
}

std::string diagram(const schema::database& of) {
    std::string made = "erDiagram\n";
    for (const schema::table& table : of.tables) {
        made += fmt::format("    {} {{\n", entity(table.name));
        for (const schema::column& column : table.columns) {
            made += fmt::format("        {} {}", word(type_word(column)), word(column.name));
            if (const std::string keys = key_words(table, column.name); !keys.empty()) made += " " + keys;
            if (!column.comment.empty()) made += " \"" + comment(column.comment) + "\"";
            made += '\n';
        }
        made += "    }\n";
    }
    for (const schema::table& table : of.tables)
        for (const schema::foreign_key& key : table.foreign_keys) made += relation(table, key);
    return made;
}

}  // namespace tain::migrate
