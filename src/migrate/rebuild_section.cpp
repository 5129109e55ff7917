// SPDX-License-Identifier: BSL-1.0
#include "rebuild_section.hpp"

#include "token_reader.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/driver/error.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::migrate::sqlite {
namespace {

constexpr dialect lite = dialect::sqlite;
constexpr std::string_view prefix = "-- tain:rebuild";

rebuild_directive read_directive(std::string_view text) {
    token_reader in{text.substr(prefix.size()), lite};
    rebuild_directive made;
    made.table = in.name();
    if (!in.accept("drops")) return made;
    made.drops_table = in.accept("table");
    std::vector<std::string>* names = nullptr;
    while (!in.at_end()) {
        if (in.accept("column"))
            names = &made.dropped_columns;
        else if (in.accept("constraint"))
            names = &made.dropped_constraints;
        else if (in.accept("collation"))
            names = &made.dropped_collations;
        else if (in.accept("clause"))
            names = &made.dropped_clauses;
        else if (in.accept("expression"))
            names = &made.dropped_expressions;
        else if (in.accept("option"))
            names = &made.dropped_options;
        else if (names != nullptr)
            names->push_back(in.name());
        else
            in.expect("column");
    }
    return made;
}

/// Takes `CREATE TABLE "name"`, `INSERT INTO "name"` and their like; returns the name, or nothing.
std::string object(token_reader& in, std::initializer_list<std::string_view> words) {
    if (!in.accept(words)) return {};
    in.accept({"IF", "NOT", "EXISTS"});
    in.accept({"IF", "EXISTS"});
    std::string name = in.name();
    return in.accept(".") ? in.name() : name;
}

std::vector<std::string> column_names(token_reader& in) {
    std::vector<std::string> made;
    if (!in.accept("(")) return made;
    do made.push_back(in.name());
    while (in.accept(","));
    return made;
}

void read_statement(const sql_statement& statement, rebuild_section& into) {
    for (rebuild_steps& steps : into.rebuilds) {
        const std::string fresh = temporary_name(steps.directive.table);
        token_reader in{statement.text, lite};
        if (equal_ignoring_case(object(in, {"CREATE", "TABLE"}), fresh)) steps.fresh = read_table(statement.text);
        if (!equal_ignoring_case(object(in, {"INSERT", "INTO"}), fresh)) continue;
        const std::vector<std::string> named = column_names(in);
        for (const std::string& column : named) steps.copied.push_back(column);
        if (named.empty())  // without a list all columns are meant
            for (const schema::column& c : steps.fresh.table.columns) steps.copied.push_back(c.name);
    }
    token_reader in{statement.text, lite};
    for (std::string name :
         {object(in, {"CREATE", "INDEX"}), object(in, {"CREATE", "UNIQUE", "INDEX"}), object(in, {"DROP", "INDEX"})})
        if (!name.empty()) into.indexes.push_back(std::move(name));
}

}  // namespace

std::vector<rebuild_directive> read_directives(std::string_view section) {
    std::vector<rebuild_directive> made;
    lexical::tokenizer cut{section, lite};
    for (lexical::token t; cut.next(t);)
        if (t.kind == lexical::token_kind::comment && t.text.starts_with(prefix))
            made.push_back(read_directive(t.text));
    return made;
}

std::string temporary_name(std::string_view table) { return "_tain_new_" + std::string{table}; }

rebuild_section read_section(std::string_view text) {
    rebuild_section made;
    for (rebuild_directive& d : read_directives(text))
        if (!d.drops_table) made.rebuilds.push_back({std::move(d), {}, {}});
    made.statements = split_statements(text, lite);
    for (const sql_statement& statement : made.statements) read_statement(statement, made);
    for (const rebuild_steps& steps : made.rebuilds) {
        const std::string fresh = dialects::quoted(temporary_name(steps.directive.table));
        if (steps.fresh.table.columns.empty())
            throw error("tain: the rebuild of " + dialects::quoted(steps.directive.table) + " has no CREATE TABLE " +
                        fresh + "; restore it, or remove the tain:rebuild line");
        if (steps.copied.empty())
            throw error("tain: the rebuild of " + dialects::quoted(steps.directive.table) + " copies nothing; add " +
                        "INSERT INTO " + fresh + " … SELECT …");
    }
    return made;
}

std::string dropped_table(std::string_view statement) {
    token_reader in{statement, lite};
    return object(in, {"DROP", "TABLE"});
}

bool renames(std::string_view statement) {
    token_reader in{statement, lite};
    return !object(in, {"ALTER", "TABLE"}).empty() && in.accept("RENAME");
}

}  // namespace tain::migrate::sqlite
