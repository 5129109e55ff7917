// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "fixture.hpp"
#include "schema_words.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/migrate/introspect.hpp>
#include <tain/migrate/runner.hpp>
#include <tain/migrate/state.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tain::test {

/// All that a database holds and a migration could leave half done.
struct contents {
    schema::database schema{};
    std::vector<std::string> rows{};     ///< of all tables, and of `tain_version` but for times
    std::vector<std::string> objects{};  ///< SQLite's own list: triggers and views too
    friend bool operator==(const contents&, const contents&) = default;
};

inline std::vector<std::string> lines(driver::connection& on, const std::string& sql, const std::string& before = {}) {
    std::vector<std::string> made;
    for (const auto& row : on.rows(sql).rows) {
        std::string line = before;
        for (const std::optional<std::string>& value : row) line += "|" + value.value_or("NULL");
        made.push_back(std::move(line));
    }
    return made;
}

inline contents contents_of(driver::connection& on) {
    contents made{migrate::introspect(on), {}, {}};
    std::vector<std::string> tables{
        "(SELECT revision, digest, unfinished, steps, done, in_doubt FROM tain_version) AS v"};
    for (const schema::table& t : made.schema.tables) tables.push_back(dialects::quoted(t.name));
    for (const std::string& table : tables)
        for (std::string& line : lines(on, "SELECT * FROM " + table + " ORDER BY 1", table))
            made.rows.push_back(std::move(line));
    if (on.kind() == dialect::sqlite)
        made.objects = lines(on, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name");
    return made;
}

/// A project of two revisions, generated from schemas, the second of which rebuilds three tables on SQLite: types are
/// changed, checks and a key come, columns and a check go.
struct rebuilding {
    const std::string first = "aaaaaaaaaaaa", second = "bbbbbbbbbbbb";
    schema::database before = schema_of(
        {table_word{"authors", {id(), text("name"), integer("born").null(), text("legacy").null()}}.unique({"name"}),
         table_word{"books", {id(), bigint("author_id"), text("title"), integer("pages"), real("price")}}
             .reference({"author_id"}, "authors", {"id"}, action::cascade)
             .check("pages", "pages > 0")
             .index({"title"}),
         table_word{"reviews", {id(), bigint("book_id"), integer("stars"), text("body").null()}}.reference(
             {"book_id"}, "books", {"id"}, action::cascade)});
    schema::database after = schema_of(
        {table_word{"authors", {id(), text("name"), text("born").null()}}.unique({"name"}).check("name", "name <> ''"),
         table_word{"books", {id(), bigint("author_id"), text("title"), text("pages"), real("price")}}
             .reference({"author_id"}, "authors", {"id"}, action::cascade)
             .check("price", "price >= 0")
             .index({"title"})
             .index({"author_id"}),
         table_word{"reviews", {id(), bigint("book_id"), integer("stars").null(), bigint("author_id").null()}}
             .reference({"book_id"}, "books", {"id"}, action::cascade)
             .reference({"author_id"}, "authors", {"id"}, action::set_null)
             .check("stars", "stars BETWEEN 0 AND 5")});
    project files{};
    migrate::directory of;

    rebuilding() {
        files.add_change(first, {}, {}, before);
        files.add_change(second, {first}, before, after);
        of = files.load();
    }

    /// Brings an empty database to the first revision, with rows, and what no model knows of.
    void begin(driver::connection& on, int rows) const {
        migrate::runner{on, of}.upgrade(first);
        const std::string count = std::to_string(rows);
        const std::string numbers =
            on.kind() == dialect::sqlite
                ? "(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + count +
                      ") SELECT i FROM n) AS n"
                : "generate_series(1, " + count + ") AS n (i)";
        on.script("INSERT INTO authors (id, name, born, legacy) SELECT i, 'author ' || i, 1900 + i % 100, 'x' FROM " +
                  numbers +
                  "; INSERT INTO books (id, author_id, title, pages, price) SELECT i, i, 'title ' || i, i, 1.5 FROM " +
                  numbers + "; INSERT INTO reviews (id, book_id, stars, body) SELECT i, i, i % 5, 'body' FROM " +
                  numbers);
        if (on.kind() == dialect::sqlite)
            on.script(
                "CREATE TRIGGER seen AFTER INSERT ON reviews BEGIN UPDATE books SET title = title || '!' WHERE id = "
                "new.book_id; END; CREATE VIEW shown AS SELECT b.title, a.name FROM books AS b JOIN authors AS a "
                "ON a.id = b.author_id");
    }

    /// Runs the second revision's way up and down once, which settles what a downgrade brings back without its values.
    /// Returns the two states between which it then goes.
    std::pair<contents, contents> settle(driver::connection& on) const {
        migrate::runner run{on, of};
        run.upgrade("head");
        contents up = contents_of(on);
        run.downgrade(first);
        return {contents_of(on), std::move(up)};
    }
};

}  // namespace tain::test
