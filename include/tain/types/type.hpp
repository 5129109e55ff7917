// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/reflect/enumerators.hpp>
#include <tain/reflect/list.hpp>
#include <tain/types/cell.hpp>
#include <tain/types/read_stored.hpp>
#include <tain/types/scratch.hpp>
#include <tain/types/sql_type.hpp>

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace boost::uuids {
struct uuid;
}

namespace tain {

/// How a type of yours is stored: specialize it at global scope with a type that Tain knows and two functions.
///
/// `from_stored` may throw `std::exception`; the row is then refused with its message.
///
///     struct email { std::string text; };
///     template <>
///     struct tain::type<email> {
///         using stored = std::string;
///         static const std::string& to_stored(const email& e) { return e.text; }
///         static email from_stored(std::string text) { return {std::move(text)}; }
///     };
template <class T>
struct type;

/// How a described enum is stored: `as_text`, `as_number`, or `native_enum("name")`.
struct enum_storage {
    enum class form : std::uint8_t { text, number, native };
    form as = form::text;
    std::string_view name{};  ///< of PostgreSQL's type

    friend constexpr bool operator==(const enum_storage&, const enum_storage&) = default;
};

/// The enumerators' names, as text. Databases would sort the names, so that `<` and `order_by` do not compile.
inline constexpr enum_storage as_text{};

/// The enumerators' numbers. They take less room; they must never be given a new meaning.
inline constexpr enum_storage as_number{enum_storage::form::number, {}};

/// A type of PostgreSQL's own (CREATE TYPE … AS ENUM), with the enumerators in their order; text on SQLite.
/// PostgreSQL sorts its values by their order and SQLite by their text, so that `<` and `order_by` do not compile.
constexpr enum_storage native_enum(std::string_view name) { return {enum_storage::form::native, name}; }

/// How the enum `E` is stored: by default as text. Specialize it at global scope, right behind the enum. However it is, a
/// value that is no enumerator is kept out, by a named CHECK or the type, and a row that holds one is refused when it is
/// read.
///
///     enum class level { low = 1, high = 2 };
///     BOOST_DESCRIBE_ENUM(level, low, high)
///     template <>
///     inline constexpr auto tain::stored_as<level> = tain::as_number;      // or tain::native_enum("level")
template <class E>
inline constexpr auto stored_as = as_text;

/// The name that an enumerator had before.
template <class E>
struct former_enumerator {
    E now;
    std::string_view name;
};

/// Enumerators that had other names. A migration then changes the values that rows have, instead of refusing them. Once a
/// revision has done so, the declaration says nothing more, and may stay or go. Specialize it at global scope, right
/// behind the enum:
///
///     template <>
///     inline constexpr auto tain::renamed_enumerators<Mood> = std::array{renamed_from<Mood::happy>("glad")};
template <class E>
inline constexpr auto renamed_enumerators = std::array<former_enumerator<E>, 0>{};

namespace types {

using timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// True for a type with a `tain::type` of its own.
template <class T>
concept user_stored = requires { typename tain::type<T>::stored; };

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
struct without_optional {
    using type = T;
};
template <class T>
struct without_optional<std::optional<T>> {
    using type = T;
};
/// `T` of `std::optional<T>`, else the type itself.
template <class T>
using required = typename without_optional<T>::type;

/// `std::optional<T>`, unless `T` is one already.
template <class T>
using nullable = std::conditional_t<is_optional<T>, T, std::optional<required<T>>>;

/// True for a `std::variant`, whose alternatives are the kinds of a row. `tain/variant.hpp` says so, and `variant_of` how
/// to look into it; without that header a variant has no rule.
template <class T>
inline constexpr bool is_variant = false;
template <class V>
struct variant_of;

/// True for `std::monostate`.
template <class T>
inline constexpr bool is_monostate = false;

/// Characters are text, not numbers; they are not mapped.
template <class T>
concept integer = std::integral<T> && !std::same_as<T, bool> &&
                  !reflect::one_of<T, char, wchar_t, char8_t, char16_t, char32_t> && sizeof(T) <= 8;

/// What comparisons of two values mean the same on both databases.
enum class comparing : std::uint8_t { never, equality, order };

/// How a C++ type is stored: `sql`, `kind`, `store`, `bind`, `read` where `store` is custom, and `compared` where
/// values are not ordered. The primary template is for what has no rule.
template <class T>
struct traits {
    static constexpr bool mapped = false;
};

template <integer T>
struct traits<T> {
    static constexpr bool mapped = true;
    static constexpr bool is_signed = std::is_signed_v<T>;
    /// An unsigned type takes the next wider signed one; the largest is range-checked.
    static constexpr sql_type sql{sizeof(T) + !is_signed <= 2   ? sql_kind::int16
                                  : sizeof(T) + !is_signed <= 4 ? sql_kind::int32
                                                                : sql_kind::int64};
    static constexpr cell_kind kind = cell_kind::integer;
    static constexpr storage store = sizeof(T) == 1   ? (is_signed ? storage::int8 : storage::uint8)
                                     : sizeof(T) == 2 ? (is_signed ? storage::int16 : storage::uint16)
                                     : sizeof(T) == 4 ? (is_signed ? storage::int32 : storage::uint32)
                                                      : (is_signed ? storage::int64 : storage::uint64);
    static constexpr reader read = nullptr;
    static constexpr cell bind(const T& value, scratch&) { return literal(value); }
    static constexpr cell literal(const T& value) {
        if constexpr (!is_signed && sizeof(T) == 8)
            if (value > static_cast<T>(std::numeric_limits<std::int64_t>::max()))
                return cell::of_fault(fault::out_of_range, kind);
        return cell::of_integer(static_cast<std::int64_t>(value));
    }
};

template <>
struct traits<bool> {
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sql_kind::boolean};
    static constexpr cell_kind kind = cell_kind::boolean;
    static constexpr storage store = storage::boolean;
    static constexpr reader read = nullptr;
    static constexpr cell bind(const bool& value, scratch&) { return literal(value); }
    static constexpr cell literal(const bool& value) { return cell::of_integer(value, kind); }
};

template <class T>
    requires reflect::one_of<T, float, double>
struct traits<T> {
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sizeof(T) == 4 ? sql_kind::float32 : sql_kind::float64};
    static constexpr cell_kind kind = cell_kind::real;
    static constexpr storage store = sizeof(T) == 4 ? storage::float32 : storage::float64;
    static constexpr reader read = nullptr;
    static constexpr cell bind(const T& value, scratch&) { return literal(value); }
    static constexpr cell literal(const T& value) { return cell::of_real(static_cast<double>(value)); }
};

template <>
struct traits<std::string> {
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sql_kind::text};
    static constexpr cell_kind kind = cell_kind::text;
    static constexpr storage store = storage::text;
    static constexpr reader read = nullptr;
    static constexpr cell bind(const std::string& value, scratch&) { return literal(value); }
    static constexpr cell literal(const std::string& value) { return cell::of_bytes(value.data(), value.size()); }
};

/// For binds only: a view is never read.
template <>
struct traits<std::string_view> {
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sql_kind::text};
    static constexpr cell_kind kind = cell_kind::text;
    static constexpr cell bind(const std::string_view& value, scratch&) { return literal(value); }
    static constexpr cell literal(const std::string_view& value) { return cell::of_bytes(value.data(), value.size()); }
};

template <>
struct traits<std::vector<std::byte>> {
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sql_kind::blob};
    static constexpr cell_kind kind = cell_kind::blob;
    static constexpr storage store = storage::blob;
    static constexpr reader read = nullptr;
    static cell bind(const std::vector<std::byte>& value, scratch&) {
        return cell::of_bytes(reinterpret_cast<const char*>(value.data()), value.size(), kind);
    }
};

/// Boost's header is not needed here: whoever has a UUID includes it.
template <std::same_as<boost::uuids::uuid> T>
struct traits<T> {
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sql_kind::uuid};
    static constexpr cell_kind kind = cell_kind::uuid;
    static constexpr storage store = storage::uuid;
    static constexpr reader read = nullptr;
    static cell bind(const T& value, scratch&) {
        return cell::of_bytes(reinterpret_cast<const char*>(&*value.begin()), 16, kind);
    }
};

template <>
struct traits<timestamp> {
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sql_kind::timestamp};
    static constexpr cell_kind kind = cell_kind::timestamp;
    static constexpr storage store = storage::timestamp;
    static constexpr reader read = nullptr;
    static constexpr cell bind(const timestamp& value, scratch&) { return literal(value); }
    static constexpr cell literal(const timestamp& value) {
        return cell::of_integer(value.time_since_epoch().count(), kind);
    }
};

/// True for a described enum that is stored in a form.
template <class T, enum_storage::form Form>
concept enum_as = reflect::described_enum<T> && !user_stored<T> && stored_as<T>.as == Form;

/// A described enum is stored as the enumerator's name,
template <reflect::described_enum T>
    requires(!user_stored<T> && !enum_as<T, enum_storage::form::number>)
struct traits<T> {
    static constexpr bool mapped = true;
    static constexpr bool native = enum_as<T, enum_storage::form::native>;
    static constexpr sql_type sql{native ? sql_kind::enumeration : sql_kind::text};
    static constexpr comparing compared =
        comparing::equality;  // text sorts by names, by a collation; native ones don't
    static constexpr cell_kind kind = cell_kind::text;
    static constexpr storage store = storage::custom;
    static constexpr cell bind(const T& value, scratch&) { return literal(value); }
    static constexpr cell literal(const T& value) {
        for (const reflect::enumerator& e : reflect::enumerators<T>)
            if (e.value == static_cast<long long>(value)) return cell::of_bytes(e.name.data(), e.name.size());
        return cell::of_fault(fault::unknown_enumerator, kind);
    }
    static fault read(const cell& from, void* member) {
        if (from.is_null) return fault::null;
        if (from.kind != cell_kind::text) return fault::kind;
        for (const reflect::enumerator& e : reflect::enumerators<T>)
            if (e.name == from.bytes()) {
                *static_cast<T*>(member) = static_cast<T>(e.value);
                return fault::none;
            }
        return fault::unknown_enumerator;
    }
};

/// or as its number.
template <reflect::described_enum T>
    requires enum_as<T, enum_storage::form::number>
struct traits<T> {
    using number = traits<std::underlying_type_t<T>>;
    static constexpr bool mapped = number::mapped;
    static constexpr sql_type sql = number::sql;
    static constexpr cell_kind kind = cell_kind::integer;
    static constexpr storage store = storage::custom;
    static constexpr bool has_name(long long value) {
        for (const reflect::enumerator& e : reflect::enumerators<T>)
            if (e.value == value) return true;
        return false;
    }
    static constexpr cell bind(const T& value, scratch&) { return literal(value); }
    static constexpr cell literal(const T& value) {
        const auto stored = static_cast<long long>(value);
        return has_name(stored) ? cell::of_integer(stored) : cell::of_fault(fault::unknown_enumerator, kind);
    }
    static fault read(const cell& from, void* member) {
        if (from.is_null) return fault::null;
        if (from.kind != cell_kind::integer) return fault::kind;
        if (!has_name(from.integer)) return fault::unknown_enumerator;
        *static_cast<T*>(member) = static_cast<T>(from.integer);
        return fault::none;
    }
};

template <user_stored T>
struct traits<T> {
    using stored = typename tain::type<T>::stored;
    using inner = traits<stored>;
    static_assert(
        inner::mapped && !is_optional<stored>,
        "tain: tain::type<T>::stored must be a type that Tain knows, such as std::string, and no std::optional.");
    static constexpr bool mapped = true;
    static constexpr sql_type sql = inner::sql;
    static constexpr cell_kind kind = inner::kind;
    static constexpr storage store = storage::custom;
    static cell bind(const T& value, scratch& keep) {
        using made = decltype(tain::type<T>::to_stored(value));
        if constexpr (std::is_same_v<made, std::string_view>) {
            return traits<std::string_view>::bind(tain::type<T>::to_stored(value), keep);
        } else if constexpr (std::is_reference_v<made> || kind == cell_kind::integer || kind == cell_kind::real ||
                             kind == cell_kind::boolean || kind == cell_kind::timestamp) {
            return inner::bind(tain::type<T>::to_stored(value), keep);
        } else {
            const stored temporary = tain::type<T>::to_stored(value);
            const cell borrowed = inner::bind(temporary, keep);
            const bool bytes = borrowed.kind == cell_kind::text || borrowed.kind == cell_kind::blob ||
                               borrowed.kind == cell_kind::uuid;
            if (borrowed.is_null || !bytes) return borrowed;  // a fault, or a number of its own
            const std::string& kept = keep.keep(std::string{borrowed.bytes()});
            return cell::of_bytes(kept.data(), kept.size(), borrowed.kind);
        }
    }
    static fault read(const cell& from, void* member) {
        stored value{};
        fault why = fault::none;
        if constexpr (inner::store == storage::custom)
            why = inner::read(from, &value);
        else
            why = read_stored(from, inner::store, &value);
        if (why == fault::none) *static_cast<T*>(member) = tain::type<T>::from_stored(std::move(value));
        return why;
    }
};

template <class T>
struct traits<std::optional<T>> {
    using inner = traits<T>;
    static constexpr bool mapped = inner::mapped && !is_optional<T>;
};

template <class T>
    requires(traits<T>::mapped && !is_optional<T>)
struct traits<std::optional<T>> {
    using inner = traits<T>;
    static constexpr bool mapped = true;
    static constexpr sql_type sql = inner::sql;
    static constexpr cell_kind kind = inner::kind;
    static constexpr storage store = inner::store;
    static cell bind(const std::optional<T>& value, scratch& keep) {
        return value ? inner::bind(*value, keep) : cell::null(kind);
    }
    static fault read_custom(const cell& from, void* member) {
        auto& to = *static_cast<std::optional<T>*>(member);
        if (from.is_null) {
            to.reset();
            return fault::none;
        }
        if (!to) to.emplace();
        return inner::read(from, &*to);
    }
    static constexpr reader read = store == storage::custom ? &read_custom : nullptr;
};

/// True for a value that a cell holds whole, so that its cell outlives it and needs no scratch: numbers, times, names of
/// enumerators, and text that is borrowed already.
template <class T>
inline constexpr bool in_cell =
    requires(const T& value) { traits<T>::literal(value); } && !std::is_same_v<T, std::string>;
template <class T>
inline constexpr bool in_cell<std::optional<T>> = in_cell<T>;

/// The cell of such a value.
template <class T>
constexpr cell cell_of(const T& value) {
    return traits<T>::literal(value);
}
template <class T>
constexpr cell cell_of(const std::optional<T>& value) {
    return value ? traits<T>::literal(*value) : cell::null(traits<T>::kind);
}

/// How values of a type may be compared.
template <class T>
inline constexpr comparing compared = comparing::order;
template <class T>
    requires requires { traits<T>::compared; }
inline constexpr comparing compared<T> = traits<T>::compared;
template <user_stored T>
inline constexpr comparing compared<T> = compared<typename tain::type<T>::stored>;
template <class T>
inline constexpr comparing compared<std::optional<T>> = compared<T>;

/// The name that PostgreSQL's type for `T` has, where it is an enum's or an array of them; empty for all else.
template <class T>
inline constexpr std::string_view enum_name{};
template <class T>
    requires enum_as<T, enum_storage::form::native>
inline constexpr std::string_view enum_name<T> = stored_as<T>.name;
template <user_stored T>
inline constexpr std::string_view enum_name<T> = enum_name<typename tain::type<T>::stored>;
template <class T>
inline constexpr std::string_view enum_name<std::optional<T>> = enum_name<T>;
template <class T>
inline constexpr std::string_view enum_name<std::vector<T>> = enum_name<T>;

/// True for a type that a column can have.
template <class T>
concept mapped = traits<T>::mapped;

}  // namespace types
}  // namespace tain
