// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/inet.hpp>
#include <tain/types/range.hpp>
#include <tain/types/type.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

/// How PostgreSQL's own types are stored. SQLite has them as their text, of which each value has one: equal values are
/// equal there too, but their order is another.
namespace tain::types {

template <range_element T>
struct traits<range<T>> {
    static constexpr bool mapped = true;
    static constexpr sql_type sql{std::is_same_v<T, std::int32_t>   ? sql_kind::int4_range
                                  : std::is_same_v<T, std::int64_t> ? sql_kind::int8_range
                                                                    : sql_kind::timestamp_range};
    static constexpr cell_kind kind = cell_kind::text;
    static constexpr storage store = storage::custom;
    static constexpr comparing compared = comparing::equality;

    static cell bind(const range<T>& value, scratch& keep) {
        std::string text;
        if (const fault why = value.write(text); why != fault::none)
            return cell::of_fault(
                why, kind,
                "an end of the range lies outside of the years 0001 to 9999; bind one within them, or "
                "leave that end out");
        const std::string& kept = keep.keep(std::move(text));
        return cell::of_bytes(kept.data(), kept.size());
    }
    static fault read(const cell& from, void* member) {
        if (from.is_null) return fault::null;
        if (from.kind != cell_kind::text) return fault::kind;
        return static_cast<range<T>*>(member)->read(from.bytes());
    }
};

template <>
struct traits<inet> {
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sql_kind::inet};
    static constexpr cell_kind kind = cell_kind::text;
    static constexpr storage store = storage::custom;
    static constexpr comparing compared = comparing::equality;

    static cell bind(const inet& value, scratch& keep) {
        const std::string& kept = keep.keep(value.str());
        return cell::of_bytes(kept.data(), kept.size());
    }
    static fault read(const cell& from, void* member) {
        if (from.is_null) return fault::null;
        if (from.kind != cell_kind::text) return fault::kind;
        const std::optional<inet> made = inet::from_text(from.bytes());
        if (!made) return fault::malformed;
        *static_cast<inet*>(member) = *made;
        return fault::none;
    }
};

}  // namespace tain::types
