// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/dialect/written.hpp>
#include <tain/model/check.hpp>
#include <tain/model/check_models.hpp>
#include <tain/model/models.hpp>
#include <tain/model/optional_structs.hpp>
#include <tain/model/table.hpp>
#include <tain/model/variants.hpp>
#include <tain/reflect/enumerators.hpp>
#include <tain/schema/check.hpp>
#include <tain/schema/naming.hpp>
#include <tain/schema/schema.hpp>
#include <tain/schema/shared.hpp>
#include <tain/sql/spell_functions.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tain::schema {

namespace detail {

sql_text both_texts(const tain::model::text_per_dialect& from);

/// Writes an expression of a mapping in both dialects, with literals.
template <class E>
sql_text text_of(const E& expression) {
    sql_text made;
    for (const dialect to : {dialect::sqlite, dialect::postgresql}) {
        made[to] = dialects::written(to, [&](sql::writer& w) { sql::spell<E>::to(w, &expression); });
    }
    return made;
}

inline sql_text text_of(const tain::model::default_text& said) { return both_texts(said); }

template <class T, class... Path>
std::vector<std::string> names_of(reflect::list<Path...>) {
    using table = tain::model::table_of<T>;
    return {std::string{table::columns[table::template index<Path>].name}...};
}

std::string name_or(std::string_view given, named what, std::string_view table, const std::vector<std::string>& parts,
                    const naming_convention& by, std::string_view references = {});
column column_of(const tain::model::column_info& from);
/// On SQLite a boolean is a number: a named CHECK keeps it 0 or 1.
void add_boolean_check(table& to, const std::string& column, const naming_convention& by);
/// A named CHECK keeps an enum, which is text or a number on both databases, to the enumerators; a native one on SQLite.
void add_enum_check(table& to, const std::string& column, std::span<const reflect::enumerator> all,
                    enum_storage::form as, const naming_convention& by);
/// A named CHECK keeps a struct that is optional as a whole: all of its columns are NULL, or none of the required ones is.
void add_whole_check(table& to, std::size_t index, std::span<const tain::model::optional_struct> structs,
                     std::span<const tain::model::held_column> columns, const naming_convention& by);
/// A named CHECK keeps the column of a variant's kind to the alternatives' names.
void add_kind_check(table& to, const std::string& column, std::span<const std::string_view> kinds,
                    const naming_convention& by);
/// A named CHECK keeps an alternative whole: none of its required columns is NULL where it is the row's kind, and all of
/// its columns are NULL where it is not.
void add_alternative_check(table& to, const column& kind, std::string_view name, std::size_t index,
                           std::span<const tain::model::optional_struct> structs,
                           std::span<const tain::model::held_column> columns, const naming_convention& by);

/// Adds the CHECKs of a model's variants, and the former names of their kinds.
template <class T>
void add_variants(table& to, const naming_convention& by) {
    tain::model::each_variant<T>([&]<class Leaf>(Leaf, std::size_t at) {
        using variant = tain::model::variant_of<T, Leaf>;
        using structs = tain::model::optional_structs<T>;
        tain::model::table_of<T>::each_part([&]<class P>(const P& part) {
            if constexpr (tain::model::names_kind<P, typename Leaf::path>)
                if (!part.former.empty())
                    to.columns[at].renamed_values.all.push_back({std::string{part.former}, std::string{part.name}});
        });
        add_kind_check(to, to.columns[at].name, variant::kinds, by);
        for (std::size_t each = 0; each != variant::kinds.size(); ++each)
            if (variant::structs[each] != structs::all.size())
                add_alternative_check(to, to.columns[at], variant::kinds[each], variant::structs[each], structs::all,
                                      structs::columns, by);
    });
}

/// The former names of an enum's enumerators.
template <class E>
former_values former_values_of() {
    former_values made;
    for (const auto& each : renamed_enumerators<E>)
        for (const reflect::enumerator& now : reflect::enumerators<E>)
            if (now.value == static_cast<long long>(each.now))
                made.all.push_back({std::string{each.name}, std::string{now.name}});
    return made;
}
/// Adds a native enum once.
void add_enumeration(database& to, std::string_view name, std::span<const reflect::enumerator> all,
                     const former_values& renamed);

template <class T>
void add_enumerations(database& to) {
    each_native_enum<T>([&to]<class E>(std::type_identity<E>) {
        add_enumeration(to, stored_as<E>.name, reflect::enumerators<E>, former_values_of<E>());
    });
}

/// Adds a sequence once.
void add_sequence(database& to, const tain::sequence& from);

template <class T>
void add_sequences(database& to) {
    each_sequence<T>([&to](const tain::sequence& one) { add_sequence(to, one); });
}

/// One key of an index: a column, or an expression spelled in both dialects.
template <class T, class Key>
index_part index_part_of(const Key& key) {
    using path = typename tain::model::key_column<Key>::type;
    index_part made;
    if constexpr (std::is_void_v<path>)
        made.expression = text_of(key.operand);
    else
        made.column = tain::model::table_of<T>::columns[tain::model::table_of<T>::template index<path>].name;
    made.descending = Key::descending;
    made.nulls_reversed = Key::nulls == (Key::descending ? expr::nulls::last : expr::nulls::first);
    return made;
}

/// Makes two NULLs conflict, and adds what SQLite has for that: an index, which exists there only. Nothing changes where
/// no column can be NULL.
void take_nulls_as_equal(table& in, unique& constraint);

template <class T, class P>
void add_part(table& to, const P& part, const naming_convention& by) {
    namespace parts = tain::model::detail;
    using described = tain::model::table_of<T>;
    if constexpr (parts::is_unique<P>) {
        unique made{{}, names_of<T>(typename P::columns{})};
        made.name = name_or(part.name, named::unique, to.name, made.columns, by);
        if (part.nulls_are_equal) take_nulls_as_equal(to, made);
        to.uniques.push_back(std::move(made));
    } else if constexpr (parts::is_index<P>) {
        index made;
        std::vector<std::string> columns;
        const auto add_key = [&]<class Key>(std::size_t, const Key* key) {
            made.parts.push_back(index_part_of<T>(*key));
            columns.push_back(made.parts.back().column);
        };
        decltype(part.keys)::each(&part.keys, add_key);
        made.name = name_or(part.settings.name, named::index, to.name, columns, by);
        made.unique = part.settings.is_unique;
        if (part.settings.method != "btree") made.method = part.settings.method;
        made.included = names_of<T>(typename P::included{});
        if constexpr (!std::is_same_v<std::remove_const_t<decltype(part.condition)>, tain::model::no_condition>)
            made.where = text_of(part.condition);
        to.indexes.push_back(std::move(made));
    } else if constexpr (parts::is_foreign_key<P>) {
        using target = tain::model::table_of<typename P::target>;
        foreign_key made;
        made.columns = names_of<T>(typename P::columns{});
        made.table = target::name;
        made.schema_name = target::schema;
        made.references = names_of<typename P::target>(typename parts::referenced<P>::type{});
        made.on_delete = static_cast<action>(part.deleted);
        made.on_update = static_cast<action>(part.updated);
        made.deferral = static_cast<deferral>(part.checked);
        made.name = name_or(part.name, named::foreign_key, to.name, made.columns, by, made.table);
        to.foreign_keys.push_back(std::move(made));
    } else if constexpr (parts::is_check<P>) {
        to.checks.push_back({default_name(named::check, to.name, part.name, {}, by), text_of(part.condition)});
    } else if constexpr (parts::is_comment<P>) {
        if constexpr (requires { typename P::column; })
            to.columns[described::template index<typename P::column>].comment = part.text;
        else
            to.comment = part.text;
    } else if constexpr (parts::is_renamed<P>) {
        if constexpr (requires { typename P::column; })
            to.columns[described::template index<typename P::column>].renamed_from.all.emplace_back(part.name);
        else
            to.renamed_from.all.emplace_back(part.name);
    } else if constexpr (parts::is_collation<P>) {
        to.columns[described::template index<typename P::column>].collation = both_texts(part.names);
    } else if constexpr (std::is_same_v<P, tain::model::sqlite_strict_part>) {
        to.strict = true;
    } else if constexpr (std::is_same_v<P, tain::model::sqlite_without_rowid_part>) {
        to.without_rowid = true;
    } else if constexpr (parts::is_default<P>) {
        to.columns[described::template index<typename P::column>].server_default = text_of(part.value);
    } else if constexpr (parts::is_backfill<P>) {
        to.columns[described::template index<typename P::column>].backfill.value = text_of(part.value);
    } else if constexpr (parts::is_identity<P>) {
        numbering& of = to.columns[described::template index<typename P::column>].numbering;
        of.start = part.settings.start;
        of.increment = part.settings.increment;
        of.always = part.settings.always;
        of.never_reused = part.settings.never_reused || part.settings.start != 1;
        of.sequence = part.settings.source.name;
    } else if constexpr (parts::is_generated<P>) {
        column& calculated = to.columns[described::template index<typename P::column>];
        calculated.generated = text_of(part.value);
        calculated.is_virtual = part.how == tain::model::kept::virtual_;
    }
}

template <class T>
table table_value(const naming_convention& by) {
    using described = tain::model::table_of<T>;
    static_cast<void>(tain::model::model_ok<T>);
    table made;
    made.name = described::name;
    made.schema_name = described::schema;
    for (const tain::model::column_info& each : described::columns) made.columns.push_back(column_of(each));
    std::string_view key_name{};
    described::each_part([&key_name]<class P>(const P& part) {
        if constexpr (tain::model::detail::is_primary_key<P>) key_name = part.name;
    });
    if constexpr (described::key_size != 0)
        made.primary_key =
            primary_key{name_or(key_name, named::primary_key, made.name, names_of<T>(typename described::key{}), by),
                        names_of<T>(typename described::key{})};
    described::each_column([&]<class Leaf>(Leaf, std::size_t at) {
        using value = types::required<typename Leaf::value_type>;
        if constexpr (std::is_same_v<value, bool>)
            add_boolean_check(made, made.columns[at].name, by);
        else if constexpr (reflect::described_enum<value> && !types::user_stored<value>) {
            add_enum_check(made, made.columns[at].name, reflect::enumerators<value>, stored_as<value>.as, by);
            if constexpr (stored_as<value>.as != enum_storage::form::number)
                made.columns[at].renamed_values = former_values_of<value>();
        }
    });
    if constexpr (tain::model::has_optional_structs<T>) {
        using structs = tain::model::optional_structs<T>;
        for (std::size_t index = 0; index != structs::all.size(); ++index)
            add_whole_check(made, index, structs::all, structs::columns, by);
    }
    add_variants<T>(made, by);
    described::each_part([&](const auto& part) { add_part<T>(made, part, by); });
    return made;
}

template <class... T>
database database_value(reflect::list<T...>, const naming_convention& by) {
    static_cast<void>(tain::model::models_ok<T...>);
    database made;
    made.tables.reserve(sizeof...(T));
    (made.tables.push_back(table_value<T>(by)), ...);
    (add_enumerations<T>(made), ...);
    (add_sequences<T>(made), ...);
    return made;
}

}  // namespace detail

/// Returns the schema that models describe, for both dialects: what migrations and `create_all` start from.
///
/// Refuses, at compile time, models that are wrong by themselves or together: `verdict::list_fitness`.
///
///     using app = tain::models<User, Post>;
///     tain::schema::database wanted = tain::schema::of<app>();
template <class Models>
database of() {
    if constexpr (check_models<Models>())
        return detail::database_value(typename Models::list{}, tain::model::naming_of<Models>);
    else
        return {};
}

}  // namespace tain::schema

#ifndef TAIN_COMPILED
#include <tain/schema/of.ipp>  // IWYU pragma: keep
#endif
