// SPDX-License-Identifier: BSL-1.0
#include "disguised.hpp"
#include "migrate/databases.hpp"
#include "schema_file.hpp"

#include <tain/migrate/compare.hpp>
#include <tain/migrate/introspect.hpp>
#include <tain/migrate/operation.hpp>
#include <tain/migrate/snapshot.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::test {
namespace {

const std::filesystem::path folder = "build/real_schemas/schemas";
const std::filesystem::path page = "docs/real_schemas.md";

std::string whole(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// The text without comments that begin with #, which some programs take away before SQLite sees them.
std::string without_hash_comments(const std::string& text) {
    std::string made;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);) {
        const std::size_t sign = line.find('#');
        const auto before = line.begin() + static_cast<std::ptrdiff_t>(std::min(sign, line.size()));
        const bool in_text = std::count(line.begin(), before, '\'') % 2 != 0;
        (made += in_text ? line : line.substr(0, sign)) += '\n';
    }
    return made;
}

/// What was found out about a file.
struct result {
    schema_file file{};
    std::size_t tables = 0, columns = 0, indexes = 0, keys = 0;
    std::vector<std::string> faults{};
    std::string refused{};  ///< why the database itself does not take the file
};

using names = std::set<std::pair<std::string, std::string>>;

/// Tables and columns as the catalog counts them: a column's name, or nothing for the table itself.
names catalog_of(driver::connection& of) {
    const std::string_view sql =
        of.kind() == dialect::sqlite
            ? "SELECT l.name, x.name FROM pragma_table_list AS l, pragma_table_xinfo(l.name) AS x\n"
              "WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'\n"
              "UNION ALL SELECT name, '' FROM pragma_table_list\n"
              "WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            : "SELECT c.relname, coalesce(a.attname, '') FROM pg_class AS c\n"
              "LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped\n"
              "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT "
              "c.relispartition\n"
              "  AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = "
              "c.oid\n"
              "                  AND d.deptype = 'e')\n"
              "UNION ALL SELECT c.relname, '' FROM pg_class AS c\n"
              "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT "
              "c.relispartition\n"
              "  AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = "
              "c.oid\n"
              "                  AND d.deptype = 'e')";
    names made;
    for (const auto& row : of.rows(sql).rows) made.emplace(row[0].value_or(""), row[1].value_or(""));
    return made;
}

names names_of(const schema::database& of) {
    names made;
    for (const schema::table& t : of.tables) {
        made.emplace(t.name, "");
        for (const schema::column& c : t.columns) made.emplace(t.name, c.name);
    }
    return made;
}

/// The databases of one file: the first as the file makes it, the second as Tain makes it from the first one's schema.
class pair_of_databases {
public:
    explicit pair_of_databases(const schema_file& file) : file_(file), first_(empty_database(file.of)) {
        if (file.of == dialect::sqlite) {
            second_ = empty_database(file.of);
            return;
        }
        second_ = first_;
        first_->script(
            "DROP SCHEMA IF EXISTS tain_first, tain_second, public CASCADE;\n"
            "CREATE SCHEMA tain_first; CREATE SCHEMA tain_second; CREATE SCHEMA public");
    }

    driver::connection& first() const { return enter(*first_, "tain_first"); }
    driver::connection& second() const { return enter(*second_, "tain_second"); }

    void load() const {
        const std::string text = whole(file_.path);
        if (file_.of == dialect::sqlite) {
            first_->script(without_hash_comments(text));
            return;
        }
        for (const std::string& statement : statements_of(text)) {
            if (is_beside_schema(statement)) continue;
            driver::connection& here = is_extension(statement) ? enter(*first_, "public") : first();
            here.script(without_public(statement));
        }
    }

    void copy(const schema::database& of) const {
        if (file_.of == dialect::postgresql) {
            second().script("SET check_function_bodies = off");
            for (const std::string& statement : statements_of(whole(file_.path))) {
                if (!is_needed_by_tables(statement)) continue;
                try {
                    second().script(without_public(statement));
                } catch (const database_error&) {
                    // It needs a table: then no table needs it.
                }
            }
            second().script("RESET check_function_bodies");
        }
        for (const std::string& statement : schema::create_all(of, file_.of)) second().script(statement);
    }

private:
    /// On PostgreSQL both are schemas of one database, beside `public`, which has the extensions.
    driver::connection& enter(driver::connection& on, std::string_view schema) const {
        if (file_.of == dialect::postgresql) on.script("SET search_path TO " + std::string{schema} + ", public");
        return on;
    }

    const schema_file& file_;
    std::shared_ptr<driver::connection> first_;
    std::shared_ptr<driver::connection> second_{};
};

result result_of(const schema_file& file) {
    result made;
    made.file = file;
    const pair_of_databases both{file};
    try {
        both.load();
    } catch (const database_error& e) {
        made.refused = e.report().server.empty() ? e.what() : e.report().server;
        return made;
    }

    const auto no_error = [&](const std::string& what, const std::function<void()>& act) {
        try {
            act();
        } catch (const std::exception& e) {
            made.faults.push_back(what + ": " + e.what());
        }
    };
    const auto same = [&](const std::string& what, driver::connection& live, const schema::database& desired) {
        for (const schema::database& one : {desired, disguised(desired, file.of)})
            no_error(what, [&] {
                for (const migrate::operation& o : migrate::compare(live, one))
                    made.faults.push_back(what + ": " + describe(o));
            });
    };
    schema::database first;
    no_error("introspection", [&] { first = migrate::introspect(both.first()); });
    for (const schema::table& t : first.tables) {
        ++made.tables;
        made.columns += t.columns.size();
        made.indexes += t.indexes.size();
        made.keys += t.foreign_keys.size();
    }
    if (names_of(first) != catalog_of(both.first())) made.faults.push_back("the catalog names other tables or columns");
    no_error("snapshot", [&] {
        if (migrate::parse_snapshot(migrate::write_snapshot(first), "snapshot") != first)
            made.faults.push_back("a snapshot gives back another schema");
    });
    same("with itself", both.first(), first);
    schema::database second;
    no_error("creation", [&] {
        both.copy(first);
        second = migrate::introspect(both.second());
    });
    same("the second with the first", both.second(), first);
    same("the first with the second", both.first(), second);
    return made;
}

std::string escaped(std::string of) {
    for (char& c : of)
        if (c == '\n') c = ' ';
    for (std::size_t at = 0; (at = of.find('|', at)) != of.npos; at += 2) of.replace(at, 1, "\\|");
    return of;
}

std::string line_of(const result& of) {
    std::string made = "| " + of.file.package + " | " + of.file.name + " | " +
                       (of.file.of == dialect::sqlite ? "SQLite" : "PostgreSQL") + " | ";
    if (!of.refused.empty()) return made + "| | | | not taken by the database: " + escaped(of.refused) + " |\n";
    for (const std::size_t count : {of.tables, of.columns, of.indexes, of.keys}) made += std::to_string(count) + " | ";
    return made + (of.faults.empty() ? "none" : std::to_string(of.faults.size())) + " |\n";
}

std::string written(const std::vector<result>& all) {
    result sum;
    std::size_t taken = 0;
    std::string lines;
    for (const result& one : all) {
        lines += line_of(one);
        if (one.refused.empty()) ++taken;
        sum.tables += one.tables;
        sum.columns += one.columns;
        sum.indexes += one.indexes;
        sum.keys += one.keys;
    }
    return "# Real schemas\n\n"
           "Written by the test `real_schemas` (`TAIN_WRITE_REAL_SCHEMAS=1`). Schemas that packages of Debian ship, "
           "which nobody here\nwrote, are downloaded by `tests/real_schemas/fetch`. Each is loaded into an empty "
           "database and introspected. The\ndifferences counted are those of the database with its own schema, of a "
           "second database made from that schema\nwith it, and of the first database with the second's schema. The "
           "snapshot is read back equal, and every table and\ncolumn that the catalog counts is in the schema.\n\n"
           "Rows, owners and rights are not loaded. What tables need and a schema does not hold (functions, domains, "
           "extensions)\nis made in the second database from the file.\n\n" +
           std::to_string(taken) + " of " + std::to_string(all.size()) +
           " schemas are taken by the database: " + std::to_string(sum.tables) + " tables, " +
           std::to_string(sum.columns) + " columns, " + std::to_string(sum.indexes) + " indexes, " +
           std::to_string(sum.keys) + " foreign keys.\n\n" +
           "| package | file | database | tables | columns | indexes | foreign keys | differences |\n"
           "| --- | --- | --- | --- | --- | --- | --- | --- |\n" +
           lines;
}

}  // namespace

TEST_CASE("schemas that packages ship differ in nothing from what is introspected") {
    const std::vector<schema_file> files = schema_files(folder);
    if (files.empty()) FAIL("there are no schemas in " << folder.string() << "; run tests/real_schemas/fetch");
    const char* only = std::getenv("TAIN_SCHEMA");
    std::vector<result> all;
    std::size_t taken = 0;
    for (const schema_file& file : files) {
        if (only != nullptr && (file.package + "/" + file.name).find(only) == std::string::npos) continue;
        INFO(file.package << " " << file.name);
        result one = result_of(file);
        std::cout << line_of(one) << std::flush;
        std::string said;
        for (const std::string& fault : one.faults) said += fault + "\n";
        INFO(said);
        CHECK(said.empty());
        CHECK((one.tables != 0 || !one.refused.empty()));
        if (one.refused.empty()) ++taken;
        all.push_back(std::move(one));
    }
    if (only != nullptr) return;
    CHECK(taken >= 20);
    if (std::getenv("TAIN_WRITE_REAL_SCHEMAS") != nullptr) std::ofstream{page} << written(all);
    // Another release of the distribution has other counts: that each schema is listed is what can be asked of the page.
    const std::string shown = whole(page);
    for (const result& one : all) {
        INFO(one.file.package << " " << one.file.name);
        CHECK(shown.find("| " + one.file.package + " | " + one.file.name + " |") != std::string::npos);
    }
}

}  // namespace tain::test
