// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/literal.hpp>
#include <tain/dialect/written.hpp>
#include <tain/engine/plan.hpp>
#include <tain/engine/read_back.hpp>
#include <tain/expr/node.hpp>
#include <tain/model/optional_structs.hpp>
#include <tain/model/table.hpp>
#include <tain/model/variants.hpp>
#include <tain/sql/spell.hpp>
#include <tain/sql/touch.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

/// The statements for whole objects: read, insert, change and remove one by its primary key.
namespace tain::objects {

/// Writes `"a" = ?1 AND "b" = ?2` over the primary key.
template <class T>
constexpr void key_condition(writer& w) {
    bool first = true;
    const auto one = [&]<class Path>(Path) {
        w.put(first ? " WHERE " : " AND ");
        first = false;
        w.put(sql::column_names<T>::at(model::table_of<T>::template index<Path>)).put(" = ").placeholder();
    };
    [&]<class... K>(reflect::list<K...>) { (one(K{}), ...); }(typename model::table_of<T>::key{});
}

/// SELECT of one object by key.
template <class T>
struct by_key {
    struct rows {
        using terms = reflect::list<sql::whole<T>>;
        using type = T;
    };
    static constexpr void to(writer& w) {
        w.put("SELECT ");
        sql::spell<sql::whole<T>>::to(w, nullptr);
        sql::table_name<T>(w.put(" FROM "));
        key_condition<T>(w);
    }
};

/// DELETE of one object by key.
template <class T>
struct remove_by_key {
    using row_type = void;
    static constexpr void to(writer& w) {
        sql::table_name<T>(w.put("DELETE FROM "));
        key_condition<T>(w);
    }
};

/// Writes ` AND "version" = ?2` for a model that has one.
template <class T>
constexpr void version_condition(writer& w) {
    if constexpr (model::table_of<T>::versioned)
        w.put(" AND ").put(sql::column_names<T>::at(model::table_of<T>::version_index)).put(" = ").placeholder();
}

/// DELETE of one object by key, while it has the object's version.
template <class T>
struct remove_object {
    using row_type = void;
    static constexpr void to(writer& w) {
        remove_by_key<T>::to(w);
        version_condition<T>(w);
    }
};

/// True for a column with `on_update` that an UPDATE of an object leaves to that: only a session that found the member
/// changed writes it. `changed` is the mask of the changed columns, 0 for all.
constexpr bool is_left_to_touch(const model::column_info& of, std::size_t at, std::uint64_t changed) {
    return of.touched && (changed == 0 || at >= 63 || (changed >> at & 1U) == 0);
}

/// True for a column that an UPDATE of an object binds.
constexpr bool is_bound_in_update(const model::column_info& of, std::size_t at, std::uint64_t changed) {
    if (!of.updated() || is_left_to_touch(of, at, changed)) return false;
    return changed == 0 || (changed >> (at < 63 ? at : 63) & 1U) != 0;
}

template <class T, bool Returns = model::table_of<T>::reads_back_updated>
struct update_rows {
    using row_type = void;
};
template <class T>
struct update_rows<T, true> {
    using rows = typename read_back<T, after::update>::rows;
};

/// UPDATE of one object by key: all columns that are no key. The parameters are the columns, the new version, the key,
/// the old version.
template <class T>
struct update_by_key : update_rows<T> {
    using table = model::table_of<T>;
    static constexpr void to(writer& w) { write(w, 0); }

    /// With `changed` not 0: only the columns whose bits are set. Bit 63 stands for all columns from the 64th on.
    static constexpr void write(writer& w, std::uint64_t changed) {
        sql::table_name<T>(w.put("UPDATE "));
        bool first = true;
        const auto lead = [&] {
            w.put(first ? " SET " : ", ");
            first = false;
        };
        for (std::size_t at = 0; at < table::size; ++at) {
            if (!is_bound_in_update(table::columns[at], at, changed)) continue;
            lead();
            w.put(sql::column_names<T>::at(at)).put(" = ").placeholder();
        }
        sql::touch<T>(
            w, [changed](std::size_t at) { return !is_left_to_touch(table::columns[at], at, changed); }, lead);
        if constexpr (table::versioned) {
            lead();
            w.put(sql::column_names<T>::at(table::version_index)).put(" = ").placeholder();
        }
        key_condition<T>(w);
        version_condition<T>(w);
        returning<T, after::update>(w);
    }
};

/// The same; a variant's bits are the columns to set.
template <class T>
struct update_changed : update_by_key<T> {
    static void vary(dialect to, std::uint64_t changed, std::string& text) {
        text = dialects::written(to, [changed](writer& w) { update_by_key<T>::write(w, changed); });
    }
};

/// The name of what a variant holds.
inline types::cell bind_kind(std::size_t held, std::span<const std::string_view> kinds) {
    if (held >= kinds.size())
        return types::cell::of_fault(types::fault::malformed, types::cell_kind::text,
                                     "the variant holds nothing (valueless_by_exception); assign it a value");
    return types::cell::of_bytes(kinds[held].data(), kinds[held].size());
}

/// A column as it is bound: NULL where a struct around it is missing, or its variant holds another alternative.
template <class Leaf, class T>
types::cell bind_leaf(const T& object, types::scratch& keep) {
    using traits = types::traits<typename Leaf::member_type>;
    const auto* const member = Leaf::find(object);
    if (!member) return types::cell::null(traits::kind);
    if constexpr (Leaf::kind) {
        using variant = model::variant_of<T, Leaf>;
        return bind_kind(types::variant_of<typename variant::variant>::held(*member), variant::kinds);
    } else {
        return traits::bind(*member, keep);
    }
}

/// Fills cells with every column of an object that `Take` accepts, in order.
template <class T, class Take, class... L>
void bind_leaves(types::cell* to, const T& object, types::scratch& keep, Take take, reflect::list<L...>) {
    std::size_t at = 0;
    if constexpr (model::has_optional_structs<T>)
        ((take(at++) ? void(*to++ = bind_leaf<L>(object, keep)) : void()), ...);
    else
        ((take(at++) ? void(*to++ = types::traits<typename L::value_type>::bind(L::in(object), keep)) : void()), ...);
}
template <class T, class Take>
void bind_columns(types::cell* to, const void* row, types::scratch& keep, Take take) {
    bind_leaves(to, *static_cast<const T*>(row), keep, take, typename model::table_of<T>::columns_list{});
}

/// Fills cells with the primary key of an object.
template <class T>
void bind_key(types::cell* to, const T& object, types::scratch& keep) {
    const auto one = [&]<class Path>(Path) {
        using leaf = typename model::table_of<T>::template column<model::table_of<T>::template index<Path>>;
        *to++ = types::traits<typename leaf::value_type>::bind(leaf::in(object), keep);
    };
    [&]<class... K>(reflect::list<K...>) { (one(K{}), ...); }(typename model::table_of<T>::key{});
}

/// How many columns an UPDATE of a whole object binds, the key apart.
template <class T>
inline constexpr std::size_t bound_in_update = [] {
    std::size_t made = 0;
    for (std::size_t at = 0; at < model::table_of<T>::size; ++at)
        made += is_bound_in_update(model::table_of<T>::columns[at], at, 0);
    return made;
}();

template <class T>
    requires model::table_of<T>::versioned
using version_leaf = typename model::table_of<T>::template column<model::table_of<T>::version_index>;

template <class T>
std::int64_t version_of(const T& object) {
    return version_leaf<T>::in(object);
}
template <class T>
inline constexpr std::int64_t largest_version = std::numeric_limits<typename version_leaf<T>::value_type>::max();

/// The version after one, as it is bound: refused when there is none.
inline types::cell following(std::int64_t version, std::int64_t largest) {
    return version == largest ? types::cell::of_fault(types::fault::out_of_range, types::cell_kind::integer)
                              : types::cell::of_integer(version + 1);
}

// The same for `detail::values`.

/// Binds the key and the version of an object.
template <class T>
void bind_for_removal(const void* object, expr::binder& to) {
    using table = model::table_of<T>;
    const T& from = *static_cast<const T*>(object);
    bind_key<T>(to.next, from, *to.keep);
    to.next += table::key_size;
    if constexpr (table::versioned) *to.next++ = types::cell::of_integer(version_of(from));
}

/// Binds the columns that an UPDATE of an object sets, its key and version.
template <class T>
void bind_for_update(const void* object, expr::binder& to) {
    using table = model::table_of<T>;
    bind_columns<T>(to.next, object, *to.keep,
                    [](std::size_t at) { return is_bound_in_update(table::columns[at], at, 0); });
    to.next += bound_in_update<T>;
    if constexpr (table::versioned)
        *to.next++ = following(version_of(*static_cast<const T*>(object)), largest_version<T>);
    bind_for_removal<T>(object, to);
}

template <class T>
void bind_key_at(types::cell* to, const void* object, types::scratch& keep) {
    bind_key<T>(to, *static_cast<const T*>(object), keep);
}

}  // namespace tain::objects
