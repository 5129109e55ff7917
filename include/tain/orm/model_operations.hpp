// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/plan.hpp>
#include <tain/engine/insert_objects.hpp>
#include <tain/engine/objects.hpp>
#include <tain/engine/plan.hpp>
#include <tain/model/optional_structs.hpp>
#include <tain/model/relations.hpp>
#include <tain/model/table.hpp>
#include <tain/orm/cell_bytes.hpp>
#include <tain/orm/record.hpp>
#include <tain/reflect/type_name.hpp>
#include <tain/types/cell.hpp>
#include <tain/types/scratch.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

/// What a session does with models, behind one table of constants and function pointers for each: the session itself
/// is no template.
namespace tain::orm {

using column_index = std::uint16_t;

/// A foreign key: columns here, and the columns of another table, or this one, that they refer to.
struct reference {
    std::string_view table;
    std::span<const column_index> columns;
    std::span<const column_index> referred;
    std::span<const column_index> nulled{};  ///< those of the columns here that can be NULL while the others stay
};

struct insertion;

struct relation;

/// What every session needs of a model.
struct model_operations {
    std::string_view type;   ///< `User`
    std::string_view table;  ///< `users`, not quoted
    std::span<const model::column_info> columns;
    std::span<const column_index> key;  ///< in the key's own order
    std::uint64_t key_bits = 0;
    std::span<const reference> references;
    const driver::statement* update = nullptr;                                     ///< of the changed columns, by key
    void (*bind)(types::cell* to, const void* object, types::scratch&) = nullptr;  ///< every column
    image (*look)(const void* object, types::scratch&, arena& room) = nullptr;     ///< every column, as an image
    std::uint64_t (*differ)(const image& known, const void* object,
                            types::scratch&) = nullptr;       ///< the bits of columns
    void (*shape)(driver::field*, driver::group*) = nullptr;  ///< where the columns lie in the object
    std::uint32_t groups = 0;                                 ///< of `shape`
    void* (*destroy)(record*) noexcept = nullptr;             ///< returns its memory
    std::size_t record_size = 0;

    std::uint64_t writable = ~std::uint64_t{0};  ///< the bits of the columns that an object's changes can be about
    std::span<const column_index> driven{};      ///< the columns that an UPDATE gives values of its own
    bool reads_back = false;                     ///< `update` returns them, but for the version
    const column_index* version = nullptr;       ///< null: there is none
    std::int64_t largest_version = 0;
    void (*set_version)(void* object, std::int64_t to) = nullptr;
    std::span<const relation> relations{};
};

/// What a session needs besides of a model whose objects are added. A row is a `record*`.
struct insertion {
    driver::insertion rows;
    std::int64_t (*generated)(const void* object) =
        nullptr;  ///< the key that the database generates; null: it does not
};

/// An object with its record.
template <class T>
struct record_of final : record {
    T value;

    explicit record_of(T&& from);
};

namespace detail {

template <class T, class... Path>
constexpr std::array<column_index, sizeof...(Path)> indexes(reflect::list<Path...>) {
    return {static_cast<column_index>(model::table_of<T>::template index<Path>)...};
}

template <class T>
inline constexpr auto key_indexes = indexes<T>(typename model::table_of<T>::key{});
template <class T, class Part>
inline constexpr auto own_indexes = indexes<T>(typename Part::columns{});
template <class Part>
inline constexpr auto referred_indexes =
    indexes<typename Part::target>(typename model::detail::referenced<Part>::type{});

/// A required member of a struct that is optional as a whole is NULL with its other columns only, and one of a variant's
/// alternative with another kind.
template <class T>
constexpr bool is_nulled_alone(column_index at) {
    if constexpr (model::has_optional_structs<T>) {
        const model::held_column held = model::optional_structs<T>::columns[at];
        if (held.required) {
            const model::optional_struct& around = model::optional_structs<T>::all[held.in];
            if (around.alternative || around.count != 1) return false;
        }
    }
    return model::table_of<T>::columns[at].nullable;
}
template <class T, class Part>
inline constexpr auto nulled_indexes = [] {
    constexpr std::size_t count = [] {
        std::size_t made = 0;
        for (const column_index at : own_indexes<T, Part>) made += is_nulled_alone<T>(at);
        return made;
    }();
    std::array<column_index, count> made{};
    std::size_t to = 0;
    for (const column_index at : own_indexes<T, Part>)
        if (is_nulled_alone<T>(at)) made[to++] = at;
    return made;
}();

template <class T, class... Part>
constexpr std::array<reference, sizeof...(Part)> references_of(reflect::list<Part...>) {
    return {reference{model::table_of<typename Part::target>::name, own_indexes<T, Part>, referred_indexes<Part>,
                      nulled_indexes<T, Part>}...};
}
template <class T>
inline constexpr auto references = references_of<T>(typename model::table_of<T>::foreign_keys{});

template <class T>
constexpr std::uint64_t writable_columns() {
    std::uint64_t made = 0;
    for (std::size_t at = 0; at < model::table_of<T>::size; ++at)
        if (model::table_of<T>::columns[at].updated() || model::table_of<T>::columns[at].primary_key)
            made |= column_bit(at);
    return made;
}

constexpr bool is_driven(const model::column_info& of) { return of.generated || of.touched || of.version; }

/// The columns that an UPDATE gives values of its own.
template <class T>
inline constexpr auto driven_columns = [] {
    constexpr auto& columns = model::table_of<T>::columns;
    constexpr std::size_t count = [] {
        std::size_t made = 0;
        for (const model::column_info& each : columns) made += is_driven(each);
        return made;
    }();
    std::array<column_index, count> made{};
    std::size_t to = 0;
    for (std::size_t at = 0; at < columns.size(); ++at)
        if (is_driven(columns[at])) made[to++] = static_cast<column_index>(at);
    return made;
}();

template <class T>
inline constexpr column_index version_column = static_cast<column_index>(model::table_of<T>::version_index);

template <class T>
void set_version(void* object, std::int64_t to) {
    using leaf = objects::version_leaf<T>;
    leaf::in(*static_cast<T*>(object)) = static_cast<typename leaf::value_type>(to);
}

template <class T>
void* object_of(void* row) {
    return (*static_cast<record* const*>(row))->object;
}

template <class L, class T>
types::cell bind_column(const T& object, types::scratch& keep) {
    if constexpr (model::has_optional_structs<T>)
        return objects::bind_leaf<L>(object, keep);
    else
        return types::traits<typename L::value_type>::bind(L::in(object), keep);
}

template <class T>
void bind_object(types::cell* to, const void* object, types::scratch& keep) {
    objects::bind_columns<T>(to, object, keep, [](std::size_t) { return true; });
}
/// Columns, one by one, as long as that makes little code.
template <class T>
inline constexpr bool is_narrow = model::table_of<T>::size <= 24;

template <class T, class... L>
image look_at(const T& object, types::scratch& keep, arena& room, reflect::list<L...>) {
    const types::cell columns[]{bind_column<L>(object, keep)...};
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        image made{(size_of(columns[I]) + ...), &room};
        char* to = made.columns();
        ((to = put_cell(to, columns[I])), ...);
        return made;
    }(std::index_sequence_for<L...>{});
}
template <class T>
image look_at_object(const void* object, types::scratch& keep, arena& room) {
    using table = model::table_of<T>;
    if constexpr (is_narrow<T>) {
        return look_at(*static_cast<const T*>(object), keep, room, typename table::columns_list{});
    } else {
        types::cell columns[table::size];
        bind_object<T>(columns, object, keep);
        return image{columns, &room};
    }
}

template <class T, class... L>
std::uint64_t differs(const image& known, const T& object, types::scratch& keep, reflect::list<L...>) {
    const char* from = known.columns();
    std::uint64_t changed = 0;
    std::size_t at = 0;
    ((changed |= holds_cell(from, bind_column<L>(object, keep)) ? 0 : column_bit(at), ++at), ...);
    return changed;
}
template <class T>
std::uint64_t object_differs(const image& known, const void* object, types::scratch& keep) {
    using table = model::table_of<T>;
    if constexpr (is_narrow<T>) {
        return differs(known, *static_cast<const T*>(object), keep, typename table::columns_list{});
    } else {
        types::cell columns[table::size];
        bind_object<T>(columns, object, keep);
        return known.difference(columns);
    }
}
template <class T>
void* destroy_record(record* gone) noexcept {
    auto* const whole = static_cast<record_of<T>*>(gone);
    whole->~record_of();
    return whole;
}

template <class T>
void bind_row(types::cell* to, const void* row, types::scratch& keep) {
    objects::bind_row<T>(to, (*static_cast<record* const*>(row))->object, keep);
}
template <class T>
types::fault set_key(void* row, std::int64_t key) {
    return objects::generated_key<T>::set((*static_cast<record* const*>(row))->object, key);
}
template <class T>
std::int64_t generated_key(const void* object) {
    return static_cast<std::int64_t>(objects::generated_key<T>::leaf::in(*static_cast<const T*>(object)));
}

template <class T>
constexpr auto relations_of();
template <class T>
inline constexpr auto all_relations = relations_of<T>();

}  // namespace detail

template <class T>
inline constexpr model_operations operations_of = [] {
    using table = model::table_of<T>;
    model_operations made;
    made.type = reflect::type_name<T>;
    made.table = table::name;
    made.columns = table::columns;
    made.key = detail::key_indexes<T>;
    for (const column_index at : detail::key_indexes<T>) made.key_bits |= column_bit(at);
    made.references = detail::references<T>;
    made.update = &plans::statement_of<objects::update_changed<T>>;
    made.bind = &detail::bind_object<T>;
    made.look = &detail::look_at_object<T>;
    made.differ = &detail::object_differs<T>;
    made.shape = plans::row_plan<T>::shape;
    made.groups = plans::row_plan<T>::counted.groups;
    made.destroy = &detail::destroy_record<T>;
    made.record_size = sizeof(record_of<T>);
    made.writable = detail::writable_columns<T>();
    made.driven = detail::driven_columns<T>;
    made.reads_back = table::reads_back_updated;
    if constexpr (table::versioned) {
        made.version = &detail::version_column<T>;
        made.largest_version = objects::largest_version<T>;
        made.set_version = &detail::set_version<T>;
    }
    if constexpr (table::relations::size != 0) made.relations = detail::all_relations<T>;
    return made;
}();

template <class T>
inline constexpr insertion insertion_of = [] {
    insertion made{objects::insertion_of<T, objects::on_conflict::fail>};
    made.rows.stride = sizeof(record*);
    made.rows.bind = &detail::bind_row<T>;
    if constexpr (model::table_of<T>::identity) {
        made.rows.set_key = &detail::set_key<T>;
        made.generated = &detail::generated_key<T>;
    }
    if constexpr (model::table_of<T>::reads_back_inserted) made.rows.object = &detail::object_of<T>;
    return made;
}();

template <class T>
record_of<T>::record_of(T&& from) : record(operations_of<T>, nullptr), value(std::move(from)) {
    object = &value;
}

namespace detail {

template <class T>
record* new_record_at(void* place, T&& from) {
    if constexpr (std::is_nothrow_move_constructible_v<T>) {
        return ::new (place) record_of<T>(std::move(from));
    } else {
        try {
            return ::new (place) record_of<T>(std::move(from));
        } catch (...) {
            arena::give_back(place, sizeof(record_of<T>));
            throw;
        }
    }
}

}  // namespace detail

template <class T>
record* new_record(T&& from) {
    return detail::new_record_at(arena::take_alone(sizeof(record_of<T>), alignof(record_of<T>)), std::move(from));
}
template <class T>
record* new_record(arena& room, T&& from) {
    return detail::new_record_at(room.take(sizeof(record_of<T>), alignof(record_of<T>)), std::move(from));
}

inline void destroy(record* gone) noexcept {
    const std::size_t size = gone->model->record_size;
    arena::give_back(gone->model->destroy(gone), size);
}
inline void destroy(record* gone, arena::returns& with) noexcept {
    const std::size_t size = gone->model->record_size;
    with.add(gone->model->destroy(gone), size);
}

}  // namespace tain::orm

#include <tain/orm/relation_operations.hpp>  // IWYU pragma: keep
