// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/column.hpp>
#include <tain/expr/verdict.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/members.hpp>
#include <tain/sql/output.hpp>
#include <tain/sql/selection.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

/// Whether what is selected is called like the members that it goes into.
namespace tain::verdict {

/// Verdict: a described row type's member that is called otherwise than the term at its place.
struct row_names_differ {
    template <class Row, class Term, class Member>
    static constexpr auto report() {
        static_assert(reflect::never<Row, Term, Member>,
                      "tain: a term that into<Row>() reads into a described struct is called otherwise than the member "
                      "at its place; select the terms in the order of the members, or call this one like its member by "
                      ".as<\"member\">().");
    }
};

/// Verdict: a term without a name for a member of a described row type.
struct row_term_unnamed {
    template <class Row, class Term, class Member>
    static constexpr auto report() {
        static_assert(reflect::never<Row, Term, Member>,
                      "tain: into<Row>() of a described struct looks at the names of the terms, and this one has none; "
                      "give it that of its member by .as<\"member\">().");
    }
};

}  // namespace tain::verdict

namespace tain::sql::detail {

/// The names by which a selected term may be called: its label; of a column that of the column and that of the member.
template <class Term>
struct called {
    static constexpr bool named = !label_of<Term>.empty();
    static constexpr bool by(std::string_view name) { return name == label_of<Term>; }
};
template <class Source, class Path>
struct called<expr::column<Source, Path>> {
    static constexpr bool named = true;
    static constexpr bool by(std::string_view name) {
        using table = table_behind<Source>;
        constexpr std::size_t at = table::template index<Path>;
        if constexpr (at < table::size)
            return name == table::columns[at].name || name == table::columns[at].member;
        else
            return true;  // reported elsewhere
    }
};
/// Of a whole model its type says enough.
template <class Source>
struct called<whole<Source>> {
    static constexpr bool named = true;
    static constexpr bool by(std::string_view) { return true; }
};

/// The verdict on one term and the member at its place.
template <class Term, class Member>
using judged_name = std::conditional_t<
    !called<Term>::named, verdict::row_term_unnamed,
    std::conditional_t<called<Term>::by(Member::name), verdict::accepted, verdict::row_names_differ>>;

/// Whether terms, whose types fit, are called like the members of a row type; a mistake is reported. By those of one that
/// is not described nobody can ask.
template <class Row, class... Term>
constexpr bool names_fit() {
    if constexpr (described_row<Row>) {
        return []<class... Member>(reflect::list<Member...>) {
            constexpr std::size_t wrong = [] {
                constexpr bool fit[] = {std::is_same_v<judged_name<Term, Member>, verdict::accepted>..., false};
                std::size_t at = 0;
                while (fit[at]) ++at;
                return at;
            }();
            if constexpr (wrong != sizeof...(Term)) {
                using term = reflect::nth<wrong, reflect::list<Term...>>;
                using member = reflect::nth<wrong, reflect::list<Member...>>;
                judged_name<term, member>::template report<Row, term, member>();
                return false;
            } else {
                return true;
            }
        }(reflect::members<Row>{});
    } else {
        return true;
    }
}

}  // namespace tain::sql::detail
