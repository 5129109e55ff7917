// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/reflect/list.hpp>

/// Verdicts on lists of models: what models may not say together.
namespace tain::verdict {

/// Verdict: a naming convention with a placeholder that its kind does not have, or with a brace too many.
struct placeholder_unknown {
    template <class Models>
    static constexpr auto report() {
        static_assert(reflect::never<Models>,
                      "tain: the naming convention has a placeholder that does not exist there. Write {table} and "
                      "{columns}, in foreign_key also {referenced}, and in check {table} and {name}.");
    }
};

/// Verdict: a naming convention that calls all checks of a table the same.
struct check_name_missing {
    template <class Models>
    static constexpr auto report() {
        static_assert(
            reflect::never<Models>,
            "tain: the naming convention's pattern for checks lacks {name}, so that all checks of a table would "
            "have one name. Write check = \"ck_{table}_{name}\".");
    }
};

/// Verdict: two models of a list have one table.
struct table_named_twice {
    template <class Models>
    static constexpr auto report() {
        static_assert(
            reflect::never<Models>,
            "tain: two models of this list have the same table name (SQLite does not tell upper from lower case, "
            "and calls a table in_schema(\"s\") s_table). Rename one: table(\"other_name\", …).");
    }
};

/// Verdict: two constraints of a table have one name.
struct constraint_named_twice {
    template <class Model>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model>,
            "tain: two constraints of this model have the same name. Give one another: .named(\"…\"), or for a "
            "check check<\"other_name\">(…).");
    }
};

/// Verdict: two models say different things of one sequence.
struct sequences_differ {
    template <class Models>
    static constexpr auto report() {
        static_assert(
            reflect::never<Models>,
            "tain: two models of this list take their keys from a sequence of one name, with another start or "
            "increment. Let both name one constant: inline constexpr tain::sequence numbers{.name = \"…\"}.");
    }
};

/// Verdict: two enums of different enumerators have one name in the database.
struct enums_differ {
    template <class Models>
    static constexpr auto report() {
        static_assert(reflect::never<Models>,
                      "tain: two enums of different enumerators are stored under one name in this list of models. "
                      "Give one another: stored_as<E> = native_enum(\"other_name\").");
    }
};

/// Verdict: a native enum is called like a table.
struct enum_named_like_table {
    template <class Models>
    static constexpr auto report() {
        static_assert(reflect::never<Models>,
                      "tain: a native enum of this list of models is called like one of its tables, and PostgreSQL "
                      "makes a type of each table. Give it another name: stored_as<E> = native_enum(\"other_name\").");
    }
};

/// Verdict: two indexes, keys or tables of a list have one name.
struct index_named_twice {
    template <class Models>
    static constexpr auto report() {
        static_assert(reflect::never<Models>,
                      "tain: two indexes (or unique constraints, primary keys, tables or sequences) of this list of "
                      "models have the "
                      "same name, and a database has one namespace for them. Give one another: .named(\"…\").");
    }
};

}  // namespace tain::verdict
