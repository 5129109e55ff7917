// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/pack.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/selection.hpp>
#include <tain/sql/spell_functions.hpp>

#include <cstddef>

namespace tain::sql {

/// The terms of a RETURNING clause; none: the statement returns no rows.
template <class... Terms>
struct returned {
    struct rows {
        using terms = reflect::list<Terms...>;
        using values = reflect::list<typename detail::term_value<Terms>::type...>;
        using type =
            typename detail::row_of_list<std::conditional_t<sizeof...(Terms) == 0, reflect::list<void>, values>>::type;
    };
    static constexpr bool returns_rows = sizeof...(Terms) != 0;
    static constexpr bool ok = (Terms::ok && ...);
    static constexpr std::size_t binds = (std::size_t{0} + ... + Terms::binds);

    expr::pack<Terms...> values{};

    void bind(expr::binder& to) const { values.bind(to); }

    template <class T>
    static constexpr bool reads_only = (Terms::template reads_only<T> && ...);

    static constexpr void to(writer& w) {
        std::size_t at = 0;
        ((w.put(at++ == 0 ? " RETURNING " : ", "), spell<Terms>::to(w, nullptr)), ...);
    }
};

}  // namespace tain::sql
