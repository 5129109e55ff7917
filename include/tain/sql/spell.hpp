// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/literal.hpp>
#include <tain/dialect/type_names.hpp>
#include <tain/dialect/writer.hpp>
#include <tain/expr/column.hpp>
#include <tain/expr/operators.hpp>
#include <tain/expr/order.hpp>
#include <tain/expr/predicates.hpp>
#include <tain/sql/names.hpp>
#include <tain/sql/source.hpp>
#include <tain/sql/verdict.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace tain::sql {

using dialects::writer;

/// Writes an expression. In a statement by its type alone (`value` is null), with placeholders; in DDL by its value,
/// with literals.
template <class E>
struct spell;

namespace detail {

/// The position of a member's column; a member that is no column is reported.
template <class Source, class Path>
constexpr std::size_t column_position() {
    using table = table_behind<Source>;
    constexpr std::size_t at = table::template index<Path>;
    if constexpr (at == table::size) {
        using said [[maybe_unused]] = decltype(verdict::no_such_column::report<Source, Path>());
        return 0;
    } else {
        return at;
    }
}
/// The name of a member's column.
template <class Source, class Path>
constexpr std::string_view column_name() {
    return table_behind<Source>::columns[column_position<Source, Path>()].name;
}
/// The same in quotes.
template <class Source, class Path>
inline constexpr std::string_view column_words = column_names<model_of<Source>>::at(column_position<Source, Path>());

/// How tightly an expression binds; a looser one inside a tighter one takes parentheses.
template <class E>
inline constexpr int strength = 10;
template <expr::op O, class L, class R, class V>
inline constexpr int strength<expr::binary<O, L, R, V>> = O == expr::op::or_                         ? 1
                                                          : O == expr::op::and_                      ? 2
                                                          : O <= expr::op::ge                        ? 4
                                                          : O == expr::op::add || O == expr::op::sub ? 5
                                                                                                     : 6;
template <class V, class E>
inline constexpr int strength<expr::negative<V, E>> = 8;
template <class E>
inline constexpr int strength<expr::negation<E>> = 3;
template <class E, bool N>
inline constexpr int strength<expr::null_test<E, N>> = 4;
template <class E, class L, class H>
inline constexpr int strength<expr::range_test<E, L, H>> = 4;
template <class E>
inline constexpr int strength<expr::pattern_test<E>> = 4;
template <class E>
inline constexpr int strength<expr::owned_pattern_test<E>> = 4;
template <class E, class... I>
inline constexpr int strength<expr::membership<E, I...>> = 4;
template <class E, class V>
inline constexpr int strength<expr::list_membership<E, V>> = 4;

template <class E>
inline constexpr bool is_column = false;
template <class Source, class Path>
inline constexpr bool is_column<expr::column<Source, Path>> = true;

/// True for what is NULL where it would leave the range of its type, though its operands are not.
template <class E>
inline constexpr bool may_leave_range = false;

template <int Least, class E>
constexpr void write(writer& w, const E* value) {
    if constexpr (strength<E> < Least) w.put('(');
    spell<E>::to(w, value);
    if constexpr (strength<E> < Least) w.put(')');
}

constexpr std::string_view symbol_of(expr::op of) {
    switch (of) {
        case expr::op::eq: return " = ";
        case expr::op::ne: return " <> ";
        case expr::op::lt: return " < ";
        case expr::op::le: return " <= ";
        case expr::op::gt: return " > ";
        case expr::op::ge: return " >= ";
        case expr::op::and_: return " AND ";
        case expr::op::or_: return " OR ";
        case expr::op::add: return " + ";
        case expr::op::sub: return " - ";
        case expr::op::mul: return " * ";
        case expr::op::div: return " / ";
        case expr::op::mod: return " % ";
    }
    return {};
}

/// What stands around the two operands of an operator. It knows no types: all operators share it.
struct operator_words {
    std::string_view symbol;
    bool divides;  ///< a division by zero is NULL on SQLite and an error on PostgreSQL
    bool left;     ///< in parentheses
    bool right;

    constexpr operator_words(expr::op of, int strength, int left_strength, int right_strength)
        : symbol(symbol_of(of)),
          divides(of == expr::op::div || of == expr::op::mod),
          // AND and OR may repeat without parentheses on both sides; a comparison may not stand in another one.
          left(left_strength < strength + (of <= expr::op::ge)),
          right(!divides && right_strength < strength + (of != expr::op::and_ && of != expr::op::or_)) {}
};

}  // namespace detail

template <class Source, class Path>
struct spell<expr::column<Source, Path>> {
    static constexpr void to(writer& w, const expr::column<Source, Path>*) {
        if (w.qualify) source_traits<Source>::qualifier(w);
        w.put(detail::column_words<Source, Path>);
    }
};

template <class V>
struct spell<expr::bound<V>> {
    static constexpr void to(writer& w, const expr::bound<V>* e) {
        if (!e)
            w.placeholder();
        else if constexpr (requires { types::traits<V>::literal(e->value); })
            dialects::literal(w, types::traits<V>::literal(e->value));
        else
            converted(w, e->value);
    }

private:
    /// Types whose conversion is no constant expression are written at run time.
    static void converted(writer& w, const V& value) {
        types::scratch keep{w.to()};
        dialects::literal(w, types::traits<V>::bind(value, keep));
    }
};

template <>
struct spell<expr::bound<std::string>> {
    static constexpr void to(writer& w, const expr::bound<std::string>* e) {
        if (!e)
            w.placeholder();
        else
            dialects::literal(w, types::traits<std::string_view>::literal(e->value));
    }
};

template <class Column, class V>
struct spell<expr::fitted<Column, V>> : spell<expr::bound<V>> {};

template <expr::op O, class L, class R, class V>
struct spell<expr::binary<O, L, R, V>> {
    using node = expr::binary<O, L, R, V>;
    static constexpr void to(writer& w, const node* e) {
        constexpr detail::operator_words words{O, detail::strength<node>, detail::strength<L>, detail::strength<R>};
        if constexpr (words.left) w.put('(');
        spell<L>::to(w, e ? &e->left : nullptr);
        if constexpr (words.left) w.put(')');
        w.put(words.symbol);
        if constexpr (words.divides) w.put("nullif(");
        if constexpr (words.right) w.put('(');
        spell<R>::to(w, e ? &e->right : nullptr);
        if constexpr (words.right) w.put(')');
        if constexpr (words.divides) w.put(", 0)");
    }
};

template <class V, class E>
struct spell<expr::negative<V, E>> {
    using node = expr::negative<V, E>;
    static constexpr void to(writer& w, const node* e) {
        // Two signs in a row would begin a comment, and a literal may have one.
        w.put("-");
        detail::write<detail::is_column<E> ? 0 : 11>(w, e ? &e->operand : nullptr);
    }
};

template <class E>
struct spell<expr::negation<E>> {
    using node = expr::negation<E>;
    static constexpr void to(writer& w, const node* e) {
        w.put("NOT ");
        detail::write<9>(w, e ? &e->operand : nullptr);
    }
};

template <class E, bool Negated>
struct spell<expr::null_test<E, Negated>> {
    using node = expr::null_test<E, Negated>;
    static constexpr void to(writer& w, const node* e) {
        detail::write<5>(w, e ? &e->operand : nullptr);
        w.put(Negated ? " IS NOT NULL" : " IS NULL");
    }
};

template <class E, class Low, class High>
struct spell<expr::range_test<E, Low, High>> {
    using node = expr::range_test<E, Low, High>;
    static constexpr void to(writer& w, const node* e) {
        detail::write<5>(w, e ? &e->operand : nullptr);
        w.put(" BETWEEN ");
        detail::write<5>(w, e ? &e->low : nullptr);
        w.put(" AND ");
        detail::write<5>(w, e ? &e->high : nullptr);
    }
};

namespace detail {

template <class Node>
constexpr void spell_pattern(writer& w, const Node* e) {
    write<5>(w, e ? &e->operand : nullptr);
    w.put(w.to() == dialect::sqlite ? " GLOB " : " LIKE ");
    if (!e)
        w.placeholder();
    else
        dialects::pattern_literal(w, e->pattern);
}

}  // namespace detail

template <class E>
struct spell<expr::pattern_test<E>> {
    static constexpr void to(writer& w, const expr::pattern_test<E>* e) { detail::spell_pattern(w, e); }
};
template <class E>
struct spell<expr::owned_pattern_test<E>> {
    static constexpr void to(writer& w, const expr::owned_pattern_test<E>* e) { detail::spell_pattern(w, e); }
};

template <class E, class... Items>
struct spell<expr::membership<E, Items...>> {
    using node = expr::membership<E, Items...>;
    static constexpr void to(writer& w, const node* e) {
        detail::write<5>(w, e ? &e->operand : nullptr);
        w.put(" IN (");
        expr::pack<Items...>::each(e ? &e->items : nullptr, [&w](std::size_t at, const auto* item) {
            if (at != 0) w.put(", ");
            detail::write<0>(w, item);
        });
        w.put(')');
    }
};

template <class E, class V>
struct spell<expr::list_membership<E, V>> {
    using node = expr::list_membership<E, V>;
    static constexpr void to(writer& w, const node*) {
        constexpr types::cell_kind kind = types::traits<V>::kind;
        // JSON holds no blobs: they are compared as their literals, and NULL stays NULL.
        const bool quoted = w.to() == dialect::sqlite && kind == types::cell_kind::blob;
        if (quoted) w.put("nullif(quote(");
        detail::write<5>(w, static_cast<const E*>(nullptr));
        if (quoted) w.put("), 'NULL')");
        if (w.to() == dialect::postgresql && types::traits<V>::sql.kind == types::sql_kind::array) {
            // An array of arrays would have two dimensions: their texts are taken one by one.
            w.put(" IN (SELECT \"value\"");
            dialects::cast_from_text(w, kind, types::traits<V>::sql, types::enum_name<V>);
            w.put(" FROM unnest(").placeholder().put("::text[]) AS \"value\")");
        } else if (w.to() == dialect::postgresql) {
            w.put(" = ANY (").placeholder().put("::").put(dialects::array_type(kind));
            dialects::cast_from_text(w, kind, types::traits<V>::sql, types::enum_name<V>, "[]");
            w.put(')');
        } else if (kind == types::cell_kind::uuid) {
            // One blob of 16-byte UUIDs, taken apart by SQLite itself.
            w.put(" IN (WITH RECURSIVE \"part\"(\"at\", \"all\") AS (SELECT 1, ").placeholder();
            w.put(
                " UNION ALL SELECT \"at\" + 16, \"all\" FROM \"part\" WHERE \"at\" + 16 <= length(\"all\")) "
                "SELECT substr(\"all\", \"at\", 16) FROM \"part\" WHERE length(\"all\") > 0)");
        } else {
            w.put(" IN (SELECT \"value\" FROM json_each(").placeholder().put("))");
        }
    }
};

template <class E, expr::fixed_text Label>
struct spell<expr::labeled<E, Label>> {
    using node = expr::labeled<E, Label>;
    static constexpr void to(writer& w, const node* e) {
        detail::write<0>(w, e ? &e->inner : nullptr);
        w.put(" AS ").identifier(Label.view());
    }
};

template <class E, bool Descending, expr::nulls Nulls>
struct spell<expr::sort_key<E, Descending, Nulls>> {
    using node = expr::sort_key<E, Descending, Nulls>;
    /// `outer`: an outer join can make the operand NULL.
    static constexpr void to(writer& w, const node* e, bool outer = false) {
        detail::write<0>(w, e ? &e->operand : nullptr);
        if (Descending) w.put(" DESC");
        if (Nulls == expr::nulls::first)
            w.put(" NULLS FIRST");
        else if (Nulls == expr::nulls::last)
            w.put(" NULLS LAST");
        else if ((outer || types::is_optional<typename E::value_type> || detail::may_leave_range<E>) &&
                 w.to() == dialect::sqlite)
            w.put(Descending ? " NULLS FIRST" : " NULLS LAST");  // PostgreSQL's rule: NULL is the largest value
    }
};

}  // namespace tain::sql
