// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/column.hpp>
#include <tain/expr/path.hpp>
#include <tain/expr/verdict.hpp>
#include <tain/model/description_check.hpp>
#include <tain/model/leaves.hpp>
#include <tain/model/models.hpp>
#include <tain/model/optional_structs.hpp>
#include <tain/model/parts.hpp>
#include <tain/model/relation_check.hpp>
#include <tain/model/renaming_check.hpp>
#include <tain/model/table.hpp>
#include <tain/model/value_check.hpp>
#include <tain/model/variant_check.hpp>
#include <tain/model/variants.hpp>
#include <tain/model/verdict.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>
#include <tain/types/type.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace tain::verdict {

namespace detail {

template <class T>
constexpr bool names_differ() {
    const auto& all = model::table_of<T>::columns;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (same_name(all[i].name, all[j].name)) return false;
    return true;
}

/// True for lists of described structs and pointers to them.
template <class T>
inline constexpr bool leads_to_models = false;
template <class T>
    requires requires { typename T::value_type; }
inline constexpr bool leads_to_models<T> = reflect::described<typename T::value_type>;
template <class T>
    requires requires { typename T::element_type; }
inline constexpr bool leads_to_models<T> = reflect::described<typename T::element_type>;
template <class T>
inline constexpr bool leads_to_models<T*> = reflect::described<std::remove_const_t<T>>;

template <class... P>
constexpr std::size_t schema_parts(reflect::list<P...>) {
    return (std::size_t{std::is_same_v<P, model::schema_part>} + ... + 0);
}

template <class... P>
constexpr bool some_index(reflect::list<P...>) {
    return (model::detail::is_index<P> || ...);
}
/// Calls `visit` for each index of a mapping; most have none, and are not gone through.
template <class T, class F>
constexpr void each_index(F visit) {
    if constexpr (some_index(typename model::table_of<T>::parts{}))
        model::table_of<T>::each_part([&visit]<class P>(const P& part) {
            if constexpr (model::detail::is_index<P>) visit(part);
        });
}

constexpr bool name_fits(std::string_view name) { return name.size() <= longest_identifier; }

constexpr bool columns_fit(const model::column_info* columns, std::size_t count) {
    for (std::size_t i = 0; i != count; ++i)
        if (!name_fits(columns[i].name) || !name_fits(columns[i].enum_name)) return false;
    return true;
}

/// Whether PostgreSQL keeps all names that the mapping gives, and the table's and the columns'.
template <class T>
constexpr bool names_fit() {
    bool made = name_fits(model::table_of<T>::name) &&
                columns_fit(model::table_of<T>::columns.data(), model::table_of<T>::size);
    model::table_of<T>::each_part([&]<class P>(const P& part) {
        using namespace model::detail;
        if constexpr (is_index<P>)
            made = made && name_fits(part.settings.name);
        else if constexpr (is_primary_key<P> || is_unique<P> || is_foreign_key<P>)
            made = made && name_fits(part.name);
        else if constexpr (is_identity<P>)
            made = made && name_fits(part.settings.source.name);
    });
    if constexpr (model::table_of<T>::facts::some_kind)
        model::each_variant<T>([&]<class Leaf>(Leaf, std::size_t) {
            for (const std::string_view kind : model::variant_of<T, Leaf>::kinds) made = made && name_fits(kind);
        });
    return made;
}

template <class... Key>
constexpr bool key_may_be_null(reflect::list<Key...>) {
    return (types::is_optional<typename expr::path_value<Key>::type> || ...);
}
template <class... Key>
constexpr bool key_may_be_missing(reflect::list<Key...>) {
    return (expr::through_optional<Key> || ...);
}

/// Whether no optional struct could be there with nothing but NULL in its columns.
template <class T>
constexpr bool structs_differ_from_null() {
    if constexpr (model::has_optional_structs<T>)
        for (const model::optional_struct& each : model::optional_structs<T>::all)
            if (each.key == model::no_struct) return false;
    return true;
}

/// No convention names an index over an expression.
template <class T>
constexpr bool indexes_have_names() {
    bool made = true;
    each_index<T>([&made]<class P>(const P& part) {
        if constexpr (P::over_expressions) made = made && !part.settings.name.empty();
    });
    return made;
}

/// Whether both databases agree on which values of the columns are equal.
template <class... Path>
constexpr bool tells_apart(reflect::list<Path...>) {
    return ((types::compared<typename expr::path_value<Path>::type> != types::comparing::never) && ...);
}

template <class Path>
inline constexpr bool key_tells_apart = tells_apart(reflect::list<Path>{});
template <>
inline constexpr bool key_tells_apart<void> = true;

template <class Where, class Included, class... Key>
constexpr bool keys_tell_apart(const model::index_part<Where, Included, Key...>&) {
    return (key_tells_apart<typename model::key_column<Key>::type> && ...);
}

/// Methods such as gin exist on PostgreSQL only and look into values; ordinary indexes must agree on both databases.
template <class T>
constexpr bool indexes_tell_apart() {
    bool made = true;
    each_index<T>([&made](const auto& part) {
        if (part.settings.method.empty() || part.settings.method == "btree" || part.settings.method == "hash")
            made = made && keys_tell_apart(part);
    });
    return made;
}

template <class Part, class... P>
constexpr bool holds(reflect::list<P...>) {
    return (std::is_same_v<P, Part> || ...);
}

template <class T>
constexpr auto judge_model() {
    if constexpr (!reflect::described<T>)
        return not_described{};
    else if constexpr (model_hides<T>())
        return member_not_described{};
    else if constexpr (!std::is_same_v<decltype(judge_variants<T>()), accepted>)
        return judge_variants<T>();
    else if constexpr (!model::table_of<T>::facts::all_mapped)
        return type_not_mapped{};
    else if constexpr (model::table_of<T>::selected::keys::size > 1)
        return two_primary_keys{};
    else if constexpr (!names_differ<T>())
        return duplicate_column{};
    else if constexpr (schema_parts(typename model::table_of<T>::parts{}) !=
                       (model::table_of<T>::schema.empty() ? 0U : 1U))
        return schema_not_one{};
    else if constexpr (!names_fit<T>())
        return identifier_too_long{};
    else if constexpr (!structs_differ_from_null<T>())
        return optional_struct_without_required{};
    else if constexpr (key_may_be_missing(typename model::table_of<T>::key{}))
        return key_in_optional_struct{};
    else if constexpr (key_may_be_null(typename model::table_of<T>::key{}))
        return nullable_primary_key{};
    else if constexpr (kind_is_key<T>(typename model::table_of<T>::key{}))
        return kind_in_key{};
    else if constexpr (!identity_is_positive<T>())
        return identity_not_positive{};
    else if constexpr (!sequence_is_alone<T>())
        return sequence_not_alone{};
    else if constexpr (!indexes_have_names<T>())
        return index_without_name{};
    else if constexpr (relation_is_embedded<T>())
        return relation_in_embedded{};
    else if constexpr (relation_members(reflect::members<T>{}) != model::table_of<T>::relations::size)
        return relation_not_mapped{};
    else if constexpr (holds<model::sqlite_without_rowid_part>(typename model::table_of<T>::parts{}) &&
                       (model::table_of<T>::key_size == 0 || model::table_of<T>::identity))
        return without_rowid_or_natural_key{};
    else if constexpr (!tells_apart(typename model::table_of<T>::key{}) || !indexes_tell_apart<T>())
        return not_comparable{};
    else
        return judge_former_names<T>();
}

/// Whether both databases store a type as text that has a collation.
template <class V>
inline constexpr bool is_text = types::traits<types::required<V>>::sql.kind == types::sql_kind::text ||
                                types::traits<types::required<V>>::sql.kind == types::sql_kind::varchar;

/// Whether a path leads to columns of an embedded struct.
template <class Path, class... L>
constexpr bool leads_somewhere(reflect::list<L...>) {
    return (model::detail::leads_to<typename L::path, Path> || ...);
}

template <class A, class B>
inline constexpr bool same_types = false;
template <class... A, class... B>
    requires(sizeof...(A) == sizeof...(B))
inline constexpr bool same_types<reflect::list<A...>, reflect::list<B...>> =
    (std::is_same_v<types::required<typename expr::path_value<A>::type>,
                    types::required<typename expr::path_value<B>::type>> &&
     ...);

template <class T, class P>
constexpr auto judge_foreign_key() {
    if constexpr (std::is_void_v<typename P::target>)
        return foreign_key_without_target{};
    else if constexpr (!reflect::described<typename P::target>)
        return foreign_key_to_no_model{};
    else if constexpr (std::is_void_v<typename P::references_columns> &&
                       model::table_of<typename P::target>::key_size == 0)
        return foreign_key_to_no_key{};
    else if constexpr (!all_belong<typename P::target>(typename model::detail::referenced<P>::type{}))
        return not_a_column{};
    else if constexpr (!same_types<typename P::columns, typename model::detail::referenced<P>::type>)
        return foreign_key_differs{};
    else
        return accepted{};
}

/// A mapping's condition, when there is one.
template <class T, class P>
constexpr auto judge_condition() {
    using condition = std::remove_const_t<decltype(P::condition)>;
    if constexpr (std::is_same_v<condition, model::no_condition>)
        return accepted{};
    else if constexpr (!condition::template reads_only<T>)
        return condition_elsewhere{};
    else
        return accepted{};
}

template <class T, class P>
constexpr auto judge_default() {
    using value = std::remove_const_t<decltype(P::value)>;
    if constexpr (std::is_same_v<value, model::default_text>)
        return accepted{};
    else
        return assignment<typename expr::path_value<typename P::column>::type, value>{};
}

/// One key of an index.
template <class T, class Key>
constexpr bool key_belongs() {
    using path = typename model::key_column<Key>::type;
    if constexpr (std::is_void_v<path>)
        return Key::template reads_only<T>;
    else
        return all_belong<T>(reflect::list<path>{});
}

template <class T, class Where, class Included, class... Key>
constexpr auto judge_index(std::type_identity<model::index_part<Where, Included, Key...>>) {
    if constexpr (!(key_belongs<T, Key>() && ...) || !all_belong<T>(Included{}))
        return not_a_column{};
    else
        return judge_condition<T, model::index_part<Where, Included, Key...>>();
}

template <class T, class P>
constexpr auto judge_part() {
    using namespace model::detail;
    if constexpr (is_relation_part<P>) {
        return judge_relation<T, P>();
    } else if constexpr (is_transient<P> ||
                         reflect::one_of<P, model::comment_part<void>, model::renamed_part<void>, model::schema_part,
                                         model::sqlite_strict_part, model::sqlite_without_rowid_part>) {
        return accepted{};
    } else if constexpr (requires { typename P::variant_path; }) {
        return std::conditional_t<has_alternative<T, typename P::variant_path, typename P::alternative>(), accepted,
                                  not_an_alternative>{};
    } else if constexpr (is_prefix<P>) {
        return std::conditional_t<leads_somewhere<typename P::column>(model::leaves<T>{}), accepted, not_a_column>{};
    } else if constexpr (is_check<P>) {
        return judge_condition<T, P>();
    } else if constexpr (requires { typename P::column; }) {
        if constexpr (!all_belong<T>(reflect::list<typename P::column>{}))
            return not_a_column{};
        else if constexpr (expr::through_optional<typename P::column> &&
                           (is_default<P> || is_identity<P> || is_backfill<P> || is_value_part<P>))
            return value_in_optional_struct{};
        else if constexpr (types::is_variant<model::member_at<typename P::column>> &&
                           (is_identity<P> || is_value_part<P>))
            return kind_from_database{};
        else if constexpr (is_default<P>)
            return judge_default<T, P>();
        else if constexpr (is_backfill<P>)
            return judge_backfill<T, P>();
        else if constexpr (is_identity<P>)
            return judge_identity<T, P>();
        else if constexpr (is_value_part<P>)
            return judge_value_part<T, P>();
        else if constexpr (is_length<P>)
            return std::conditional_t<
                std::is_same_v<types::required<typename expr::path_value<typename P::column>::type>, std::string>,
                accepted, length_without_text>{};
        else if constexpr (is_collation<P>)
            return std::conditional_t<is_text<typename expr::path_value<typename P::column>::type>, accepted,
                                      collation_without_text>{};
        else
            return accepted{};
    } else if constexpr (is_index<P>) {
        return judge_index<T>(std::type_identity<P>{});
    } else if constexpr (!all_belong<T>(typename P::columns{})) {
        return not_a_column{};
    } else if constexpr (!tells_apart(typename P::columns{})) {
        return not_comparable{};
    } else if constexpr (is_foreign_key<P>) {
        return judge_foreign_key<T, P>();
    } else {
        return accepted{};
    }
}

}  // namespace detail

/// What is wrong with a model apart from the parts of its mapping; `accepted` when nothing is.
template <class T>
using fitness = decltype(detail::judge_model<T>());

/// What is wrong with one part of a model's mapping.
template <class T, class Part>
using part_fitness = decltype(detail::judge_part<T, Part>());

}  // namespace tain::verdict

namespace tain::model {

namespace detail {

template <class T, class... P>
constexpr bool parts_ok(reflect::list<P...>) {
    [[maybe_unused]] const auto one = []<class Part>(std::type_identity<Part>) {
        using judged = verdict::part_fitness<T, Part>;
        if constexpr (std::is_same_v<judged, verdict::accepted>) {
            return true;
        } else {
            judged::template report<T, Part>();
            return false;
        }
    };
    return (one(std::type_identity<P>{}) && ...);
}

/// The first member type that no rule maps.
template <class First, class... Rest>
constexpr auto first_unmapped(reflect::list<First, Rest...>) {
    if constexpr (!types::mapped<typename First::value_type>)
        return std::type_identity<typename First::member_type>{};
    else
        return first_unmapped(reflect::list<Rest...>{});
}

}  // namespace detail

/// Checks a model once, and makes the first rule that it breaks speak. True when it is fit for use.
template <class T>
constexpr bool check_model() {
    using judged = verdict::fitness<T>;
    if constexpr (std::is_same_v<judged, verdict::type_not_mapped>) {
        using type = typename decltype(detail::first_unmapped(typename table_of<T>::columns_list{}))::type;
        if constexpr (verdict::detail::leads_to_models<types::required<type>>)
            verdict::models_in_member::report<type, T>();
        else if constexpr (types::is_variant<types::required<type>>)
            verdict::optional_variant::report<type, T>();
        else
            judged::template report<type, T>();
        return false;
    } else if constexpr (!std::is_same_v<judged, verdict::accepted>) {
        judged::template report<T>();
        return false;
    } else {
        return detail::parts_ok<T>(typename table_of<T>::parts{});
    }
}

/// True when `T` is a model without a mistake; the mistakes are reported on the way.
template <class T>
inline constexpr bool model_ok = check_model<T>();

}  // namespace tain::model
