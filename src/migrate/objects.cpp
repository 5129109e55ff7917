// SPDX-License-Identifier: BSL-1.0
#include <tain/driver/error.hpp>
#include <tain/migrate/objects.hpp>

#include <string_view>

namespace tain::migrate {
namespace {

constexpr std::string_view on_sqlite = R"sql(
SELECT CASE WHEN type = 'table' THEN 'virtual table' ELSE type END,
       name, CASE WHEN type = 'trigger' THEN tbl_name ELSE '' END, sql
FROM main.sqlite_schema
WHERE type IN ('view', 'trigger') OR (type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%')
ORDER BY rowid
)sql";

/// What an extension made depends on it with deptype `e`. What came later has a greater oid; what tables may be made of
/// comes first.
constexpr std::string_view on_postgresql = R"sql(
WITH here AS (SELECT to_regnamespace(quote_ident(current_schema()))::oid AS oid),
     relation AS (SELECT c.* FROM pg_catalog.pg_class AS c, here WHERE c.relnamespace = here.oid
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                                  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                                    AND d.deptype = 'e')),
     found (made, kind, name, owner, definition) AS (
SELECT c.oid, CASE c.relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END, c.relname::text, '',
       concat('CREATE ', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED ' END, 'VIEW ', quote_ident(c.relname), ' AS',
              E'\n', pg_catalog.pg_get_viewdef(c.oid))
FROM relation AS c WHERE c.relkind IN ('v', 'm')
UNION ALL
SELECT c.oid, 'foreign table', c.relname, '', concat('server ', s.srvname)
FROM relation AS c
JOIN pg_catalog.pg_foreign_table AS f ON f.ftrelid = c.oid
JOIN pg_catalog.pg_foreign_server AS s ON s.oid = f.ftserver
UNION ALL
SELECT c.oid, 'partition', c.relname, p.relname,
       concat('ALTER TABLE ', quote_ident(p.relname), ' ATTACH PARTITION ', quote_ident(c.relname), ' ',
              pg_catalog.pg_get_expr(c.relpartbound, c.oid))
FROM relation AS c
JOIN pg_catalog.pg_inherits AS i ON i.inhrelid = c.oid
JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent
WHERE c.relispartition AND c.relkind IN ('r', 'p')
UNION ALL
SELECT c.oid, 'partition key', c.relname, c.relname, pg_catalog.pg_get_partkeydef(c.oid)
FROM relation AS c WHERE c.relkind = 'p'
UNION ALL
SELECT t.oid, 'trigger', t.tgname, c.relname, pg_catalog.pg_get_triggerdef(t.oid)
FROM relation AS c JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgparentid = 0
UNION ALL
SELECT r.oid, 'rule', r.rulename, c.relname, pg_catalog.pg_get_ruledef(r.oid)
FROM relation AS c JOIN pg_catalog.pg_rewrite AS r ON r.ev_class = c.oid AND r.rulename <> '_RETURN'
UNION ALL
SELECT p.oid, 'policy', p.polname, c.relname,
       concat_ws(' ', 'CREATE POLICY', quote_ident(p.polname), 'ON', quote_ident(c.relname),
                 CASE WHEN NOT p.polpermissive THEN 'AS RESTRICTIVE' END, CASE p.polcmd WHEN 'r' THEN 'FOR SELECT' WHEN 'a' THEN 'FOR INSERT' WHEN 'w' THEN 'FOR UPDATE'
                                    WHEN 'd' THEN 'FOR DELETE' ELSE 'FOR ALL' END,
                 'TO ' || (SELECT string_agg(quote_ident(r.rolname), ', ' ORDER BY r.rolname)
                           FROM pg_catalog.pg_roles AS r WHERE r.oid = ANY (p.polroles)),
                 'USING (' || pg_catalog.pg_get_expr(p.polqual, c.oid) || ')',
                 'WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, c.oid) || ')')
FROM relation AS c JOIN pg_catalog.pg_policy AS p ON p.polrelid = c.oid
UNION ALL
SELECT c.oid, 'row security', c.relname, c.relname,
       concat('ALTER TABLE ', quote_ident(c.relname), CASE WHEN c.relforcerowsecurity THEN ' FORCE' ELSE ' ENABLE' END,
              ' ROW LEVEL SECURITY')
FROM relation AS c WHERE c.relrowsecurity
UNION ALL
SELECT k.oid, 'exclusion constraint', k.conname, c.relname,
       concat('ALTER TABLE ', quote_ident(c.relname), ' ADD CONSTRAINT ', quote_ident(k.conname), ' ',
              pg_catalog.pg_get_constraintdef(k.oid))
FROM relation AS c JOIN pg_catalog.pg_constraint AS k ON k.conrelid = c.oid AND k.contype = 'x' AND k.conislocal
UNION ALL
SELECT p.oid, CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
       concat(p.proname, '(', pg_catalog.pg_get_function_identity_arguments(p.oid), ')'), '',
       CASE WHEN p.prokind <> 'a' THEN pg_catalog.pg_get_functiondef(p.oid) ELSE '' END
FROM pg_catalog.pg_proc AS p, here
WHERE p.pronamespace = here.oid
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                  WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT t.oid, CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE 'composite type' END, t.typname, '',
       CASE t.typtype WHEN 'd' THEN
           concat_ws(' ', 'CREATE DOMAIN', quote_ident(t.typname), 'AS',
                     pg_catalog.format_type(t.typbasetype, t.typtypmod), CASE WHEN t.typnotnull THEN 'NOT NULL' END,
                     'DEFAULT ' || t.typdefault,
                     (SELECT string_agg(concat('CONSTRAINT ', quote_ident(k.conname), ' ',
                                               pg_catalog.pg_get_constraintdef(k.oid)), ' ' ORDER BY k.conname)
                      FROM pg_catalog.pg_constraint AS k WHERE k.contypid = t.oid))
                      WHEN 'c' THEN
           concat('CREATE TYPE ', quote_ident(t.typname), ' AS (',
                  (SELECT string_agg(concat(quote_ident(a.attname), ' ',
                                            pg_catalog.format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
                   FROM pg_catalog.pg_attribute AS a
                   WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), ')')
                      ELSE
           concat('CREATE TYPE ', quote_ident(t.typname), ' AS RANGE (SUBTYPE = ',
                  (SELECT pg_catalog.format_type(r.rngsubtype, NULL)
                   FROM pg_catalog.pg_range AS r WHERE r.rngtypid = t.oid), ')') END
FROM pg_catalog.pg_type AS t CROSS JOIN here LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
WHERE t.typnamespace = here.oid AND (t.typtype IN ('d', 'r') OR (t.typtype = 'c' AND c.relkind = 'c'))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                  WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
UNION ALL
SELECT e.oid, 'extension', e.extname, '', concat('CREATE EXTENSION ', quote_ident(e.extname), ' VERSION ',
                                          quote_literal(e.extversion))
FROM pg_catalog.pg_extension AS e WHERE e.extname <> 'plpgsql')
SELECT kind, name, owner, definition FROM found
ORDER BY kind NOT IN ('extension', 'domain', 'composite type', 'range type'), made::oid, kind COLLATE "C"
)sql";

}  // namespace

bool comes_before_tables(const object& of) {
    return of.kind == "extension" || of.kind == "domain" || of.kind == "composite type" || of.kind == "range type";
}

std::vector<object> other_objects(driver::connection& of) {
    const bool lite = of.kind() == dialect::sqlite;
    driver::text_rows found;
    for (int attempt = 1;; ++attempt) {
        try {
            found = of.rows(lite ? on_sqlite : on_postgresql);
            break;
        } catch (const database_error& e) {
            // internal_error, undefined_table: something was dropped while its definition was printed.
            const bool gone = !lite && (e.code() == "XX000" || e.code() == "42P01");
            if (!gone || attempt == 5 || of.in_transaction()) throw;
        }
    }
    std::vector<object> made;
    for (const auto& row : found.rows)
        made.push_back({row[0].value_or(""), row[1].value_or(""), row[2].value_or(""), row[3].value_or("")});
    return made;
}

}  // namespace tain::migrate
