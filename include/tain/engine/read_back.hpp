// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/literal.hpp>
#include <tain/engine/plan.hpp>
#include <tain/model/table.hpp>
#include <tain/sql/spell.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

/// What the database gave columns when a row was written, read back into the object.
namespace tain::objects {

using sql::writer;

/// The statement after which columns are read back.
enum class after : unsigned char { insert, insert_with_key, update };

/// Some columns of a model as a row: read into an object that is there, whose other members stay.
template <class T, after When>
class read_back {
    using table = model::table_of<T>;

    static constexpr bool takes(const model::column_info& of) {
        return When == after::update ? table::comes_back_updated(of) : table::comes_back_inserted(of);
    }
    static constexpr bool with_key = When == after::insert_with_key && table::identity;

    static constexpr std::size_t count() {
        std::size_t made = with_key ? 1 : 0;
        for (const model::column_info& each : table::columns)
            if (takes(each)) ++made;
        return made;
    }

public:
    read_back() = delete;

    static constexpr std::size_t size = count();
    /// Which columns they are; a key that the database makes comes first.
    static constexpr std::array<std::size_t, size> indexes = [] {
        std::array<std::size_t, size> made{};
        std::size_t to = 0;
        for (std::size_t at = 0; with_key && at < table::size; ++at)
            if (table::columns[at].identity) made[to++] = at;
        for (std::size_t at = 0; at < table::size; ++at)
            if (takes(table::columns[at])) made[to++] = at;
        return made;
    }();

    struct rows {
        using terms = reflect::list<read_back>;
        using type = read_back;
    };

    /// Writes their names, each led by `table.` where that is given.
    static constexpr void names(writer& w, std::string_view of = {}) {
        bool first = true;
        for (const std::size_t at : indexes) {
            if (!first) w.put(", ");
            first = false;
            if (!of.empty()) w.put(of).put('.');
            w.put(sql::column_names<T>::at(at));
        }
    }

    TAIN_COLD static void shape(driver::field* fields, driver::group* groups) {
        const auto all = std::make_unique<driver::field[]>(table::size);
        plans::detail::model_fields<T>(all.get());
        for (const std::size_t at : indexes) *fields++ = all[at];
        groups[0] = {.count = static_cast<std::uint32_t>(size)};
    }
};

/// Writes ` RETURNING …`.
template <class T, after When>
constexpr void returning(writer& w) {
    if constexpr (read_back<T, When>::size != 0) {
        w.put(" RETURNING ");
        read_back<T, When>::names(w);
    }
}

}  // namespace tain::objects

namespace tain::plans {

template <class T, objects::after When>
struct row_plan<objects::read_back<T, When>> {
    using row = objects::read_back<T, When>;
    static constexpr extent counted{static_cast<std::uint32_t>(row::size), 1, true, false};
    static constexpr auto shape = &row::shape;
};

namespace detail {

template <class T, objects::after When>
struct term_names<objects::read_back<T, When>> {
    using row = objects::read_back<T, When>;
    static constexpr auto value = [] {
        std::array<driver::field_name, row::size> made{};
        for (std::size_t i = 0; i < row::size; ++i) made[i] = names_of_model<T>[row::indexes[i]];
        return made;
    }();
};

}  // namespace detail

}  // namespace tain::plans
