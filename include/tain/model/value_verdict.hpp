// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/reflect/list.hpp>

/// Verdicts on where a mapping has a column's value come from.
namespace tain::verdict {

/// Verdict: a generated column over columns of another model.
struct generated_elsewhere {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: a generated column is calculated from a column of another model. Its expression may name "
                      "columns of its own table only.");
    }
};

/// Verdict: a generated column over another generated column, or over itself.
struct generated_from_generated {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: a generated column is calculated from a generated column, which PostgreSQL refuses. Write "
                      "that column's expression out in place of its name.");
    }
};

/// Verdict: a generated column whose expression has not one value per row.
struct generated_not_fixed {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: a generated column depends on its row alone, but this expression has now() or an "
                      "aggregate such as sum(). Use server_default or on_update for the time.");
    }
};

/// Verdict: a primary key that is generated, filled, a version, or changed by every UPDATE.
struct valued_key {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: a primary key says which row it is, so it cannot be generated from other columns, filled "
                      "by the server, set by every UPDATE, or be a version. Take that part out of the mapping.");
    }
};

/// Verdict: two parts of a mapping that both say where a column's value comes from.
struct valued_twice {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: two parts of the mapping give this column its value. A generated column takes no "
                      "server_default, filled_by_server, on_update or version; a version no on_update or "
                      "filled_by_server; and each part stands once.");
    }
};

/// Verdict: a backfill over columns of another model, or with an aggregate.
struct backfill_elsewhere {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model, Part>,
            "tain: a backfill gives each row a value that follows from that row: its expression names columns "
            "of its own table only, and no aggregate. sql_text(\"...\") says anything else, such as a subquery.");
    }
};

/// Verdict: a backfill of what the database calculates.
struct backfill_of_calculated {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: the database gives every row its generated columns and its identity, also rows that are "
                      "there already. Take the backfill out of the mapping.");
    }
};

/// Verdict: `on_update` with a value that has no literal at compile time, or with columns.
struct on_update_without_literal {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: on_update stands in SQL text that is made at compile time: it takes now(), a value that "
                      "can be written there (a number, a text, a truth value, an enumerator, a time), or "
                      "sql_text(\"...\").");
    }
};

/// Verdict: a version that is no integer.
struct version_not_integer {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: a version counts the changes of a row: its member must be std::int32_t or std::int64_t.");
    }
};

/// Verdict: two versions in one model.
struct two_versions {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: the mapping names more than one version column. One counts the changes of the whole row.");
    }
};

/// Verdict: `identity` of a column that the database does not number.
struct identity_elsewhere {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: identity<> says how the database numbers the model's primary key, which must be one "
                      "integer column, neither natural() nor a foreign key. Name that column, or take it out.");
    }
};

/// Verdict: an identity that begins below 1, or has a step below 1.
struct identity_not_positive {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: the numbers of an identity begin at 1 or above and go up: start() and increment() take "
                      "numbers that are at least 1.");
    }
};

/// Verdict: an identity from a sequence without a name, or with numbers of its own.
struct sequence_not_alone {
    template <class Model>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model>,
            "tain: identity<>.from() takes a sequence with a name, which alone says start and increment, and "
            "always() cannot be told of it. Write .from(tain::sequence{.name = \"numbers\", .start = 1000}).");
    }
};

/// Verdict: an assignment to an identity that is generated always.
struct identity_assigned {
    template <class Model, class Assignment>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Assignment>,
                      "tain: this key is identity<>.always(): the database numbers it, and no statement may. Leave the "
                      "column out, or take always() out of the mapping.");
    }
};

/// Verdict: an object that may not change is given to what writes the database's values into it.
struct object_not_written_back {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: what the database gives a generated, filled, on_update or version column is written back "
                      "into the object, but this object is const. Give one that may change, or a copy: Model{object}.");
    }
};

/// Verdict: values to be read back of a row that has no key.
struct read_back_without_key {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: this model has a generated column or one that the server fills, but no primary key by "
                      "which it could be read back into an object. Give the model a key, or insert with "
                      "insert<Model>().values(...).");
    }
};

/// Verdict: an assignment to a generated column.
struct generated_assigned {
    template <class Model, class Assignment>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Assignment>,
                      "tain: this column is generated: the database calculates it, and nothing else can be written to "
                      "it. Assign the columns that it is calculated from.");
    }
};

}  // namespace tain::verdict
