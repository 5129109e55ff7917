// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

/// The catalog queries of introspection. `{}` stands for the namespace, an expression of type oid, and `{enums}` for that of
/// the models' enums and sequences. Each row is one column of its object, so that no array has to be parsed.
namespace tain::migrate::postgresql {

inline constexpr std::string_view tables_query = R"sql(
SELECT c.relname, obj_description(c.oid, 'pg_class')
FROM pg_catalog.pg_class AS c
WHERE c.relnamespace = {} AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.relname COLLATE "C"
)sql";

inline constexpr std::string_view columns_query = R"sql(
SELECT c.relname, a.attname,
       CASE WHEN t.typnamespace = 'pg_catalog'::regnamespace THEN t.typname::text ELSE '' END, a.atttypmod,
       pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
       pg_catalog.pg_get_expr(d.adbin, d.adrelid),
       CASE WHEN a.attcollation <> t.typcollation THEN l.collname END,
       pg_catalog.col_description(c.oid, a.attnum),
       CASE WHEN e.typtype = 'e' AND e.typnamespace = {enums} THEN e.typname END, t.oid <> e.oid,
       q.seqstart, q.seqincrement,
       concat_ws(' ', CASE WHEN q.seqmin <> 1 THEN 'MINVALUE ' || q.seqmin END,
                 CASE WHEN q.seqmax <> CASE q.seqtypid WHEN 'int2'::regtype THEN 32767
                                                       WHEN 'int4'::regtype THEN 2147483647
                                                       ELSE 9223372036854775807 END THEN 'MAXVALUE ' || q.seqmax END,
                 CASE WHEN q.seqcycle THEN 'CYCLE' END),
       CASE WHEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) ~ '^nextval\(''([^'']|'''')+''::regclass\)$' THEN (
           SELECT s.relname FROM pg_catalog.pg_depend AS u
           JOIN pg_catalog.pg_class AS s ON s.oid = u.refobjid AND s.relkind = 'S' AND s.relnamespace = {enums}
           WHERE u.classid = 'pg_catalog.pg_attrdef'::regclass AND u.objid = d.oid
             AND u.refclassid = 'pg_catalog.pg_class'::regclass
             AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS n
                             WHERE n.classid = 'pg_catalog.pg_class'::regclass AND n.objid = s.oid
                               AND n.deptype IN ('a', 'i'))) END,
       CASE WHEN d.oid IS NOT NULL THEN (
           SELECT s.relname FROM pg_catalog.pg_depend AS u
           JOIN pg_catalog.pg_class AS s ON s.oid = u.refobjid AND s.relkind = 'S' AND s.relnamespace = c.relnamespace
           JOIN pg_catalog.pg_depend AS n ON n.classid = 'pg_catalog.pg_class'::regclass AND n.objid = s.oid
                AND n.deptype = 'a' AND n.refclassid = 'pg_catalog.pg_class'::regclass AND n.refobjid = c.oid
                AND n.refobjsubid = a.attnum
           WHERE u.classid = 'pg_catalog.pg_attrdef'::regclass AND u.objid = d.oid
             AND u.refclassid = 'pg_catalog.pg_class'::regclass
           LIMIT 1) END
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
JOIN pg_catalog.pg_type AS e ON e.oid = CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE t.oid END
LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
LEFT JOIN pg_catalog.pg_collation AS l ON l.oid = a.attcollation
LEFT JOIN pg_catalog.pg_depend AS o ON a.attidentity <> '' AND o.classid = 'pg_catalog.pg_class'::regclass
     AND o.refclassid = 'pg_catalog.pg_class'::regclass AND o.refobjid = c.oid AND o.refobjsubid = a.attnum
     AND o.deptype = 'i'
LEFT JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = o.objid
WHERE c.relnamespace = {} AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY c.relname COLLATE "C", a.attnum
)sql";

inline constexpr std::string_view enums_query = R"sql(
SELECT t.typname, v.enumlabel
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_enum AS v ON v.enumtypid = t.oid
WHERE t.typnamespace = {} AND t.typtype = 'e'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                  WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
ORDER BY t.typname COLLATE "C", v.enumsortorder
)sql";

/// Sequences that belong to no column: those of identities and SERIAL are a matter of their columns.
inline constexpr std::string_view sequences_query = R"sql(
SELECT c.relname, q.seqstart, q.seqincrement,
       concat_ws(' ', CASE WHEN q.seqtypid <> 'int8'::regtype
                           THEN 'AS ' || pg_catalog.format_type(q.seqtypid, NULL) END,
                 CASE WHEN q.seqmin <> 1 THEN 'MINVALUE ' || q.seqmin END,
                 CASE WHEN q.seqmax <> 9223372036854775807 THEN 'MAXVALUE ' || q.seqmax END,
                 CASE WHEN q.seqcycle THEN 'CYCLE' END)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_sequence AS q ON q.seqrelid = c.oid
WHERE c.relnamespace = {}
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i', 'e'))
ORDER BY c.relname COLLATE "C"
)sql";

inline constexpr std::string_view constraints_query = R"sql(
SELECT c.relname, k.conname, k.contype, a.attname,
       r.relname,
       ra.attname, k.confdeltype, k.confupdtype,
       CASE WHEN k.contype = 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid) END,
       concat_ws(' ', CASE WHEN k.confmatchtype = 'f' THEN 'MATCH FULL' END,
                 substring(x.definition FROM 'ON DELETE (?:SET NULL|SET DEFAULT) \(.*?\)'),
                 CASE WHEN k.contype IN ('p', 'u') THEN substring(x.definition FROM 'INCLUDE \(.*\)') END,
                 CASE WHEN k.contype = 'c' AND k.connoinherit THEN 'NO INHERIT' END,
                 CASE WHEN k.contype <> 'f' AND k.condeferrable THEN 'DEFERRABLE' END,
                 CASE WHEN k.contype <> 'f' AND k.condeferred THEN 'INITIALLY DEFERRED' END),
       CASE WHEN k.contype <> 'f' THEN '' WHEN k.condeferred THEN 'd' WHEN k.condeferrable THEN 'i' ELSE '' END,
       k.contype = 'u' AND x.definition LIKE 'UNIQUE NULLS NOT DISTINCT %',
       CASE WHEN r.relnamespace <> c.relnamespace THEN rn.nspname END,
       NOT k.convalidated
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_constraint AS k ON k.conrelid = c.oid AND k.contype IN ('p', 'u', 'c', 'f') AND k.conislocal
CROSS JOIN LATERAL (SELECT pg_catalog.pg_get_constraintdef(k.oid) AS definition) AS x
LEFT JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS p (key, reference, position) ON true
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = p.key
LEFT JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid AND k.contype = 'f'
LEFT JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
LEFT JOIN pg_catalog.pg_attribute AS ra ON ra.attrelid = k.confrelid AND ra.attnum = p.reference
WHERE c.relnamespace = {} AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY c.relname COLLATE "C", k.conname COLLATE "C", k.oid, p.position
)sql";

/// An expression has a collation of its own; only the whole definition tells whether the index has another one.
/// indoption: bit 0 is DESC, bit 1 NULLS FIRST, which DESC implies.
inline constexpr std::string_view indexes_query = R"sql(
SELECT c.relname, n.relname, i.indisunique, m.amname, pg_catalog.pg_get_expr(i.indpred, i.indrelid),
       CASE WHEN x.definition LIKE '% NULLS NOT DISTINCT%' THEN 'NULLS NOT DISTINCT' END,
       p.position > i.indnkeyatts, a.attname,
       CASE WHEN a.attname IS NULL THEN pg_catalog.pg_get_indexdef(i.indexrelid, p.position, false) END,
       CASE WHEN p.position <= i.indnkeyatts THEN i.indoption[p.position - 1] ELSE 0 END,
       CASE WHEN p.position <= i.indnkeyatts THEN
           concat_ws(' ', CASE WHEN CASE WHEN a.attname IS NULL
                                         THEN strpos(x.definition, pg_catalog.pg_get_indexdef(i.indexrelid, p.position,
                                                                                              false) || ' COLLATE ') > 0
                                         ELSE i.indcollation[p.position - 1] <> a.attcollation END
                               THEN 'COLLATE ' || quote_ident(l.collname) END,
                     CASE WHEN NOT o.opcdefault THEN quote_ident(o.opcname) END) END,
       NOT i.indisvalid
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_index AS i ON i.indrelid = c.oid
JOIN pg_catalog.pg_class AS n ON n.oid = i.indexrelid
JOIN pg_catalog.pg_am AS m ON m.oid = n.relam
CROSS JOIN LATERAL (SELECT pg_catalog.pg_get_indexdef(i.indexrelid) AS definition) AS x
CROSS JOIN LATERAL generate_series(1, i.indnatts::int) AS p (position)
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[p.position - 1] AND a.attnum <> 0
LEFT JOIN pg_catalog.pg_collation AS l ON p.position <= i.indnkeyatts AND l.oid = i.indcollation[p.position - 1]
LEFT JOIN pg_catalog.pg_opclass AS o ON p.position <= i.indnkeyatts AND o.oid = i.indclass[p.position - 1]
WHERE c.relnamespace = {} AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k
                  WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
ORDER BY c.relname COLLATE "C", n.relname COLLATE "C", p.position
)sql";

}  // namespace tain::migrate::postgresql
