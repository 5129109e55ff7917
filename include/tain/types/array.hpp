// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/array_reader.hpp>
#include <tain/types/array_writer.hpp>
#include <tain/types/type.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tain::types {

/// A type that can be an element of an array: a scalar that Tain knows. Bytes are none: they make up a blob.
template <class T>
concept array_element = mapped<T> && !user_stored<T> &&
                        (integer<T> || reflect::described_enum<T> ||
                         reflect::one_of<T, bool, float, double, std::string, boost::uuids::uuid, timestamp>);

/// Arrays are stored as arrays on PostgreSQL and as flat JSON arrays on SQLite. An element that may be NULL is a
/// `std::optional`. Arrays are equal or not; only PostgreSQL could sort them by their elements.
///
///     struct article { std::int64_t id{}; std::vector<std::string> tags{}; };
template <class T>
    requires array_element<required<T>>
struct traits<std::vector<T>> {
    using element = traits<required<T>>;
    static constexpr bool mapped = true;
    static constexpr sql_type sql{.kind = sql_kind::array, .element = element::sql.kind};
    static constexpr cell_kind kind = cell_kind::text;
    static constexpr storage store = storage::custom;
    static constexpr comparing compared = comparing::equality;

    static cell bind(const std::vector<T>& value, scratch& keep) {
        array_writer array{keep.to()};
        for (const auto& each : value) array.add(traits<T>::bind(each, keep));
        return array.finish(keep);
    }

    /// Throws `std::invalid_argument` for a NULL element where `T` is no `std::optional`.
    static fault read(const cell& from, void* member) {
        if (from.is_null) return fault::null;
        if (from.kind != cell_kind::text) return fault::kind;
        std::vector<T> made;
        array_reader array{from.bytes(), element::kind};
        for (cell each; array.next(each);) {
            if constexpr (is_optional<T>) {
                if (each.is_null) {
                    made.emplace_back();
                    continue;
                }
            } else if (each.is_null) {
                throw std::invalid_argument("an element of the array is NULL; make the elements std::optional");
            }
            required<T> value{};
            fault why = fault::none;
            if constexpr (element::store == storage::custom)
                why = element::read(each, &value);
            else
                why = read_stored(each, element::store, &value);
            if (why != fault::none) return why;
            made.push_back(std::move(value));
        }
        if (array.why() == fault::none) *static_cast<std::vector<T>*>(member) = std::move(made);
        return array.why();
    }
};

}  // namespace tain::types
