// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/column.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/operators.hpp>
#include <tain/expr/path.hpp>
#include <tain/reflect/list.hpp>
#include <tain/types/variant.hpp>

namespace tain::verdict {

/// Verdict: a variant is asked for a type that it never holds.
struct never_held {
    template <class Alternative, class Column>
    static constexpr auto report() {
        static_assert(reflect::never<Alternative, Column>,
                      "tain: holds<Type>() asks what a variant holds, and this column's member is no variant with that "
                      "type. Name a variant's member and one of its alternatives.");
    }
};

namespace detail {

template <class Path>
struct alternatives_at {
    using type = reflect::list<>;
};
template <auto Only>
    requires types::is_variant<reflect::value_of<Only>>
struct alternatives_at<path_t<Only>> {
    using type = typename types::variant_of<reflect::value_of<Only>>::alternatives;
};
template <auto First, auto Second, auto... Rest>
struct alternatives_at<path_t<First, Second, Rest...>> : alternatives_at<path_t<Second, Rest...>> {};

}  // namespace detail

}  // namespace tain::verdict

namespace tain::expr {

/// `column = 'kind'`: what a variant holds.
template <class Column, class Alternative>
struct kind_test : composed<kind_test<Column, Alternative>, Column> {
    using value_type = truth<Column>;

    void bind(binder&) const {}
};

}  // namespace tain::expr

namespace tain {

/// True for rows whose variant holds an `Alternative`, as `std::holds_alternative` says of an object. The kind's name stands
/// in the SQL.
///
///     select<Payment>().where(holds<Card>(col<&Payment::method>))   // WHERE "method" = 'card'
///
/// Rejects a column that is no variant's, and a type that the variant never holds.
template <class Alternative, class Source, class Path>
constexpr auto holds(const expr::column<Source, Path>&) {
    using column = expr::column<Source, Path>;
    if constexpr (!reflect::in_list<Alternative, typename verdict::detail::alternatives_at<Path>::type>) {
        verdict::never_held::report<Alternative, column>();
        return expr::rejected{};
    } else {
        return expr::kind_test<column, Alternative>{};
    }
}

namespace dsl {
using tain::holds;
}

}  // namespace tain
