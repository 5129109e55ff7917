// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/bound.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/pack.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tain::expr {

/// A function of SQL over its operands, by the name that each dialect has for it.
template <fixed_text Sqlite, fixed_text Postgresql, class Value, class... E>
struct call : composed<call<Sqlite, Postgresql, Value, E...>, E...> {
    using value_type = Value;
    pack<E...> operands;

    constexpr explicit call(E... e) : operands{{std::move(e)}...} {}
    void bind(binder& to) const { operands.bind(to); }
};

/// `Value`, nullable when one of the operands is.
template <class Value, class... E>
using value_over =
    std::conditional_t<(types::is_optional<typename E::value_type> || ...), types::nullable<Value>, Value>;

template <fixed_text Sqlite, fixed_text Postgresql, class Value, class... E>
constexpr auto call_of(const E&... operands) {
    return call<Sqlite, Postgresql, value_over<Value, E...>, E...>{operands...};
}
/// The call of a function that is NULL where an operand is.
template <fixed_text Sqlite, fixed_text Postgresql, class Value, class... V>
constexpr auto called(const V&... operands) {
    return call_of<Sqlite, Postgresql, Value>(operand(operands)...);
}

/// True for a name, or several with points between them, that needs no quotes.
constexpr bool plain_name(std::string_view name) {
    bool begins = true;
    for (const char c : name) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        const bool digit = c >= '0' && c <= '9';
        if (!letter && (begins || !digit) && (begins || c != '.')) return false;
        begins = c == '.';
    }
    return !begins;
}

/// A function that `tain::function` declares.
template <fixed_text Sqlite, fixed_text Postgresql, class Value>
struct named_function {
    static_assert(plain_name(Sqlite.view()) && plain_name(Postgresql.view()),
                  "tain: the name of a function is written into SQL as it is: letters, digits and underscores, with a "
                  "point behind the name of a schema. Write function<\"soundex\", std::string>.");
    static_assert(types::mapped<Value>,
                  "tain: a function's result has a type that a column can have: function<\"soundex\", std::string>.");

    template <class... V>
    constexpr auto operator()(const V&... operands) const {
        if constexpr (!(sound<V> && ...))
            return rejected{};
        else
            return called<Sqlite, Postgresql, Value>(operands...);
    }
};

}  // namespace tain::expr

namespace tain {

/// Declares a function of the database, in one line: its name and the type of its result.
///
///     inline constexpr auto soundex = tain::function<"soundex", std::string>;
///     select(soundex(col<&User::name>)).where(soundex(col<&User::name>) == soundex("Ada"))
///
/// The result may be NULL where `Value` is a std::optional, and where an operand may be NULL. Values are bound as in other
/// expressions; on PostgreSQL C++'s integers of up to 32 bits are INTEGER, wider ones BIGINT, and text is TEXT. Nothing
/// checks that the function exists, or what it takes, before the database does.
template <expr::fixed_text Name, class Value>
inline constexpr expr::named_function<Name, Name, Value> function{};

/// The same where the two databases have different names: `function_named<"instr", "strpos", std::int64_t>`.
template <expr::fixed_text Sqlite, expr::fixed_text Postgresql, class Value>
inline constexpr expr::named_function<Sqlite, Postgresql, Value> function_named{};

}  // namespace tain
