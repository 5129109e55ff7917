// SPDX-License-Identifier: BSL-1.0
#include "sqlite_health.hpp"

#include "token_reader.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/driver/error.hpp>

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tain::migrate::sqlite {
namespace {

using dialects::quoted;

/// What a trigger waits for.
struct trigger_event {
    std::string verb{};
    std::vector<std::string> columns{};  ///< of UPDATE OF
};

trigger_event event_of(const std::string& sql) {
    token_reader in{sql, dialect::sqlite};
    trigger_event made;
    in.accept("CREATE");
    if (!in.accept("TEMP")) in.accept("TEMPORARY");
    in.expect("TRIGGER");
    in.accept({"IF", "NOT", "EXISTS"});
    in.name();
    if (in.accept(".")) in.name();
    while (!in.at_end()) {
        const std::string word = lower(in.take().text);
        if (word != "insert" && word != "delete" && word != "update") continue;
        made.verb = word;
        for (bool more = in.accept("OF"); more; more = in.accept(",")) made.columns.push_back(in.name());
        break;
    }
    return made;
}

std::vector<std::string> columns_of(driver::connection& of, const std::string& table) {
    std::vector<std::string> made;
    const std::optional<std::string> name[] = {table};
    for (const auto& row : of.rows("SELECT name FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0", name).rows)
        made.push_back(row[0].value_or(""));
    return made;
}

/// Compiles a statement that fires the trigger; throws what SQLite says against it.
void compile(driver::connection& on, const code_object& trigger) {
    const trigger_event event = event_of(trigger.sql);
    const std::string table = quoted(trigger.table);
    if (event.verb == "insert") on.rows("EXPLAIN INSERT INTO " + table + " DEFAULT VALUES");
    if (event.verb == "delete") on.rows("EXPLAIN DELETE FROM " + table);
    if (event.verb != "update") return;
    const std::vector<std::string> known = columns_of(on, trigger.table);
    std::vector<std::string> columns = event.columns.empty() ? known : event.columns;
    if (event.columns.empty() && columns.size() > 1) columns.resize(1);
    for (const std::string& c : columns) {
        // SQLite itself does not look at the list of UPDATE OF: the trigger would never fire again.
        if (std::none_of(known.begin(), known.end(), [&](const std::string& k) { return equal_ignoring_case(k, c); }))
            throw error("no such column: " + c);
        on.rows("EXPLAIN UPDATE " + table + " SET " + quoted(c) + " = " + quoted(c));
    }
}

std::string reason(const std::exception& e) {
    const auto* reported = dynamic_cast<const database_error*>(&e);
    return reported != nullptr && !reported->report().server.empty() ? reported->report().server : e.what();
}

}  // namespace

std::vector<code_object> read_code(driver::connection& of) {
    std::vector<code_object> made;
    const driver::text_rows found = of.rows(
        "SELECT name, tbl_name, sql, type FROM main.sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY rowid");
    made.reserve(found.rows.size());
    for (const auto& row : found.rows)
        made.push_back({row[0].value_or(""), row[1].value_or(""), row[2].value_or(""), row[3] == "view"});
    return made;
}

health examine(driver::connection& of) {
    health made;
    made.code = read_code(of);
    for (const code_object& one : made.code) {
        try {
            if (one.is_view)
                of.rows("SELECT * FROM main." + quoted(one.name) + " LIMIT 0");
            else
                compile(of, one);
        } catch (const connection_error&) {
            throw;
        } catch (const error& e) {
            made.broken.emplace((one.is_view ? "view " : "trigger ") + quoted(one.name), reason(e));
        }
    }
    const driver::text_rows dangling = of.rows(
        "SELECT m.name, f.\"table\" FROM main.sqlite_schema AS m, pragma_foreign_key_list(m.name, 'main') AS f\n"
        "WHERE m.type = 'table' AND NOT EXISTS (SELECT 1 FROM main.sqlite_schema AS p\n"
        "                                       WHERE p.type = 'table' AND lower(p.name) = lower(f.\"table\"))");
    for (const auto& row : dangling.rows)
        made.broken.emplace("a foreign key of table " + quoted(row[0].value_or("")),
                            "there is no table " + quoted(row[1].value_or("")));
    try {
        for (const auto& row : of.rows("PRAGMA main.foreign_key_check").rows)
            ++made.orphans[{row[0].value_or(""), row[2].value_or("")}];
    } catch (const connection_error&) {
        throw;
    } catch (const database_error& e) {
        made.broken.emplace("foreign keys", reason(e));
    }
    return made;
}

std::vector<std::string> damage(const health& before, const health& after) {
    std::vector<std::string> made;
    for (const auto& [what, why] : after.broken)
        if (!before.broken.contains(what)) made.push_back(what + " no longer works: " + why);
    for (const auto& [tables, count] : after.orphans) {
        const auto known = before.orphans.find(tables);
        const long more = count - (known == before.orphans.end() ? 0 : known->second);
        if (more > 0)
            made.push_back("table " + quoted(tables.first) + " has " + std::to_string(more) +
                           (more == 1 ? " row" : " rows") + " without their row in " + quoted(tables.second));
    }
    return made;
}

}  // namespace tain::migrate::sqlite
