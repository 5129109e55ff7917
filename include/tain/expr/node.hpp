// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/reflect/list.hpp>
#include <tain/types/cell.hpp>
#include <tain/types/scratch.hpp>
#include <tain/types/type.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

/// Expressions as types: what a condition says, without text and without table names.
namespace tain::expr {

/// Text as a template argument, for labels and names.
template <std::size_t N>
struct fixed_text {
    char chars[N]{};

    consteval fixed_text(const char (&from)[N]) {
        for (std::size_t i = 0; i < N; ++i) chars[i] = from[i];
    }
    constexpr std::string_view view() const { return {chars, N - 1}; }
};

struct expression_base {};

/// Among the sources that `reads_only` is asked about: what an expression may not name all the same. A path, or a node.
template <class Named>
struct except {};

/// Anything that has a value in SQL: a column, a bound value, an operator, a function.
template <class E>
concept expression = std::is_base_of_v<expression_base, E>;  // not derived_from: that asks twice

template <class L, class R>
concept either = expression<L> || expression<R>;

class held_text;
struct kept_text;

/// Where cells of a statement are collected. Order is the order of the placeholders in the text.
struct binder {
    types::cell* next = nullptr;
    types::scratch* keep = nullptr;
    dialect to{};
    types::cell* first = nullptr;  ///< of all cells, where texts are kept
    kept_text* texts = nullptr;    ///< where to keep texts that the statement owns; null: it outlives the cells

    /// Binds a text that the statement owns.
    void text(const held_text& owned);
};

/// The facts of a node that has no operands, reads no column and binds nothing. Others say theirs anew.
struct leaf : expression_base {
    static constexpr bool ok = true;
    static constexpr std::size_t binds = 0;
    template <class... Sources>
    static constexpr bool reads_only = true;
    template <class... Outer>
    static constexpr bool nulled = false;
    static constexpr bool aggregates = false;

    void bind(binder&) const {}
};

/// An expression whose compile-time check failed and was reported. It goes on quietly, so that one mistake gives
/// one message: a statement that holds it is not `ok`.
struct rejected : leaf {
    using value_type = bool;
    static constexpr bool ok = false;
};

/// False for an expression that was rejected: what holds it goes on quietly too.
template <class T>
inline constexpr bool sound = true;
template <expression E>
inline constexpr bool sound<E> = E::ok;

/// `bool`, nullable when one of the operands is.
template <class... Operands>
using truth = std::conditional_t<(types::is_optional<typename Operands::value_type> || ...), std::optional<bool>, bool>;

/// True for an expression whose value is a truth value.
template <class E>
concept predicate = expression<E> && std::same_as<types::required<typename E::value_type>, bool>;

template <class E, fixed_text Label>
struct labeled;

/// Gives an expression `.as<"label">()`.
template <class Derived>
struct labelable : expression_base {
    /// The expression with a name in the result: `expression AS "label"`.
    template <fixed_text Label>
    constexpr auto as() const {
        return labeled<Derived, Label>{static_cast<const Derived&>(*this)};
    }
};

/// What every node with operands derives from: the facts about it follow from theirs.
template <class Derived, class... Operands>
struct composed : labelable<Derived> {
    static constexpr bool ok = (Operands::ok && ...);
    static constexpr std::size_t binds = (std::size_t{0} + ... + Operands::binds);
    template <class... Sources>
    static constexpr bool reads_only = (Operands::template reads_only<Sources...> && ...);
    /// True when it is NULL where an outer join found no row of one of these sources.
    template <class... Outer>
    static constexpr bool nulled = (Operands::template nulled<Outer...> || ...);
    static constexpr bool aggregates = (Operands::aggregates || ...);
};

template <class E, fixed_text Label>
struct labeled : composed<labeled<E, Label>, E> {
    using value_type = typename E::value_type;
    E inner;

    constexpr explicit labeled(E e) : inner(std::move(e)) {}
    void bind(binder& to) const { inner.bind(to); }
};

}  // namespace tain::expr
