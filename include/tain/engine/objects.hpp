// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/literal.hpp>
#include <tain/engine/plan.hpp>
#include <tain/expr/node.hpp>
#include <tain/model/table.hpp>
#include <tain/sql/spell.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

/// The statements for whole objects: read, insert, change and remove one by its primary key.
namespace tain::objects {

using sql::writer;

/// Writes `"a" = ?1 AND "b" = ?2` over the primary key.
template <class T>
constexpr void key_condition(writer& w) {
    bool first = true;
    const auto one = [&]<class Path>(Path) {
        w.put(first ? " WHERE " : " AND ");
        first = false;
        w.identifier(model::table_of<T>::columns[model::table_of<T>::template index<Path>].name)
            .put(" = ")
            .placeholder();
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
        w.put(" FROM ").identifier(model::table_of<T>::name);
        key_condition<T>(w);
    }
};

/// DELETE of one object by key.
template <class T>
struct remove_by_key {
    using row_type = void;
    static constexpr void to(writer& w) {
        w.put("DELETE FROM ").identifier(model::table_of<T>::name);
        key_condition<T>(w);
    }
};

/// UPDATE of one object by key: all columns that are no key.
template <class T>
struct update_by_key {
    using row_type = void;
    static constexpr void to(writer& w) { write(w, 0); }

    /// With `changed` not 0: only the columns whose bits are set. Bit 63 stands for all columns from the 64th on.
    static constexpr void write(writer& w, std::uint64_t changed) {
        w.put("UPDATE ").identifier(model::table_of<T>::name);
        bool first = true;
        std::size_t at = 0;
        for (const model::column_info& column : model::table_of<T>::columns) {
            const std::size_t bit = at < 63 ? at : 63;
            ++at;
            if (column.primary_key || (changed != 0 && (changed >> bit & 1U) == 0)) continue;
            w.put(first ? " SET " : ", ").identifier(column.name).put(" = ").placeholder();
            first = false;
        }
        key_condition<T>(w);
    }
};

/// The same; a variant's bits are the columns to set.
template <class T>
struct update_changed : update_by_key<T> {
    static void vary(dialect to, std::uint64_t changed, std::string& text) {
        writer counted;
        counted.to = to;
        update_by_key<T>::write(counted, changed);
        text.resize(counted.size);
        writer filled;
        filled.to = to;
        filled.out = text.data();
        update_by_key<T>::write(filled, changed);
    }
};

enum class on_conflict : unsigned char { fail, update, ignore };

/// INSERT of objects: every column that the database does not generate.
template <class T, on_conflict Conflict>
struct insert_object {
    using table = model::table_of<T>;
    using row_type = void;

    static constexpr void columns(writer& w) {
        w.put("INSERT INTO ").identifier(table::name);
        bool first = true;
        for (const model::column_info& column : table::columns) {
            if (column.identity) continue;
            w.put(first ? " (" : ", ").identifier(column.name);
            first = false;
        }
        if (!first) w.put(')');
    }
    /// What follows the values.
    static constexpr void conflict(writer& w) {
        if constexpr (Conflict != on_conflict::fail) {
            bool first = true;
            w.put(" ON CONFLICT");
            for (const model::column_info& column : table::columns) {
                if (!column.primary_key) continue;
                w.put(first ? " (" : ", ").identifier(column.name);
                first = false;
            }
            first = true;
            w.put(") DO ");
            if constexpr (Conflict == on_conflict::update)
                for (const model::column_info& column : table::columns) {
                    if (column.primary_key) continue;
                    w.put(first ? "UPDATE SET " : ", ")
                        .identifier(column.name)
                        .put(" = excluded.")
                        .identifier(column.name);
                    first = false;
                }
            if (first) w.put("NOTHING");
        }
    }
    static constexpr void returning(writer& w) {
        if (w.to != dialect::postgresql || !table::identity) return;
        for (const model::column_info& column : table::columns)
            if (column.identity) w.put(" RETURNING ").identifier(column.name);
    }

    static constexpr void to(writer& w) {
        columns(w);
        bool first = true;
        for (const model::column_info& column : table::columns) {
            if (column.identity) continue;
            w.put(first ? " VALUES (" : ", ").placeholder();
            first = false;
        }
        w.put(first ? " DEFAULT VALUES" : ")");
        conflict(w);
        returning(w);
    }
};

/// The kinds of a model's columns, for array parameters.
template <class T>
inline constexpr auto kinds_of = []<class... L>(reflect::list<L...>) {
    return std::array<types::cell_kind, sizeof...(L)>{types::traits<typename L::value_type>::kind...};
}(typename model::table_of<T>::columns_list{});

/// PostgreSQL's INSERT of any number of objects: one array a column, in the order of the objects.
template <class T, on_conflict Conflict>
struct insert_arrays {
    using table = model::table_of<T>;
    using row_type = void;

    static constexpr void to(writer& w) {
        using one = insert_object<T, Conflict>;
        one::columns(w);
        w.put(" SELECT ");
        std::size_t at = 0;
        std::size_t written = 0;
        const auto name = [&](std::size_t index) { w.put('c').number(index); };
        for (const model::column_info& column : table::columns) {
            const std::size_t index = at++;
            if (column.identity) continue;
            if (written++ != 0) w.put(", ");
            name(index);
            dialects::cast_from_text(w, kinds_of<T>[index], column.type);
        }
        w.put(" FROM unnest(");
        at = written = 0;
        for (const model::column_info& column : table::columns) {
            const std::size_t index = at++;
            if (column.identity) continue;
            if (written++ != 0) w.put(", ");
            w.placeholder().put("::").put(dialects::array_type(kinds_of<T>[index]));
        }
        w.put(") WITH ORDINALITY AS rows(");
        at = written = 0;
        for (const model::column_info& column : table::columns) {
            const std::size_t index = at++;
            if (column.identity) continue;
            if (written++ != 0) w.put(", ");
            name(index);
        }
        w.put(written == 0 ? "at) ORDER BY at" : ", at) ORDER BY at");
        one::conflict(w);
        one::returning(w);
    }
};

/// Fills cells with every column of an object that `Take` accepts, in order.
template <class T, class Take, class... L>
void bind_leaves(types::cell* to, const T& object, types::scratch& keep, Take take, reflect::list<L...>) {
    std::size_t at = 0;
    ((take(at++) ? void(*to++ = types::traits<typename L::value_type>::bind(L::in(object), keep)) : void()), ...);
}
template <class T, class Take>
void bind_columns(types::cell* to, const void* row, types::scratch& keep, Take take) {
    bind_leaves(to, *static_cast<const T*>(row), keep, take, typename model::table_of<T>::columns_list{});
}

template <class T>
void bind_row(types::cell* to, const void* row, types::scratch& keep) {
    bind_columns<T>(to, row, keep, [](std::size_t index) { return !model::table_of<T>::columns[index].identity; });
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

/// The same for `detail::values`: the key, and all other columns followed by the key.
template <class T>
void bind_key_of(const void* object, expr::binder& to) {
    bind_key<T>(to.next, *static_cast<const T*>(object), *to.keep);
}
template <class T>
void bind_for_update(const void* object, expr::binder& to) {
    using table = model::table_of<T>;
    bind_columns<T>(to.next, object, *to.keep, [](std::size_t at) { return !table::columns[at].primary_key; });
    bind_key<T>(to.next + (table::size - table::key_size), *static_cast<const T*>(object), *to.keep);
}

template <class T>
struct generated_key {
    using table = model::table_of<T>;
    static constexpr std::size_t index = [] {
        std::size_t at = 0;
        while (at < table::size && !table::columns[at].identity) ++at;
        return at;
    }();
    using leaf = typename table::template column<index>;
    using type = typename leaf::value_type;

    static types::fault set(void* row, std::int64_t key) {
        if (!std::in_range<type>(key)) return types::fault::out_of_range;
        leaf::in(*static_cast<T*>(row)) = static_cast<type>(key);
        return types::fault::none;
    }
};

template <class T>
struct quoted_name {
    static constexpr void to(writer& w) { w.identifier(model::table_of<T>::name); }
};

/// How objects of a model are inserted.
template <class T, on_conflict Conflict>
inline constexpr driver::insertion insertion_of = [] {
    using table = model::table_of<T>;
    driver::insertion made;
    made.one_row = &plans::statement_of<insert_object<T, Conflict>>;
    made.bulk = &plans::statement_of<insert_arrays<T, Conflict>>;
    made.table = sql::text_of<quoted_name<T>, dialect::sqlite>();
    for (const model::column_info& column : table::columns)
        if (!column.identity) ++made.columns;
    made.stride = sizeof(T);
    made.bind = &bind_row<T>;
    made.upsert = Conflict != on_conflict::fail;
    if constexpr (table::identity && Conflict == on_conflict::fail) {
        made.set_key = &generated_key<T>::set;
        using key = typename generated_key<T>::type;
        if constexpr (sizeof(key) < 8) made.largest_key = std::numeric_limits<key>::max();
    }
    return made;
}();

}  // namespace tain::objects
