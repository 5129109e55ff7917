// SPDX-License-Identifier: BSL-1.0
#include "postgresql_shadow.hpp"

#include "introspection.hpp"
#include "token_reader.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/driver/error.hpp>
#include <tain/schema/ddl.hpp>

#include <exception>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::migrate::postgresql {
namespace {

void roll_back(driver::connection& on, bool nested) noexcept {
    try {
        if (on.usable())
            on.script(nested ? "ROLLBACK TO SAVEPOINT tain_shadow; RELEASE SAVEPOINT tain_shadow" : "ROLLBACK");
    } catch (const std::exception&) {
        // The connection is gone, and with it the transaction.
    }
}

/// Calls what has an index by what `called` makes of its name.
template <class Called>
void rename_indexes(schema::table& of, const Called& called) {
    if (of.primary_key) of.primary_key->name = called(of.primary_key->name);
    for (schema::unique& u : of.uniques) u.name = called(u.name);
    for (schema::index& i : of.indexes) i.name = called(i.name);
}

/// All statements as one script: one round trip. `pg_temp` holds the tables of all schemas, under the names that SQLite
/// gives them; no right to create schemas is needed. Indexes of two schemas may have one name: those of tables in schemas
/// get others, which `names` leads back.
std::string creation(schema::database of, std::map<std::string, std::string>& names,
                     const std::optional<std::string>& search_path) {
    for (schema::table& t : of.tables) {
        if (!t.schema_name.empty())
            rename_indexes(t, [&names](const std::string& name) {
                if (name.empty()) return name;
                const std::string other = "tain_shadow_" + std::to_string(names.size() + 1);
                names[other] = name;
                return other;
            });
        // A default names such a sequence with its schema: it takes from the live one.
        if (!t.schema_name.empty())
            for (schema::column& c : t.columns) c.own_sequence.name.clear();
        t.schema_name.clear();
        for (schema::foreign_key& key : t.foreign_keys) key.schema_name.clear();
    }
    std::string made = "SELECT set_config('search_path', concat_ws(', ', 'pg_temp', nullif(" +
                       (search_path ? dialects::string_literal(*search_path) : "current_setting('search_path')") +
                       ", '')), true);\n";
    for (const std::string& statement : schema::create_all(of, dialect::postgresql)) (made += statement) += ";\n";
    return made;
}

}  // namespace

shadow::shadow(driver::connection& on, const schema::database& of, const std::optional<std::string>& search_path)
    : on_(on), of_(of), nested_(on.in_transaction()) {
    on_.script(nested_ ? "SAVEPOINT tain_shadow" : "BEGIN");
    try {
        on_.script(creation(of, names_, search_path));
    } catch (...) {
        roll_back(on_, nested_);
        throw;
    }
}

shadow::~shadow() { roll_back(on_, nested_); }

schema::database shadow::read() {
    schema::database made;
    if (of_ == schema::database{}) return made;
    // The session may have temporary tables of its own.
    schema::database all = introspect(on_, "pg_my_temp_schema()");
    for (schema::table& t : all.tables)
        if (of_.find_table(t.name) != nullptr) made.tables.push_back(std::move(t));
    for (schema::enumeration& e : all.enums)
        if (of_.find_enumeration(e.name) != nullptr) made.enums.push_back(std::move(e));
    for (schema::sequence& s : all.sequences)
        if (of_.find_sequence(s.name) != nullptr) made.sequences.push_back(std::move(s));
    for (schema::table& t : made.tables) {
        t.schema_name = of_.find_table(t.name)->schema_name;
        rename_indexes(t, [this](const std::string& name) {
            const auto own = names_.find(name);
            return own == names_.end() ? name : own->second;
        });
        for (schema::foreign_key& key : t.foreign_keys)
            if (const schema::table* there = of_.find_table(key.table)) key.schema_name = there->schema_name;
    }
    return made;
}

std::string shadow::respelled(std::string_view table, std::string_view expression) {
    on_.script("SAVEPOINT tain_probe");
    try {
        // Any expression can be asked whether it is NULL: one form for conditions and index expressions.
        on_.script("ALTER TABLE " + dialects::quoted(table) + " ADD CONSTRAINT \"tain_probe\" CHECK ((" +
                   std::string{expression} + ") IS NOT NULL) NOT VALID");
        const driver::text_rows found = on_.rows(
            "SELECT pg_catalog.pg_get_expr(conbin, conrelid) FROM pg_catalog.pg_constraint\n"
            "WHERE conname = 'tain_probe' AND connamespace = pg_my_temp_schema()");
        on_.script("ROLLBACK TO SAVEPOINT tain_probe");
        std::string printed = bare_expression(found.rows.at(0).at(0).value_or(""), dialect::postgresql);
        if (printed.ends_with(" IS NOT NULL")) printed.resize(printed.size() - std::string_view{" IS NOT NULL"}.size());
        return bare_expression(printed, dialect::postgresql);
    } catch (const connection_error&) {
        throw;
    } catch (const database_error&) {
        on_.script("ROLLBACK TO SAVEPOINT tain_probe");
        return std::string{expression};
    }
}

bool shadow::same(std::string_view table, std::string_view a, std::string_view b) {
    std::string one{a}, other{b};
    for (int round = 0; round != 3; ++round) {
        std::string next = respelled(table, one);
        std::string next_other = respelled(table, other);
        if (next == next_other) return true;
        if (next == one && next_other == other) return false;
        one = std::move(next);
        other = std::move(next_other);
    }
    return false;
}

}  // namespace tain::migrate::postgresql
