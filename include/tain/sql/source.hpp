// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/writer.hpp>
#include <tain/expr/node.hpp>
#include <tain/model/table.hpp>
#include <tain/sql/names.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace tain {

/// A second name for a model in one statement: `col<&User::name, of<alias<User, "manager">>>`.
template <class Model, expr::fixed_text Name>
struct alias {};

namespace sql {

/// Writes a model's table as statements name it: with its schema on PostgreSQL.
template <class Model>
constexpr dialects::writer& table_name(dialects::writer& w) {
    using table = tain::model::table_of<Model>;
    if constexpr (!table::schema.empty())
        if (w.to() == dialect::postgresql) return w.identifier(table::schema).put('.').identifier(table::local_name);
    return w.put(table_words<Model>);
}

/// What a source (a model or an alias of one) is.
template <class Source>
struct source_traits {
    using model = Source;
    static constexpr std::string_view exposed = tain::model::table_of<Source>::name;

    /// A table in a schema gets a name of its own: PostgreSQL would take the last part of its name for ambiguous when a
    /// table in another schema has the same.
    static constexpr void to(dialects::writer& w) {
        table_name<Source>(w);
        if constexpr (!tain::model::table_of<Source>::schema.empty())
            if (w.to() == dialect::postgresql) w.put(" AS ").identifier(exposed);
    }
    /// What stands before a column's name.
    static constexpr void qualifier(dialects::writer& w) { w.put(table_words<Source>).put('.'); }
};
template <class Model, expr::fixed_text Name>
struct source_traits<alias<Model, Name>> {
    using model = Model;
    static constexpr std::string_view exposed = Name.view();

    static constexpr void to(dialects::writer& w) { table_name<Model>(w).put(" AS ").identifier(exposed); }
    static constexpr void qualifier(dialects::writer& w) { w.identifier(exposed).put('.'); }
};

/// A clause that was not given, and what a statement keeps of a table.
struct absent {
    static constexpr bool ok = true;
    static constexpr std::size_t binds = 0;
    template <class... Sources>
    static constexpr bool reads_only = true;
    static constexpr bool aggregates = false;
    void bind(expr::binder&) const {}
};

namespace detail {

template <class Source>
struct kept {
    using type = absent;
};
template <class Source>
    requires requires { typename source_traits<Source>::kept; }
struct kept<Source> {
    using type = typename source_traits<Source>::kept;
};
template <>
struct kept<void> {
    using type = absent;
};

}  // namespace detail

/// What a statement keeps of a source beside its type: the values of a list of rows or of a subquery; nothing of a table.
template <class Source>
using kept_of = typename detail::kept<Source>::type;

/// An object that stands for a source: a common table expression, a list of rows, a subquery.
template <class N>
concept names_source = requires { typename N::source; };

namespace detail {

template <class Named>
constexpr kept_of<typename Named::source> kept_in(const Named& named) {
    if constexpr (std::is_same_v<kept_of<typename Named::source>, absent>)
        return {};
    else
        return named.kept;
}

}  // namespace detail

template <class Source>
using model_of = typename source_traits<Source>::model;

/// The table's description behind a source.
template <class Source>
using table_behind = tain::model::table_of<model_of<Source>>;

}  // namespace sql
}  // namespace tain
