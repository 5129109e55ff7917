// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/objects.hpp>
#include <tain/model/table.hpp>
#include <tain/orm/image.hpp>
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
/// The same of values.
template <class... V>
std::string key_bytes(dialect on, const V&... values) {
    std::string bytes;
    types::scratch keep{on};
    (append_key(bytes, types::traits<V>::bind(values, keep)), ...);
    return bytes;
}

}  // namespace tain::orm
