// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/driver/plan.hpp>
#include <tain/engine/offset_in.hpp>
#include <tain/engine/struct_plan.hpp>
#include <tain/model/optional_structs.hpp>
#include <tain/model/table.hpp>
#include <tain/model/variants.hpp>
#include <tain/reflect/aggregate.hpp>
#include <tain/reflect/list.hpp>
#include <tain/reflect/type_name.hpp>
#include <tain/sql/named.hpp>
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

/// How many fields and groups the plan of a row has.
struct extent {
    std::uint32_t fields = 0;
    std::uint32_t groups = 0;
    bool open = false;     // the last group has no `engage`: it takes more fields
    bool lacking = false;  // an element may be missing: a row must be blank before it is read

    constexpr void add(std::uint32_t count, bool engaged) {
        if (engaged || !open) ++groups;
        lacking = lacking || engaged;
        open = !engaged;
        fields += count;
    }
};

/// Fills a row plan. Consecutive elements that are always there share a group.
struct builder {
    driver::field* fields;
    driver::group* groups;
    extent at{};

    /// Makes room for an element of `count` fields and returns the first.
    driver::field* add(std::uint32_t count) {
        if (!at.open) groups[at.groups] = {.first = at.fields};
        driver::field* const first = fields + at.fields;
        at.add(count, false);
        groups[at.groups - 1].count += count;
        return first;
    }
    /// The same for what may be missing, in a group of its own.
    driver::field* add(driver::group own) {
        own.first = at.fields;
        groups[at.groups] = own;
        at.add(own.count, true);
        return fields + own.first;
    }
};

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

/// Where a leaf lies in the object that was never made; one in a struct that is optional as a whole, in that struct.
template <class Leaf, class T>
std::uint32_t leaf_offset(const T& object) {
    if constexpr (Leaf::optional)
        return offset_in_struct<Leaf>();
    else
        return offset_of(&Leaf::in(object), &object);
}

/// Reads what a variant holds: it holds it then, blank, unless it did before.
template <class T, class Leaf>
types::fault read_kind(const types::cell& from, void* member) {
    using variant = model::variant_of<T, Leaf>;
    types::variant_of<typename variant::variant>::hold(*static_cast<typename variant::variant*>(member),
                                                       place_of_kind(from, variant::kinds));
    return types::fault::none;
}

template <class T, class Leaf>
driver::field field_of(const T& object) {
    using member = typename Leaf::member_type;
    if constexpr (Leaf::kind)
        return {leaf_offset<Leaf>(object), types::storage::custom, false, &read_kind<T, Leaf>};
    else
        return {leaf_offset<Leaf>(object), types::traits<member>::store, types::is_optional<member>,
                reader_of<member>()};
}

/// Writes the fields of a model; once per model, whatever the statements.
template <class T, class... L>
TAIN_COLD void write_leaves(driver::field* to, reflect::list<L...>) {
    const T& object = unmade<T>();
    if constexpr (model::table_of<T>::facts::some_kind)
        ((*to++ = field_of<T, L>(object)), ...);
    else
        ((*to++ = {leaf_offset<L>(object), types::traits<typename L::member_type>::store,
                   types::is_optional<typename L::member_type>, reader_of<typename L::member_type>()}),
         ...);
}
template <class T>
TAIN_COLD void model_fields(driver::field* to) {
    write_leaves<T>(to, typename model::table_of<T>::columns_list{});
}
inline void shift(driver::field* first, std::size_t count, std::uint32_t by) {
    for (std::size_t i = 0; i < count; ++i) first[i].offset += by;
}

template <class T>
void* engage(void* optional) {
    auto& object = *static_cast<std::optional<T>*>(optional);
    if constexpr (model::has_optional_structs<T>)
        if (object) return &*object;  // another of its groups has made it
    return &object.emplace(reflect::blank<T>());
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

/// Adds the segments of a model with structs that are optional as a whole; of one that may be missing where `E` is an
/// optional.
template <class E>
TAIN_COLD void add_segments(builder& to, std::uint32_t offset) {
    using T = types::required<E>;
    const std::uint32_t start = to.at.fields;
    const auto structs = struct_groups<E>(start, offset, typename model::optional_structs<T>::list{});
    model_fields<T>(to.fields + start);
    for (const segment& each : segments<T>) {
        if (each.in != model::no_struct) {
            driver::group of = structs[each.in];
            of.count = each.count;
            to.add(of);
        } else if constexpr (types::is_optional<E>) {
            to.add({.count = each.count, .offset = offset, .key = start + witness<T>(), .engage = &engage<T>});
        } else {
            shift(to.add(each.count), each.count, offset);
        }
    }
}
template <class T>
constexpr void count_segments(extent& to, bool engaged) {
    for (const segment& each : segments<T>) to.add(each.count, engaged || each.in != model::no_struct);
}

/// One element of a row: a value, a model, or a model that may be missing.
template <class E>
struct element {
    static constexpr void count(extent& to) { to.add(1, false); }
    static void add(builder& to, std::uint32_t offset) {
        *to.add(1) = {offset, types::traits<E>::store, types::is_optional<E>, reader_of<E>()};
    }
};
template <whole_model T>
struct element<T> {
    static constexpr std::uint32_t size = static_cast<std::uint32_t>(model::table_of<T>::size);
    static constexpr void count(extent& to) {
        if constexpr (model::has_optional_structs<T>)
            count_segments<T>(to, false);
        else
            to.add(size, false);
    }
    static void add(builder& to, std::uint32_t offset) {
        if constexpr (model::has_optional_structs<T>) {
            add_segments<T>(to, offset);
        } else {
            driver::field* const first = to.add(size);
            model_fields<T>(first);
            shift(first, size, offset);
        }
    }
};
template <class E>
    requires optional_model<E>
struct element<E> {
    using T = types::required<E>;
    static constexpr std::uint32_t size = static_cast<std::uint32_t>(model::table_of<T>::size);
    static constexpr void count(extent& to) {
        if constexpr (model::has_optional_structs<T>)
            count_segments<T>(to, true);
        else
            to.add(size, true);
    }
    static void add(builder& to, std::uint32_t offset) {
        if constexpr (model::has_optional_structs<T>)
            add_segments<E>(to, offset);
        else
            model_fields<T>(
                to.add({.count = size, .offset = offset, .key = to.at.fields + witness<T>(), .engage = &engage<T>}));
    }
};

}  // namespace detail

/// The plan of a row type: of one element,
template <class Row>
struct row_plan {
    static constexpr extent counted = [] {
        extent made;
        detail::element<Row>::count(made);
        return made;
    }();
    TAIN_COLD static void shape(driver::field* fields, driver::group* groups) {
        builder made{fields, groups};
        detail::element<Row>::add(made, 0);
    }
};
/// of none,
template <>
struct row_plan<void> {
    static constexpr extent counted{};
    static constexpr void (*shape)(driver::field*, driver::group*) = nullptr;
};
/// of several,
template <class... E>
struct row_plan<std::tuple<E...>> {
    using Row = std::tuple<E...>;
    static constexpr extent counted = [] {
        extent made;
        (detail::element<E>::count(made), ...);
        return made;
    }();
    TAIN_COLD static void shape(driver::field* fields, driver::group* groups) {
        const Row& row = unmade<Row>();
        builder made{fields, groups};
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (detail::element<E>::add(made, offset_of(&std::get<I>(row), &row)), ...);
        }(std::index_sequence_for<E...>{});
    }
};
/// of an aggregate that nobody described, by position.
template <reflect::plain_aggregate Row>
    requires(!whole_model<Row> && !types::mapped<Row>)
struct row_plan<Row> {
    using positions = std::make_index_sequence<reflect::field_count<Row>>;
    static constexpr extent counted = []<std::size_t... I>(std::index_sequence<I...>) {
        extent made;
        (detail::element<reflect::field_type<Row, I>>::count(made), ...);
        return made;
    }(positions{});
    TAIN_COLD static void shape(driver::field* fields, driver::group* groups) {
        const Row& row = unmade<Row>();
        builder made{fields, groups};
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (detail::element<reflect::field_type<Row, I>>::add(made, offset_of(&reflect::field_at<I>(row), &row)), ...);
        }(positions{});
    }
};

namespace detail {

template <class... L>
constexpr bool all_of_known_storage(reflect::list<L...>) {
    return ((types::traits<typename L::member_type>::store != types::storage::custom) && ...);
}

}  // namespace detail

/// True for a row that is nothing but members which lie in memory as the driver knows: it can move them by the plan.
template <class Row>
inline constexpr bool of_known_storage = types::traits<Row>::store != types::storage::custom;
template <whole_model T>
inline constexpr bool of_known_storage<T> = !model::has_optional_structs<T> && !model::table_of<T>::facts::some_kind &&
                                            detail::all_of_known_storage(typename model::table_of<T>::columns_list{});
template <class Row>
    requires optional_model<Row>
inline constexpr bool of_known_storage<Row> = false;
template <class... E>
inline constexpr bool of_known_storage<std::tuple<E...>> = (of_known_storage<E> && ...);
template <reflect::plain_aggregate Row>
    requires(!whole_model<Row> && !types::mapped<Row>)
inline constexpr bool of_known_storage<Row> = []<std::size_t... I>(std::index_sequence<I...>) {
    return (of_known_storage<reflect::field_type<Row, I>> && ...);
}(std::make_index_sequence<reflect::field_count<Row>>{});

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
    else if constexpr (requires { types::traits<V>::written; })
        return types::traits<V>::written;
    else
        return reflect::full_type_name<V>;
}

namespace detail {

template <class T, std::size_t... I, class... L>
constexpr std::array<driver::field_name, sizeof...(L)> model_names(std::index_sequence<I...>, reflect::list<L...>) {
    using table = model::table_of<T>;
    return {driver::field_name{reflect::type_name<T>, table::name, table::columns[I].name, L::member,
                               written_name<typename L::value_type>()}...};
}

template <class T>
inline constexpr auto names_of_model =
    model_names<T>(std::make_index_sequence<model::table_of<T>::size>{}, typename model::table_of<T>::columns_list{});

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
template <class Source, class Of, class Value>
struct term_names<sql::named_whole<Source, Of, Value>> : term_names<sql::whole<Of>> {};
template <class Source, std::size_t At, class Value>
struct term_names<sql::named_column<Source, At, Value>> {
    static constexpr std::array<driver::field_name, 1> value{
        driver::field_name{{}, {}, sql::source_traits<Source>::columns::names[At], {}, written_name<Value>()}};
};
template <class Source, class Path>
struct term_names<expr::column<Source, Path>> {
    using table = sql::table_behind<Source>;
    // A member that is no column is reported where its name is spelled.
    static constexpr std::size_t at = table::template index<Path> < table::size ? table::template index<Path> : 0;
    static constexpr std::array<driver::field_name, 1> value{
        driver::field_name{reflect::type_name<typename table::model>, table::name, table::columns[at].name,
                           table::columns[at].member, written_name<typename expr::path_value<Path>::type>()}};
};
template <class E, expr::fixed_text Label>
struct term_names<expr::labeled<E, Label>> {
    static constexpr std::array<driver::field_name, 1> value{
        driver::field_name{{}, {}, Label.view(), {}, written_name<typename E::value_type>()}};
};

/// The names of everything that is selected, a block for each term.
template <class List>
inline constexpr std::array<driver::field_names, 0> names_in{};
template <class... Terms>
    requires(sizeof...(Terms) != 0)
inline constexpr std::array<driver::field_names, sizeof...(Terms)> names_in<reflect::list<Terms...>>{
    driver::field_names{term_names<Terms>::value.data(), term_names<Terms>::value.size()}...};

template <class S>
struct terms_of {
    using type = reflect::list<>;
};
template <class S>
    requires requires { typename S::rows::terms; }
struct terms_of<S> {
    using type = typename S::rows::terms;
};

/// What writes the texts of a statement's variants; null: it has none.
template <class S>
inline constexpr void (*variation)(dialect, std::uint64_t, std::string&) = nullptr;
template <class S>
    requires requires { &S::vary; }
inline constexpr void (*variation<S>)(dialect, std::uint64_t, std::string&) = &S::vary;

/// Kept out of templates: it is evaluated for every statement.
constexpr driver::statement assembled(const sql::texts& texts, extent rows,
                                      void (*shape)(driver::field*, driver::group*)) {
    driver::statement made;
    made.text[0] = texts.sqlite;
    made.text[1] = texts.postgresql;
    made.hash = texts.hash;
    made.fields = rows.fields;
    made.groups = rows.groups;
    made.shape = shape;
    return made;
}
constexpr driver::statement assembled(const sql::texts& texts, extent rows,
                                      void (*shape)(driver::field*, driver::group*), const driver::field_names* names,
                                      std::size_t name_blocks, void (*vary)(dialect, std::uint64_t, std::string&)) {
    driver::statement made = assembled(texts, rows, shape);
    made.names = names;
    made.name_blocks = name_blocks;
    made.vary = vary;
    return made;
}

}  // namespace detail

/// The static object of a statement type: its texts in both dialects and the plan of its rows.
template <class S>
inline constexpr driver::statement statement_of =
    detail::assembled(sql::texts_of<S>(), row_plan<sql::row_type<S>>::counted, row_plan<sql::row_type<S>>::shape,
                      detail::names_in<typename detail::terms_of<S>::type>.data(),
                      detail::names_in<typename detail::terms_of<S>::type>.size(), detail::variation<S>);

/// The same of a statement whose text is known at run time, and is borrowed.
template <class Row>
driver::statement statement_for(std::string_view text, std::uint64_t hash, const void* anchor) {
    driver::statement made = detail::assembled({text, text, hash}, row_plan<Row>::counted, row_plan<Row>::shape);
    made.anchor = anchor;
    return made;
}

}  // namespace tain::plans
