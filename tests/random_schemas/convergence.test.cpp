// SPDX-License-Identifier: BSL-1.0
#include "pairs.hpp"
#include "random_change.hpp"
#include "refusals.hpp"
#include "rows.hpp"
#include "test_server.hpp"

#include "migrate/round_trip.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tain::test {
namespace {

/// How many changes went through with rows in place, there and back.
struct tally {
    unsigned applied = 0;
    unsigned refused = 0;
    unsigned refused_back = 0;
    std::size_t rows = 0;
};

using columns_of_tables = std::map<std::string, names>;  ///< by the table's name before

/// True when every value of one type is the same after a change to the other and back.
bool is_lossless(const types::sql_type& from, const types::sql_type& to) {
    if (from == to) return true;
    using enum sql_kind;
    const auto pair = [&](sql_kind a, sql_kind b) { return from.kind == a && to.kind == b; };
    if (pair(decimal, decimal))
        return from.length != 0 && to.length <= 18 && to.scale >= from.scale &&
               to.length - to.scale >= from.length - from.scale;
    if (pair(varchar, varchar)) return from.length != 0 && to.length >= from.length;
    return pair(int16, int32) || pair(int16, int64) || pair(int32, int64) || pair(int16, text) || pair(int32, text) ||
           pair(int64, text) || pair(varchar, text) || pair(boolean, text) || pair(float64, text) || pair(date, text) ||
           pair(date, local_timestamp) || pair(local_timestamp, text) || pair(time, text) || pair(uuid, text) ||
           pair(uuid, text_uuid) || pair(text_uuid, text) || pair(enumeration, text) || pair(int32, float64);
}

/// The columns whose values a change leaves as they are; `returning`: or brings back when it is undone.
columns_of_tables kept_columns(const schema_pair& what, dialect in, bool returning) {
    columns_of_tables made;
    for (const schema::table& t : what.from.tables) {
        if (what.table_after(t) == nullptr) continue;
        names& all = made[t.name];
        const auto is_kept = [&](const schema::column& c) {
            const schema::column* now = what.column_after(t, c.name);
            if (now == nullptr || schema::is_generated(c, in) || schema::is_generated(*now, in)) return false;
            if (c.type == now->type && c.type_text == now->type_text)
                return returning || now->renamed_values.all.empty();
            return returning && is_lossless(c.type, now->type);
        };
        for (const schema::column& c : t.columns)
            if (is_kept(c)) all.push_back(c.name);
    }
    return made;
}

using text_rows = std::vector<std::vector<std::optional<std::string>>>;

/// The rows of tables in the given columns, in no order. `after`: the columns and tables have their new names.
std::map<std::string, text_rows> rows_of(driver::connection& on, const schema_pair& what,
                                         const columns_of_tables& columns, bool after) {
    std::map<std::string, text_rows> made;
    for (const auto& [name, all] : columns) {
        const schema::table& before = *what.from.find_table(name);
        const schema::table& t = after ? *what.table_after(before) : before;
        std::string list;
        for (const std::string& c : all)
            list += (list.empty() ? "" : ", ") + dialects::quoted(after ? what.column_after(before, c)->name : c);
        if (list.empty()) list = "1";
        text_rows rows =
            on.rows("SELECT " + list + " FROM " + schema::qualified(t.name, t.schema_name, on.kind())).rows;
        std::sort(rows.begin(), rows.end());
        made[name] = std::move(rows);
    }
    return made;
}

/// True when the rows are the same; says where they are not.
bool same_rows(const std::map<std::string, text_rows>& now, const std::map<std::string, text_rows>& before) {
    for (const auto& [table, rows] : before)
        for (std::size_t i = 0; i != std::max(rows.size(), now.at(table).size()); ++i) {
            if (i < rows.size() && i < now.at(table).size() && rows[i] == now.at(table)[i]) continue;
            const auto shown = [&](const text_rows& of) {
                std::string made;
                if (i < of.size())
                    for (const auto& value : of[i]) made += (made.empty() ? "" : ", ") + value.value_or("NULL");
                return made;
            };
            UNSCOPED_INFO(table << ": (" << shown(rows) << ") before, (" << shown(now.at(table)) << ") now");
            return false;
        }
    return true;
}

/// Without the columns that must not be NULL any more and were: they have their defaults now.
columns_of_tables without_filled(columns_of_tables of, const std::map<std::string, text_rows>& rows,
                                 const schema_pair& what) {
    for (auto& [name, all] : of) {
        const schema::table& t = *what.from.find_table(name);
        names kept;
        for (std::size_t i = 0; i != all.size(); ++i) {
            const bool filled =
                std::any_of(rows.at(name).begin(), rows.at(name).end(), [&](const auto& row) { return !row[i]; });
            if (!filled || what.column_after(t, all[i])->nullable) kept.push_back(all[i]);
        }
        all = std::move(kept);
    }
    return of;
}

/// All rows of a schema.
std::map<std::string, text_rows> all_rows(driver::connection& on, const schema::database& of) {
    std::map<std::string, text_rows> made;
    for (const schema::table& t : of.tables) {
        text_rows rows = on.rows("SELECT * FROM " + schema::qualified(t.name, t.schema_name, on.kind())).rows;
        std::sort(rows.begin(), rows.end());
        made[t.name] = std::move(rows);
    }
    return made;
}

/// Applies a section to rows. They may refuse it, for a reason that the operations give: then nothing has changed.
bool applies(driver::connection& db, const std::string& section, const std::vector<migrate::operation>& operations,
             const schema::database& from) {
    const auto before = all_rows(db, from);
    try {
        run_section(db, section);
        return true;
    } catch (const error& e) {
        INFO(e.what());
        const refusal why = refusal_of(e);
        CHECK(why != refusal::none);
        CHECK(may_be(why, operations, db.kind()));
        CHECK(matches(db, from));
        CHECK(same_rows(all_rows(db, from), before));
        return false;
    }
}

std::string script_of(const schema::database& of, dialect in) {
    std::string made;
    for (const std::string& statement : schema::create_all(of, in)) made += statement + ";\n";
    return made;
}

/// There and back with rows: none is lost, and what a change does not touch stays as it is.
void prove_convergence(dialect in, std::uint64_t seed, tally& counted) {
    draw random{~seed};
    const schema_pair what = random_change{seed}.make();
    const random_rows rows{random, what.from};
    const std::vector<migrate::operation> operations = migrate::diff(what.from, what.to),
                                          back = migrate::reverse(operations);
    const std::string upgrade = render(operations, in, what.from, what.to);
    const std::string downgrade = render(back, in, what.to, what.from);
    INFO("from:\n" << script_of(what.from, in) << "\nto:\n" << script_of(what.to, in));
    INFO(name(in) << " upgrade:\n" << upgrade << "\n" << name(in) << " downgrade:\n" << downgrade);
    const auto db = emptied(in, seed % 8 == 0);
    create(*db, what.from);
    rows.insert(*db);
    columns_of_tables kept = kept_columns(what, in, false), returning = kept_columns(what, in, true);
    kept = without_filled(kept, rows_of(*db, what, kept, false), what);
    returning = without_filled(returning, rows_of(*db, what, returning, false), what);
    const auto before = rows_of(*db, what, kept, false), first = rows_of(*db, what, returning, false);
    for (const auto& [table, all] : before) counted.rows += all.size();

    const bool up = applies(*db, upgrade, operations, what.from);
    bool down = false;
    if (up) {
        ++counted.applied;
        CHECK(matches(*db, what.to));
        CHECK(same_rows(rows_of(*db, what, kept, true), before));
        down = applies(*db, downgrade, back, what.to);
        if (!down) ++counted.refused_back;
    } else {
        ++counted.refused;
    }
    if (down) {
        CHECK(matches(*db, what.from));
        CHECK(same_rows(rows_of(*db, what, returning, false), first));
        return;
    }
    // Rows were in the way of one of the two; without rows nothing is.
    const auto empty = emptied(in, seed % 8 == 0);
    create(*empty, what.from);
    run_section(*empty, upgrade);
    CHECK(matches(*empty, what.to));
    run_section(*empty, downgrade);
    CHECK(matches(*empty, what.from));
}

void prove_all(dialect in) {
    const pairs tried;
    tally counted;
    tried.each([&](std::uint64_t seed) {
        prove_convergence(in, seed, counted);
        if (const auto done = seed - tried.first + 1; done % 1000 == 0)
            std::fprintf(stderr, "%s: %llu pairs\n", std::string{name(in)}.c_str(),
                         static_cast<unsigned long long>(done));
    });
    std::printf(
        "%s: %llu pairs of schemas from TAIN_RANDOM_SEED=%llu: %u applied to rows, %u refused; of those applied, %u "
        "refused on the way back; %zu rows\n",
        std::string{name(in)}.c_str(), static_cast<unsigned long long>(tried.count),
        static_cast<unsigned long long>(tried.first), counted.applied, counted.refused, counted.refused_back,
        counted.rows);
    if (tried.count >= 100) CHECK(counted.applied > 4 * (counted.refused + counted.refused_back));
}

}  // namespace

TEST_CASE("random changes converge on SQLite, and lose no row") { prove_all(dialect::sqlite); }

TEST_CASE("random changes converge on PostgreSQL, and lose no row") { prove_all(dialect::postgresql); }

}  // namespace tain::test
