// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/node.hpp>

#include <utility>

namespace tain::expr {

enum class nulls : unsigned char { unsaid, first, last };

/// One sort key of ORDER BY. NULLs sort as the largest value on both databases unless said otherwise.
template <class E, bool Descending, nulls Nulls = nulls::unsaid>
struct sort_key {
    using operand_type = E;
    static constexpr bool descending = Descending;
    static constexpr expr::nulls nulls = Nulls;
    static constexpr bool ok = E::ok;
    static constexpr std::size_t binds = E::binds;
    template <class... Sources>
    static constexpr bool reads_only = E::template reads_only<Sources...>;
    static constexpr bool aggregates = E::aggregates;

    E operand;

    void bind(binder& to) const { operand.bind(to); }
    constexpr auto nulls_first() const { return sort_key<E, Descending, nulls::first>{operand}; }
    constexpr auto nulls_last() const { return sort_key<E, Descending, nulls::last>{operand}; }
};

template <class T>
inline constexpr bool is_sort_key = false;
template <class E, bool D, nulls N>
inline constexpr bool is_sort_key<sort_key<E, D, N>> = true;

template <class E>
constexpr auto as_sort_key(const E& key) {
    if constexpr (is_sort_key<E>)
        return key;
    else
        return sort_key<E, false>{key};
}

}  // namespace tain::expr

namespace tain {

/// Ascending order, for `order_by`; what a bare expression means there.
template <expr::expression E>
constexpr auto asc(const E& operand) {
    return expr::sort_key<E, false>{operand};
}

/// Descending order, for `order_by`.
template <expr::expression E>
constexpr auto desc(const E& operand) {
    return expr::sort_key<E, true>{operand};
}

}  // namespace tain
