// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/objects.hpp>
#include <tain/model/table.hpp>
#include <tain/orm/row_key.hpp>
#include <tain/reflect/list.hpp>
#include <tain/types/cell.hpp>
#include <tain/types/scratch.hpp>

#include <optional>
#include <string>

/// Keys as bytes, by which objects are found: equal keys have equal bytes.
namespace tain::orm {

/// The bytes of a key of an object; nothing when a part of it is NULL.
template <class T, class... Path>
std::optional<std::string> key_bytes(const T& object, dialect on, reflect::list<Path...>) {
    std::string bytes;
    types::scratch keep{on};
    bool whole = true;
    const auto one = [&]<class P>(P) {
        using table = model::table_of<T>;
        const types::cell value =
            objects::bind_leaf<typename table::template column<table::template index<P>>>(object, keep);
        whole = whole && !value.is_null;
        append_key(bytes, value);
    };
    (one(Path{}), ...);
    if (!whole) return std::nullopt;
    return bytes;
}
/// A key of an object, as the key of the row that it refers to.
template <class T, class... Path>
row_key row_key_of(const T& object, dialect on, reflect::list<Path...>) {
    using table = model::table_of<T>;
    types::scratch keep{on};
    const types::cell key[]{
        objects::bind_leaf<typename table::template column<table::template index<Path>>>(object, keep)...};
    return row_key{key};
}
/// The bytes of values.
template <class... V>
std::string key_bytes(dialect on, const V&... values) {
    std::string bytes;
    types::scratch keep{on};
    (append_key(bytes, types::traits<V>::bind(values, keep)), ...);
    return bytes;
}

}  // namespace tain::orm
