// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/reflect/list.hpp>

/// Verdicts on statements.
namespace tain::verdict {

/// Verdict: a column's table is missing from the statement.
struct column_outside_from {
    template <class Column>
    static constexpr auto report() {
        static_assert(reflect::never<Column>,
                      "tain: a column belongs to a table this statement does not read. Add .join<Table>() for that "
                      "table.");
    }
};

/// Verdict: `.where(a, b)`.
struct where_takes_one {
    template <class... Conditions>
    static constexpr auto report() {
        static_assert(reflect::never<Conditions...>,
                      "tain: where() takes one condition. Write where(and_(a, b)) or where(a && b).");
    }
};

/// Verdict: an UPDATE or DELETE of every row that does not say so.
struct every_row_affected {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: this statement would change every row of the table. Add .where(condition), or .all_rows() "
                      "when that is meant.");
    }
};

/// Verdict: no foreign key leads from the joined table to one that is read already.
struct no_foreign_key_between {
    template <class Joined>
    static constexpr auto report() {
        static_assert(reflect::never<Joined>,
                      "tain: no foreign key connects the joined table with those before it. Give the condition: "
                      ".join<Table>(col<&A::x> == col<&B::y>).");
    }
};

/// Verdict: more than one foreign key connects the two tables.
struct join_ambiguous {
    template <class Joined>
    static constexpr auto report() {
        static_assert(reflect::never<Joined>,
                      "tain: more than one foreign key connects the joined table with those before it. Give the "
                      "condition: .join<Table>(col<&A::x> == col<&B::y>).");
    }
};

/// Verdict: one source twice in FROM.
struct source_twice {
    template <class Joined>
    static constexpr auto report() {
        static_assert(reflect::never<Joined>,
                      "tain: this table is in the statement already. Join it under another name: "
                      ".join<alias<Table, \"name\">>(condition).");
    }
};

/// Verdict: a clause that was given already.
struct clause_twice {
    template <class Clause>
    static constexpr auto report() {
        static_assert(reflect::never<Clause>,
                      "tain: this clause was given already. Give it once, with all its terms.");
    }
};

/// Verdict: an UPDATE sets a column of another table, or nothing at all.
struct assignment_elsewhere {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: set() and values() take assignments to columns of the statement's own table. Write "
                      "col<&Model::member> = value.");
    }
};

/// Verdict: a row type that a statement's columns cannot fill.
struct row_type_differs {
    template <class Row>
    static constexpr auto report() {
        static_assert(reflect::never<Row>,
                      "tain: into<Row>() needs an aggregate with one field per selected column, of the column's type, "
                      "in the same order.");
    }
};

}  // namespace tain::verdict
