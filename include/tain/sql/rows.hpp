// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/literal.hpp>
#include <tain/expr/column.hpp>
#include <tain/expr/lists.hpp>
#include <tain/expr/pack.hpp>
#include <tain/sql/named.hpp>
#include <tain/sql/select.hpp>

#include <array>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// Lists of rows that the program has, as sources.
namespace tain::verdict {

/// Verdict: rows that have not one value for each column of a list.
struct row_size_differs {
    template <class Row, class List>
    static constexpr auto report() {
        static_assert(
            reflect::never<Row, List>,
            "tain: a list of rows takes one value for each of its columns. Give a range of std::tuple with as "
            "many elements, or after the range one member pointer or function for each column.");
    }
};

}  // namespace tain::verdict

namespace tain::sql {

/// A list of rows as a source: its name and its columns; not `Sound` when a value does not fit its column.
template <expr::fixed_text Name, bool Sound, class... Column>
struct rows_source {};

namespace detail {

/// The column behind a name that it is given.
template <class Column>
struct unlabeled {
    using type = Column;
};
template <class E, expr::fixed_text Label>
struct unlabeled<expr::labeled<E, Label>> {
    using type = E;
};

template <class E>
concept row_column = is_column<typename unlabeled<E>::type>;

template <class Column>
inline constexpr types::cell_kind kind_of_column = types::traits<typename Column::value_type>::kind;

/// Writes `$1::INTEGER[]`. Arrays of arrays would have two dimensions: they travel as texts.
template <class Value>
constexpr void array_parameter(writer& w) {
    using traits = types::traits<Value>;
    w.placeholder().put("::");
    if (traits::sql.kind == types::sql_kind::array || traits::sql.kind == types::sql_kind::other)
        w.put(dialects::array_type(traits::kind));
    else if (traits::sql.kind == types::sql_kind::enumeration)
        w.identifier(types::enum_name<Value>).put("[]");
    else
        w.put(dialects::type_name(traits::sql.kind, dialect::postgresql)).put("[]");
}

/// What SQLite casts a value to that it takes out of JSON: the column then compares as one of a table does, and can be looked
/// up in an index that SQLite makes for the statement. Empty where a type is stored in more than one way.
template <class Value>
constexpr std::string_view json_cast() {
    constexpr std::string_view stored = dialects::strict_type_name(types::traits<Value>::sql);
    return stored == "INT" ? "INTEGER" : stored == "ANY" ? "" : stored;
}

/// Writes how SQLite takes value `at` out of a row; `bytes` is the number of the parameter with the bytes.
template <class Value>
constexpr void json_value(writer& w, std::size_t at, std::size_t bytes) {
    constexpr std::string_view cast = json_cast<Value>();
    if (expr::beside_json(types::traits<Value>::kind)) {
        w.put("substr(?").number(bytes).put(", \"value\" ->> '$[").number(at);
        w.put("][0]', \"value\" ->> '$[").number(at).put("][1]')");
    } else {
        w.put(cast.empty() ? "" : "CAST(").put("\"value\" ->> ").number(at);
        if (!cast.empty()) w.put(" AS ").put(cast).put(')');
    }
}

/// The values of a list, of which every copy of a statement has the same ones.
template <bool Sound, class... Column>
struct kept_rows : absent {
    static constexpr std::array<types::cell_kind, sizeof...(Column)> kinds{kind_of_column<Column>...};
    static constexpr bool has_bytes = (expr::beside_json(kind_of_column<Column>) || ...);
    static constexpr bool ok = Sound;
    static constexpr std::size_t binds = sizeof...(Column) == 1 && has_bytes ? 2 : sizeof...(Column);

    std::shared_ptr<const expr::row_list> values{};

    void bind(expr::binder& to) const { expr::bind_rows(values.get(), kinds, to); }
};

}  // namespace detail

template <expr::fixed_text Name, bool Sound, class... Column>
struct source_traits<rows_source<Name, Sound, Column...>> {
    using model = rows_source<Name, Sound, Column...>;
    using kept = detail::kept_rows<Sound, Column...>;
    using columns = detail::columns_of_terms<reflect::list<Column...>, reflect::list<typename Column::value_type...>>;
    static constexpr std::string_view exposed = Name.view();

    static constexpr void to(writer& w) {
        std::size_t at = 0;
        if (w.to() == dialect::postgresql) {
            w.put("unnest(");
            ((w.put(at++ == 0 ? "" : ", "), detail::array_parameter<typename Column::value_type>(w)), ...);
            w.put(") AS ").identifier(exposed);
            at = 0;
            for (const std::string_view name : columns::names) w.put(at++ == 0 ? "(" : ", ").identifier(name);
            w.put(')');
        } else {
            const std::size_t json = w.parameters + 1;
            const auto one = [&]<class Value>(std::type_identity<Value>) {
                w.put(at == 0 ? "(SELECT " : ", ");
                detail::json_value<Value>(w, at, json + 1);
                w.put(" AS ").identifier(columns::names[at]);
                ++at;
            };
            (one(std::type_identity<typename Column::value_type>{}), ...);
            w.put(" FROM json_each(").placeholder().put(")) AS ").identifier(exposed);
            if (kept::has_bytes) ++w.parameters;
        }
    }
    static constexpr void qualifier(writer& w) { w.identifier(exposed).put('.'); }
    /// What follows the name of a column.
    template <class Value>
    static constexpr void cast(writer& w) {
        if (w.to() == dialect::postgresql && types::traits<Value>::sql.kind == types::sql_kind::array)
            dialects::cast_from_text(w, types::traits<Value>::kind, types::traits<Value>::sql, types::enum_name<Value>);
    }
};

namespace detail {

/// What is kept of a value that is given for a column, as an assignment keeps it; rejected when it does not fit.
template <class Column, class Value>
using row_operand = decltype((std::declval<const Column&>() = std::declval<const Value&>()).value);

template <class List, class... Operand>
class row_list_of;
template <class... Column, class... Operand>
class row_list_of<reflect::list<Column...>, Operand...> final : public expr::row_list {
public:
    void reserve(std::size_t rows) { rows_.reserve(rows); }
    template <class... Value>
    void add(const Value&... values) {
        rows_.push_back({{(Column{} = values).value}...});
    }
    void write(expr::row_writer& to) const override {
        for (const auto& row : rows_) {
            types::scratch keep{to.to()};
            types::cell cells[sizeof...(Column)];
            expr::binder bound{cells, &keep, to.to()};
            row.bind(bound);
            to.add(cells);
        }
    }

private:
    std::vector<expr::pack<Operand...>> rows_;
};

/// What a range-for goes through.
template <class Range>
concept range = requires(const Range& r) {
    *std::begin(r);
    std::end(r);
};
template <class Range>
using element_of = decltype(*std::begin(std::declval<const Range&>()));

/// What a member pointer or a function gives of an element.
template <class Part, class Element>
constexpr decltype(auto) taken_by(const Part& part, const Element& from) {
    if constexpr (std::is_member_object_pointer_v<Part>)
        return (from.*part);
    else if constexpr (std::is_member_function_pointer_v<Part>)
        return (from.*part)();
    else
        return part(from);
}

template <class T>
concept tuple_like = requires { std::tuple_size<T>::value; };

template <class Row>
constexpr std::size_t row_size() {
    if constexpr (tuple_like<Row>)
        return std::tuple_size_v<Row>;
    else
        return 1;
}

/// Element `I` of a row.
template <std::size_t I, class Row>
constexpr const auto& row_value(const Row& row) {
    if constexpr (tuple_like<Row>)
        return std::get<I>(row);
    else
        return row;
}

}  // namespace detail

/// A list of rows that a statement reads like a table.
template <class Source>
struct named_rows : named_view<Source> {
    kept_of<Source> kept;
};

namespace detail {

template <class Source, class... Value, std::size_t... I>
constexpr auto all_columns(const named_rows<Source>& of, reflect::list<Value...>, std::index_sequence<I...>) {
    return new_select<Source, named_column<Source, I, Value>...>{{}, of.kept, {}, {}, {}, {}, {}, {}, {}};
}
/// A list of rows as it is.
template <class Source>
constexpr auto all_columns(const named_rows<Source>& of) {
    using types = typename source_traits<Source>::columns::types;
    return all_columns(of, types{}, std::make_index_sequence<types::size>{});
}

}  // namespace detail

/// The columns of a list of rows, before it has any.
template <expr::fixed_text Name, class... Column>
struct row_shape : named_view<rows_source<Name, true, Column...>> {
    /// The rows: of a range of tuples (or pairs, arrays; of values, where there is one column).
    template <detail::range Range>
    auto of(const Range& rows) const {
        using row = std::remove_cvref_t<detail::element_of<Range>>;
        if constexpr (detail::row_size<row>() != sizeof...(Column)) {
            verdict::row_size_differs::report<row, row_shape>();
            return named_rows<rows_source<Name, false, Column...>>{};
        } else {
            return [&]<std::size_t... I>(std::index_sequence<I...>) {
                return taken(rows, [](const row& each) -> const auto& { return detail::row_value<I>(each); }...);
            }(std::index_sequence_for<Column...>{});
        }
    }
    /// The rows: of a range of anything, with a member pointer or a function of it for each column.
    template <detail::range Range, class First, class... Rest>
    auto of(const Range& rows, const First& first, const Rest&... rest) const {
        if constexpr (sizeof...(Rest) + 1 != sizeof...(Column)) {
            verdict::row_size_differs::report<First, row_shape>();
            return named_rows<rows_source<Name, false, Column...>>{};
        } else {
            return taken(rows, first, rest...);
        }
    }

private:
    template <class Range, class... Part>
    static auto taken(const Range& rows, const Part&... parts) {
        using element = const std::remove_cvref_t<detail::element_of<Range>>&;
        return filled<
            detail::row_operand<typename detail::unlabeled<Column>::type,
                                std::remove_cvref_t<decltype(detail::taken_by(parts, std::declval<element>()))>>...>(
            rows, parts...);
    }
    template <class... Operand, class Range, class... Part>
    static auto filled(const Range& rows, const Part&... parts) {
        constexpr bool sound = (Operand::ok && ...);
        named_rows<rows_source<Name, sound, Column...>> made;
        if constexpr (sound) {
            auto list = std::make_shared<
                detail::row_list_of<reflect::list<typename detail::unlabeled<Column>::type...>, Operand...>>();
            if constexpr (requires { std::size(rows); }) list->reserve(std::size(rows));
            for (auto&& each : rows) list->add(detail::taken_by(parts, each)...);
            made.kept.values = std::move(list);
        }
        return made;
    }
};

}  // namespace tain::sql

namespace tain::model {

template <expr::fixed_text Name, bool Sound, class... Column>
struct table_of<sql::rows_source<Name, Sound, Column...>> : sql::no_table<Name> {};
template <expr::fixed_text Name, bool Sound, class... Column>
inline constexpr bool model_ok<sql::rows_source<Name, Sound, Column...>> = Sound;

}  // namespace tain::model

namespace tain {

/// Names the columns of a list of rows that a statement reads like a table, with the types of columns of models; `.of(…)`
/// gives it its rows, any number of them, none too.
///
///     auto prices = rows<"prices">(col<&Book::id>, col<&Book::price>)
///                       .of(std::vector<std::tuple<std::int64_t, double>>{{1, 9.5}, {2, 12}});
///     update<Book>().set(col<&Book::price> = prices.column<"price">()).from(prices)
///         .where(col<&Book::id> == prices.column<"id">())
///     select(prices.column<"id">()).from(prices)
///     select(col<&Book::title>, prices.column<"price">()).join(prices, col<&Book::id> == prices.column<"id">())
///
/// Of a range of other things each column has a member pointer or a function: `.of(changes, &Change::id, &Change::price)`.
/// A column under another name: `col<&Book::id>.as<"book">()`. A value fits its column as an assigned one does, or it does not
/// compile; a number that the column cannot hold is refused when the statement runs. On SQLite so is a text with a NUL
/// character, and NaN.
///
/// The rows are copied once, and statements share them; texts given as `const char*` or `std::string_view` are borrowed until
/// the statement has run for the last time. The text does not depend on the number of rows: PostgreSQL gets an array for each
/// column, SQLite one JSON text. The order of the rows is that of `order_by`, as of a table.
///
/// Cost: none by itself; it is written when the statement runs, in one text for each parameter. SQLite takes every list for a
/// short one: join a long one on columns that have an index, or the table is gone through once for each row.
template <expr::fixed_text Name, sql::detail::row_column... Column>
    requires(sizeof...(Column) != 0)
constexpr auto rows(const Column&...) {
    using columns = typename sql::source_traits<sql::rows_source<Name, true, Column...>>::columns;
    if constexpr (!columns::distinct) verdict::source_columns_alike::report<columns>();
    return sql::row_shape<Name, Column...>{};
}

}  // namespace tain
