// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/call.hpp>
#include <tain/expr/predicates.hpp>
#include <tain/expr/verdict.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace tain::expr {

/// True when all operands, expressions or values, are text; else the first that is none is reported.
template <class First, class... Rest>
constexpr bool all_text() {
    using value = verdict::value_in<First>;
    if constexpr (!sound<First>) {
        return false;
    } else if constexpr (!std::is_same_v<verdict::text<value>, verdict::accepted>) {
        verdict::text<value>::template report<value>();
        return false;
    } else if constexpr (sizeof...(Rest) != 0) {
        return all_text<Rest...>();
    } else {
        return true;
    }
}

template <fixed_text Sqlite, fixed_text Postgresql, class Value, class... V>
constexpr auto called_on_text(const V&... operands) {
    if constexpr (all_text<V...>())
        return called<Sqlite, Postgresql, Value>(operands...);
    else
        return rejected{};
}

/// `a || b || …`: NULL where one of them is.
template <class Value, class... E>
struct concatenation : composed<concatenation<Value, E...>, E...> {
    using value_type = Value;
    pack<E...> operands;

    constexpr explicit concatenation(E... e) : operands{{std::move(e)}...} {}
    void bind(binder& to) const { operands.bind(to); }
};

/// The last characters of a text.
template <class Value, class E>
struct text_end : composed<text_end<Value, E>, E, bound<std::uint16_t>> {
    using value_type = Value;
    E operand;
    bound<std::uint16_t> count;

    constexpr text_end(E e, std::uint16_t n) : operand(std::move(e)), count(n) {}
    void bind(binder& to) const {
        operand.bind(to);
        count.bind(to);
    }
};

/// A text of a number of characters: cut, or filled with others before or behind it.
template <bool Before, class Value, class E>
struct padded : composed<padded<Before, Value, E>, E, bound<std::uint16_t>, bound<std::string>> {
    using value_type = Value;
    E operand;
    bound<std::uint16_t> size;
    bound<std::string> fill;

    constexpr padded(E e, std::uint16_t n, char with) : operand(std::move(e)), size(n), fill(std::string(n, with)) {}
    void bind(binder& to) const {
        operand.bind(to);
        size.bind(to);
        fill.bind(to);
    }
};

template <bool Before, class E>
constexpr auto padded_text(const E& operand, std::uint16_t size, char with) {
    if constexpr (all_text<E>())
        return padded<Before, value_over<std::string, E>, E>{operand, size, with};
    else
        return rejected{};
}

template <class... E>
constexpr auto joined_texts(const E&... operands) {
    return concatenation<value_over<std::string, E...>, E...>{operands...};
}

/// A text as a pattern that matches it alone.
inline std::string as_pattern(std::string_view text, bool before, bool behind) {
    std::string made = before ? "%" : "";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') made += '\\';
        made += c;
    }
    return behind ? made + "%" : made;
}

}  // namespace tain::expr

namespace tain {

/// Lower case. SQLite changes ASCII letters only.
template <expr::expression E>
constexpr auto lower(const E& operand) {
    return expr::called_on_text<"lower", "lower", std::string>(operand);
}

/// Upper case. SQLite changes ASCII letters only.
template <expr::expression E>
constexpr auto upper(const E& operand) {
    return expr::called_on_text<"upper", "upper", std::string>(operand);
}

/// The number of characters (code points) of a text.
template <expr::expression E>
constexpr auto length(const E& operand) {
    return expr::called_on_text<"length", "length", std::int64_t>(operand);
}

/// The text without spaces at both ends. (Spaces alone: other white space stays.)
template <expr::expression E>
constexpr auto trim(const E& operand) {
    return expr::called_on_text<"trim", "btrim", std::string>(operand);
}

/// The text without spaces at its beginning.
template <expr::expression E>
constexpr auto trim_start(const E& operand) {
    return expr::called_on_text<"ltrim", "ltrim", std::string>(operand);
}

/// The text without spaces at its end.
template <expr::expression E>
constexpr auto trim_end(const E& operand) {
    return expr::called_on_text<"rtrim", "rtrim", std::string>(operand);
}

/// The characters from the `first`-th on, counted from 1; all that there are when it is behind the end.
template <expr::expression E>
constexpr auto substr(const E& operand, std::uint16_t first) {
    if constexpr (expr::all_text<E>())
        return expr::called<"substr", "substr", std::string>(operand, first);
    else
        return expr::rejected{};
}

/// At most `count` characters from the `first`-th on, counted from 1.
template <expr::expression E>
constexpr auto substr(const E& operand, std::uint16_t first, std::uint16_t count) {
    if constexpr (expr::all_text<E>())
        return expr::called<"substr", "substr", std::string>(operand, first, count);
    else
        return expr::rejected{};
}

/// The first `count` characters; the whole text when it has no more.
template <expr::expression E>
constexpr auto left(const E& operand, std::uint16_t count) {
    if constexpr (expr::all_text<E>())
        return expr::called<"substr", "substr", std::string>(operand, std::uint16_t{1}, count);
    else
        return expr::rejected{};
}

/// The last `count` characters; the whole text when it has no more.
template <expr::expression E>
constexpr auto right(const E& operand, std::uint16_t count) {
    if constexpr (expr::all_text<E>())
        return expr::text_end<expr::value_over<std::string, E>, E>{operand, count};
    else
        return expr::rejected{};
}

/// The text with `fill`, an ASCII character, before it until it has `size` characters; a longer text is cut behind them.
///
///     lpad(cast<std::string>(col<&Bill::number>), 8, '0')
template <expr::expression E>
constexpr auto lpad(const E& operand, std::uint16_t size, char fill = ' ') {
    return expr::padded_text<true>(operand, size, fill);
}

/// The text with `fill`, an ASCII character, behind it until it has `size` characters; a longer text is cut behind them.
template <expr::expression E>
constexpr auto rpad(const E& operand, std::uint16_t size, char fill = ' ') {
    return expr::padded_text<false>(operand, size, fill);
}

/// The text with `wanted` replaced by `by` wherever it is; an empty `wanted` changes nothing.
template <expr::expression E, class Wanted, class By>
constexpr auto replace(const E& operand, const Wanted& wanted, const By& by) {
    return expr::called_on_text<"replace", "replace", std::string>(operand, wanted, by);
}

/// Where `wanted` is in the text for the first time, counted in characters from 1; 0 when it is not there.
template <expr::expression E, class Wanted>
constexpr auto position(const E& operand, const Wanted& wanted) {
    return expr::called_on_text<"instr", "strpos", std::int64_t>(operand, wanted);
}

/// Texts one behind the other: `concat(col<&User::first>, " ", col<&User::last>)`. NULL where one of them is (SQL's `||`;
/// PostgreSQL's concat() takes NULL for an empty text: `coalesce` does that here). Other values take `cast<std::string>`.
template <class First, class Second, class... Rest>
    requires(expr::expression<First> || expr::expression<Second> || (expr::expression<Rest> || ...))
constexpr auto concat(const First& first, const Second& second, const Rest&... rest) {
    using namespace expr;
    if constexpr (!all_text<First, Second, Rest...>())
        return rejected{};
    else
        return joined_texts(operand(first), operand(second), operand(rest)...);
}

/// The text begins with `prefix`, taken as it is: `%` and `_` mean themselves. Regards case, as `like` does.
template <expr::expression E>
constexpr auto starts_with(const E& operand, std::string_view prefix) {
    return like(operand, expr::as_pattern(prefix, false, true));
}

/// The text ends with `suffix`, taken as it is.
template <expr::expression E>
constexpr auto ends_with(const E& operand, std::string_view suffix) {
    return like(operand, expr::as_pattern(suffix, true, false));
}

/// The text has `part` in it, taken as it is.
template <expr::expression E>
constexpr auto contains(const E& operand, std::string_view part) {
    return like(operand, expr::as_pattern(part, true, true));
}

}  // namespace tain
