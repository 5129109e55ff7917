// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/engine/objects.hpp>
#include <tain/engine/result.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/type_name.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <source_location>
#include <string_view>

/// UPDATE of whole objects, where the row's new state comes back or its old one is compared.
namespace tain::detail {

/// What an error about a row needs to know of it.
struct row_identity {
    std::string_view model;
    std::string_view table;
    const model::column_info* columns = nullptr;
    const std::size_t* key = nullptr;  ///< the columns of the key
    std::size_t key_size = 0;
    std::optional<std::int64_t> expected_version{};
};

/// Throws `stale_error`. `key` holds the values of the key.
[[noreturn]] void refuse_stale(std::string_view verb, const row_identity& of, const types::cell* key);

template <class T>
inline constexpr auto key_columns_of = []<class... K>(reflect::list<K...>) {
    return std::array<std::size_t, sizeof...(K)>{model::table_of<T>::template index<K>...};
}(typename model::table_of<T>::key{});

template <class T>
[[noreturn]] void refuse_stale(std::string_view verb, const T& object, dialect kind) {
    using table = model::table_of<T>;
    types::scratch keep{kind};
    types::cell key[table::key_size];
    objects::bind_key<T>(key, object, keep);
    refuse_stale(verb,
                 row_identity{reflect::type_name<T>, table::name, table::columns.data(), key_columns_of<T>.data(),
                              table::key_size, objects::version_of(object)},
                 key);
}

/// Writes an object's columns to its row. `Object` is const where nothing is written back.
template <class T, class Object>
bool change_object(const executor& on, Object& object, std::source_location where) {
    using table = model::table_of<T>;
    constexpr std::size_t count = objects::bound_in_update<T> + table::key_size + 2 * table::versioned;
    const driver::statement& what = plans::statement_of<objects::update_by_key<T>>;
    const values bound{&object, &objects::bind_for_update<T>, count};
    bool done = false;
    if constexpr (table::reads_back_updated)
        done = read_into(on, what, bound, &object, where) != 0;
    else
        done = run(on, what, bound, where) != 0;
    if constexpr (table::versioned) {
        if (!done) refuse_stale<T>("update", object, on.kind());
        ++objects::version_leaf<T>::in(object);
    }
    return done;
}

}  // namespace tain::detail

#ifndef TAIN_COMPILED
#include <tain/engine/change_object.ipp>  // IWYU pragma: keep
#endif
