// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/plan.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/aggregate.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/type_name.hpp>
#include <tain/sql/selection.hpp>
#include <tain/sql/text.hpp>
#include <tain/types/type.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>

/// How a statement's rows are laid out, as data for the driver's row loop.
namespace tain::plans {

/// Fills a row plan; with null pointers it only counts, at compile time.
struct builder {
    driver::field* fields = nullptr;
    driver::group* groups = nullptr;
    std::uint32_t field_count = 0;
    std::uint32_t group_count = 0;
    bool open = false;  // a group without `engage` that takes more fields

    constexpr void add(std::uint32_t offset, types::storage type, bool optional, types::reader read) {
        if (!open) start({field_count, 0, 0, 0, nullptr});
        open = true;
        put(offset, type, optional, read);
    }
    constexpr void start(const driver::group& made) {
        if (groups) groups[group_count] = made;
        ++group_count;
        open = false;
    }
    constexpr void put(std::uint32_t offset, types::storage type, bool optional, types::reader read) {
        if (fields) {
            fields[field_count] = {offset, type, optional, read};
            ++groups[group_count - 1].count;
        }
        ++field_count;
    }
};

/// The one place where an offset is taken: the address of a member of an object that was never made. Formally
/// undefined, and clean under the sanitizers of both compilers; no constant expression in C++20.
template <class T, class F>
std::uint32_t offset_in(F&& member_of) {
    alignas(T) static char room[sizeof(T)];
    const T& object = *reinterpret_cast<const T*>(room);
    return static_cast<std::uint32_t>(reinterpret_cast<const char*>(&member_of(object)) - room);
}

/// True for a row element that is a whole model.
template <class T>
concept whole_model = reflect::described<T> && !types::mapped<T>;

template <class T>
inline constexpr bool optional_model = false;
template <whole_model T>
inline constexpr bool optional_model<std::optional<T>> = true;

namespace detail {

template <class V>
constexpr types::reader reader_of() {
    using traits = types::traits<V>;
    if constexpr (traits::store != types::storage::custom)
        return nullptr;
    else if constexpr (types::is_optional<V>)
        return traits::read;
    else
        return &traits::read;
}

/// Adds the fields of a model that stands at `base` in the row (or in its own group).
template <class T, bool Own, class... L>
constexpr void add_leaves(builder& to, std::uint32_t base, reflect::list<L...>) {
    const auto one = [&]<class Leaf>(std::type_identity<Leaf>) {
        using V = typename Leaf::value_type;
        std::uint32_t offset = base;
        if (to.fields) offset += offset_in<T>([](const T& object) -> const auto& { return Leaf::in(object); });
        if constexpr (Own)
            to.put(offset, types::traits<V>::store, types::is_optional<V>, reader_of<V>());
        else
            to.add(offset, types::traits<V>::store, types::is_optional<V>, reader_of<V>());
    };
    (one(std::type_identity<L>{}), ...);
}

template <class T>
void* engage(void* optional) {
    return &static_cast<std::optional<T>*>(optional)->emplace(reflect::blank<T>());
}

/// The column whose NULL says that an outer join found no row: the key's first, else the first that cannot be NULL.
template <class T>
constexpr std::uint32_t witness() {
    const auto& columns = model::table_of<T>::columns;
    for (std::uint32_t i = 0; i < columns.size(); ++i)
        if (columns[i].primary_key) return i;
    for (std::uint32_t i = 0; i < columns.size(); ++i)
        if (!columns[i].nullable) return i;
    return 0;
}

/// Adds one element of a row: a value, a model, or a model that may be missing.
template <class E>
constexpr void add_element(builder& to, std::uint32_t offset) {
    if constexpr (whole_model<E>) {
        add_leaves<E, false>(to, offset, typename model::table_of<E>::columns_list{});
    } else if constexpr (optional_model<E>) {
        using M = types::required<E>;
        to.start({to.field_count, 0, offset, witness<M>(), &engage<M>});
        add_leaves<M, true>(to, 0, typename model::table_of<M>::columns_list{});
    } else {
        static_assert(types::mapped<E>, "tain: a row holds a type that cannot be read; specialize tain::type<T> for it.");
        to.add(offset, types::traits<E>::store, types::is_optional<E>, reader_of<E>());
    }
}

template <class Row>
struct elements {
    static constexpr void add(builder& to) { add_element<Row>(to, 0); }
};
template <class... E>
struct elements<std::tuple<E...>> {
    using Row = std::tuple<E...>;
    static constexpr void add(builder& to) { add_each(to, std::index_sequence_for<E...>{}); }

private:
    template <std::size_t... I>
    static constexpr void add_each(builder& to, std::index_sequence<I...>) {
        (add_element<E>(to, to.fields ? offset_in<Row>([](const Row& row) -> const auto& { return std::get<I>(row); }) : 0), ...);
    }
};
/// An aggregate that nobody described, by position.
template <reflect::plain_aggregate Row>
    requires(!whole_model<Row> && !types::mapped<Row>)
struct elements<Row> {
    static constexpr void add(builder& to) { add_each(to, std::make_index_sequence<reflect::field_count<Row>>{}); }

private:
    template <std::size_t... I>
    static constexpr void add_each(builder& to, std::index_sequence<I...>) {
        (add_element<reflect::field_type<Row, I>>(
             to, to.fields ? offset_in<Row>([](const Row& row) -> const auto& { return reflect::field_at<I>(row); }) : 0),
         ...);
    }
};

}  // namespace detail

/// The plan of a row type.
template <class Row>
struct row_plan {
    static constexpr builder counted = [] {
        builder made;
        detail::elements<Row>::add(made);
        return made;
    }();
    static void shape(driver::field* fields, driver::group* groups) {
        builder made{fields, groups};
        detail::elements<Row>::add(made);
    }
};
template <>
struct row_plan<void> {
    static constexpr builder counted{};
    static constexpr void (*shape)(driver::field*, driver::group*) = nullptr;
};

/// A type's name as users write it.
template <class V>
constexpr std::string_view written_name() {
    if constexpr (types::is_optional<V>)
        return written_name<types::required<V>>();
    else if constexpr (std::is_same_v<V, std::string>)
        return "std::string";
    else if constexpr (std::is_same_v<V, std::vector<std::byte>>)
        return "std::vector<std::byte>";
    else if constexpr (std::is_same_v<V, types::timestamp>)
        return "std::chrono::sys_time<std::chrono::microseconds>";
    else
        return reflect::full_type_name<V>;
}

namespace detail {

template <class T, class... L>
constexpr std::array<driver::field_name, sizeof...(L)> model_names(reflect::list<L...>) {
    using table = model::table_of<T>;
    return {driver::field_name{reflect::type_name<T>, table::name, table::columns[table::template index<typename L::path>].name,
                               L::member, written_name<typename L::value_type>()}...};
}

template <class T>
inline constexpr auto names_of_model = model_names<T>(typename model::table_of<T>::columns_list{});

/// The names of one selected term: as many as it has columns.
template <class Term>
struct term_names {
    static constexpr std::array<driver::field_name, 1> value{
        driver::field_name{{}, {}, "an expression", {}, written_name<typename Term::value_type>()}};
};
template <class Source>
struct term_names<sql::whole<Source>> {
    static constexpr auto& value = names_of_model<sql::model_of<Source>>;
};
template <class Source, class Path>
struct term_names<expr::column<Source, Path>> {
    using table = sql::table_behind<Source>;
    static constexpr std::array<driver::field_name, 1> value{driver::field_name{
        reflect::type_name<typename table::model>, table::name, table::columns[table::template index<Path>].name,
        table::columns[table::template index<Path>].member, written_name<typename expr::path_value<Path>::type>()}};
};
template <class E, expr::fixed_text Label>
struct term_names<expr::labeled<E, Label>> {
    static constexpr std::array<driver::field_name, 1> value{
        driver::field_name{{}, {}, Label.view(), {}, written_name<typename E::value_type>()}};
};

template <class... Terms>
void describe_terms(std::size_t field, driver::field_name& to) {
    const auto look = [&](const auto& names) {
        if (field < names.size()) to = names[field];
        field -= names.size();  // wraps behind the one that was found, out of every later range
    };
    (look(term_names<Terms>::value), ...);
}

template <class List>
struct describer;
template <>
struct describer<reflect::list<>> {
    static constexpr void (*value)(std::size_t, driver::field_name&) = nullptr;
};
template <class... Terms>
    requires(sizeof...(Terms) != 0)
struct describer<reflect::list<Terms...>> {
    static constexpr void (*value)(std::size_t, driver::field_name&) = &describe_terms<Terms...>;
};

template <class S>
struct terms_of {
    using type = reflect::list<>;
};
template <class S>
    requires requires { typename S::terms_list; }
struct terms_of<S> {
    using type = typename S::terms_list;
};

template <class S>
constexpr auto variation() {
    if constexpr (requires { &S::vary; })
        return &S::vary;
    else
        return static_cast<void (*)(dialect, std::uint64_t, std::string&)>(nullptr);
}

}  // namespace detail

/// The static object of a statement type: its texts in both dialects and the plan of its rows.
template <class S>
inline constexpr driver::statement statement_of{
    .text = {sql::text_of<S, dialect::sqlite>(), sql::text_of<S, dialect::postgresql>()},
    .hash = sql::hash_of(sql::text_of<S, dialect::postgresql>(), sql::hash_of(sql::text_of<S, dialect::sqlite>())),
    .fields = row_plan<typename S::row_type>::counted.field_count,
    .groups = row_plan<typename S::row_type>::counted.group_count,
    .shape = row_plan<typename S::row_type>::shape,
    .describe = detail::describer<typename detail::terms_of<S>::type>::value,
    .vary = detail::variation<S>()};

}  // namespace tain::plans
