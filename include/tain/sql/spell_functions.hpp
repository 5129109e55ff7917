// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/literal.hpp>
#include <tain/dialect/type_names.hpp>
#include <tain/expr/call.hpp>
#include <tain/expr/choice.hpp>
#include <tain/expr/conversion.hpp>
#include <tain/expr/functions.hpp>
#include <tain/expr/number_functions.hpp>
#include <tain/expr/text_functions.hpp>
#include <tain/sql/spell.hpp>
#include <tain/sql/spell_operands.hpp>
#include <tain/sql/spell_times.hpp>  // IWYU pragma: export

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

/// How functions are spelled.
namespace tain::sql {

template <expr::fixed_text Sqlite, expr::fixed_text Postgresql, class Value, class... E>
struct spell<expr::call<Sqlite, Postgresql, Value, E...>> {
    using node = expr::call<Sqlite, Postgresql, Value, E...>;
    static constexpr void to(writer& w, const node* e) {
        w.put(w.to() == dialect::sqlite ? Sqlite.view() : Postgresql.view()).put('(');
        detail::write_operands(w, e ? &e->operands : nullptr);
        w.put(')');
    }
};

template <class Value, class... E>
struct spell<expr::concatenation<Value, E...>> {
    using node = expr::concatenation<Value, E...>;
    static constexpr void to(writer& w, const node* e) {
        w.put('(');
        expr::pack<E...>::each(e ? &e->operands : nullptr, [&w]<class Each>(std::size_t at, const Each* each) {
            if (at != 0) w.put(" || ");
            if constexpr (detail::strength<Each> < 9)
                detail::write<9>(w, each);
            else
                detail::operand_writer<Each>::to(w, each);
        });
        w.put(')');
    }
};

template <class Value, class... E>
struct spell<expr::choice<Value, E...>> {
    using node = expr::choice<Value, E...>;
    static constexpr void to(writer& w, const node* e) {
        w.put("CASE");
        expr::pack<E...>::each(e ? &e->operands : nullptr, [&w]<class Each>(std::size_t at, const Each* each) {
            const bool last = sizeof...(E) % 2 == 1 && at + 1 == sizeof...(E);
            w.put(last ? " ELSE " : at % 2 == 0 ? " WHEN " : " THEN ");
            detail::operand_writer<Each>::to(w, each);
        });
        w.put(" END");
    }
};

template <class Value, class B>
struct spell<expr::constant<Value, B>> {
    using node = expr::constant<Value, B>;
    static constexpr void to(writer& w, const node* e) { detail::operand_writer<B>::to(w, e ? &e->operand : nullptr); }
};

template <bool Before, class Value, class E>
struct spell<expr::padded<Before, Value, E>> {
    using node = expr::padded<Before, Value, E>;
    static constexpr void to(writer& w, const node* e) {
        detail::repeated<E> operand{e ? &e->operand : nullptr};
        detail::repeated<expr::bound<std::uint16_t>> size{e ? &e->size : nullptr};
        detail::repeated<expr::bound<std::string>> fill{e ? &e->fill : nullptr};
        if (w.to() == dialect::postgresql) {
            operand.operand(w.put(Before ? "lpad(" : "rpad("));
            size.operand(w.put(", "));
            fill.operand(w.put(", "));
            w.put(')');
        } else if constexpr (Before) {
            operand.operand(w.put("CASE WHEN length("));
            size.operand(w.put(") < "));
            fill.operand(w.put(" THEN substr("));
            size.operand(w.put(", 1, "));
            operand.operand(w.put(" - length("));
            operand.factor(w.put(")) || "));
            operand.operand(w.put(" ELSE substr("));
            size.operand(w.put(", 1, "));
            w.put(") END");
        } else {
            // The number stands before the text that fills, as it does on PostgreSQL.
            operand.operand(w.put("CASE WHEN length("));
            size.operand(w.put(") < "));
            operand.factor(w.put(" THEN substr("));
            fill.operand(w.put(" || "));
            size.operand(w.put(", 1, "));
            operand.operand(w.put(") ELSE substr("));
            size.operand(w.put(", 1, "));
            w.put(") END");
        }
    }
};

template <class To, class Value, class E>
struct spell<expr::converted<To, Value, E>> {
    using node = expr::converted<To, Value, E>;
    using from = types::required<typename E::value_type>;
    static constexpr void to(writer& w, const node* e) {
        const bool pg = w.to() == dialect::postgresql;
        // PostgreSQL rounds on the way to an integer, and makes no other number than INTEGER of a truth value.
        const bool cut = pg && std::is_floating_point_v<from> && std::is_integral_v<To>;
        const bool over_integer = pg && std::is_same_v<from, bool> && !std::is_same_v<To, std::int32_t>;
        w.put("CAST(");
        if (cut) w.put("trunc(");
        if (over_integer) w.put("CAST(");
        detail::operand_writer<E>::to(w, e ? &e->operand : nullptr);
        if (over_integer) w.put(" AS INTEGER)");
        if (cut) w.put(')');
        w.put(" AS ").put(type(w.to())).put(')');
    }

private:
    /// SQLite knows the storage class alone.
    static constexpr std::string_view type(dialect to) {
        constexpr types::sql_kind kind = types::traits<To>::sql.kind;
        if (to == dialect::postgresql) return dialects::type_name(kind, to);
        return std::is_integral_v<To> ? "INTEGER" : std::is_same_v<To, std::string> ? "TEXT" : "REAL";
    }
};

template <class Value, class E>
struct spell<expr::rounded<Value, E>> {
    using node = expr::rounded<Value, E>;
    static constexpr void to(writer& w, const node* e) {
        const bool exact = w.to() == dialect::postgresql;  // a double's half would go to the even neighbour
        w.put(exact ? "CAST(round(CAST(" : "round(");
        detail::write<0>(w, e ? &e->operand : nullptr);
        w.put(exact ? " AS NUMERIC)) AS DOUBLE PRECISION)" : ")");
    }
};

template <expr::root R, class E>
struct spell<expr::rooted<R, E>> {
    using node = expr::rooted<R, E>;
    static constexpr void to(writer& w, const node* e) {
        w.put(R == expr::root::sqrt ? "sqrt(" : "ln(");
        // SQLite gives NULL of what has none. For PostgreSQL every number below the first that has one becomes the one
        // before it, and that NULL.
        const bool guard = w.to() == dialect::postgresql;
        constexpr std::string_view before = R == expr::root::sqrt ? "'-5e-324'" : "0";
        if (guard) w.put("nullif(greatest(CAST(");
        detail::write<0>(w, e ? &e->operand : nullptr);
        if (guard) w.put(" AS DOUBLE PRECISION), ").put(before).put("), ").put(before).put(")");
        w.put(')');
    }
};

// PostgreSQL refuses what is too large or too small for a double, where SQLite has infinity and 0.

template <class E>
struct spell<expr::exponential<E>> {
    using node = expr::exponential<E>;
    static constexpr void to(writer& w, const node* e) {
        detail::repeated<E> operand{e ? &e->operand : nullptr};
        operand.factor(w.put("CASE WHEN "));
        operand.factor(w.put(" < -745.1 THEN 0.0 WHEN "));
        operand.operand(w.put(" <= 709.782712893384 THEN exp("));
        w.put(") END");
    }
};

template <class E, class F>
struct spell<expr::raised<E, F>> {
    using node = expr::raised<E, F>;
    static constexpr void to(writer& w, const node* e) {
        detail::repeated<E> base{e ? &e->base : nullptr};
        detail::repeated<F> exponent{e ? &e->exponent : nullptr};
        base.factor(w.put("CASE WHEN "));
        exponent.factor(w.put(" < 0 AND "));
        exponent.operand(w.put(" <> floor("));
        base.factor(w.put(") OR "));
        exponent.factor(w.put(" = 0 AND "));
        exponent.factor(w.put(" < 0 OR "));
        base.operand(w.put(" * ln(nullif(abs("));
        exponent.factor(w.put("), 0)) > 709.782712893384 THEN NULL WHEN "));
        base.operand(w.put(" * ln(nullif(abs("));
        base.operand(w.put("), 0)) < -745.1 THEN 0.0 ELSE power("));
        exponent.operand(w.put(", "));
        w.put(") END");
    }
};

template <class Value, class E>
struct spell<expr::text_end<Value, E>> {
    using node = expr::text_end<Value, E>;
    static constexpr void to(writer& w, const node* e) {
        const bool pg = w.to() == dialect::postgresql;
        detail::repeated<expr::bound<std::uint16_t>> count{e ? &e->count : nullptr};
        detail::operand_writer<E>::to(w.put(pg ? "right(" : "substr("), e ? &e->operand : nullptr);
        if (!pg) count.operand(w.put(", -"));
        count.operand(w.put(", "));
        w.put(')');
    }
};

template <>
struct spell<expr::whole_row> {
    static constexpr void to(writer& w, const expr::whole_row*) { w.put('*'); }
};

template <class E>
struct spell<expr::distinct_values<E>> {
    using node = expr::distinct_values<E>;
    static constexpr void to(writer& w, const node* e) {
        w.put("DISTINCT ");
        detail::write<0>(w, e ? &e->operand : nullptr);
    }
};

template <class E, class S>
struct spell<expr::separated<E, S>> {
    using node = expr::separated<E, S>;
    static constexpr void to(writer& w, const node* e) {
        detail::write<0>(w, e ? &e->operand : nullptr);
        w.put(", ");
        detail::operand_writer<S>::to(w, e ? &e->separator : nullptr);
    }
};

template <expr::aggregate A, class Value, class E>
struct spell<expr::aggregation<A, Value, E>> {
    using node = expr::aggregation<A, Value, E>;
    static constexpr void to(writer& w, const node* e) {
        to(w, e, [](writer&) {});
    }
    /// `behind` writes what follows the aggregate itself.
    template <class Behind>
    static constexpr void to(writer& w, const node* e, Behind behind) {
        // PostgreSQL sums bigint as numeric and averages integers as numeric; the results are typed here.
        constexpr bool numbers = std::is_arithmetic_v<types::required<Value>>;
        const bool cast =
            numbers && w.to() == dialect::postgresql && (A == expr::aggregate::sum || A == expr::aggregate::avg);
        // It sums real in single precision.
        const bool widen = cast && std::is_same_v<types::required<typename E::value_type>, float>;
        if (cast) w.put("CAST(");
        w.put(name(w.to()));
        if (widen) w.put("CAST(");
        detail::write<0>(w, e ? &e->operand : nullptr);
        if (widen) w.put(" AS DOUBLE PRECISION)");
        w.put(')');
        behind(w);
        if (cast) w.put(std::is_same_v<types::required<Value>, double> ? " AS DOUBLE PRECISION)" : " AS BIGINT)");
    }

private:
    static constexpr std::string_view name(dialect to) {
        switch (A) {
            case expr::aggregate::count: return "count(";
            case expr::aggregate::sum: return "sum(";
            case expr::aggregate::avg: return "avg(";
            case expr::aggregate::min: return "min(";
            case expr::aggregate::max: return "max(";
            case expr::aggregate::string_agg: return to == dialect::sqlite ? "group_concat(" : "string_agg(";
        }
        return {};
    }
};

template <class A, class Condition>
struct spell<expr::filtered<A, Condition>> {
    using node = expr::filtered<A, Condition>;
    static constexpr void to(writer& w, const node* e) {
        spell<A>::to(w, e ? &e->inner : nullptr, [e](writer& into) {
            into.put(" FILTER (WHERE ");
            detail::write<0>(into, e ? &e->condition : nullptr);
            into.put(')');
        });
    }
};

template <>
struct spell<expr::current_time> {
    static constexpr void to(writer& w, const expr::current_time*) { w.put(dialects::now(w.to())); }
};

template <class Value, class... E>
struct spell<expr::first_value<Value, E...>> {
    using node = expr::first_value<Value, E...>;
    static constexpr void to(writer& w, const node* e) {
        w.put("coalesce(");
        expr::pack<E...>::each(e ? &e->operands : nullptr, [&w](std::size_t at, const auto* each) {
            if (at != 0) w.put(", ");
            detail::write<0>(w, each);
        });
        w.put(')');
    }
};

}  // namespace tain::sql
