// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/verdict.hpp>
#include <tain/model/leaves.hpp>
#include <tain/model/table.hpp>
#include <tain/model/variants.hpp>
#include <tain/model/verdict.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>
#include <tain/types/type.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

/// Judges the variants of a model: its rows of several kinds.
namespace tain::verdict::detail {

/// As SQLite compares names: without the case of ASCII letters.
constexpr bool same_name(std::string_view a, std::string_view b) {
    const auto folded = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i != a.size(); ++i)
        if (folded(a[i]) != folded(b[i])) return false;
    return true;
}

template <class A>
inline constexpr bool is_alternative = types::is_monostate<A>;
template <class A>
    requires(model::embedded<A> && !types::is_optional<A>)
inline constexpr bool is_alternative<A> = true;

template <class A>
constexpr bool has_base() {
    if constexpr (reflect::described<A>)
        return reflect::bases<A>::size != 0;
    else
        return false;
}

template <class A, class... All>
inline constexpr bool is_repeated = (std::size_t{std::is_same_v<A, All>} + ...) > 1;

template <class T, class Leaf>
constexpr bool kinds_differ() {
    const auto& all = model::variant_of<T, Leaf>::kinds;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (same_name(all[i], all[j])) return false;
    return true;
}

template <class T, class Leaf, class... A>
constexpr auto judge_variant(reflect::list<A...>) {
    if constexpr (!(is_alternative<A> && ...))
        return alternative_not_described{};
    else if constexpr ((has_base<A>() || ...))
        return alternative_with_base{};
    else if constexpr ((is_repeated<A, A...> || ...))
        return alternative_twice{};
    else if constexpr (!kinds_differ<T, Leaf>())
        return kinds_alike{};
    else
        return accepted{};
}

/// The first mistake in the alternatives of a model's variants.
template <class T>
constexpr auto judge_variants(reflect::list<>) {
    return accepted{};
}
template <class T, class First, class... Rest>
constexpr auto judge_variants(reflect::list<First, Rest...>) {
    if constexpr (First::kind) {
        using variant = model::member_at<typename First::path>;
        using judged = decltype(judge_variant<T, First>(typename types::variant_of<variant>::alternatives{}));
        if constexpr (!std::is_same_v<judged, accepted>)
            return judged{};
        else
            return judge_variants<T>(reflect::list<Rest...>{});
    } else {
        return judge_variants<T>(reflect::list<Rest...>{});
    }
}
template <class T>
constexpr auto judge_variants() {
    if constexpr (model::table_of<T>::facts::some_kind)
        return judge_variants<T>(typename model::table_of<T>::columns_list{});
    else
        return accepted{};
}

/// Whether a column of a variant's kind is part of the primary key.
template <class T, class... Path>
constexpr bool kind_is_key(reflect::list<Path...>) {
    if constexpr (model::table_of<T>::facts::some_kind)
        return (types::is_variant<model::member_at<Path>> || ...);
    else
        return false;
}

/// Whether a path leads to a variant of the model that has the alternative.
template <class T, class Path, class A>
constexpr bool has_alternative() {
    constexpr std::size_t at = model::table_of<T>::template index<Path>;
    if constexpr (at < model::table_of<T>::size)
        if constexpr (model::table_of<T>::template column<at>::kind)
            return reflect::in_list<A, typename types::variant_of<model::member_at<Path>>::alternatives>;
    return false;
}

}  // namespace tain::verdict::detail
