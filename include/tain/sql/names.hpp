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

/// Text that is the same in both dialects.
template <spelling Write>
struct fixed_words {
    static constexpr std::size_t size = [] {
        dialects::writer w;
        Write(w);
        return w.size;
    }();
    static constexpr static_text<size> text = [] {
        static_text<size> made;
        dialects::writer w;
        w.out = made.chars;
        Write(w);
        return made;
    }();
    static constexpr std::string_view view{text.chars, size};
};

/// Where each name begins when all of them are listed, and where one more would.
template <std::size_t N>
constexpr std::array<std::uint32_t, N + 1> name_starts(const std::array<model::column_info, N>& columns) {
    std::array<std::uint32_t, N + 1> starts{};
    dialects::writer w;
    for (std::size_t i = 0; i != N; ++i) {
        w.identifier(columns[i].name).put(", ");
        starts[i + 1] = static_cast<std::uint32_t>(w.size);
    }
    return starts;
}

}  // namespace detail

/// The names of a model's columns.
template <class T>
class column_names {
    using table = model::table_of<T>;

    static constexpr void write(dialects::writer& w) {
        for (const model::column_info& column : table::columns) w.identifier(column.name).put(", ");
    }
    static constexpr auto starts = detail::name_starts(table::columns);
    static constexpr std::string_view list = detail::fixed_words<&write>::view;

public:
    /// The name of one column.
    static constexpr std::string_view at(std::size_t column) {
        return {list.data() + starts[column], starts[column + 1] - starts[column] - 2};
    }
    /// All of them, with commas between them.
    static constexpr std::string_view all{list.data(), list.empty() ? 0 : list.size() - 2};
};

namespace detail {

template <class T>
constexpr void write_table_name(dialects::writer& w) {
    w.identifier(model::table_of<T>::name);
}
}  // namespace detail

/// The name of a model's table.
template <class T>
inline constexpr std::string_view table_words = detail::fixed_words<&detail::write_table_name<T>>::view;

}  // namespace tain::sql
