// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/reflect/list.hpp>
#include <tain/sql/selection.hpp>
#include <tain/sql/spell.hpp>

#include <cstddef>

namespace tain::sql {

/// The terms of a RETURNING clause; none: the statement returns no rows.
template <class... Terms>
struct returned {
    using terms_list = reflect::list<Terms...>;
    using values = reflect::list<typename detail::term_value<Terms>::type...>;
    static constexpr bool returns_rows = sizeof...(Terms) != 0;

    template <class T>
    static constexpr bool reads_only = (Terms::template reads_only<T> && ...);

    static constexpr void to(writer& w) {
        std::size_t at = 0;
        ((w.put(at++ == 0 ? " RETURNING " : ", "), spell<Terms>::to(w, nullptr)), ...);
    }
};

namespace detail {

template <class Returned>
struct returned_row {
    using type = void;
};
template <class First, class... Rest>
struct returned_row<returned<First, Rest...>>
    : row_of<typename term_value<First>::type, typename term_value<Rest>::type...> {};

}  // namespace detail
}  // namespace tain::sql
