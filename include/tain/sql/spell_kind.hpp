// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/kind_test.hpp>
#include <tain/model/variants.hpp>
#include <tain/sql/source.hpp>
#include <tain/sql/spell.hpp>

namespace tain::sql {

namespace detail {

template <class Column, class Alternative>
inline constexpr int strength<expr::kind_test<Column, Alternative>> = 4;

}  // namespace detail

template <class Source, class Path, class Alternative>
struct spell<expr::kind_test<expr::column<Source, Path>, Alternative>> {
    static constexpr void to(writer& w, const expr::kind_test<expr::column<Source, Path>, Alternative>*) {
        spell<expr::column<Source, Path>>::to(w, nullptr);
        w.put(" = ").literal(tain::model::kind_name<model_of<Source>, Path, Alternative>);
    }
};

}  // namespace tain::sql
