// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/model/check.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace tain::verdict {

namespace detail {

struct table_name {
    std::string_view name{};
};

/// How many former names the tables have.
template <class T, class... P>
constexpr std::size_t former_tables(reflect::list<P...>) {
    return (std::size_t{std::is_same_v<P, model::renamed_part<void>>} + ... + 0);
}

template <class... T>
constexpr auto judge_models() {
    constexpr auto all = [] {
        std::array<renaming, (former_tables<T>(typename model::table_of<T>::parts{}) + ... + 0)> made{};
        [[maybe_unused]] std::size_t to = 0;
        [[maybe_unused]] const auto add = [&]<class Model>(std::type_identity<Model>) {
            model::table_of<Model>::each_part([&]<class Part>(const Part& part) {
                if constexpr (std::is_same_v<Part, model::renamed_part<void>>)
                    made[to++] = {part.name, model::table_of<Model>::name};
            });
        };
        (add(std::type_identity<T>{}), ...);
        return made;
    }();
    constexpr std::array<table_name, sizeof...(T)> now{table_name{model::table_of<T>::name}...};
    if constexpr (!former_names_differ(all))
        return renamed_from_one_name{};
    else if constexpr (!former_names_are_free(all, now))
        return renamed_from_current_name{};
    else
        return accepted{};
}

}  // namespace detail

/// What is wrong with models together; each by itself has its `fitness`.
template <class... T>
using fitness_together = decltype(detail::judge_models<T...>());

}  // namespace tain::verdict

namespace tain::model {

/// Checks the models of an application together, and makes the first rule that they break speak.
template <class... T>
constexpr bool check_models() {
    using judged = verdict::fitness_together<T...>;
    if constexpr (std::is_same_v<judged, verdict::accepted>) {
        return true;
    } else {
        judged::template report<T...>();
        return false;
    }
}

template <class... T>
inline constexpr bool models_ok = check_models<T...>();

}  // namespace tain::model
