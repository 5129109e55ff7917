// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/writer.hpp>
#include <tain/model/table.hpp>
#include <tain/sql/text.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// Names of tables and columns as statements write them, in quotes: written once for all statements, since most of what
/// is written is such names.
namespace tain::sql {

namespace detail {

/// How many characters a column's name takes.
constexpr std::size_t name_size(const model::column_info& column) {
    if (column.plain) return column.name.size() + 2;
    dialects::writer counted;
    return counted.identifier(column.name).size;
}

/// Where each name begins when all of them are listed, and where one more would.
template <std::size_t N>
constexpr std::array<std::uint32_t, N + 1> name_starts(const std::array<model::column_info, N>& columns) {
    std::array<std::uint32_t, N + 1> starts{};
    std::size_t at = 0;
    for (std::size_t i = 0; i != N; ++i) {
        at += name_size(columns[i]) + 2;
        starts[i + 1] = static_cast<std::uint32_t>(at);
    }
    return starts;
}
template <std::size_t Size, std::size_t N>
constexpr static_text<Size> listed_names(const std::array<model::column_info, N>& columns) {
    static_text<Size> made;
    dialects::writer w;
    w.out = made.chars;
    for (const model::column_info& column : columns) {
        if (column.plain)
            w.put('"').put(column.name).put("\", ");
        else
            w.identifier(column.name).put(", ");
    }
    return made;
}

}  // namespace detail

/// The names of a model's columns.
template <class T>
class column_names {
    using table = model::table_of<T>;

    static constexpr auto starts = detail::name_starts(table::columns);
    static constexpr auto list = detail::listed_names<starts[table::size]>(table::columns);

public:
    /// The name of one column.
    static constexpr std::string_view at(std::size_t column) {
        return {list.chars + starts[column], starts[column + 1] - starts[column] - 2};
    }
    /// All of them, with commas between them.
    static constexpr std::string_view all{list.chars, table::size == 0 ? 0 : starts[table::size] - 2};
};

namespace detail {

template <class T>
constexpr std::size_t table_name_size() {
    dialects::writer w;
    w.identifier(model::table_of<T>::name);
    return w.size;
}
template <class T>
inline constexpr static_text<table_name_size<T>()> table_name_text = [] {
    static_text<table_name_size<T>()> made;
    dialects::writer w;
    w.out = made.chars;
    w.identifier(model::table_of<T>::name);
    return made;
}();

}  // namespace detail

/// The name of a model's table.
template <class T>
inline constexpr std::string_view table_words{detail::table_name_text<T>.chars,
                                              sizeof detail::table_name_text<T>.chars - 1};

}  // namespace tain::sql
