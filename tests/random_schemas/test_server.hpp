// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "migrate/databases.hpp"

#include <tain/dialect/quote.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace tain::test {

/// A connection to PostgreSQL that prepares the queries of introspection: planning them takes longer than all the rest,
/// and each pair of schemas asks the same ones. Everything else goes through.
class prepared_queries : public driver::connection {
public:
    explicit prepared_queries(std::shared_ptr<driver::connection> to) : to_(std::move(to)) {}

    dialect kind() const noexcept override { return to_->kind(); }
    bool usable() const noexcept override { return to_->usable(); }
    bool in_transaction() const noexcept override { return to_->in_transaction(); }
    std::size_t query(const driver::call& what, const driver::sink& to, std::size_t most) override {
        return to_->query(what, to, most);
    }
    std::int64_t execute(const driver::call& what) override { return to_->execute(what); }
    std::unique_ptr<driver::cursor> open(const driver::call& what) override { return to_->open(what); }
    void insert(const driver::insertion& how, void* rows, std::size_t count, std::source_location where) override {
        to_->insert(how, rows, count, where);
    }
    void script(std::string_view sql) override { to_->script(sql); }
    driver::text_rows rows(std::string_view sql, std::span<const std::optional<std::string>> parameters) override {
        if (!parameters.empty() || sql.find("FROM pg_catalog.") == sql.npos) return to_->rows(sql, parameters);
        const auto [known, fresh] = names_.try_emplace(std::string{sql}, "query_" + std::to_string(names_.size()));
        if (fresh) to_->script("PREPARE " + known->second + " AS " + known->first);
        return to_->rows("EXECUTE " + known->second);
    }
    void forget_statements() noexcept override { to_->forget_statements(); }

private:
    std::shared_ptr<driver::connection> to_;
    std::map<std::string, std::string> names_{};
};

/// Empties what `test_server` leads to. A schema that is dropped makes PostgreSQL plan everything anew, so that those that
/// models name are dropped at times only.
inline void empty_server(driver::connection& on, bool drop_schemas) {
    if (on.in_transaction()) on.script("ROLLBACK");
    if (drop_schemas) on.script("DROP SCHEMA IF EXISTS audit, log CASCADE");
    on.script(R"(DO $$
DECLARE one text;
BEGIN
    FOR one IN SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE', relnamespace::regnamespace::text, relname) FROM pg_class
               WHERE relkind = 'r' AND relnamespace IN (SELECT oid FROM pg_namespace
                                                        WHERE nspname IN ('tain_test', 'audit', 'log'))
               UNION ALL
               SELECT format('DROP SEQUENCE IF EXISTS %I CASCADE', relname) FROM pg_class
               WHERE relkind = 'S' AND relnamespace = 'tain_test'::regnamespace
               UNION ALL
               SELECT format('DROP TYPE IF EXISTS %I CASCADE', typname) FROM pg_type
               WHERE typtype = 'e' AND typnamespace = 'tain_test'::regnamespace LOOP
        EXECUTE one;
    END LOOP;
END $$)");
}

/// SQLite in memory; or the one connection to the PostgreSQL that TAIN_TEST_POSTGRESQL names, emptied.
inline std::shared_ptr<driver::connection> emptied(dialect of, bool drop_schemas) {
    if (of == dialect::sqlite) return empty_database(of);
    static const auto server = std::make_shared<prepared_queries>([] {
        auto made = empty_database(dialect::postgresql);
        made->script("SET jit = off; SET client_min_messages = warning");
        // The schema of temporary tables, made in a transaction that is rolled back, would be another one each time.
        made->script("CREATE TEMP TABLE first (a int); DROP TABLE first");
        return made;
    }());
    empty_server(*server, drop_schemas);
    return server;
}

}  // namespace tain::test
