// SPDX-License-Identifier: BSL-1.0
#include "introspection.hpp"
#include "rebuild_losses.hpp"
#include "rebuild_section.hpp"
#include "sqlite_health.hpp"
#include "sqlite_plan.hpp"
#include "token_reader.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/dialect/type_names.hpp>
#include <tain/driver/error.hpp>
#include <tain/migrate/rebuild.hpp>

#include <algorithm>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::migrate {

using dialects::quoted;

namespace {

std::string value(driver::connection& of, const std::string& sql) {
    const driver::text_rows found = of.rows(sql);
    return found.rows.empty() ? std::string{} : found.rows.at(0).at(0).value_or("");
}

bool contains(const std::vector<std::string>& in, std::string_view name) {
    return std::any_of(in.begin(), in.end(), [&](const std::string& c) { return equal_ignoring_case(c, name); });
}

[[noreturn]] void refuse(const std::string& what, const std::vector<std::string>& because, const std::string& fix) {
    std::string message = "tain: " + what;
    for (const std::string& one : because) message += "\n  " + one;
    throw error(message += "\n" + fix);
}

/// An index that the section does not know, to be put back as it was.
struct stray_index {
    std::string name{};
    std::string sql{};
};

struct sequence {
    std::string table{};
    std::string last{};
};

/// What SQLite says of the storage of a value of this type; empty where anything goes.
std::string stored_as(types::sql_kind kind) {
    if (kind == types::sql_kind::decimal) return "'integer', 'text'";  // by its precision
    const std::string_view declared = dialects::strict_type_name({kind});
    if (declared == "INT") return "'integer'";
    if (declared == "REAL") return "'real', 'integer'";
    if (declared == "TEXT") return "'text'";
    if (declared == "BLOB") return "'blob'";
    return {};
}

}  // namespace

struct rebuild_guard::state {
    state(driver::connection& connection, std::string_view text)
        : on(connection), section(sqlite::read_section(text)) {}

    void require_transaction() const;
    void rename();
    void inspect();
    void inspect(const sqlite::rebuild_steps& steps, std::vector<std::string>& lost);
    void save_indexes(const sqlite::rebuild_steps& steps, std::vector<std::string>& lost);
    void save_sequences();
    bool goes_on_counting(std::string_view table) const;
    bool is_rebuilt(std::string_view table) const;
    void check_copy(std::string_view table) const;
    void restore();

    driver::connection& on;
    sqlite::rebuild_section section;
    std::vector<sqlite::table_definition> live{};
    std::vector<stray_index> indexes{};
    std::vector<sequence> sequences{};
    sqlite::health before{};
    std::string legacy{};
    bool statistics = false;
    std::size_t begun = 0;  ///< how many of the section's statements have run
};

void rebuild_guard::state::require_transaction() const {
    if (on.kind() != dialect::sqlite) throw unsupported("tain: only SQLite sections rebuild tables");
    if (!on.in_transaction()) throw error("tain: a section that rebuilds tables needs a transaction; begin one before");
    if (value(on, "PRAGMA foreign_keys") != "0")
        throw error(
            "tain: foreign keys are on, and dropping a rebuilt table would delete the rows that reference it; run "
            "PRAGMA foreign_keys = OFF before the transaction begins");
}

/// Runs the section up to the last rename before its first table goes: what it rebuilds has its new names then.
void rebuild_guard::state::rename() {
    std::size_t end = 0;
    for (std::size_t i = 0; i != section.statements.size(); ++i) {
        const std::string& text = section.statements[i].text;
        if (sqlite::renames(text)) end = i + 1;
        if (!sqlite::dropped_table(text).empty()) break;
    }
    for (; begun != end; ++begun) on.script(section.statements[begun].text);
}

void rebuild_guard::state::inspect() {
    live = sqlite::read_content(on).tables;
    std::vector<std::string> lost;
    for (const sqlite::rebuild_steps& steps : section.rebuilds) inspect(steps, lost);
    if (!lost.empty())
        refuse("this migration rebuilds tables and would lose what it does not know of", lost,
               "add it to the models and make the migration anew, or add it to the file's CREATE TABLE and copy, or "
               "name it in the file: -- tain:rebuild \"table\" drops column \"…\" constraint \"…\" "
               "collation \"column\" clause \"column\" expression \"column\" option \"…\"");
}

void rebuild_guard::state::inspect(const sqlite::rebuild_steps& steps, std::vector<std::string>& lost) {
    const std::string& name = steps.directive.table;
    const auto find = [&](std::string_view wanted) {
        return std::find_if(live.begin(), live.end(), [&](const sqlite::table_definition& t) {
            return equal_ignoring_case(t.table.name, wanted);
        });
    };
    const auto table = find(name);
    if (table == live.end())
        throw error("tain: the database has no table " + quoted(name) +
                    " to rebuild; it does not have the schema that this migration begins from");
    if (find(sqlite::temporary_name(name)) != live.end())
        throw error("tain: a table " + quoted(sqlite::temporary_name(name)) +
                    " is in the way of the rebuild; look at its rows, then drop it");
    for (const std::string& one : sqlite::losses(*table, steps)) lost.push_back(quoted(name) + ": " + one);
    save_indexes(steps, lost);
    if (!value(on, "SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_stat1'").empty()) {
        const std::string count = value(on, "SELECT count(*) FROM main.sqlite_stat1 WHERE lower(tbl) = lower(" +
                                                dialects::string_literal(name) + ")");
        statistics = statistics || count != "0";
    }
}

void rebuild_guard::state::save_indexes(const sqlite::rebuild_steps& steps, std::vector<std::string>& lost) {
    const std::string& name = steps.directive.table;
    const std::optional<std::string> table[] = {name};
    const driver::text_rows found = on.rows(
        "SELECT name, sql FROM main.sqlite_schema\n"
        "WHERE type = 'index' AND sql IS NOT NULL AND lower(tbl_name) = lower(?1) ORDER BY rowid",
        table);
    for (const auto& row : found.rows) {
        stray_index index{row[0].value_or(""), row[1].value_or("")};
        if (contains(section.indexes, index.name)) continue;
        const auto dropped =
            std::find_if(steps.directive.dropped_columns.begin(), steps.directive.dropped_columns.end(),
                         [&](const std::string& column) { return migrate::mentions(index.sql, column); });
        if (dropped != steps.directive.dropped_columns.end())
            lost.push_back(quoted(name) + ": index " + quoted(index.name) + ", which needs the dropped column " +
                           quoted(*dropped));
        else
            indexes.push_back(std::move(index));
    }
}

void rebuild_guard::state::save_sequences() {
    for (const sqlite::table_definition& t : live) {
        if (!t.autoincrement || !goes_on_counting(t.table.name)) continue;
        const std::string last =
            value(on, "SELECT seq FROM main.sqlite_sequence WHERE name = " + dialects::string_literal(t.table.name));
        if (!last.empty()) sequences.push_back({t.table.name, last});
    }
}

/// True for a table whose rebuilt one has AUTOINCREMENT.
bool rebuild_guard::state::goes_on_counting(std::string_view table) const {
    return std::any_of(section.rebuilds.begin(), section.rebuilds.end(), [&](const sqlite::rebuild_steps& steps) {
        return equal_ignoring_case(steps.directive.table, table) && steps.fresh.autoincrement;
    });
}

bool rebuild_guard::state::is_rebuilt(std::string_view table) const {
    return std::any_of(section.rebuilds.begin(), section.rebuilds.end(), [&](const sqlite::rebuild_steps& steps) {
        return equal_ignoring_case(steps.directive.table, table);
    });
}

/// Before the old table is dropped: the copy has all rows, and converted values are of their new type.
void rebuild_guard::state::check_copy(std::string_view table) const {
    const std::string old = quoted(table), fresh = quoted(sqlite::temporary_name(table));
    const std::string rows = value(on, "SELECT count(*) FROM " + old);
    const std::string copied = value(on, "SELECT count(*) FROM " + fresh);
    if (rows != copied)
        throw error("tain: the rebuild of " + old + " copied " + copied + " of " + rows +
                    " rows; if rows are meant to go, DELETE them in a statement of its own before the rebuild");

    const auto was = std::find_if(live.begin(), live.end(), [&](const sqlite::table_definition& t) {
        return equal_ignoring_case(t.table.name, table);
    });
    for (const sqlite::rebuild_steps& steps : section.rebuilds) {
        if (!equal_ignoring_case(steps.directive.table, table)) continue;
        for (const schema::column& c : steps.fresh.table.columns) {
            const schema::column* before_it = was->table.find_column(c.name);
            const std::string allowed = stored_as(c.type.kind);
            if (before_it == nullptr || before_it->type.kind == c.type.kind || allowed.empty()) continue;
            const std::string column = quoted(c.name);
            const std::string wrong = value(
                on, "SELECT count(*) FROM " + fresh + " WHERE typeof(" + column + ") NOT IN (" + allowed + ", 'null')");
            if (wrong != "0")
                throw error("tain: " + wrong + (wrong == "1" ? " value" : " values") + " of " + old + "." + column +
                            " cannot be converted to the column's new type; convert or clear them in a statement "
                            "before the rebuild, or give an expression in its SELECT");
        }
    }
}

void rebuild_guard::state::restore() {
    std::vector<std::string> there;
    for (const sqlite::code_object& one : sqlite::read_code(on)) there.push_back(one.name);
    for (const sqlite::code_object& trigger : before.code)
        if (!trigger.is_view && is_rebuilt(trigger.table) && !contains(there, trigger.name)) on.script(trigger.sql);
    for (const stray_index& index : indexes) on.script(index.sql);
    for (const sequence& s : sequences) {
        const std::string name = dialects::string_literal(s.table);
        on.script("DELETE FROM main.sqlite_sequence WHERE name = " + name +
                  "; INSERT INTO main.sqlite_sequence (name, seq) VALUES (" + name + ", " + s.last + ")");
    }
}

std::vector<std::string> rebuilt_tables(std::string_view section) {
    std::vector<std::string> made;
    for (sqlite::rebuild_directive& d : sqlite::read_directives(section)) made.push_back(std::move(d.table));
    return made;
}

rebuild_guard::rebuild_guard(driver::connection& on, std::string_view section)
    : state_(std::make_unique<state>(on, section)) {
    state_->require_transaction();
    state_->rename();
    state_->inspect();
    state_->save_sequences();
    state_->before = sqlite::examine(on);
    state_->legacy = value(on, "PRAGMA legacy_alter_table");
}

rebuild_guard::~rebuild_guard() {
    try {
        if (state_->on.usable())
            state_->on.script(state_->legacy == "1" ? "PRAGMA legacy_alter_table = ON"
                                                    : "PRAGMA legacy_alter_table = OFF");
    } catch (const std::exception&) {
        // The connection is gone, and the setting with it.
    }
}

void rebuild_guard::run() {
    for (; state_->begun != state_->section.statements.size(); ++state_->begun) {
        const sql_statement& statement = state_->section.statements[state_->begun];
        const std::string dropped = sqlite::dropped_table(statement.text);
        if (!dropped.empty() && state_->is_rebuilt(dropped)) state_->check_copy(dropped);
        state_->on.script(statement.text);
    }
}

void rebuild_guard::finish() {
    state_->restore();
    state_->on.script("PRAGMA legacy_alter_table = OFF");
    const std::vector<std::string> worse = sqlite::damage(state_->before, sqlite::examine(state_->on));
    if (!worse.empty())
        refuse("this migration breaks what stands around the rebuilt tables", worse,
               "change or drop it in the migration, before the rebuild");
}

bool rebuild_guard::had_statistics() const noexcept { return state_->statistics; }

}  // namespace tain::migrate
