// SPDX-License-Identifier: BSL-1.0
#include "text.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/driver/error.hpp>
#include <tain/migrate/commands.hpp>
#include <tain/migrate/directory.hpp>
#include <tain/migrate/state.hpp>

#include <fmt/format.h>

namespace tain::migrate {
namespace {

std::string now(dialect on) {
    return on == dialect::sqlite ? "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
                                 : "to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
}

std::string record(const directory& of, const std::string& id, direction way, dialect on) {
    if (way == direction::downgrade) return fmt::format("DELETE FROM tain_version WHERE revision = '{}';\n", id);
    return fmt::format("INSERT INTO tain_version (revision, digest, applied_at) VALUES ('{}', '{}', {});\n", id,
                       of.digest(id), now(on));
}

std::string script(const directory& of, const std::string& id, direction way, dialect on, bool unguarded) {
    const revision& one = of.at(id);
    const std::optional<section>& found = one.find(way, on);
    if (!found)
        throw error(
            fmt::format("tain: {} has no section `-- tain:{} {}`; add the section (it may be empty) and accept it with "
                        "`rehash {}`",
                        one.file, name(way), tain::name(on), id));
    const section& what = *found;
    if (what.rebuilds() && !unguarded)
        throw error(
            fmt::format("tain: {} rebuilds or drops tables on SQLite, and a script cannot look after their triggers "
                        "and count their "
                        "rows; run `{}` on the database itself, or add --unguarded and do it by hand",
                        one.file, name(way)));
    std::string made = fmt::format("\n-- {} {}: {}\n", name(way), id, printable(one.message));
    if (what.rebuilds()) made += "PRAGMA foreign_keys = OFF;\n";
    if (what.transactional) made += on == dialect::sqlite ? "BEGIN IMMEDIATE;\n" : "BEGIN;\n";
    if (what.rebuilds()) made += "PRAGMA legacy_alter_table = ON;\n";
    for (const sql_statement& statement : what.statements) made += statement.text + ";\n";
    if (what.rebuilds()) made += "PRAGMA legacy_alter_table = OFF;\n";
    made += record(of, id, way, on);
    if (what.transactional) made += "COMMIT;\n";
    if (what.rebuilds()) made += "PRAGMA foreign_keys = ON;\n";
    return made;
}

}  // namespace

std::string offline_sql(const project& in, direction way, dialect on, std::string_view target, std::string_view from,
                        bool unguarded) {
    const directory files = directory::load_existing(in.directory);
    const std::set<std::string> applied = files.revisions().ancestors(resolve(files.revisions(), from));
    const std::vector<std::string> path = way == direction::upgrade
                                              ? upgrade_path(files.revisions(), target, applied)
                                              : downgrade_path(files.revisions(), target, applied);
    std::string made =
        fmt::format("-- {} from {} to {}, for {}\n", name(way), printable(from), printable(target), tain::name(on));
    if (way == direction::upgrade && applied.empty()) made += create_state_table("tain_version") + ";\n";
    for (const std::string& id : path) made += script(files, id, way, on, unguarded);
    return made;
}

}  // namespace tain::migrate
