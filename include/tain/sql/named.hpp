// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/node.hpp>
#include <tain/model/check.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/grouping.hpp>
#include <tain/sql/output.hpp>
#include <tain/sql/row_names.hpp>
#include <tain/sql/selection.hpp>
#include <tain/sql/source.hpp>
#include <tain/sql/spell.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

/// Sources that are no tables and have columns by name: common table expressions, lists of rows, subqueries.
namespace tain::verdict {

/// Verdict: a term without a name in a select that others read.
struct source_column_unnamed {
    template <class Statement>
    static constexpr auto report() {
        static_assert(reflect::never<Statement>,
                      "tain: each term of a select that others read like a table has a name: a column has its own, an "
                      "expression is given one by .as<\"name\">().");
    }
};

/// Verdict: two columns of a source under one name.
struct source_columns_alike {
    template <class Statement>
    static constexpr auto report() {
        static_assert(reflect::never<Statement>,
                      "tain: two columns of what others read like a table have the same name. Select them one by one, "
                      "and give one of them another name by .as<\"name\">().");
    }
};

/// Verdict: a column that a source does not have.
struct no_such_source_column {
    template <class Source, class Label>
    static constexpr auto report() {
        static_assert(
            reflect::never<Source, Label>,
            "tain: this source has no column of that name. Its columns are the labels of what it selects (of a union's "
            "first select), and the names of the columns that have no label.");
    }
};

/// Verdict: a whole model out of a source that does not select it whole.
struct no_such_source_model {
    template <class Source, class Model>
    static constexpr auto report() {
        static_assert(
            reflect::never<Source, Model>,
            "tain: this source does not select the model as a whole. Begin its select with select<Model>(), or take "
            "its columns one by one with .column<\"name\">().");
    }
};

}  // namespace tain::verdict

namespace tain::sql {

/// A column of a source that is no table, by its position.
template <class Source, std::size_t At, class Value>
struct named_column : expr::labelable<named_column<Source, At, Value>> {
    using value_type = Value;
    static constexpr bool ok = true;
    static constexpr std::size_t binds = 0;
    template <class... Sources>
    static constexpr bool reads_only = reflect::one_of<Source, Sources...>;
    template <class... Outer>
    static constexpr bool nulled = reflect::one_of<Source, Outer...>;
    static constexpr bool aggregates = false;

    void bind(expr::binder&) const {}
};

/// A whole model that a source selects; `Of` is where the source has it from, `Value` the model, or an optional of it.
template <class Source, class Of, class Value>
struct named_whole : expr::expression_base {
    static constexpr bool ok = true;
    static constexpr std::size_t binds = 0;
    template <class... Sources>
    static constexpr bool reads_only = reflect::one_of<Source, Sources...>;
    template <class... Outer>
    static constexpr bool nulled = reflect::one_of<Source, Outer...>;
    static constexpr bool aggregates = false;

    void bind(expr::binder&) const {}
};

template <class Source, std::size_t At, class Value>
struct spell<named_column<Source, At, Value>> {
    static constexpr void to(writer& w, const named_column<Source, At, Value>*) {
        if (w.qualify) source_traits<Source>::qualifier(w);
        w.identifier(source_traits<Source>::columns::names[At]);
        if constexpr (requires { source_traits<Source>::template cast<Value>(w); })
            source_traits<Source>::template cast<Value>(w);
    }
};

template <class Source, class Of, class Value>
struct spell<named_whole<Source, Of, Value>> {
    static constexpr void to(writer& w, const named_whole<Source, Of, Value>*) {
        detail::write_columns<Source, model_of<Of>>(w);
    }
};

namespace detail {

template <class Source, class Of, class Value>
struct term_value<named_whole<Source, Of, Value>> {
    using type = Value;
};
template <class Source, class Of, class Value>
inline constexpr std::size_t columns_written<named_whole<Source, Of, Value>> = table_behind<Of>::size;
template <class Source, std::size_t At, class Value>
struct first_source<named_column<Source, At, Value>> {
    using type = Source;
};
template <class Source, class Of, class Value>
struct first_source<named_whole<Source, Of, Value>> {
    using type = Source;
};

// An expression over one column may be grouped by it alone: nothing is known of a key.
template <class Source, std::size_t At, class Value, class... Group>
struct settled<named_column<Source, At, Value>, reflect::list<Group...>> {
    static constexpr bool value = (grouped_by<named_column<Source, At, Value>, Group> || ...);
};
template <class Source, class Of, class Value, class Groups>
struct settled<named_whole<Source, Of, Value>, Groups> : std::false_type {};

/// The columns that a selected term gives, of the value `Value`: their types, and their names, which are empty where it has
/// none.
template <class Term, class Value>
struct term_columns {
    using types = reflect::list<Value>;
    static constexpr std::string_view name(std::size_t) { return label_of<Term>; }
};
template <class Source, class Path, class Value>
struct term_columns<expr::column<Source, Path>, Value> {
    using types = reflect::list<Value>;
    static constexpr std::string_view name(std::size_t) { return column_name<Source, Path>(); }
};
template <class Source, std::size_t At, class V, class Value>
struct term_columns<named_column<Source, At, V>, Value> {
    using types = reflect::list<Value>;
    static constexpr std::string_view name(std::size_t) { return source_traits<Source>::columns::names[At]; }
};
template <class Of, class Value>
struct model_columns {
    template <class Leaf>
    using type_of = std::conditional_t<tain::types::is_optional<Value>,
                                       tain::types::nullable<typename Leaf::value_type>, typename Leaf::value_type>;
    template <class... Leaf>
    static reflect::list<type_of<Leaf>...> all(reflect::list<Leaf...>);
    using types = decltype(all(typename table_behind<Of>::columns_list{}));
    static constexpr std::string_view name(std::size_t at) { return table_behind<Of>::columns[at].name; }
};
template <class Of, class Value>
struct term_columns<whole<Of>, Value> : model_columns<Of, Value> {};
template <class Source, class Of, class V, class Value>
struct term_columns<named_whole<Source, Of, V>, Value> : model_columns<Of, Value> {};

template <class Source, std::size_t At, class Value>
struct called<named_column<Source, At, Value>> {
    static constexpr bool named = true;
    static constexpr bool by(std::string_view name) { return name == source_traits<Source>::columns::names[At]; }
};
template <class Source, class Of, class Value>
struct called<named_whole<Source, Of, Value>> : called<whole<Of>> {};

/// The model that a term is as a whole, and where it comes from; void when it is none.
template <class Term>
struct whole_term {
    using of = void;
    using model = void;
};
template <class Of>
struct whole_term<whole<Of>> {
    using of = Of;
    using model = model_of<Of>;
};
template <class Source, class Of, class Value>
struct whole_term<named_whole<Source, Of, Value>> : whole_term<whole<Of>> {};

/// The columns of what selects these terms.
template <class Terms, class Values>
struct columns_of_terms {  // of arms that cannot be put together, which is reported elsewhere
    using types = reflect::list<>;
    static constexpr std::array<std::string_view, 0> names{};
    static constexpr bool named = true;
    static constexpr bool distinct = true;
    static constexpr std::size_t index(std::string_view) { return 0; }
    template <class Source, class Model>
    using found_whole = reflect::list<>;
};
template <class... Term, class... Value>
struct columns_of_terms<reflect::list<Term...>, reflect::list<Value...>> {
    using types = reflect::join<reflect::list<>, typename term_columns<Term, Value>::types...>;
    static constexpr auto names = [] {
        std::array<std::string_view, types::size> made{};
        std::size_t at = 0;
        const auto add = [&]<class T>(std::type_identity<T>) {
            for (std::size_t own = 0; own != T::types::size; ++own) made[at++] = T::name(own);
        };
        (add(std::type_identity<term_columns<Term, Value>>{}), ...);
        return made;
    }();
    static constexpr std::size_t index(std::string_view name) {
        std::size_t at = 0;
        while (at != names.size() && names[at] != name) ++at;
        return at;
    }
    static constexpr bool named = index({}) == types::size;
    static constexpr bool distinct = [] {
        for (std::size_t at = 0; at != names.size(); ++at)
            if (index(names[at]) != at) return false;
        return true;
    }();

    /// The one term that is a model as a whole, in a list.
    template <class Source, class Model>
    using found_whole =
        reflect::join<reflect::list<>,
                      std::conditional_t<std::is_same_v<typename whole_term<Term>::model, Model>,
                                         reflect::list<named_whole<Source, typename whole_term<Term>::of, Value>>,
                                         reflect::list<>>...>;
};

template <class S>
using columns_of_select = columns_of_terms<typename S::rows::terms, typename S::rows::values>;

/// Whether others can read a select; a mistake is reported.
template <class S>
constexpr bool columns_fit() {
    if constexpr (!S::ok) {
        return false;
    } else if constexpr (std::is_void_v<typename S::rows::values>) {
        return S::fit();  // a union whose arms differ
    } else if constexpr (!columns_of_select<S>::named) {
        verdict::source_column_unnamed::report<S>();
        return false;
    } else if constexpr (!columns_of_select<S>::distinct) {
        verdict::source_columns_alike::report<S>();
        return false;
    } else {
        return true;
    }
}

}  // namespace detail

/// What a statement takes from a source that is no table.
template <class Source>
struct named_view {
    using source = Source;

    /// A column by its name: the label of the selected term, or the name of the column that it is.
    template <expr::fixed_text Column>
    static constexpr auto column() {
        using columns = typename source_traits<Source>::columns;
        constexpr std::size_t at = columns::index(Column.view());
        if constexpr (at == columns::types::size) {
            if constexpr (columns::types::size != 0)
                verdict::no_such_source_column::report<Source, expr::label_reference<Column>>();
            return expr::rejected{};
        } else {
            return named_column<Source, at, reflect::nth<at, typename columns::types>>{};
        }
    }

    /// A model that it selects as a whole: `select(recent.whole<Book>()).from(recent)`.
    template <class Model>
    static constexpr auto whole() {
        using found = typename source_traits<Source>::columns::template found_whole<Source, Model>;
        if constexpr (found::size == 0) {
            if constexpr (source_traits<Source>::columns::types::size != 0)
                verdict::no_such_source_model::report<Source, Model>();
            return expr::rejected{};
        } else {
            return reflect::nth<0, found>{};
        }
    }
};

/// Such a source as its own model: no table, and nothing to be joined by.
template <expr::fixed_text Name>
struct no_table {
    using key = reflect::list<>;
    using foreign_keys = reflect::list<>;
    static constexpr std::string_view name = Name.view();
    static constexpr std::string_view schema{};
};

}  // namespace tain::sql
