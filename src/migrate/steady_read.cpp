// SPDX-License-Identifier: BSL-1.0
#include "steady_read.hpp"

#include <tain/driver/error.hpp>

#include <exception>

namespace tain::migrate {
namespace {

constexpr int attempts = 5;

/// The version of each catalog row that makes up a schema: a row that is written anew has another xmin. What VACUUM and
/// ANALYZE write they write in place.
constexpr std::string_view versions = R"sql(
WITH space AS (SELECT n.oid, n.xmin FROM pg_catalog.pg_namespace AS n WHERE n.oid IN ({})),
     class AS (SELECT c.oid, c.xmin FROM pg_catalog.pg_class AS c JOIN space AS s ON s.oid = c.relnamespace),
     type AS (SELECT t.oid, t.xmin FROM pg_catalog.pg_type AS t JOIN space AS s ON s.oid = t.typnamespace)
SELECT count(*), sum(hashtextextended(concat_ws(' ', kind, oid, number, xmin), 0)) FROM (
    SELECT 1 AS kind, oid, 0 AS number, xmin FROM space
    UNION ALL SELECT 2, oid, 0, xmin FROM class
    UNION ALL SELECT 3, oid, 0, xmin FROM type
    UNION ALL SELECT 4, a.attrelid, a.attnum, a.xmin FROM pg_catalog.pg_attribute AS a JOIN class AS c ON c.oid = a.attrelid
    UNION ALL SELECT 5, d.oid, 0, d.xmin FROM pg_catalog.pg_attrdef AS d JOIN class AS c ON c.oid = d.adrelid
    UNION ALL SELECT 6, k.oid, 0, k.xmin FROM pg_catalog.pg_constraint AS k JOIN class AS c ON c.oid = k.conrelid
    UNION ALL SELECT 7, i.indexrelid, 0, i.xmin FROM pg_catalog.pg_index AS i JOIN class AS c ON c.oid = i.indrelid
    UNION ALL SELECT 8, q.seqrelid, 0, q.xmin FROM pg_catalog.pg_sequence AS q JOIN class AS c ON c.oid = q.seqrelid
    UNION ALL SELECT 9, v.oid, 0, v.xmin FROM pg_catalog.pg_enum AS v JOIN type AS t ON t.oid = v.enumtypid) AS found
)sql";

/// A transaction that only reads, unless there is one already.
class lite_snapshot {
public:
    explicit lite_snapshot(driver::connection& on) : on_(on), mine_(!on.in_transaction()) {
        if (mine_) on_.script("BEGIN");
    }
    lite_snapshot(const lite_snapshot&) = delete;
    lite_snapshot& operator=(const lite_snapshot&) = delete;
    ~lite_snapshot() {
        try {
            if (mine_ && on_.in_transaction()) on_.script("ROLLBACK");
        } catch (const std::exception&) {
            // The connection is broken, and what it read ends with it.
        }
    }

private:
    driver::connection& on_;
    bool mine_;
};

/// Says whose fault it is; the query would say nothing to anybody.
[[noreturn]] void refuse(const database_error& why) {
    const std::string fix = why.code() == "42501" ? "grant the role SELECT on it, or connect with another role"
                                                  : "see to the server's log, and that its catalog is sound";
    throw database_error("tain: the schema cannot be read from PostgreSQL's catalog: " + why.report().server + " (" +
                             why.code() + "); " + fix,
                         why.report());
}

}  // namespace

schema::database read_steadily(driver::connection& of, const std::vector<std::string>& namespaces,
                               const std::function<schema::database()>& read) {
    if (of.kind() == dialect::sqlite) {
        const lite_snapshot snapshot{of};
        return read();
    }
    std::string list;
    for (const std::string& one : namespaces) list += (list.empty() ? "" : ", ") + one;
    std::string query{versions};
    query.replace(query.find("{}"), 2, list);
    const auto version = [&] { return of.rows(query).rows; };
    for (int i = 0; i != attempts; ++i) {
        try {
            const auto before = version();
            try {
                schema::database made = read();
                if (version() == before) return made;
            } catch (const connection_error&) {
                throw;
            } catch (const database_error&) {
                // Such as for a relation that was dropped while its definition was printed.
                if (of.in_transaction() || version() == before) throw;
            }
        } catch (const connection_error&) {
            throw;
        } catch (const conflict_error&) {
            throw;
        } catch (const database_error& e) {
            refuse(e);
        }
    }
    throw error(
        "tain: another session changes the schema while it is read; try again when no migration runs on this database");
}

}  // namespace tain::migrate
