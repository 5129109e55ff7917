// SPDX-License-Identifier: BSL-1.0
#include "sqlite_definition.hpp"

#include "token_reader.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/dialect/type_names.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::migrate::sqlite {
namespace {

using lexical::token_kind;

void append(std::string& to, std::string_view text) {
    if (!to.empty() && !text.empty()) to += ' ';
    to += text;
}

schema::sql_text sqlite_text(std::string text) { return {std::move(text), {}}; }

/// Reads one CREATE TABLE. Commas between table constraints are optional, as SQLite has them.
class table_reader {
public:
    explicit table_reader(std::string_view sql) : in_(sql, dialect::sqlite) {}

    table_definition read() {
        in_.expect("CREATE");
        if (!in_.accept("TEMP")) in_.accept("TEMPORARY");
        in_.expect("TABLE");
        in_.accept({"IF", "NOT", "EXISTS"});
        made_.table.name = in_.name();
        if (in_.accept(".")) made_.table.name = in_.name();
        in_.expect("(");
        do column();
        while (in_.accept(",") && !at_constraint());
        while (at_constraint()) {
            table_constraint();
            in_.accept(",");
        }
        in_.expect(")");
        options();
        settle();
        return std::move(made_);
    }

private:
    bool at_constraint() const {
        for (const std::string_view word : {"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"})
            if (in_.next_is({word})) return true;
        return false;
    }

    bool at_column_constraint() const {
        if (in_.next_is({"GENERATED", "ALWAYS"})) return true;
        for (const std::string_view word : {"CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT",
                                            "COLLATE", "REFERENCES", "AS", "DEFERRABLE"})
            if (in_.next_is({word})) return true;
        return false;
    }

    void column() {
        schema::column c;
        c.name = in_.name();
        c.nullable = true;
        std::string declared;
        while (!in_.at_end() && !at_column_constraint() && !in_.next_is({","}) && !in_.next_is({")"})) {
            if (in_.next_is({"("}))
                declared += "(" + in_.in_parentheses() + ")";
            else
                append(declared, in_.name());
        }
        c.type = type_of_declared(declared);
        if (c.type.kind == types::sql_kind::other) c.type_text = declared;
        declared_.push_back(std::move(declared));
        made_.table.columns.push_back(std::move(c));
        std::string name;
        while (at_column_constraint()) column_constraint(name);
    }

    void column_constraint(std::string& name) {
        schema::column& c = made_.table.columns.back();
        if (in_.accept("CONSTRAINT")) {
            name = in_.name();
            return;
        }
        if (in_.accept("DEFAULT")) {
            default_value(c);
        } else if (in_.accept({"NOT", "NULL"})) {
            const std::string conflict = on_conflict();
            c.nullable = !conflict.empty();
            if (!conflict.empty()) append(c.unmodeled, "NOT NULL " + conflict);
        } else if (in_.accept("NULL")) {
            on_conflict();
        } else if (in_.accept({"PRIMARY", "KEY"})) {
            key_is_descending_ = in_.accept("DESC");
            in_.accept("ASC");
            made_.table.primary_key = schema::primary_key{name, {c.name}, on_conflict()};
            made_.autoincrement = in_.accept("AUTOINCREMENT");
        } else if (in_.accept("UNIQUE")) {
            made_.table.uniques.push_back({name, {c.name}, false, on_conflict()});
        } else if (in_.accept("CHECK")) {
            made_.table.checks.push_back({name, sqlite_text(condition()), {}});
        } else if (in_.next_is({"DEFERRABLE"}) || in_.next_is({"NOT", "DEFERRABLE"})) {
            deferral();
        } else if (in_.next_is({"REFERENCES"})) {
            foreign_key(name, {c.name});
        } else if (in_.accept("COLLATE")) {
            const std::string collation = in_.name();
            c.collation[dialect::sqlite] = equal_ignoring_case(collation, "BINARY") ? "" : collation;
        } else {
            generated(c);
        }
        name.clear();
    }

    std::string condition() { return bare_expression(in_.in_parentheses(), dialect::sqlite); }

    void default_value(schema::column& c) {
        std::string text;
        if (in_.next_is({"("})) {
            text = condition();
        } else if (in_.next_is({"-"}) || in_.next_is({"+"})) {
            text = in_.take().text;
            text += in_.take().text;
        } else {
            const lexical::token value = in_.take();
            text = value.text;
            // A name is a string here, except for the words that are values.
            const bool is_value = value.kind == token_kind::number || value.kind == token_kind::string ||
                                  (value.kind == token_kind::word && is_value_word(value.text));
            if (!is_value) text = dialects::string_literal(identifier_of(value));
        }
        if (!equal_ignoring_case(text, "NULL")) c.server_default = sqlite_text(std::move(text));
    }

    static bool is_value_word(std::string_view text) {
        for (const std::string_view word :
             {"null", "true", "false", "current_timestamp", "current_date", "current_time"})
            if (equal_ignoring_case(text, word)) return true;
        return false;
    }

    void generated(schema::column& c) {
        in_.accept({"GENERATED", "ALWAYS"});
        in_.expect("AS");
        c.generated = sqlite_text(condition());
        c.is_virtual = !in_.accept("STORED");
        if (c.is_virtual) in_.accept("VIRTUAL");
        made_.generated.push_back(c.name);
    }

    /// Returns the clause unless it says what holds without it.
    std::string on_conflict() {
        if (!in_.accept({"ON", "CONFLICT"})) return {};
        const std::string resolution = in_.name();
        if (equal_ignoring_case(resolution, "ABORT")) return {};
        return "ON CONFLICT " + resolution;
    }

    schema::action action() {
        if (in_.accept("CASCADE")) return schema::action::cascade;
        if (in_.accept("RESTRICT")) return schema::action::restrict_;
        if (in_.accept({"SET", "NULL"})) return schema::action::set_null;
        if (in_.accept({"SET", "DEFAULT"})) return schema::action::set_default;
        in_.expect("NO");
        in_.expect("ACTION");
        return schema::action::no_action;
    }

    void foreign_key(const std::string& name, std::vector<std::string> columns) {
        schema::foreign_key key;
        key.name = name;
        key.columns = std::move(columns);
        in_.expect("REFERENCES");
        key.table = in_.name();
        if (in_.next_is({"("})) key.references = key_columns(nullptr);
        for (;;) {
            if (in_.accept({"ON", "DELETE"}))
                key.on_delete = action();
            else if (in_.accept({"ON", "UPDATE"}))
                key.on_update = action();
            else if (in_.accept("MATCH"))
                in_.name();  // parsed and ignored by SQLite, too
            else
                break;
        }
        made_.table.foreign_keys.push_back(std::move(key));
        deferral();
    }

    /// Takes `[NOT] DEFERRABLE …`, which is about the foreign key before it, if there is one.
    void deferral() {
        const bool never = in_.accept({"NOT", "DEFERRABLE"});
        if (!never && !in_.accept("DEFERRABLE")) return;
        const bool deferred = in_.accept({"INITIALLY", "DEFERRED"}) && !never;
        in_.accept({"INITIALLY", "IMMEDIATE"});
        if (made_.table.foreign_keys.empty()) return;
        made_.table.foreign_keys.back().deferral = never      ? schema::deferral::none
                                                   : deferred ? schema::deferral::deferred
                                                              : schema::deferral::immediate;
    }

    /// Takes `(a, b COLLATE c DESC)`; collations and order go to `beyond`.
    std::vector<std::string> key_columns(std::string* beyond) {
        std::vector<std::string> made;
        in_.expect("(");
        do {
            made.push_back(in_.name());
            std::string more;
            if (in_.accept("COLLATE")) append(more, "COLLATE " + in_.name());
            if (in_.accept("DESC")) append(more, "DESC");
            in_.accept("ASC");
            if (beyond != nullptr && !more.empty()) append(*beyond, dialects::quoted(made.back()) + " " + more);
            if (beyond != nullptr && in_.accept("AUTOINCREMENT")) made_.autoincrement = true;
        } while (in_.accept(","));
        in_.expect(")");
        return made;
    }

    void table_constraint() {
        std::string name;
        while (in_.accept("CONSTRAINT")) name = in_.name();
        std::string beyond;
        if (in_.accept({"PRIMARY", "KEY"})) {
            std::vector<std::string> columns = key_columns(&beyond);
            append(beyond, on_conflict());
            made_.table.primary_key = schema::primary_key{name, std::move(columns), std::move(beyond)};
        } else if (in_.accept("UNIQUE")) {
            std::vector<std::string> columns = key_columns(&beyond);
            append(beyond, on_conflict());
            made_.table.uniques.push_back({name, std::move(columns), false, std::move(beyond)});
        } else if (in_.accept("CHECK")) {
            made_.table.checks.push_back({name, sqlite_text(condition()), {}});
            on_conflict();  // has no effect on a CHECK
        } else if (name.empty() || in_.next_is({"FOREIGN"})) {
            in_.expect("FOREIGN");
            in_.expect("KEY");
            foreign_key(name, key_columns(nullptr));
        }
    }

    void options() {
        while (!in_.at_end() && !in_.next_is({";"})) {
            if (in_.accept({"WITHOUT", "ROWID"}))
                made_.table.without_rowid = true;
            else if (in_.accept("STRICT"))
                made_.table.strict = true;
            else
                in_.expect(",");
        }
    }

    /// Gives columns in constraints the spelling of their definitions, and finds out what the key implies.
    void settle() {
        schema::table& t = made_.table;
        const auto respell = [&](std::vector<std::string>& columns) {
            for (std::string& name : columns)
                for (const schema::column& c : t.columns)
                    if (equal_ignoring_case(c.name, name)) name = c.name;
        };
        for (schema::unique& u : t.uniques) respell(u.columns);
        for (schema::foreign_key& k : t.foreign_keys) respell(k.columns);
        if (!t.primary_key) return;
        respell(t.primary_key->columns);
        const std::vector<std::string>& key = t.primary_key->columns;
        for (std::size_t i = 0; i != t.columns.size(); ++i) {
            schema::column& c = t.columns[i];
            if (std::find(key.begin(), key.end(), c.name) == key.end()) continue;
            if (t.without_rowid || t.strict) c.nullable = false;
            // Only the word INTEGER makes a key the rowid; `INT PRIMARY KEY` must not be spelled so.
            const bool exactly_integer = equal_ignoring_case(declared_[i], "INTEGER");
            if (key.size() == 1 && !exactly_integer && dialects::type_name(c.type, dialect::sqlite) == "INTEGER") {
                c.type = {types::sql_kind::other};
                c.type_text = declared_[i];
            }
            // `INTEGER PRIMARY KEY DESC` is no rowid, by an old mistake that SQLite keeps.
            if (key.size() != 1 || !exactly_integer || t.without_rowid || key_is_descending_) continue;
            made_.rowid_alias = true;
            c.nullable = false;
            c.identity = true;
            c.numbering.never_reused = made_.autoincrement;
            c.type = {types::sql_kind::int64};
        }
        if (key_is_descending_) {
            std::string order = dialects::quoted(key.front()) + " DESC";
            append(order, t.primary_key->unmodeled);
            t.primary_key->unmodeled = std::move(order);
        }
    }

    token_reader in_;
    table_definition made_{};
    std::vector<std::string> declared_{};  ///< types of columns
    bool key_is_descending_ = false;
};

}  // namespace

table_definition read_table(std::string_view sql) { return table_reader{sql}.read(); }

}  // namespace tain::migrate::sqlite
