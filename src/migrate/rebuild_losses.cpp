// SPDX-License-Identifier: BSL-1.0
#include "rebuild_losses.hpp"

#include "constraint_label.hpp"
#include "sqlite_expression.hpp"
#include "token_reader.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/schema/definition.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace tain::migrate::sqlite {
namespace {

using dialects::quoted;
constexpr dialect lite = dialect::sqlite;

bool contains(const std::vector<std::string>& in, const std::string& name) {
    return std::any_of(in.begin(), in.end(), [&](const std::string& c) { return equal_ignoring_case(c, name); });
}

bool same(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), equal_ignoring_case);
}

bool alike(const schema::primary_key& a, const schema::primary_key& b) { return same(a.columns, b.columns); }
bool alike(const schema::unique& a, const schema::unique& b) { return same(a.columns, b.columns); }
bool alike(const schema::check& a, const schema::check& b) {
    return canonical(a.condition[lite]) == canonical(b.condition[lite]);
}
bool alike(const schema::foreign_key& a, const schema::foreign_key& b) {
    return same(a.columns, b.columns) && equal_ignoring_case(a.table, b.table) && a.on_delete == b.on_delete &&
           a.on_update == b.on_update;
}

class search {
public:
    search(const table_definition& live, const rebuild_steps& rebuild) : live_(live), rebuild_(rebuild) {}

    std::vector<std::string> run() {
        columns();
        using keys = std::vector<schema::primary_key>;
        const auto key = [](const schema::table& t) { return t.primary_key ? keys{*t.primary_key} : keys{}; };
        const schema::table& fresh = rebuild_.fresh.table;
        constraints(key(live_.table), key(fresh));
        constraints(live_.table.uniques, fresh.uniques);
        constraints(live_.table.checks, fresh.checks);
        constraints(live_.table.foreign_keys, fresh.foreign_keys);
        option(live_.table.strict, fresh.strict, "STRICT");
        option(live_.table.without_rowid, fresh.without_rowid, "WITHOUT ROWID");
        option(live_.autoincrement, rebuild_.fresh.autoincrement, "AUTOINCREMENT");
        return std::move(found_);
    }

private:
    void columns() {
        for (const schema::column& c : live_.table.columns) {
            if (contains(rebuild_.directive.dropped_columns, c.name)) continue;
            const std::vector<schema::column>& fresh = rebuild_.fresh.table.columns;
            const auto kept = std::find_if(fresh.begin(), fresh.end(), [&](const schema::column& f) {
                return equal_ignoring_case(f.name, c.name);
            });
            if (kept == fresh.end()) {
                found_.push_back("column " + quoted(c.name));
                continue;
            }
            if (!contains(rebuild_.copied, c.name) && !contains(rebuild_.fresh.generated, c.name))
                found_.push_back("the values of column " + quoted(c.name) + ", which the copy leaves out");
            if (!c.unmodeled.empty() && lower(c.unmodeled) != lower(kept->unmodeled) &&
                !contains(rebuild_.directive.dropped_clauses, c.name))
                found_.push_back(c.unmodeled + " of column " + quoted(c.name));
            if (!c.collation[lite].empty() && !equal_ignoring_case(c.collation[lite], kept->collation[lite]) &&
                !contains(rebuild_.directive.dropped_collations, c.name))
                found_.push_back("COLLATE " + c.collation[lite] + " of column " + quoted(c.name));
            if (schema::is_generated(c, lite) && !schema::is_generated(*kept, lite) &&
                !contains(rebuild_.directive.dropped_expressions, c.name))
                found_.push_back("GENERATED ALWAYS AS (" + (*c.generated)[lite] + ") of column " + quoted(c.name));
        }
    }

    template <class Constraint>
    void constraints(const std::vector<Constraint>& live, const std::vector<Constraint>& fresh) {
        for (const Constraint& c : live) {
            if (contains(rebuild_.directive.dropped_constraints, constraint_label(c))) continue;
            const auto kept = std::find_if(fresh.begin(), fresh.end(), [&](const Constraint& f) {
                return (!c.name.empty() && equal_ignoring_case(f.name, c.name)) || alike(c, f);
            });
            if (kept == fresh.end())
                found_.push_back(definition_on_sqlite(c));
            else if (!c.unmodeled.empty() && lower(c.unmodeled) != lower(kept->unmodeled))
                found_.push_back(c.unmodeled + " of " + definition_on_sqlite(*kept));
        }
    }

    void option(bool live, bool fresh, const std::string& name) {
        if (live && !fresh && !contains(rebuild_.directive.dropped_options, name))
            found_.push_back("the option " + name);
    }

    const table_definition& live_;
    const rebuild_steps& rebuild_;
    std::vector<std::string> found_{};
};

}  // namespace

std::vector<std::string> losses(const table_definition& live, const rebuild_steps& rebuild) {
    return search{live, rebuild}.run();
}

}  // namespace tain::migrate::sqlite
