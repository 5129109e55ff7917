// SPDX-License-Identifier: BSL-1.0
#include "replay.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/driver/error.hpp>
#include <tain/migrate/compare.hpp>
#include <tain/migrate/connect.hpp>
#include <tain/migrate/runner.hpp>
#include <tain/schema/definition.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <set>
#include <utility>

namespace tain::migrate {

trial::trial(const std::optional<std::string>& postgresql_url, const std::vector<std::string>& schemas) {
    if (!postgresql_url) {
        on_ = scratch_sqlite();
        return;
    }
    on_ = connect(*postgresql_url);
    if (on_->kind() != dialect::postgresql)
        throw error(
            "tain: the scratch database is a SQLite database; SQLite is tried in memory, give a PostgreSQL URL");
    const std::string schema = "tain_scratch_" + random_revision_id();
    try {
        std::vector<std::string> wanted{schema};
        for (const std::string& name : schemas) wanted.push_back(dialects::quoted(name));
        for (const std::string& name : wanted) {
            on_->script("CREATE SCHEMA " + name);
            schemas_.push_back(name);
        }
        on_->script("SET search_path = " + schema);
    } catch (const database_error& e) {
        drop_schemas();
        throw error(fmt::format(
            "tain: the scratch database cannot be used, since a schema cannot be made in it: {} ({}); give the "
            "role the right to, or name another database, in which no schema of the models is",

            e.report().server, e.code()));
    }
}

trial::trial(trial&& other) noexcept : on_(std::move(other.on_)), schemas_(std::exchange(other.schemas_, {})) {}

trial::~trial() { drop_schemas(); }

void trial::drop_schemas() noexcept {
    if (schemas_.empty() || !on_->usable()) return;
    try {
        if (on_->in_transaction()) on_->script("ROLLBACK");
        for (const std::string& name : schemas_) on_->script("DROP SCHEMA " + name + " CASCADE");
    } catch (const std::exception&) {
        // A scratch database: what is left there harms nobody.
    }
}

std::string_view trial::name() const { return on_->kind() == dialect::sqlite ? "SQLite" : "PostgreSQL"; }

void trial::upgrade(const directory& of, std::string_view target) { runner{*on_, of}.upgrade(target); }
void trial::downgrade(const directory& of, std::string_view target) { runner{*on_, of}.downgrade(target); }

std::vector<std::string> trial::differences(const schema::database& wanted) {
    return described(for_dialect(compare(*on_, wanted), on_->kind()));
}

std::vector<trial> trials(const std::optional<std::string>& postgresql_url, const std::vector<std::string>& schemas) {
    std::vector<trial> made;
    made.emplace_back(std::nullopt, schemas);
    if (postgresql_url) made.emplace_back(postgresql_url, schemas);
    return made;
}

std::vector<std::string> schemas_of(const directory& of, const schema::database& models) {
    std::set<std::string> made;
    const auto add = [&made](const schema::database& each) {
        for (std::string& name : schema::schemas_of(each)) made.insert(std::move(name));
    };
    add(models);
    for (const std::string& id : of.revisions().order()) add(of.snapshot(id));
    return {made.begin(), made.end()};
}

std::vector<std::string> described(const std::vector<operation>& of) {
    std::vector<std::string> made;
    std::transform(of.begin(), of.end(), std::back_inserter(made), [](const operation& one) { return describe(one); });
    return made;
}

}  // namespace tain::migrate
