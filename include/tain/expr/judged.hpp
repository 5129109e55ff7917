// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/node.hpp>
#include <tain/expr/verdict.hpp>

#include <cstdint>
#include <optional>
#include <type_traits>

/// What functions and operators ask of their operands, and the types that they make of theirs.
namespace tain::expr {

/// True when a verdict on the value of `E` is `accepted`; else it is reported, unless `E` was rejected before.
template <template <class> class Verdict, class E>
constexpr bool judged() {
    if constexpr (!E::ok) {
        return false;
    } else if constexpr (!std::is_same_v<Verdict<typename E::value_type>, verdict::accepted>) {
        Verdict<typename E::value_type>::template report<typename E::value_type>();
        return false;
    } else {
        return true;
    }
}

/// The type that values of several types become in one column: numbers of different types become the widest.
template <class First, class... Rest>
struct common {
    using F = types::required<First>;
    static constexpr bool same = (std::is_same_v<F, types::required<Rest>> && ...);
    static constexpr bool real =
        std::is_floating_point_v<F> || (std::is_floating_point_v<types::required<Rest>> || ...);
    static constexpr bool numbers = verdict::detail::category_of<F>() == verdict::detail::category::number;
    using required = std::conditional_t<same || !numbers, F, std::conditional_t<real, double, std::int64_t>>;
    static constexpr bool all_may_be_null = types::is_optional<First> && (types::is_optional<Rest> && ...);
    static constexpr bool one_may_be_null = types::is_optional<First> || (types::is_optional<Rest> || ...);
};
/// The type of the first of several values that is not NULL.
template <class... V>
using common_value = std::conditional_t<common<V...>::all_may_be_null, std::optional<typename common<V...>::required>,
                                        typename common<V...>::required>;
/// The type of one of several values.
template <class... V>
using any_value = std::conditional_t<common<V...>::one_may_be_null, std::optional<typename common<V...>::required>,
                                     typename common<V...>::required>;

}  // namespace tain::expr
