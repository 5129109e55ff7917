// SPDX-License-Identifier: BSL-1.0
#include "introspection.hpp"
#include "postgresql_shadow.hpp"
#include "renames.hpp"
#include "respell.hpp"
#include "sqlite_expression.hpp"
#include "token_reader.hpp"

#include <tain/driver/error.hpp>
#include <tain/driver/sqlite/connection.hpp>
#include <tain/migrate/compare.hpp>
#include <tain/migrate/introspect.hpp>
#include <tain/schema/ddl.hpp>
#include <tain/schema/definition.hpp>
#include <tain/schema/order.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace tain::migrate {
namespace {

/// A database does not keep what models declare of changes: former names and backfills.
void take_declarations(schema::database& to, const schema::database& from) {
    for (schema::table& t : to.tables) {
        const schema::table* declared = from.find_table(t.name);
        if (declared == nullptr) continue;
        t.renamed_from = declared->renamed_from;
        for (schema::column& c : t.columns)
            if (const schema::column* column = declared->find_column(c.name)) {
                c.renamed_from = column->renamed_from;
                c.renamed_values = column->renamed_values;
                c.backfill = column->backfill;
            }
    }
    for (schema::enumeration& e : to.enums)
        if (const schema::enumeration* declared = from.find_enumeration(e.name))
            e.renamed_values = declared->renamed_values;
}

/// A desired schema, split into the tables that the database has to the letter and those that it has to spell first.
class split_schema {
public:
    split_schema(const schema::database& desired, const schema::database& there) : desired_(desired) {
        std::unordered_map<std::string_view, const schema::table*> live;
        for (const schema::table& t : there.tables) live.emplace(t.name, &t);
        std::unordered_set<std::string_view> referenced;
        for (const schema::table& t : desired.tables) {
            const auto found = live.find(t.name);
            if (found != live.end() && *found->second == t)
                known_.emplace(t.name, &t);
            else
                for (const schema::foreign_key& key : t.foreign_keys) referenced.insert(key.table);
        }
        open_.enums = desired.enums;
        open_.sequences = desired.sequences;
        for (const schema::table& t : desired.tables) {
            const bool is_known = known_.contains(t.name);
            if (is_known && !referenced.contains(t.name)) continue;
            open_.tables.push_back(t);
            if (is_known) open_.tables.back().foreign_keys.clear();
        }
    }

    /// What is to be created: the tables that are not known, and those that they reference, without keys of their own.
    const schema::database& open() const { return open_; }

    /// Returns what was created and read back together with the known tables, in the order in which all would be read.
    schema::database joined(schema::database read, dialect in) const {
        std::erase_if(read.tables, [&](const schema::table& t) { return known_.contains(t.name); });
        if (in == dialect::postgresql) {
            for (const auto& [name, table] : known_) read.tables.push_back(*table);
            std::sort(read.tables.begin(), read.tables.end(),
                      [](const schema::table& a, const schema::table& b) { return a.name < b.name; });
            return read;
        }
        std::unordered_map<std::string, std::size_t> at;
        for (std::size_t i = 0; i != read.tables.size(); ++i) at.emplace(read.tables[i].name, i);
        std::vector<schema::table> all;
        for (const std::size_t i : schema::creation_order(desired_)) {
            const std::string& name = desired_.tables[i].name;
            if (const auto found = at.find(name); found != at.end())
                all.push_back(std::move(read.tables[found->second]));
            else if (known_.contains(name))
                all.push_back(desired_.tables[i]);
        }
        read.tables = std::move(all);
        return read;
    }

private:
    const schema::database& desired_;
    std::unordered_map<std::string_view, const schema::table*> known_{};
    schema::database open_{};
};

/// The declared renames that the live database has not seen, and then what else differs. `respell` makes the first of
/// two schemas with the same names spell its expressions like the second.
template <class Respell>
std::vector<operation> compare(schema::database there, schema::database wanted, const schema::database& desired,
                               const Respell& respell) {
    take_declarations(wanted, desired);
    std::vector<operation> made = declared_renames(there, wanted, exchanges::unknown);
    if (!made.empty()) there = renamed(std::move(there), made);
    respell(there, wanted);
    std::vector<operation> rest = differences(there, wanted, made);
    made.insert(made.end(), std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end()));
    return made;
}

std::vector<operation> compare_sqlite(driver::connection& live, const schema::database& desired,
                                      const filter& passing) {
    schema::database there = filtered(introspect(live), passing);
    const split_schema split{desired, there};
    const auto memory = driver::sqlite::connect({.path = ":memory:"});
    for (const std::string& statement : schema::create_all(split.open(), dialect::sqlite)) memory->script(statement);
    const schema::database shadow = filtered(split.joined(introspect(*memory), dialect::sqlite), passing);

    respell_names(there, shadow);
    return compare(std::move(there), shadow, desired, [](schema::database& of, const schema::database& as) {
        respell_types(of, as);
        respell_expressions(of, as, dialect::sqlite,
                            [](const schema::table&, const std::string& a, const std::string& b) {
                                return sqlite::canonical(a) == sqlite::canonical(b);
                            });
    });
}

/// The start of the transaction, in the spellings that PostgreSQL keeps apart.
bool is_now(const std::string& expression) {
    const std::string text = lower(expression);
    return text == "now()" || text == "current_timestamp" || text == "transaction_timestamp()";
}

/// Leaves alone the sequences that models do not know. What a column takes from one is a default like others, unless the
/// column is numbered in the models, too.
void pass_over_sequences(schema::database& there, const schema::database& desired) {
    std::set<std::string> used;
    for (schema::table& t : there.tables) {
        const schema::table* model = desired.find_table(t.name);
        for (schema::column& c : t.columns) {
            if (c.numbering.sequence.empty()) continue;
            const schema::column* wanted = model == nullptr ? nullptr : model->find_column(c.name);
            if (model == nullptr || (wanted != nullptr && wanted->identity)) {
                used.insert(c.numbering.sequence);
                continue;
            }
            c.server_default = schema::sql_text{{}, schema::next_value(c.numbering.sequence)};
            c.numbering = {};
            c.identity = false;
        }
    }
    std::erase_if(there.sequences, [&](const schema::sequence& one) {
        return !used.contains(one.name) && desired.find_sequence(one.name) == nullptr;
    });
}

/// Says what is in the way of the shadow, and that a scratch database can hold it. Rethrows what it knows no better of:
/// to be called where it was caught.
[[noreturn]] void refuse_shadow(driver::connection& on, bool is_scratch, const database_error& why) {
    const std::string said = why.report().server + " (" + why.code() + ")";
    const auto refuse = [&](const std::string& text) { throw database_error("tain: " + text, why.report()); };
    const std::string purpose = ", in which the models' schema is made for a while, as a temporary one, to be compared";
    if (why.code() == "25006") {
        if (is_scratch)
            refuse("the scratch database" + purpose + ", only reads: " + said + "; give one that is written");
        refuse(
            "this database, beside whose schema that of the models is made for a while, as a temporary one, to be "
            "compared, only reads: " +
            said + "; give a writable PostgreSQL by --scratch URL");
    }
    if (why.code() == "42501") {
        const auto right = on.rows(
            "SELECT has_database_privilege(current_database(), 'TEMPORARY'), format('GRANT TEMPORARY ON DATABASE %I TO "
            "%I', current_database(), current_user)");
        if (right.rows.at(0).at(0) != "t")
            refuse("the role lacks the right TEMPORARY on the " + std::string{is_scratch ? "scratch " : ""} +
                   "database" + purpose + ": " + said + "; " + right.rows[0][1].value_or("grant it") +
                   (is_scratch ? "" : ", or give a writable PostgreSQL by --scratch URL"));
    }
    if (is_scratch)
        refuse(
            "the models' schema cannot be made on the scratch database: " + said +
            "; it needs the extensions, types and functions that the models use, in the schemas in which the compared "
            "database has them");
    throw;
}

/// What makes the shadow, and where.
postgresql::shadow shadow_of(const schema::database& of, driver::connection& live, driver::connection* scratch) {
    if (scratch != nullptr && scratch->kind() != dialect::postgresql)
        throw error("tain: the scratch database is a SQLite database; give the URL of a PostgreSQL");
    driver::connection& on = scratch == nullptr ? live : *scratch;
    std::optional<std::string> search_path;
    if (scratch != nullptr) search_path = live.rows("SELECT current_setting('search_path')").rows.at(0).at(0);
    try {
        return postgresql::shadow{on, of, search_path};
    } catch (const connection_error&) {
        throw;
    } catch (const database_error& e) {
        refuse_shadow(on, scratch != nullptr, e);
    }
}

std::vector<operation> compare_postgresql(driver::connection& live, const schema::database& models,
                                          const filter& passing, driver::connection* scratch) {
    schema::database there = filtered(introspect(live, schema::schemas_of(models)), passing);
    const std::string main = live.rows("SELECT current_schema()").rows.at(0).at(0).value_or("");
    const schema::database desired = in_default_schema(models, main);
    pass_over_sequences(there, desired);
    const split_schema split{desired, there};
    postgresql::shadow shadow = shadow_of(split.open(), live, scratch);
    return compare(std::move(there), filtered(split.joined(shadow.read(), dialect::postgresql), passing), desired,
                   [&](schema::database& of, const schema::database& as) {
                       respell_expressions(of, as, dialect::postgresql,
                                           [&](const schema::table& on, const std::string& a, const std::string& b) {
                                               return (is_now(a) && is_now(b)) || shadow.same(on.name, a, b);
                                           });
                   });
}

}  // namespace

std::vector<operation> compare(driver::connection& live, const schema::database& desired, const filter& passing,
                               driver::connection* scratch) {
    return live.kind() == dialect::sqlite ? compare_sqlite(live, desired, passing)
                                          : compare_postgresql(live, desired, passing, scratch);
}

}  // namespace tain::migrate
