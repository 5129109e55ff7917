// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/node.hpp>
#include <tain/expr/order.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/selection.hpp>
#include <tain/sql/spell.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace tain::verdict {

/// Verdict: a label that no selected term has.
struct no_such_label {
    template <class Label, class Terms>
    static constexpr auto report() {
        static_assert(reflect::never<Label, Terms>,
                      "tain: no selected term has this label. Give it one before the clause that names it: "
                      "select(count().as<\"label\">()).");
    }
};

}  // namespace tain::verdict

namespace tain::expr {

/// The name of a selected term, in ORDER BY and GROUP BY.
template <fixed_text Label>
struct label_reference : leaf {};

}  // namespace tain::expr

namespace tain::sql {

/// A selected term by its position. A name would mean a column of a table, on one database sooner than on the other.
/// `Column` is the column of the result that it is: whole models before it have several.
template <std::size_t At, class Term, std::size_t Column = At>
struct output : expr::leaf {
    using value_type = typename Term::value_type;
    static constexpr bool ok = Term::ok;
    template <class... Outer>
    static constexpr bool nulled = Term::template nulled<Outer...>;
};

template <std::size_t At, class Term, std::size_t Column>
struct spell<output<At, Term, Column>> {
    static constexpr void to(writer& w, const output<At, Term, Column>*) { w.number(Column + 1); }
};

namespace detail {

template <class E>
inline constexpr bool is_output = false;
template <std::size_t At, class Term, std::size_t Column>
inline constexpr bool is_output<output<At, Term, Column>> = true;

template <class Term>
inline constexpr std::string_view label_of{};
template <class E, expr::fixed_text Label>
inline constexpr std::string_view label_of<expr::labeled<E, Label>> = Label.view();

template <class... Terms>
constexpr std::size_t position_of_label(std::string_view label) {
    constexpr std::string_view labels[] = {label_of<Terms>..., {}};
    for (std::size_t i = 0; i != sizeof...(Terms); ++i)
        if (labels[i] == label) return i;
    return sizeof...(Terms);
}

/// How many columns of the result the first terms are.
template <class... Terms>
constexpr std::size_t columns_before(std::size_t at) {
    constexpr std::size_t written[] = {columns_written<Terms>...};
    std::size_t columns = 0;
    for (std::size_t before = 0; before != at; ++before) columns += written[before];
    return columns;
}

template <class E>
inline constexpr bool is_label = false;
template <expr::fixed_text Label>
inline constexpr bool is_label<expr::label_reference<Label>> = true;

/// The term that has a label.
template <class... Terms, expr::fixed_text Label>
constexpr auto labeled_term(reflect::list<Terms...>, const expr::label_reference<Label>&) {
    constexpr std::size_t at = position_of_label<Terms...>(Label.view());
    if constexpr (at == sizeof...(Terms)) {
        verdict::no_such_label::report<expr::label_reference<Label>, reflect::list<Terms...>>();
        return expr::rejected{};
    } else {
        return output<at, reflect::nth<at, reflect::list<Terms...>>, columns_before<Terms...>(at)>{};
    }
}

/// What stands in GROUP BY: a label as the term that has it, everything else as it is.
template <class Terms, class E>
constexpr auto group_key(const E& given) {
    if constexpr (is_label<E>)
        return labeled_term(Terms{}, given);
    else
        return given;
}

/// What stands in ORDER BY.
template <class Terms, class K>
constexpr auto order_key(const K& given) {
    if constexpr (is_label<K>)
        return expr::sort_key<decltype(labeled_term(Terms{}, given)), false>{labeled_term(Terms{}, given)};
    else if constexpr (!expr::is_sort_key<K>)
        return expr::sort_key<K, false>{given};
    else if constexpr (is_label<typename K::operand_type>)
        return expr::sort_key<decltype(labeled_term(Terms{}, given.operand)), K::descending, K::nulls>{
            labeled_term(Terms{}, given.operand)};
    else
        return given;
}

}  // namespace detail

}  // namespace tain::sql

namespace tain {

/// A selected term by its label: `select(…, count().as<"books">()).order_by(desc(by_label<"books">))`, and in `group_by`.
template <expr::fixed_text Label>
inline constexpr expr::label_reference<Label> by_label{};

}  // namespace tain
