// SPDX-License-Identifier: BSL-1.0
#include "json.hpp"
#include "replay.hpp"
#include "text.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/commands.hpp>
#include <tain/migrate/compare.hpp>
#include <tain/migrate/diff.hpp>
#include <tain/migrate/introspect.hpp>
#include <tain/migrate/state.hpp>
#include <tain/schema/ddl.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace tain::migrate {
namespace {

/// The text with every line of it after the first made a comment, too.
std::string in_a_comment(std::string text) {
    for (std::size_t at = 0; (at = text.find('\n', at)) != text.npos; at += 4) text.replace(at, 1, "\n-- ");
    return text;
}

/// What stands beside the tables and is not left alone; what belongs to a table goes by that table's name.
std::vector<object> objects_of(driver::connection& live, const filter& passing) {
    std::vector<object> made = other_objects(live);
    std::erase_if(made, [&](const object& one) { return !passing.passes(one.table.empty() ? one.name : one.table); });
    return made;
}

/// An object as SQL under a line that tells what it is; a comment where the database does not tell the SQL.
std::string sql_of(const object& one) {
    const std::string title = fmt::format("-- {} {}{}\n", one.kind, printable(one.name),
                                          one.table.empty() ? "" : " of " + printable(one.table));
    const bool is_statement = one.definition.starts_with("CREATE ") || one.definition.starts_with("ALTER ");
    if (!is_statement) return title + "-- " + in_a_comment(one.definition) + "\n";
    return title + one.definition + (one.definition.ends_with(';') ? "\n" : ";\n");
}

std::string major_version(driver::connection& of) {
    const std::string all = of.rows("SHOW server_version").rows.at(0).at(0).value_or("");
    return all.substr(0, all.find_first_not_of("0123456789"));
}

std::string version_note(const std::string& live, const std::string& scratch) {
    if (live == scratch) return {};
    return fmt::format(
        "note: the database is a PostgreSQL {}, the scratch database a PostgreSQL {}, which may print one definition "
        "differently; take a scratch database of the same version",
        live, scratch);
}

}  // namespace

std::vector<std::string> check(const project& in, const std::optional<std::string>& scratch) {
    const schema::database& models = in.wanted();
    const directory files = directory::load(in.directory);
    const std::vector<std::string> heads = files.revisions().heads();
    std::vector<std::string> found;
    if (heads.size() > 1) {
        found.push_back(fmt::format("there are {} heads: {}; join them with `merge`", heads.size(), joined(heads)));
        return found;
    }
    for (const std::string& one : described(diff(files.head_snapshot(), models)))
        found.push_back("no revision has: " + one);
    for (trial& one : trials(scratch, schemas_of(files, models))) {
        if (!heads.empty()) one.upgrade(files, "head");
        for (const std::string& each : one.differences(files.head_snapshot()))
            found.push_back(
                fmt::format("on {} the revisions lead elsewhere than their last snapshot says; between them is: {}",
                            one.name(), each));
    }
    return found;
}

database_diff diff_database(const project& in, driver::connection& live, const filter& passing,
                            driver::connection* scratch) {
    database_diff made{
        for_dialect(compare(live, in.wanted(), passing, scratch), live.kind()), objects_of(live, passing), {}};
    if (!made.operations.empty() && scratch != nullptr && live.kind() == dialect::postgresql)
        made.note = version_note(major_version(live), major_version(*scratch));
    std::sort(made.left_alone.begin(), made.left_alone.end(), [](const object& a, const object& b) {
        return std::tie(a.kind, a.name, a.table) < std::tie(b.kind, b.name, b.table);
    });
    return made;
}

std::vector<std::string> check_database(const project& in, driver::connection& live, const filter& passing,
                                        driver::connection* scratch) {
    const current_state now = current(in, live);
    std::vector<std::string> found;
    for (const std::string& id : now.pending) found.push_back("the database lacks revision " + id);
    for (const std::string& id : now.unknown)
        found.push_back("the database has revision " + id + ", which is not here");
    for (const std::string& id : now.edited) found.push_back("revision " + id + " was edited since it was applied");
    if (!now.unfinished.empty()) found.push_back("unfinished: " + now.unfinished);
    const database_diff between = diff_database(in, live, passing, scratch);
    for (const std::string& one : described(between.operations)) found.push_back("the database differs: " + one);
    if (!between.note.empty()) found.push_back(between.note);
    return found;
}

std::string write_json(const database_diff& of) {
    std::string operations, left_alone;
    for (const operation& o : of.operations)
        operations += fmt::format("{}\n    {{\"kind\": \"{}\", \"table\": {}, \"description\": {}}}",
                                  operations.empty() ? "" : ",", kind_of(o), json::quoted(table_of(o)),
                                  json::quoted(describe(o)));
    for (const object& o : of.left_alone)
        left_alone += fmt::format("{}\n    {{\"kind\": \"{}\", \"name\": {}, \"table\": {}}}",
                                  left_alone.empty() ? "" : ",", o.kind, json::quoted(o.name), json::quoted(o.table));
    const auto closed = [](const std::string& list) { return list.empty() ? "[]" : "[" + list + "\n  ]"; };
    return fmt::format("{{\n  \"operations\": {},\n  \"left_alone\": {}\n}}\n", closed(operations), closed(left_alone));
}

std::string inspect(driver::connection& live, const filter& passing) {
    const schema::database tables = filtered(introspect(live), passing);
    const std::vector<object> objects = objects_of(live, passing);
    std::string made;
    for (const object& one : objects)
        if (comes_before_tables(one)) made += sql_of(one) + "\n";
    for (const std::string& statement : schema::create_all(tables, live.kind())) (made += statement) += ";\n";
    for (const object& one : objects)
        if (!comes_before_tables(one)) made += "\n" + sql_of(one);
    return made;
}

std::vector<std::string> stamp(const project& in, driver::connection& on, std::string_view target, bool unchecked,
                               driver::connection* scratch) {
    const directory files = directory::load_existing(in.directory);
    const std::vector<std::string> ids = resolve(files.revisions(), target);
    if (!unchecked && ids.size() <= 1) {
        const schema::database wanted = ids.empty() ? schema::database{} : files.snapshot(ids.front());
        std::vector<std::string> found = described(for_dialect(compare(on, wanted, {}, scratch), on.kind()));
        if (ids.empty()) found.clear();  // a database that has tables can be at the base: nothing was applied
        if (!found.empty())
            throw error(
                fmt::format("tain: the database is not as {} leaves it; between them is:\n  {}\n"
                            "apply the revisions instead (`upgrade`), or stamp it all the same with --unchecked",
                            ids.front(), joined(found, "\n  ")));
    }
    return runner{on, files}.stamp(target);
}

std::vector<history_entry> history(const project& in, driver::connection* on) {
    const directory files = directory::load(in.directory);
    const state now = on == nullptr ? state{} : state::read(*on);
    const std::set<std::string> applied = now.applied();
    std::vector<history_entry> found;
    for (const std::string& id : files.revisions().order()) {
        const revision& one = files.at(id);
        history_entry made{id, one.parents, one.message, one.created, one.file};
        made.is_head = files.revisions().children(id).empty();
        made.is_applied = applied.contains(id);
        if (made.is_applied) made.applied_at = now.rows().at(id).applied_at;
        found.push_back(std::move(made));
    }
    std::reverse(found.begin(), found.end());
    return found;
}

current_state current(const project& in, driver::connection& on) {
    const directory files = directory::load(in.directory);
    const state now = state::read(on);
    const std::set<std::string> applied = now.applied();
    current_state made;
    made.heads = files.revisions().heads_of(applied);
    made.pending = upgrade_path(files.revisions(), "heads", applied);
    for (const std::string& id : applied)
        if (!files.revisions().contains(id)) made.unknown.push_back(id);
    made.edited = now.edited(files);
    if (const std::string* const id = now.unfinished()) {
        const progress& at = *now.rows().at(*id).unfinished;
        made.unfinished = fmt::format("{}: the {} was interrupted after {} statement{}; run it again to go on", *id,
                                      name(at.way), at.steps, at.steps == 1 ? "" : "s");
    }
    return made;
}

}  // namespace tain::migrate
