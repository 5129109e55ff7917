// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/model/table.hpp>
#include <tain/sql/spell.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

/// What an UPDATE sets beside what it was told to: columns with `on_update`, and the version.
namespace tain::sql {

/// Writes the assignments of a model's `on_update` columns but for those of which `own(index)` is true. `lead` is called
/// before each, for its `SET` or comma.
template <class T, class Own, class Lead>
constexpr void touch(writer& w, const Own& own, const Lead& lead) {
    using table = model::table_of<T>;
    const auto one = [&]<class P>(const P& part) {
        if constexpr (model::detail::is_touched<P>) {
            constexpr std::size_t at = table::template index<typename P::column>;
            if (own(at)) return;
            lead();
            w.put(column_names<T>::at(at)).put(" = ");
            using value = std::remove_const_t<decltype(P::value)>;
            if constexpr (std::is_same_v<value, model::default_text>)
                w.put(part.value.text[static_cast<std::size_t>(w.to())]);
            else
                spell<value>::to(w, &part.value);
        }
    };
    table::each_part(one);
}

/// Writes `"version" = "version" + 1`, the old one qualified with a table where `of` is given.
template <class T>
constexpr void next_version(writer& w, std::string_view of = {}) {
    const std::string_view name = column_names<T>::at(model::table_of<T>::version_index);
    w.put(name).put(" = ");
    if (!of.empty()) w.identifier(of).put('.');
    w.put(name).put(" + 1");
}

}  // namespace tain::sql
