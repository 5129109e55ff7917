// SPDX-License-Identifier: BSL-1.0
#include "replay.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/compare.hpp>
#include <tain/migrate/connect.hpp>
#include <tain/migrate/runner.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

namespace tain::migrate {

trial::trial(const std::optional<std::string>& postgresql_url) {
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
        on_->script("CREATE SCHEMA " + schema);
        schema_ = schema;
        on_->script("SET search_path = " + schema);
    } catch (const database_error& e) {
        throw error(fmt::format(
            "tain: the scratch database cannot be used, since a schema cannot be made in it: {} ({}); give the "
            "role the right to, or name another database",
            e.report().server, e.code()));
    }
}

trial::trial(trial&& other) noexcept : on_(std::move(other.on_)), schema_(std::exchange(other.schema_, {})) {}

trial::~trial() {
    if (schema_.empty() || !on_->usable()) return;
    try {
        if (on_->in_transaction()) on_->script("ROLLBACK");
        on_->script("DROP SCHEMA " + schema_ + " CASCADE");
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

std::vector<trial> trials(const std::optional<std::string>& postgresql_url) {
    std::vector<trial> made;
    made.emplace_back(std::nullopt);
    if (postgresql_url) made.emplace_back(postgresql_url);
    return made;
}

std::vector<std::string> described(const std::vector<operation>& of) {
    std::vector<std::string> made;
    std::transform(of.begin(), of.end(), std::back_inserter(made), [](const operation& one) { return describe(one); });
    return made;
}

}  // namespace tain::migrate
