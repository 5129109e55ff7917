// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/reflect/list.hpp>

/// Verdicts on models: what a struct or its mapping may not say.
namespace tain::verdict {

/// Verdict: a model that was not described.
struct not_described {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: this type is no model: it is not described. Write BOOST_DESCRIBE_STRUCT(Type, (bases), "
                      "(members)) behind the struct.");
    }
};

/// Verdict: the struct has members that its description does not list.
struct member_not_described {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: this struct has a member that BOOST_DESCRIBE_STRUCT does not list, so it would be lost. "
                      "List it there, or write transient<&Type::member> in the mapping. (A C array counts as several "
                      "members: use std::array.)");
    }
};

/// Verdict: the mapping names a member that is no column of the model.
struct not_a_column {
    template <class Model, class Path>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Path>,
                      "tain: the mapping names a member that is no column of this model. Name a described member of "
                      "the model, or path<&Model::embedded, &Embedded::member> for one inside an embedded struct.");
    }
};

/// Verdict: a member that leads to other models: a list of them, or a pointer.
struct models_in_member {
    template <class Type, class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Type, Model>,
                      "tain: a list of models, or a pointer to one, is no column. Leave the member out with "
                      "transient<&Model::member> and load the other rows by a join; what a row refers to is its key: "
                      "foreign_key<&Model::other_id>.references<Other>().");
    }
};

/// Verdict: the columns of a foreign key and those that it refers to differ in number or type.
struct foreign_key_differs {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: the columns of a foreign key and the columns that it references differ in number or type. "
                      "Give both sides the same members' types, in the same order.");
    }
};

/// Verdict: a foreign key that does not say what it refers to.
struct foreign_key_without_target {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: a foreign key does not say what it references. Add .references<&Other::member>().");
    }
};

/// Verdict: an index over an expression that has no name.
struct index_without_name {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: an index over an expression has no name, and no convention gives it one. Add "
                      ".named(\"ix_...\") to it.");
    }
};

/// Verdict: two columns (or tables) were renamed from one.
struct renamed_from_one_name {
    template <class... Model>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model...>,
            "tain: two columns or two tables are renamed_from the same name, and only one of them can have its "
            "values. Keep one of the declarations.");
    }
};

/// Verdict: the name that something was renamed from is still there.
struct renamed_from_current_name {
    template <class... Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model...>,
                      "tain: renamed_from names a column, table or enumerator that exists now, or a kind of a variant. "
                      "Once a revision has renamed it, take the declaration out; columns and tables that are "
                      "exchanged take one on both sides.");
    }
};

/// Verdict: an operation by key on a model that has none.
struct no_primary_key {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: this model has no primary key. Give it a member called id, or name one in the mapping: "
                      "primary_key<&Type::member>.");
    }
};

/// Verdict: a primary key that may be NULL.
struct nullable_primary_key {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: a primary key cannot be NULL, but its member is a std::optional. Make the member a plain "
                      "value.");
    }
};

/// Verdict: a primary key inside a struct that is optional as a whole.
struct key_in_optional_struct {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: a primary key cannot be NULL, but it lies in a struct that is optional as a whole, or in "
                      "a variant. Embed the struct without std::optional, or choose another key.");
    }
};

/// Verdict: a struct that is optional as a whole, all of whose members may be NULL.
struct optional_struct_without_required {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: a struct that is optional as a whole has no member of its own that cannot be NULL: one "
                      "without values would be read back as std::nullopt. Make a member a plain value, or embed the "
                      "struct without std::optional.");
    }
};

/// Verdict: a value that the database gives a column inside a struct that is optional as a whole.
struct value_in_optional_struct {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model, Part>,
            "tain: the columns of a struct that is optional as a whole, or of a variant's alternative, are written "
            "with it, or NULL with it: the database gives them no values of its own. Take server_default, generated, "
            "filled_by_server, on_update, version or identity out of the mapping, or embed the struct as it is.");
    }
};

/// Verdict: a variant with an alternative that is no described struct.
struct alternative_not_described {
    template <class Model>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model>,
            "tain: a variant's alternatives are described structs, whose members become columns, or "
            "std::monostate. Put the value into a struct and write BOOST_DESCRIBE_STRUCT(Type, (), (members)) "
            "behind it.");
    }
};

/// Verdict: a variant with an alternative whose members its bases declare.
struct alternative_with_base {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: an alternative of a variant has a base, whose members would not say which alternative "
                      "they belong to. Embed the shared members as a struct of their own instead.");
    }
};

/// Verdict: a variant that names one type twice.
struct alternative_twice {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: a variant has one type twice among its alternatives, and a row could not say which of "
                      "them it holds. Give each its own struct.");
    }
};

/// Verdict: two alternatives of a variant that the column of its kind could not tell apart.
struct kinds_alike {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: two alternatives of a variant have the same name in the column of its kind. Give one of "
                      "them another: kind<&Type::member, Alternative>(\"…\").");
    }
};

/// Verdict: a variant that may be missing.
struct optional_variant {
    template <class Member, class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Member, Model>,
                      "tain: a std::optional of a variant is no column. Add std::monostate to the variant's "
                      "alternatives instead: its kind is 'none'.");
    }
};

/// Verdict: a primary key with the column of a variant's kind.
struct kind_in_key {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: what a variant holds is no part of a primary key, since an object may come to hold "
                      "another. Choose another key, or add a unique constraint.");
    }
};

/// Verdict: the mapping names a variant or an alternative that is not there.
struct not_an_alternative {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: the mapping speaks of an alternative that no such variant of this model has. Name the "
                      "variant's member and one of its types: kind<&Type::member, Alternative>(\"…\").");
    }
};

/// Verdict: the database decides on what a variant holds.
struct kind_from_database {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: the column of a variant's kind is written with what the object holds. Take generated, "
                      "filled_by_server, on_update, version or identity out of the mapping.");
    }
};

/// Verdict: two columns of one model have the same name.
struct duplicate_column {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: two columns of this model have the same name. Rename one with column_name<&Type::member>"
                      "(\"…\"), give an embedded struct a prefix<&Type::member>(\"…\"), or an alternative of a "
                      "variant a prefix<&Type::member, Alternative>(\"…\").");
    }
};

/// Verdict: more than one primary key.
struct two_primary_keys {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: the mapping declares more than one primary key. Give one, with all its columns: "
                      "primary_key<&Type::first, &Type::second>.");
    }
};

/// Verdict: a foreign key to a type that was not described.
struct foreign_key_to_no_model {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: a foreign key references a type that is no model: it is not described. Write "
                      "BOOST_DESCRIBE_STRUCT(Type, (bases), (members)) behind that struct.");
    }
};

/// Verdict: a check or a partial index over columns of another model.
struct condition_elsewhere {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: a condition of the mapping names a column of another model. A check and the condition of "
                      "an index read columns of their own table only.");
    }
};

/// Verdict: a length for a column that is no text.
struct length_without_text {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Part>,
                      "tain: length<> limits text columns, whose members are std::string. Take it out of the mapping.");
    }
};

/// Verdict: a table, column, constraint or index with a name that PostgreSQL would cut.
struct identifier_too_long {
    template <class Model>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model>,
            "tain: the name of this model's table, or of a column, constraint, index, sequence or native_enum in its "
            "mapping, is longer than 63 bytes, and PostgreSQL would cut it. Give a shorter one: table(\"…\"), "
            "column_name<>(\"…\"), .named(\"…\"). (Names by convention are cut by Tain, with a hash.)");
    }
};

/// Verdict: a table in two schemas, or in one without a name.
struct schema_not_one {
    template <class Model>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model>,
            "tain: a table stands in one schema, which has a name. Write in_schema(\"name\") once, or leave it out for "
            "PostgreSQL's default schema.");
    }
};

/// Verdict: a foreign key to the primary key of a model that has none.
struct foreign_key_to_no_key {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model, Part>,
            "tain: a foreign key references a model that has no primary key. Give that model one, or name the "
            "columns: .references<&Other::member>().");
    }
};

/// Verdict: a collation for a column that is no text.
struct collation_without_text {
    template <class Model, class Part>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model, Part>,
            "tain: collation<> says how text compares, but this column is no text. Take it out of the mapping.");
    }
};

/// Verdict: a WITHOUT ROWID table whose key the database would have to generate, or that has none.
struct without_rowid_or_natural_key {
    template <class Model>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model>,
            "tain: sqlite_without_rowid needs a primary key that the application gives: SQLite generates none "
            "in such a table. Declare primary_key<&Type::member>.natural() or one of several columns, or take "
            "sqlite_without_rowid out of the mapping.");
    }
};

/// Verdict: an operation by key with a value of another type.
struct other_key_type {
    template <class Model, class Key>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Key>,
                      "tain: this is not the primary key's type. Give the key's value, or for a composite key a "
                      "std::tuple of its values in the key's order.");
    }
};

/// Verdict: an INSERT of an object into which its generated key cannot be written.
struct key_not_written_back {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: insert() writes the key that the database generates into the object, but this object is "
                      "const. Insert one that may change, or a copy: db.insert(Model{object}).");
    }
};

/// Verdict: an upsert where the database makes the key.
struct upsert_of_generated_key {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: upsert() needs a primary key that the application gives, but the database generates this "
                      "model's. Declare it primary_key<&Type::member>.natural(), or use insert() and update().");
    }
};

/// Verdict: an UPDATE by key of a model that is nothing but its key.
struct nothing_but_key {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: every column of this model belongs to its primary key, so there is nothing to update. "
                      "Remove the row and insert another.");
    }
};

}  // namespace tain::verdict
