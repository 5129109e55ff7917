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
                      "table, before the clause that needs it. A member that a base declares is named with its model: "
                      "col<&Base::member, of<Model>>.");
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
        static_assert(reflect::never<Clause>, "tain: this clause was given already. Give it once, with all its terms.");
    }
};

/// Verdict: all_rows() beside where().
struct every_row_and_some {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: all_rows() means every row, and where() some of them. Leave one of the two out.");
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

/// Verdict: a SELECT that counts or joins, in which nothing says what is read.
struct source_unknown {
    template <class Statement>
    static constexpr auto report() {
        static_assert(
            reflect::never<Statement>,
            "tain: this SELECT does not say which table it reads. Add .from<Table>(), or .from(source) for a list "
            "of rows or a subquery.");
    }
};

/// Verdict: a member that its model does not store.
struct no_such_column {
    template <class Source, class Path>
    static constexpr auto report() {
        static_assert(
            reflect::never<Source, Path>,
            "tain: this member is no column of its model: it is transient, an embedded struct (name the member "
            "inside it: col<&Model::embedded, &Embedded::member>), or a member of another struct.");
    }
};

/// Verdict: SELECT DISTINCT sorted by what it does not select.
struct sorted_outside_distinct {
    template <class Key>
    static constexpr auto report() {
        static_assert(
            reflect::never<Key>,
            "tain: distinct rows can be sorted only by what is selected. Select the sort key too, or take out "
            "distinct(). What is chosen at run time is named by its label: order_by(by_label<\"name\">).");
    }
};

/// Verdict: rows of raw SQL in a type that cannot be read.
struct row_not_readable {
    template <class Row>
    static constexpr auto report() {
        static_assert(reflect::never<Row>,
                      "tain: rows cannot be read as this type, or as one that it holds. Use a column type (text is "
                      "std::string), a described struct, or a std::tuple or aggregate of them; for a type of yours "
                      "specialize tain::type<T>.");
    }
};

}  // namespace tain::verdict
