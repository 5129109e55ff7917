// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/literal.hpp>
#include <tain/engine/objects.hpp>
#include <tain/engine/plan.hpp>
#include <tain/engine/read_back.hpp>
#include <tain/model/table.hpp>
#include <tain/sql/touch.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

/// How whole objects are inserted.
namespace tain::objects {

enum class on_conflict : unsigned char { fail, update, ignore };

/// The columns that come back with PostgreSQL's INSERT of one object.
template <class T, on_conflict Conflict,
          bool Returns = Conflict == on_conflict::fail && model::table_of<T>::reads_back_inserted>
struct insert_rows {
    using row_type = void;
};
template <class T, on_conflict Conflict>
struct insert_rows<T, Conflict, true> {
    using rows = typename read_back<T, after::insert_with_key>::rows;
};

/// INSERT of objects: every column that the database does not fill.
template <class T, on_conflict Conflict>
struct insert_object : insert_rows<T, Conflict> {
    using table = model::table_of<T>;

    static constexpr void columns(writer& w) {
        sql::table_name<T>(w.put("INSERT INTO "));
        bool first = true;
        for (std::size_t at = 0; at != table::size; ++at) {
            if (!table::columns[at].inserted()) continue;
            w.put(first ? " (" : ", ").put(sql::column_names<T>::at(at));
            first = false;
        }
        if (!first) w.put(')');
    }
    /// What follows the values.
    static constexpr void conflict(writer& w) {
        if constexpr (Conflict != on_conflict::fail) {
            bool first = true;
            w.put(" ON CONFLICT");
            for (std::size_t at = 0; at != table::size; ++at) {
                if (!table::columns[at].primary_key) continue;
                w.put(first ? " (" : ", ").put(sql::column_names<T>::at(at));
                first = false;
            }
            first = true;
            w.put(") DO ");
            const auto lead = [&] {
                w.put(first ? "UPDATE SET " : ", ");
                first = false;
            };
            if constexpr (Conflict == on_conflict::update) {
                for (std::size_t at = 0; at != table::size; ++at) {
                    const model::column_info& column = table::columns[at];
                    if (!column.inserted() || !column.updated() || column.touched) continue;
                    lead();
                    w.put(sql::column_names<T>::at(at)).put(" = excluded.").put(sql::column_names<T>::at(at));
                }
                sql::touch<T>(w, [](std::size_t) { return false; }, lead);
                if constexpr (table::versioned) {
                    lead();
                    sql::next_version<T>(w, table::name);
                }
            }
            if (first) w.put("NOTHING");
        }
    }
    static constexpr void return_key(writer& w) {
        if (w.to() != dialect::postgresql || !table::identity) return;
        for (std::size_t at = 0; at != table::size; ++at)
            if (table::columns[at].identity) w.put(" RETURNING ").put(sql::column_names<T>::at(at));
    }
    static constexpr void return_all(writer& w) {
        if constexpr (Conflict == on_conflict::fail && table::reads_back_inserted) {
            if (w.to() == dialect::postgresql) returning<T, after::insert_with_key>(w);
        } else {
            return_key(w);
        }
    }

    static constexpr void to(writer& w) {
        columns(w);
        bool first = true;
        for (const model::column_info& column : table::columns) {
            if (!column.inserted()) continue;
            w.put(first ? " VALUES (" : ", ").placeholder();
            first = false;
        }
        w.put(first ? " DEFAULT VALUES" : ")");
        conflict(w);
        return_all(w);
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
            if (!column.inserted()) continue;
            if (written++ != 0) w.put(", ");
            name(index);
            dialects::cast_from_text(w, kinds_of<T>[index], column.type, column.enum_name);
        }
        w.put(" FROM unnest(");
        at = written = 0;
        for (const model::column_info& column : table::columns) {
            const std::size_t index = at++;
            if (!column.inserted()) continue;
            if (written++ != 0) w.put(", ");
            w.placeholder().put("::").put(dialects::array_type(kinds_of<T>[index]));
        }
        w.put(") WITH ORDINALITY AS rows(");
        at = written = 0;
        for (const model::column_info& column : table::columns) {
            const std::size_t index = at++;
            if (!column.inserted()) continue;
            if (written++ != 0) w.put(", ");
            name(index);
        }
        w.put(written == 0 ? "at) ORDER BY at" : ", at) ORDER BY at");
        one::conflict(w);
        one::return_key(w);
    }
};

/// What the database filled in one row, by its key.
template <class T>
struct filled_by_key {
    using rows = typename read_back<T, after::insert>::rows;
    static constexpr void to(writer& w) {
        w.put("SELECT ");
        read_back<T, after::insert>::names(w);
        sql::table_name<T>(w.put(" FROM "));
        key_condition<T>(w);
    }
};

/// The same of many rows, for PostgreSQL: one array for each column of the key, rows in their order.
template <class T>
struct filled_by_keys {
    using rows = typename read_back<T, after::insert>::rows;
    using table = model::table_of<T>;

    static constexpr void to(writer& w) {
        w.put("SELECT ");
        read_back<T, after::insert>::names(w, "filled");
        w.put(" FROM unnest(");
        each_key([&w]<class Path>(Path, std::size_t at) {
            if (at != 0) w.put(", ");
            w.placeholder().put("::").put(dialects::array_type(kinds_of<T>[table::template index<Path>]));
        });
        w.put(") WITH ORDINALITY AS wanted(");
        each_key([&w](auto, std::size_t at) { w.put('k').number(at).put(", "); });
        sql::table_name<T>(w.put("at) JOIN ")).put(" AS filled ON ");
        each_key([&w]<class Path>(Path, std::size_t at) {
            constexpr std::size_t column = table::template index<Path>;
            if (at != 0) w.put(" AND ");
            w.put("filled.").put(sql::column_names<T>::at(column)).put(" = wanted.k").number(at);
            dialects::cast_from_text(w, kinds_of<T>[column], table::columns[column].type,
                                     table::columns[column].enum_name);
        });
        w.put(" ORDER BY wanted.at");
    }

private:
    template <class F>
    static constexpr void each_key(F&& visit) {
        [&]<class... K>(reflect::list<K...>) {
            std::size_t at = 0;
            (visit(K{}, at++), ...);
        }(typename table::key{});
    }
};

template <class T>
void bind_row(types::cell* to, const void* row, types::scratch& keep) {
    bind_columns<T>(to, row, keep, [](std::size_t index) { return model::table_of<T>::columns[index].inserted(); });
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

/// How objects of a model are inserted.
template <class T, on_conflict Conflict>
inline constexpr driver::insertion insertion_of = [] {
    using table = model::table_of<T>;
    driver::insertion made;
    made.one_row = &plans::statement_of<insert_object<T, Conflict>>;
    made.bulk = &plans::statement_of<insert_arrays<T, Conflict>>;
    made.table = sql::table_words<T>;
    for (const model::column_info& column : table::columns)
        if (column.inserted()) ++made.columns;
    made.stride = sizeof(T);
    made.bind = &bind_row<T>;
    made.upsert = Conflict != on_conflict::fail;
    if constexpr (table::identity && Conflict == on_conflict::fail) {
        made.set_key = &generated_key<T>::set;
        using key = typename generated_key<T>::type;
        if constexpr (sizeof(key) < 8) made.largest_key = std::numeric_limits<key>::max();
    }
    if constexpr (table::reads_back_inserted && Conflict == on_conflict::fail) {
        made.filled = &plans::statement_of<filled_by_key<T>>;
        made.filled_many = &plans::statement_of<filled_by_keys<T>>;
        made.key_columns = table::key_size;
        made.bind_key = &bind_key_at<T>;
    }
    return made;
}();

}  // namespace tain::objects
