// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/dialect/tokens.hpp>
#include <tain/driver/error.hpp>
#include <tain/migrate/digest.hpp>
#include <tain/migrate/state.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace tain::migrate {
namespace {

using parameter = std::optional<std::string>;

std::string_view place(dialect on, std::size_t number) {
    constexpr std::array<std::string_view, 8> lite{"?1", "?2", "?3", "?4", "?5", "?6", "?7", "?8"};
    constexpr std::array<std::string_view, 8> pg{"$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8"};
    return (on == dialect::sqlite ? lite : pg).at(number);
}

/// Runs one statement; `%` in it is the table, every `?` the next parameter.
void run(driver::connection& to, const std::string& table, std::string_view sql,
         const std::vector<parameter>& parameters) {
    std::string text;
    std::size_t count = 0;
    for (const char c : sql) {
        if (c == '%')
            text += table;
        else if (c == '?')
            text += place(to.kind(), count++);
        else
            text += c;
    }
    to.rows(text, parameters);
}

bool has_table(driver::connection& in) {
    const bool lite = in.kind() == dialect::sqlite;
    const driver::text_rows found =
        in.rows(lite ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'tain_version'"
                     : "SELECT to_regclass('tain_version')::text");
    return !found.rows.empty() && found.rows[0][0].has_value();
}

std::size_t number(const parameter& text) {
    std::size_t made = 0;
    if (text) std::from_chars(text->data(), text->data() + text->size(), made);
    return made;
}

}  // namespace

std::string create_state_table(const std::string& table) {
    return "CREATE TABLE " + table +
           " (\n"
           "    revision TEXT NOT NULL PRIMARY KEY,\n"
           "    digest TEXT NOT NULL,\n"
           "    applied_at TEXT NOT NULL,\n"
           "    unfinished TEXT,\n"
           "    steps INTEGER NOT NULL DEFAULT 0,\n"
           "    done TEXT,\n"
           "    in_doubt INTEGER NOT NULL DEFAULT 0\n"
           ")";
}

std::string statements_digest(const section& of, std::size_t count, dialect on) {
    sha256 made;
    for (std::size_t i = 0; i < std::min(count, of.statements.size()); ++i) {
        sha256 statement;
        lexical::tokenizer cut{of.statements[i].text, on};
        for (lexical::token one; cut.next(one);)
            if (one.significant()) statement.add_field(one.text);
        made.add_field(statement.hex());
    }
    return made.hex();
}

state state::read(driver::connection& from) {
    state made;
    if (!has_table(from)) return made;
    const driver::text_rows found =
        from.rows("SELECT revision, digest, applied_at, unfinished, steps, done, in_doubt FROM tain_version");
    for (const std::vector<parameter>& row : found.rows) {
        version_row one{row[1].value_or(""), row[2].value_or(""), std::nullopt};
        if (row[3])
            one.unfinished = progress{*row[3] == name(direction::downgrade) ? direction::downgrade : direction::upgrade,
                                      number(row[4]), row[5].value_or(""), number(row[6]) != 0};
        made.rows_.emplace(row[0].value_or(""), std::move(one));
    }
    return made;
}

std::set<std::string> state::applied() const {
    std::set<std::string> found;
    for (const auto& [id, row] : rows_)
        if (!row.unfinished || row.unfinished->way == direction::downgrade) found.insert(id);
    return found;
}

const std::string* state::unfinished() const {
    for (const auto& [id, row] : rows_)
        if (row.unfinished) return &id;
    return nullptr;
}

std::vector<std::string> state::edited(const directory& of) const {
    std::vector<std::string> found;
    for (const std::string& id : of.revisions().order()) {
        const auto row = rows_.find(id);
        // A section that is under way is compared statement by statement when it goes on.
        if (row == rows_.end() || (row->second.unfinished && row->second.unfinished->way == direction::upgrade))
            continue;
        // With the parents' digests that the database has: those after an edited revision are not edited themselves.
        std::map<std::string, std::string> parents;
        for (const std::string& parent : of.revisions().parents(id)) {
            const auto applied = rows_.find(parent);
            parents[parent] = applied == rows_.end() ? of.digest(parent) : applied->second.digest;
        }
        if (row->second.digest != chained_digest(of.content(id), parents)) found.push_back(id);
    }
    return found;
}

void state::verify(const directory& of) const {
    std::string lines;
    for (const auto& [id, row] : rows_)
        if (!of.revisions().contains(id))
            lines += fmt::format(
                "\n  {} (applied {}) is not in {}: the database is ahead of these files, or belongs to another "
                "branch; merge the branch that has it",
                id, row.applied_at, of.path());
    for (const std::string& id : edited(of))
        lines += fmt::format(
            "\n  {} was edited after it was applied here on {}; restore it from version control and write the "
            "change as a new revision, or accept it with `rehash {} --allow-edit --url …`",
            of.at(id).file, rows_.at(id).applied_at, id);
    if (!lines.empty()) throw error("tain: the database and the revisions do not agree" + lines);
}

state_writer::state_writer(driver::connection& to) : to_(to), table_("tain_version") {
    const bool lite = to.kind() == dialect::sqlite;
    if (lite) {
        if (!has_table(to)) to.script(create_state_table(table_));
        return;
    }
    const std::string schema_of =
        "SELECT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.oid = to_regclass('tain_version')";
    driver::text_rows found = to.rows(schema_of);
    const bool missing = found.rows.empty();
    if (missing) found = to.rows("SELECT current_schema()");
    if (!found.rows[0][0])
        throw error(
            "tain: search_path names no schema that is there, so tain_version has no place; create the schema, or "
            "correct search_path");
    table_ = dialects::quoted(*found.rows[0][0]) + ".tain_version";
    if (missing) to.script(create_state_table(table_));
}

void state_writer::applied(const std::string& revision, const std::string& digest) {
    undone(revision);
    run(to_, table_, "INSERT INTO % (revision, digest, applied_at) VALUES (?, ?, ?)", {revision, digest, utc_now()});
}

void state_writer::undone(const std::string& revision) {
    run(to_, table_, "DELETE FROM % WHERE revision = ?", {revision});
}

void state_writer::accepted(const std::string& revision, const std::string& digest) {
    run(to_, table_, "UPDATE % SET digest = ? WHERE revision = ?", {digest, revision});
}

void state_writer::reached(const std::string& revision, const std::string& digest, const progress& how_far) {
    run(to_, table_,
        "INSERT INTO % (revision, digest, applied_at, unfinished, steps, done, in_doubt) "
        "VALUES (?, ?, ?, ?, CAST(? AS INTEGER), ?, CAST(? AS INTEGER)) "
        "ON CONFLICT (revision) DO UPDATE SET unfinished = excluded.unfinished, "
        "steps = excluded.steps, done = excluded.done, in_doubt = excluded.in_doubt",
        {revision, digest, utc_now(), std::string{name(how_far.way)}, std::to_string(how_far.steps), how_far.done,
         how_far.in_doubt ? "1" : "0"});
}

}  // namespace tain::migrate
