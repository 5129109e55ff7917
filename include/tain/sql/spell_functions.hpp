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
#include <tain/expr/time_functions.hpp>
#include <tain/sql/spell.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

/// How functions are spelled.
namespace tain::sql {

namespace detail {

/// A bound value where PostgreSQL could not tell its type from what stands beside it: with its type.
template <class V>
constexpr void typed_placeholder(writer& w) {
    w.placeholder();
    if (w.to == dialect::sqlite) return;
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

/// An operand that is written more than once: its placeholders have the same numbers each time, and it is bound once.
template <class E>
class repeated {
public:
    constexpr explicit repeated(const E* e) : e_(e) {}

    /// Writes it as something that can stand beside any operator.
    constexpr void factor(writer& w) {
        if constexpr (strength<E> < 7)
            again(w, [this](writer& to) { write<7>(to, e_); });
        else
            again(w, [this](writer& to) { operand_writer<E>::to(to, e_); });
    }
    /// Writes it as an operand of a function.
    constexpr void operand(writer& w) {
        again(w, [this](writer& to) { operand_writer<E>::to(to, e_); });
    }

private:
    template <class F>
    constexpr void again(writer& w, F one) {
        if (!written_) first_ = w.parameters;
        const unsigned last = std::exchange(w.parameters, first_);
        one(w);
        if (written_) w.parameters = last;
        written_ = true;
    }

    const E* e_;
    unsigned first_ = 0;
    bool written_ = false;
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

template <expr::fixed_text Sqlite, expr::fixed_text Postgresql, class Value, class... E>
struct spell<expr::call<Sqlite, Postgresql, Value, E...>> {
    using node = expr::call<Sqlite, Postgresql, Value, E...>;
    static constexpr void to(writer& w, const node* e) {
        w.put(w.to == dialect::sqlite ? Sqlite.view() : Postgresql.view()).put('(');
        detail::write_operands(w, detail::part(e, &node::operands));
        w.put(')');
    }
};

template <class Value, class... E>
struct spell<expr::concatenation<Value, E...>> {
    using node = expr::concatenation<Value, E...>;
    static constexpr void to(writer& w, const node* e) {
        w.put('(');
        expr::pack<E...>::each(detail::part(e, &node::operands), [&w]<class Each>(std::size_t at, const Each* each) {
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
        expr::pack<E...>::each(detail::part(e, &node::operands), [&w]<class Each>(std::size_t at, const Each* each) {
            const bool last = sizeof...(E) % 2 == 1 && at + 1 == sizeof...(E);
            w.put(last ? " ELSE " : at % 2 == 0 ? " WHEN " : " THEN ");
            detail::operand_writer<Each>::to(w, each);
        });
        w.put(" END");
    }
};

template <class To, class Value, class E>
struct spell<expr::converted<To, Value, E>> {
    using node = expr::converted<To, Value, E>;
    using from = types::required<typename E::value_type>;
    static constexpr void to(writer& w, const node* e) {
        const bool pg = w.to == dialect::postgresql;
        // PostgreSQL rounds on the way to an integer, and makes no other number than INTEGER of a truth value.
        const bool cut = pg && std::is_floating_point_v<from> && std::is_integral_v<To>;
        const bool over_integer = pg && std::is_same_v<from, bool> && !std::is_same_v<To, std::int32_t>;
        w.put("CAST(");
        if (cut) w.put("trunc(");
        if (over_integer) w.put("CAST(");
        detail::operand_writer<E>::to(w, detail::part(e, &node::operand));
        if (over_integer) w.put(" AS INTEGER)");
        if (cut) w.put(')');
        w.put(" AS ").put(type(w.to)).put(')');
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
        const bool exact = w.to == dialect::postgresql;  // a double's half would go to the even neighbour
        w.put(exact ? "CAST(round(CAST(" : "round(");
        detail::write<0>(w, detail::part(e, &node::operand));
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
        const bool guard = w.to == dialect::postgresql;
        constexpr std::string_view before = R == expr::root::sqrt ? "'-5e-324'" : "0";
        if (guard) w.put("nullif(greatest(CAST(");
        detail::write<0>(w, detail::part(e, &node::operand));
        if (guard) w.put(" AS DOUBLE PRECISION), ").put(before).put("), ").put(before).put(")");
        w.put(')');
    }
};

// PostgreSQL refuses what is too large or too small for a double, where SQLite has infinity and 0.

template <class E>
struct spell<expr::exponential<E>> {
    using node = expr::exponential<E>;
    static constexpr void to(writer& w, const node* e) {
        detail::repeated<E> operand{detail::part(e, &node::operand)};
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
        detail::repeated<E> base{detail::part(e, &node::base)};
        detail::repeated<F> exponent{detail::part(e, &node::exponent)};
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
        const bool pg = w.to == dialect::postgresql;
        detail::repeated<expr::bound<std::uint16_t>> count{detail::part(e, &node::count)};
        detail::operand_writer<E>::to(w.put(pg ? "right(" : "substr("), detail::part(e, &node::operand));
        if (!pg) count.operand(w.put(", -"));
        count.operand(w.put(", "));
        w.put(')');
    }
};

namespace detail {

/// A point in time as PostgreSQL takes it apart: in UTC, whatever the session's time zone.
template <class E>
constexpr void write_in_utc(writer& w, const E* e) {
    constexpr bool zoned =
        types::traits<types::required<typename E::value_type>>::sql.kind == types::sql_kind::timestamp;
    write<zoned ? 9 : 0>(w, e);
    if (zoned) w.put(" AT TIME ZONE 'UTC'");
}

}  // namespace detail

template <expr::time_part P, class Value, class E>
struct spell<expr::part_of_time<P, Value, E>> {
    using node = expr::part_of_time<P, Value, E>;
    static constexpr void to(writer& w, const node* e) {
        if (w.to == dialect::sqlite) {
            w.put("CAST(strftime('%").put(letter()).put("', ");
            detail::write<0>(w, detail::part(e, &node::operand));
            w.put(") AS INTEGER)");
        } else {
            const bool cut = P == expr::time_part::second;
            w.put(cut ? "CAST(trunc(EXTRACT(" : "CAST(EXTRACT(").put(name()).put(" FROM ");
            detail::write_in_utc(w, detail::part(e, &node::operand));
            w.put(cut ? ")) AS INTEGER)" : ") AS INTEGER)");
        }
    }

private:
    static constexpr char letter() { return "YmdHMSwj"[static_cast<std::size_t>(P)]; }
    static constexpr std::string_view name() {
        constexpr std::string_view names[] = {"YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "DOW", "DOY"};
        return names[static_cast<std::size_t>(P)];
    }
};

template <time_unit U, class E>
struct spell<expr::cut_time<U, E>> {
    using node = expr::cut_time<U, E>;
    static constexpr void to(writer& w, const node* e) {
        if (w.to == dialect::sqlite) {
            constexpr std::string_view formats[] = {"%Y-01-01 00:00:00.000000", "%Y-%m-01 00:00:00.000000",
                                                    "%Y-%m-%d 00:00:00.000000", "%Y-%m-%d %H:00:00.000000",
                                                    "%Y-%m-%d %H:%M:00.000000", "%Y-%m-%d %H:%M:%S.000000"};
            w.put("strftime('").put(formats[static_cast<std::size_t>(U)]).put("', ");
            detail::write<0>(w, detail::part(e, &node::operand));
            w.put(')');
        } else {
            constexpr std::string_view names[] = {"year", "month", "day", "hour", "minute", "second"};
            constexpr bool zoned =
                types::traits<types::required<typename E::value_type>>::sql.kind == types::sql_kind::timestamp;
            w.put("date_trunc('").put(names[static_cast<std::size_t>(U)]).put("', ");
            detail::write<0>(w, detail::part(e, &node::operand));
            w.put(zoned ? ", 'UTC')" : ")");
        }
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
        detail::write<0>(w, detail::part(e, &node::operand));
    }
};

template <class E, class S>
struct spell<expr::separated<E, S>> {
    using node = expr::separated<E, S>;
    static constexpr void to(writer& w, const node* e) {
        detail::write<0>(w, detail::part(e, &node::operand));
        w.put(", ");
        detail::operand_writer<S>::to(w, detail::part(e, &node::separator));
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
        const bool cast = w.to == dialect::postgresql && (A == expr::aggregate::sum || A == expr::aggregate::avg);
        // It sums real in single precision.
        const bool widen = cast && std::is_same_v<types::required<typename E::value_type>, float>;
        if (cast) w.put("CAST(");
        w.put(name(w.to));
        if (widen) w.put("CAST(");
        detail::write<0>(w, detail::part(e, &node::operand));
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
        spell<A>::to(w, detail::part(e, &node::inner), [e](writer& into) {
            into.put(" FILTER (WHERE ");
            detail::write<0>(into, detail::part(e, &node::condition));
            into.put(')');
        });
    }
};

template <>
struct spell<expr::current_time> {
    static constexpr void to(writer& w, const expr::current_time*) { w.put(dialects::now(w.to)); }
};

template <class Value, class... E>
struct spell<expr::first_value<Value, E...>> {
    using node = expr::first_value<Value, E...>;
    static constexpr void to(writer& w, const node* e) {
        w.put("coalesce(");
        expr::pack<E...>::each(detail::part(e, &node::operands), [&w](std::size_t at, const auto* each) {
            if (at != 0) w.put(", ");
            detail::write<0>(w, each);
        });
        w.put(')');
    }
};

}  // namespace tain::sql
