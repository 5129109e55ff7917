// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/writer.hpp>
#include <tain/expr/node.hpp>
#include <tain/model/table.hpp>

#include <string_view>

namespace tain {

/// A second name for a model in one statement: `col<&User::name, of<alias<User, "manager">>>`.
template <class Model, expr::fixed_text Name>
struct alias {};

namespace sql {

/// What a source (a model or an alias of one) is.
template <class Source>
struct source_traits {
    using model = Source;
    static constexpr std::string_view exposed = tain::model::table_of<Source>::name;

    static constexpr void to(dialects::writer& w) { w.identifier(exposed); }
};
template <class Model, expr::fixed_text Name>
struct source_traits<alias<Model, Name>> {
    using model = Model;
    static constexpr std::string_view exposed = Name.view();

    static constexpr void to(dialects::writer& w) {
        w.identifier(tain::model::table_of<Model>::name).put(" AS ").identifier(exposed);
    }
};

template <class Source>
using model_of = typename source_traits<Source>::model;

/// The table's description behind a source.
template <class Source>
using table_behind = tain::model::table_of<model_of<Source>>;

}  // namespace sql
}  // namespace tain
