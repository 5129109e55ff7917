// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/reflect/members.hpp>
#include <tain/types/json_text.hpp>
#include <tain/types/type.hpp>

#include <boost/json/value.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>

#include <concepts>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tain {

/// True for a described struct that is one JSON column, and not embedded: specialize it at global scope, behind the
/// struct's description and before a model that has such a member.
///
///     struct Address { std::string street{}; std::vector<std::string> lines{}; };
///     BOOST_DESCRIBE_STRUCT(Address, (), (street, lines))
///     template <>
///     inline constexpr bool tain::stored_as_json<Address> = true;
///
/// Boost.JSON converts it, with whatever its members hold: described structs and enums, containers, optionals, types
/// with a tag_invoke of their own.
template <class T>
inline constexpr bool stored_as_json = false;

namespace types {

namespace detail {

/// What all JSON columns share: `Self::to_json` and `Self::from_json` convert.
template <class T, class Self>
struct json_column {
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sql_kind::json};
    static constexpr cell_kind kind = cell_kind::text;
    static constexpr storage store = storage::custom;
    static constexpr comparing compared = comparing::never;

    static cell bind(const T& value, scratch& keep) {
        std::string text;
        if (const std::string_view why = Self::write(value, text); !why.empty())
            return cell::of_fault(fault::malformed, kind, why);
        const std::string& kept = keep.keep(std::move(text));
        return cell::of_bytes(kept.data(), kept.size());
    }

    static fault read(const cell& from, void* member) {
        if (from.is_null) return fault::null;
        if (from.kind != cell_kind::text) return fault::kind;
        *static_cast<T*>(member) = Self::from_json(read_json(from.bytes()));
        return fault::none;
    }
};

template <class T>
std::string why_no(const boost::json::value& from, const std::string& where);

/// Returns what is wrong with one member of an object, or nothing.
template <class D, class T>
std::string why_no_member(const boost::json::object& from, const std::string& where) {
    const boost::json::value* found = from.if_contains(D::name);
    const std::string inside = where + '.' + D::name;
    if (!found) return inside + " is missing";
    return why_no<std::remove_cvref_t<decltype(std::declval<T&>().*D::pointer)>>(*found, inside);
}

template <class T, class... D>
std::string why_no_object(const boost::json::object& from, const std::string& where, reflect::list<D...>) {
    std::string why;
    static_cast<void>(((why = why_no_member<D, T>(from, where), why.empty()) && ...));
    if (!why.empty()) return why;
    for (const auto& each : from)
        if (!((std::string_view{each.key().data(), each.key().size()} == D::name) || ...))
            return where + " has a member \"" + std::string{each.key()} + "\" that its struct does not have";
    return {};
}

/// Returns which part of a value does not convert to `T`, and why; nothing when all does.
template <class T>
std::string why_no(const boost::json::value& from, const std::string& where) {
    const auto converted = boost::json::try_value_to<T>(from);
    if (converted.has_value()) return {};
    if constexpr (reflect::described<T>)
        if (const auto* object = from.if_object())
            if (std::string why = why_no_object<T>(*object, where, reflect::members<T>{}); !why.empty()) return why;
    return where + ": " + converted.error().message();
}

}  // namespace detail

/// `boost::json::value`: JSON whose shape is known at run time only. JSON's null is a value like others; SQL's NULL
/// is `std::nullopt` of `std::optional<boost::json::value>`.
template <>
struct traits<boost::json::value> : detail::json_column<boost::json::value, traits<boost::json::value>> {
    static std::string_view write(const boost::json::value& from, std::string& to) { return write_json(from, to); }
    static boost::json::value from_json(boost::json::value from) { return from; }
};

template <class T>
    requires stored_as_json<T>
struct traits<T> : detail::json_column<T, traits<T>> {
    static_assert(reflect::described<T> && std::default_initializable<T> && !user_stored<T>,
                  "tain: stored_as_json is for a struct that BOOST_DESCRIBE_STRUCT describes, that can be made without "
                  "values, and that has no tain::type.");

    static std::string_view write(const T& from, std::string& to) {
        const boost::json::value made = boost::json::value_from(from);
        // An enum's value without a name becomes a number, which no reading would take back.
        if (!boost::json::try_value_to<T>(made).has_value())
            return "the struct's JSON could not be read again, since an enum in it has a value without a name, or two "
                   "of its conversions disagree; correct the value before it is bound";
        return write_json(made, to);
    }
    static T from_json(const boost::json::value& from) {
        auto converted = boost::json::try_value_to<T>(from);
        if (converted.has_value()) return std::move(*converted);
        throw std::invalid_argument("the JSON does not fit: " + detail::why_no<T>(from, "$"));
    }
};

}  // namespace types
}  // namespace tain
