// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/driver/error.hpp>
#include <tain/sql/sort_key.hpp>

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace tain {

namespace detail {

[[noreturn]] void no_such_sort_key(std::string_view asked, const std::vector<std::string_view>& names);
[[noreturn]] void sort_key_twice(std::string_view name);

}  // namespace detail

/// Sort keys that may be asked for by name. See `sort_keys` and `group_keys`.
template <class Key>
class named_keys {
public:
    /// A key and the name that it has outside.
    struct entry {
        std::string_view name;
        Key as_given;
        Key reversed;

        template <class E>
            requires(expr::expression<E> || expr::is_sort_key<E>)
        entry(std::string_view called, const E& key)
            : name(called), as_given(key), reversed(sql::detail::reversed(expr::as_sort_key(key))) {}
    };

    /// Throws `tain::error` when a name stands there twice.
    named_keys(std::initializer_list<entry> all) : all_(all) {
        for (std::size_t i = 0; i != all_.size(); ++i)
            for (std::size_t j = 0; j != i; ++j)
                if (all_[i].name == all_[j].name) detail::sort_key_twice(all_[i].name);
    }

    /// Returns the key of this name; with `-` before the name, in the other direction: NULLs, which sort as the largest
    /// value, are on the other side then, unless `nulls_first()` or `nulls_last()` said where they stand.
    /// Throws `tain::error`, which says which names there are, for any other name.
    const Key& find(std::string_view name) const {
        const bool other_way = name.starts_with('-');
        for (const entry& each : all_)
            if (each.name == name.substr(other_way ? 1 : 0)) return other_way ? each.reversed : each.as_given;
        std::vector<std::string_view> names;
        for (const entry& each : all_) names.push_back(each.name);
        detail::no_such_sort_key(name, names);
    }

private:
    std::vector<entry> all_;
};

/// The sort keys that may be asked for by name: a name, which comes from outside, chooses one of them and is never SQL.
///
///     const sort_keys<Book> keys{{"title", col<&Book::title>}, {"price", col<&Book::price>}};
///     db.execute(dynamic(select<Book>()).order_by(keys.find("-price"))).all();
///
/// Names are borrowed: write literals.
template <class... Source>
using sort_keys = named_keys<sort_key<Source...>>;
/// The same of groups: aggregates.
///
///     const group_keys<Book> keys{{"books", count()}, {"dearest", max(col<&Book::price>)}};
///     dynamic(select(col<&Book::genre>, count()).group_by(col<&Book::genre>)).order_by(keys.find("-books"))
template <class... Source>
using group_keys = named_keys<group_key<Source...>>;

}  // namespace tain

#ifndef TAIN_COMPILED
#include <tain/engine/sort_keys.ipp>  // IWYU pragma: keep
#endif
