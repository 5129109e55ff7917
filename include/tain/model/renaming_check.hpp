// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/verdict.hpp>
#include <tain/model/parts.hpp>
#include <tain/model/table.hpp>
#include <tain/model/variants.hpp>
#include <tain/model/verdict.hpp>
#include <tain/reflect/enumerators.hpp>
#include <tain/reflect/list.hpp>
#include <tain/types/type.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

/// Judges the former names that a model gives.
namespace tain::verdict::detail {

/// A former name of something, and the name that it has now.
struct renaming {
    std::string_view from{};
    std::string_view to{};
};

/// Whether nothing has the former names, unless it has another former name itself.
template <class Renamings, class Names>
constexpr bool former_names_are_free(const Renamings& all, const Names& now) {
    for (const renaming& one : all) {
        if (one.from == one.to) return false;
        for (const auto& each : now) {
            if (each.name != one.from) continue;
            bool goes = false;
            for (const renaming& other : all) goes = goes || other.to == each.name;
            if (!goes) return false;
        }
    }
    return true;
}

template <class Renamings>
constexpr bool former_names_differ(const Renamings& all) {
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (!all[i].from.empty() && all[i].from == all[j].from) return false;
    return true;
}

template <class P>
inline constexpr bool is_renamed_column = model::detail::is_renamed<P>;
template <>
inline constexpr bool is_renamed_column<model::renamed_part<void>> = false;

/// The former names of a model's columns.
template <class T, class... P>
constexpr auto renamings_of(reflect::list<P...>) {
    std::array<renaming, (std::size_t{is_renamed_column<P>} + ... + 0)> made{};
    std::size_t to = 0;
    model::table_of<T>::each_part([&]<class Part>(const Part& part) {
        if constexpr (is_renamed_column<Part>) {
            constexpr std::size_t at = model::table_of<T>::template index<typename Part::column>;
            if constexpr (at < model::table_of<T>::size) made[to++] = {part.name, model::table_of<T>::columns[at].name};
        }
    });
    return made;
}

/// Whether no enumerator has a former name, and no two have the same.
template <class V>
constexpr bool former_enumerators_are_free() {
    if constexpr (reflect::described_enum<V>) {
        const auto& all = renamed_enumerators<V>;
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (const reflect::enumerator& now : reflect::enumerators<V>)
                if (now.name == all[i].name) return false;
            for (std::size_t j = 0; j < i; ++j)
                if (all[i].name == all[j].name) return false;
        }
    }
    return true;
}
template <class... L>
constexpr bool former_enumerators_are_free(reflect::list<L...>) {
    return (former_enumerators_are_free<types::required<typename L::value_type>>() && ...);
}

/// Whether no alternative of a variant has the former name of another, and no two have the same.
template <class T>
constexpr bool former_kinds_are_free() {
    bool made = true;
    model::each_variant<T>([&made]<class Leaf>(Leaf, std::size_t) {
        using variant = model::variant_of<T, Leaf>;
        std::array<std::string_view, variant::kinds.size()> former{};
        std::size_t count = 0;
        model::table_of<T>::each_part([&]<class P>(const P& part) {
            if constexpr (model::names_kind<P, typename Leaf::path>) {
                if (part.former.empty()) return;
                for (const std::string_view now : variant::kinds) made = made && now != part.former;
                for (std::size_t i = 0; i < count; ++i) made = made && former[i] != part.former;
                if (count < former.size()) former[count++] = part.former;
            }
        });
    });
    return made;
}

template <class T>
constexpr auto judge_former_names() {
    constexpr auto all = renamings_of<T>(typename model::table_of<T>::parts{});
    if constexpr (!former_names_differ(all))
        return renamed_from_one_name{};
    else if constexpr (!former_names_are_free(all, model::table_of<T>::columns) ||
                       !former_enumerators_are_free(typename model::table_of<T>::columns_list{}) ||
                       !former_kinds_are_free<T>())
        return renamed_from_current_name{};
    else
        return accepted{};
}

}  // namespace tain::verdict::detail
