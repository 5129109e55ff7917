// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/column.hpp>
#include <tain/expr/functions.hpp>
#include <tain/model/table.hpp>
#include <tain/model/value_verdict.hpp>
#include <tain/reflect/list.hpp>
#include <tain/types/type.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

/// Judges the parts of a mapping that say where a column's value comes from.
namespace tain::verdict::detail {

template <class P>
inline constexpr bool is_value_part = model::detail::is_generated<P> || model::detail::is_filled<P> ||
                                      model::detail::is_touched<P> || model::detail::is_version<P>;

/// The generated columns of a mapping, as what an expression may not name.
template <class List>
struct generated_in;
template <class... P>
struct generated_in<reflect::list<P...>> {
    template <class Part>
    static constexpr auto one() {
        if constexpr (model::detail::is_generated<Part>)
            return reflect::list<expr::except<typename Part::column>>{};
        else
            return reflect::list<>{};
    }
    using type = reflect::join<decltype(one<P>())...>;
};

template <class T, class E, class... Except>
constexpr bool reads_besides(reflect::list<Except...>) {
    return E::template reads_only<T, Except...>;
}

template <class T, class P>
constexpr auto judge_generated() {
    using value = std::remove_const_t<decltype(P::value)>;
    if constexpr (!value::template reads_only<T>)
        return generated_elsewhere{};
    else if constexpr (value::aggregates || !value::template reads_only<T, expr::except<expr::current_time>>)
        return generated_not_fixed{};
    else if constexpr (!reads_besides<T, value>(typename generated_in<model::detail::parts_for<T>>::type{}))
        return generated_from_generated{};
    else
        return assignment<typename expr::path_value<typename P::column>::type, value>{};
}

/// How many parts about a column there are that do not go together.
template <class Path, class... P>
constexpr bool valued_once(reflect::list<P...>) {
    using namespace model::detail;
    std::size_t defaults = 0, generated = 0, filled = 0, touched = 0, versions = 0;
    const auto count = [&]<class Part>(std::type_identity<Part>) {
        if constexpr (is_default<Part> || is_value_part<Part>)
            if constexpr (std::is_same_v<typename Part::column, Path>) {
                defaults += is_default<Part>;
                generated += is_generated<Part>;
                filled += is_filled<Part>;
                touched += is_touched<Part>;
                versions += is_version<Part>;
            }
    };
    (count(std::type_identity<P>{}), ...);
    if (generated > 1 || filled > 1 || touched > 1 || versions > 1) return false;
    if (generated != 0) return defaults + filled + touched + versions == 0;
    return versions == 0 || filled + touched == 0;
}

/// False for a version that stands behind another one of the mapping.
template <class Part, class... P>
constexpr bool is_first_version(reflect::list<P...>) {
    if constexpr (model::detail::is_version<Part>) {
        bool other_seen = false, behind = false;
        ((std::is_same_v<P, Part> ? void(behind = behind || other_seen)
                                  : void(other_seen = other_seen || model::detail::is_version<P>)),
         ...);
        return !behind;
    } else {
        return true;
    }
}

template <class Value>
inline constexpr bool has_literal = true;
template <class V>
inline constexpr bool has_literal<expr::bound<V>> = requires { types::traits<V>::literal(std::declval<const V&>()); };

template <class T, class P>
constexpr auto judge_identity() {
    using table = model::table_of<T>;
    return std::conditional_t<table::columns[table::template index<typename P::column>].identity, accepted,
                              identity_elsewhere>{};
}

template <class T>
constexpr bool identity_is_positive() {
    bool made = true;
    const auto one = [&made]<class P>(const P& part) {
        if constexpr (model::detail::is_identity<P>)
            made = made && part.settings.start >= 1 && part.settings.increment >= 1 &&
                   part.settings.source.start >= 1 && part.settings.source.increment >= 1;
    };
    model::table_of<T>::each_part(one);
    return made;
}

/// A sequence has a name, and alone says how it counts.
template <class T>
constexpr bool sequence_is_alone() {
    bool made = true;
    const auto one = [&made]<class P>(const P& part) {
        if constexpr (model::detail::is_identity<P>) {
            const model::number_settings& said = part.settings;
            if (said.source != sequence{})
                made = !said.source.name.empty() && said.start == 1 && said.increment == 1 && !said.always;
        }
    };
    model::table_of<T>::each_part(one);
    return made;
}

template <class T, class P>
constexpr auto judge_backfill() {
    using value = std::remove_const_t<decltype(P::value)>;
    constexpr const model::column_info& column =
        model::table_of<T>::columns[model::table_of<T>::template index<typename P::column>];
    if constexpr (column.generated || column.identity)
        return backfill_of_calculated{};
    else if constexpr (std::is_same_v<value, model::default_text>)
        return accepted{};
    else if constexpr (value::aggregates || !value::template reads_only<T>)
        return backfill_elsewhere{};
    else
        return assignment<typename expr::path_value<typename P::column>::type, value>{};
}

template <class T, class P>
constexpr auto judge_value_part() {
    using namespace model::detail;
    using column = typename P::column;
    using member = typename expr::path_value<column>::type;
    if constexpr (model::table_of<T>::columns[model::table_of<T>::template index<column>].primary_key) {
        return valued_key{};
    } else if constexpr (!is_first_version<P>(parts_for<T>{})) {
        return two_versions{};
    } else if constexpr (!valued_once<column>(parts_for<T>{})) {
        return valued_twice{};
    } else if constexpr (is_generated<P>) {
        return judge_generated<T, P>();
    } else if constexpr (is_version<P>) {
        return std::conditional_t<reflect::one_of<member, std::int32_t, std::int64_t>, accepted, version_not_integer>{};
    } else if constexpr (is_touched<P>) {
        using value = std::remove_const_t<decltype(P::value)>;
        if constexpr (std::is_same_v<value, model::default_text>)
            return accepted{};
        else if constexpr (!has_literal<value> || value::aggregates || !value::template reads_only<>)
            return on_update_without_literal{};
        else
            return assignment<member, value>{};
    } else {
        return accepted{};
    }
}

}  // namespace tain::verdict::detail
