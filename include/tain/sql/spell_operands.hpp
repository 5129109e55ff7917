// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/literal.hpp>
#include <tain/expr/pack.hpp>
#include <tain/sql/spell.hpp>

#include <cstddef>
#include <utility>

/// How the operands of functions are spelled.
namespace tain::sql {

namespace detail {

/// A bound value where PostgreSQL could not tell its type from what stands beside it: with its type.
template <class V>
constexpr void typed_placeholder(writer& w) {
    w.placeholder();
    if (w.to() == dialect::sqlite) return;
    constexpr types::sql_type type = types::traits<V>::sql;
    if (type.kind == types::sql_kind::int16 || type.kind == types::sql_kind::int32)
        w.put("::INTEGER");
    else if (type.kind == types::sql_kind::text)
        w.put("::TEXT");
    else
        dialects::cast_from_text(w, types::traits<V>::kind, type, types::enum_name<V>);
}

template <class E>
struct operand_writer {
    static constexpr void to(writer& w, const E* e) { write<0>(w, e); }
};
template <class V>
struct operand_writer<expr::bound<V>> {
    static constexpr void to(writer& w, const expr::bound<V>* e) {
        if (e)
            write<0>(w, e);
        else
            typed_placeholder<V>(w);
    }
};

/// What is written more than once: its placeholders have the same numbers each time, and it is bound once.
class repetition {
public:
    template <class F>
    constexpr void write(writer& w, F one) {
        if (!written_) first_ = w.parameters;
        const unsigned last = std::exchange(w.parameters, first_);
        one(w);
        if (written_) w.parameters = last;
        written_ = true;
    }

private:
    unsigned first_ = 0;
    bool written_ = false;
};

/// An operand that is written more than once.
template <class E>
class repeated {
public:
    constexpr explicit repeated(const E* e) : e_(e) {}

    /// Writes it as something that can stand beside any operator.
    constexpr void factor(writer& w) {
        if constexpr (strength<E> < 7)
            all_.write(w, [this](writer& to) { write<7>(to, e_); });
        else
            all_.write(w, [this](writer& to) { operand_writer<E>::to(to, e_); });
    }
    /// Writes it as an operand of a function.
    constexpr void operand(writer& w) {
        all_.write(w, [this](writer& to) { operand_writer<E>::to(to, e_); });
    }

private:
    const E* e_;
    repetition all_{};
};

/// Writes operands with commas between them.
template <class... E>
constexpr void write_operands(writer& w, const expr::pack<E...>* all) {
    expr::pack<E...>::each(all, [&w]<class Each>(std::size_t at, const Each* each) {
        if (at != 0) w.put(", ");
        operand_writer<Each>::to(w, each);
    });
}

}  // namespace detail

}  // namespace tain::sql
