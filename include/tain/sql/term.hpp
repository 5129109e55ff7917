// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/bound.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/operators.hpp>
#include <tain/expr/order.hpp>
#include <tain/expr/verdict.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/change.hpp>
#include <tain/sql/condition.hpp>
#include <tain/sql/grouping.hpp>
#include <tain/sql/piece.hpp>
#include <tain/sql/selection.hpp>
#include <tain/sql/spell.hpp>
#include <tain/sql/verdict.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

/// Selected terms that are chosen at run time.
namespace tain::verdict {

/// Verdict: a term whose type cannot be NULL, of an expression that may be.
struct term_may_be_null {
    template <class Value, class E>
    static constexpr auto report() {
        static_assert(reflect::never<Value, E>,
                      "tain: this expression may be NULL, and the type of the term cannot. Write "
                      "term<std::optional<V>, Table>, or give coalesce(expression, value).");
    }
};

/// Verdict: a term of one type, and an expression of another.
struct term_type_differs {
    template <class Value, class E>
    static constexpr auto report() {
        static_assert(reflect::never<Value, E>,
                      "tain: this expression has another type than the term. Convert it by cast<V>(expression), or "
                      "declare the term with the expression's own type.");
    }
};

/// Verdict: a term of rows that is an aggregate, or one of groups that is none.
struct term_of_other_rows {
    template <class E>
    static constexpr auto report() {
        static_assert(reflect::never<E>,
                      "tain: a term is an expression over single rows, and a group_term an aggregate over groups of "
                      "them, such as count() or sum(column). Declare it as a group_term or a term.");
    }
};

/// Verdict: a term inside an expression, or in a statement whose text does not depend on values.
struct term_inside {
    template <class Term>
    static constexpr auto report() {
        static_assert(reflect::never<Term>,
                      "tain: a term chosen at run time stands alone: in the select(), group_by() or order_by() of a "
                      "statement that is given to dynamic(), or in a comparison. Write functions into the expressions "
                      "that it is chosen from.");
    }
};

}  // namespace tain::verdict

namespace tain::sql {

template <bool Grouped, class V, class... Source>
class chosen_term;

namespace detail {

template <class E>
inline constexpr bool is_chosen = false;
template <bool Grouped, class V, class... Source>
inline constexpr bool is_chosen<chosen_term<Grouped, V, Source...>> = true;

/// A term holds what was chosen already.
template <bool Grouped, class V, class... Source>
class expression_piece<chosen_term<Grouped, V, Source...>> final : public piece {
public:
    explicit expression_piece(const chosen_term<Grouped, V, Source...>& from)
        : piece(from.shared()->binds(), from.shared()->strength()), of_(from.shared()) {}

    void write(writer& to, bool outer) const override { of_->write(to, outer); }
    void bind(expr::binder& to) const override { of_->bind(to); }

private:
    shared_piece of_;
};

/// The piece of a term of `V` over `Source`s; a mistake is reported.
template <bool Grouped, class V, class... Source, class E>
shared_piece term_of(const E& given) {
    if constexpr (!E::ok) {
        return nullptr;
    } else if constexpr (!requires { typename E::value_type; }) {
        verdict::term_type_differs::report<V, E>();
        return nullptr;
    } else if constexpr (E::aggregates != Grouped) {
        verdict::term_of_other_rows::report<E>();
        return nullptr;
    } else if constexpr (Grouped && !settled<E, reflect::list<>>::value) {
        verdict::term_of_other_rows::report<E>();
        return nullptr;
    } else if constexpr (!E::template reads_only<Source...>) {
        verdict::column_outside_from::report<E>();
        return nullptr;
    } else if constexpr (std::is_same_v<typename E::value_type, std::optional<V>>) {
        verdict::term_may_be_null::report<V, E>();
        return nullptr;
    } else if constexpr (!std::is_same_v<types::required<typename E::value_type>, types::required<V>>) {
        verdict::term_type_differs::report<V, E>();
        return nullptr;
    } else if constexpr (is_chosen<E>) {
        return given.shared();
    } else {
        return std::make_shared<expression_piece<E>>(given);
    }
}
/// Its label is the matter of the statement that selects it.
template <bool Grouped, class V, class... Source, class E, expr::fixed_text Label>
shared_piece term_of(const expr::labeled<E, Label>& given) {
    return term_of<Grouped, V, Source...>(given.inner);
}

}  // namespace detail

/// An expression that is chosen at run time. See `term` and `group_term`.
template <bool Grouped, class V, class... Source>
class chosen_term : public expr::labelable<chosen_term<Grouped, V, Source...>> {
public:
    using value_type = V;
    static constexpr bool ok = true;
    static constexpr std::size_t binds = 0;  // of its own, beside those of what was chosen
    template <class... Read>
    static constexpr bool reads_only = (reflect::one_of<Source, Read...> && ...);
    template <class... Outer>
    static constexpr bool nulled = (reflect::one_of<Source, Outer...> || ...);
    static constexpr bool aggregates = Grouped;

    template <expr::expression E>
    chosen_term(const E& given) : shared_(detail::term_of<Grouped, V, Source...>(given)) {}

    void bind(expr::binder& to) const { shared_->bind(to); }

    /// What it holds; for statements.
    const shared_piece& shared() const noexcept { return shared_; }

private:
    shared_piece shared_;
};

/// Its text is no matter of its type.
template <bool Grouped, class V, class... Source>
struct spell<chosen_term<Grouped, V, Source...>> {
    using node = chosen_term<Grouped, V, Source...>;
    static constexpr void to(writer&, const node*) {
        using said [[maybe_unused]] = decltype(verdict::term_inside::report<node>());
    }
};

namespace detail {

/// FROM is the first of its tables, when the terms before it read none.
template <bool Grouped, class V, class First, class... Rest>
struct first_source<chosen_term<Grouped, V, First, Rest...>> {
    using type = First;
};

template <class V, class... Source>
inline constexpr bool is_aggregate<chosen_term<true, V, Source...>> = true;

// Two terms of one type need not be equal: they are grouped by, and sort distinct rows, by their label.
template <class V, class... Source, class... Group>
struct settled<chosen_term<false, V, Source...>, reflect::list<Group...>> : std::false_type {};
template <bool Grouped, class V, class... Source>
inline constexpr bool holds<chosen_term<Grouped, V, Source...>, chosen_term<Grouped, V, Source...>> = false;
template <bool Grouped, class V, class... Source, expr::fixed_text Label>
inline constexpr bool
    holds<expr::labeled<chosen_term<Grouped, V, Source...>, Label>, chosen_term<Grouped, V, Source...>> = false;

/// Where a term stands in the text of a statement's type: what the writer has next is written there.
template <class Term>
struct chosen_slot : expr::leaf {
    using value_type = typename Term::value_type;
    template <class... Outer>
    static constexpr bool nulled = Term::template nulled<Outer...>;
};

/// A writer with pieces for the slots, in their order.
struct slot_writer : writer {
    const shared_piece* next;
};

}  // namespace detail

template <class Term>
struct spell<detail::chosen_slot<Term>> {
    /// `w` is a `slot_writer`.
    static void to(writer& w, const detail::chosen_slot<Term>*) {
        (*static_cast<detail::slot_writer&>(w).next++)->write(w, false);
    }
};

namespace detail {

/// The same part of a statement with slots for terms, and what stands in the slot.
template <class E>
struct slotted {
    using type = E;
    static constexpr bool has_slot = false;
};
template <bool Grouped, class V, class... Source>
struct slotted<chosen_term<Grouped, V, Source...>> {
    using term = chosen_term<Grouped, V, Source...>;
    using type = chosen_slot<term>;
    static constexpr bool has_slot = true;
    static const shared_piece& in(const term& given) { return given.shared(); }
};
template <bool Grouped, class V, class... Source, expr::fixed_text Label>
struct slotted<expr::labeled<chosen_term<Grouped, V, Source...>, Label>> {
    using term = chosen_term<Grouped, V, Source...>;
    using type = expr::labeled<chosen_slot<term>, Label>;
    static constexpr bool has_slot = true;
    static const shared_piece& in(const expr::labeled<term, Label>& given) { return given.inner.shared(); }
};
template <bool Grouped, class V, class... Source, bool Descending, expr::nulls Nulls>
struct slotted<expr::sort_key<chosen_term<Grouped, V, Source...>, Descending, Nulls>> {
    using term = chosen_term<Grouped, V, Source...>;
    using type = expr::sort_key<chosen_slot<term>, Descending, Nulls>;
    static constexpr bool has_slot = true;
    static const shared_piece& in(const expr::sort_key<term, Descending, Nulls>& given) {
        return given.operand.shared();
    }
};

/// Calls `write(writer)` with a writer that has pieces for the slots.
template <class F>
void with_slots(writer& to, const shared_piece* pieces, const F& write) {
    slot_writer made{to, pieces};
    write(made);
    to = made;
}

/// `left = right`, of which a side was chosen at run time.
class comparison_piece final : public piece {
public:
    comparison_piece(shared_piece left, std::string_view symbol, shared_piece right)
        : piece(left->binds() + right->binds(), 4), left_(std::move(left)), right_(std::move(right)), symbol_(symbol) {}

    void write(writer& to, bool) const override {
        side(to, *left_);
        side(to.put(symbol_), *right_);
    }
    void bind(expr::binder& to) const override {
        left_->bind(to);
        right_->bind(to);
    }

private:
    static void side(writer& to, const piece& of) {
        const bool looser = of.strength() < 5;
        if (looser) to.put('(');
        of.write(to, false);
        if (looser) to.put(')');
    }

    shared_piece left_;
    shared_piece right_;
    std::string_view symbol_;
};

/// What a term is compared with: an expression over its tables, or a value; a mistake is reported.
template <class V, class... Source, class R>
shared_piece compared_side(const R& given) {
    if constexpr (expr::expression<R>) {
        if constexpr (reads_rows_of<R, Source...>()) return std::make_shared<expression_piece<R>>(given);
        return nullptr;
    } else {
        return std::make_shared<expression_piece<expr::operand_t<R>>>(expr::operand(given));
    }
}

/// Whether the sides of a comparison fit; a mistake is reported.
template <expr::op O, class L, class R>
constexpr bool sides_fit() {
    constexpr auto how = O == expr::op::eq || O == expr::op::ne ? types::comparing::equality : types::comparing::order;
    using judged = verdict::comparison<L, R, how>;
    if constexpr (!expr::sound<L> || !expr::sound<R>) {
        return false;
    } else if constexpr (!std::is_same_v<judged, verdict::accepted>) {
        judged::template report<verdict::value_in<L>, verdict::value_in<R>>();
        return false;
    } else {
        return true;
    }
}

template <expr::op O, class V, class... Source, class R>
condition<Source...> compared_with(const chosen_term<false, V, Source...>& left, const R& right) {
    if constexpr (sides_fit<O, chosen_term<false, V, Source...>, R>())
        if (shared_piece other = compared_side<V, Source...>(right))
            return condition<Source...>{
                std::make_shared<comparison_piece>(left.shared(), symbol_of(O), std::move(other))};
    return {};
}
template <expr::op O, class V, class... Source, class L>
condition<Source...> compared_with(const L& left, const chosen_term<false, V, Source...>& right) {
    if constexpr (sides_fit<O, L, chosen_term<false, V, Source...>>())
        if (shared_piece other = compared_side<V, Source...>(left))
            return condition<Source...>{
                std::make_shared<comparison_piece>(std::move(other), symbol_of(O), right.shared())};
    return {};
}
template <expr::op O, class V, class... A, class W, class... B>
auto compared_with(const chosen_term<false, V, A...>& left, const chosen_term<false, W, B...>& right) {
    using both = typename sources_of_both<reflect::list<A...>, reflect::list<B...>>::type;
    if constexpr (sides_fit<O, chosen_term<false, V, A...>, chosen_term<false, W, B...>>())
        return both{std::make_shared<comparison_piece>(left.shared(), symbol_of(O), right.shared())};
    else
        return both{};
}

}  // namespace detail

// Each is tried before the operators of all expressions, which make nodes with a text of their type.
template <class V, class... Source, class R>
auto operator==(const chosen_term<false, V, Source...>& left, const R& right) {
    return detail::compared_with<expr::op::eq>(left, right);
}
template <class V, class... Source, class R>
auto operator!=(const chosen_term<false, V, Source...>& left, const R& right) {
    return detail::compared_with<expr::op::ne>(left, right);
}
template <class V, class... Source, class R>
auto operator<(const chosen_term<false, V, Source...>& left, const R& right) {
    return detail::compared_with<expr::op::lt>(left, right);
}
template <class V, class... Source, class R>
auto operator<=(const chosen_term<false, V, Source...>& left, const R& right) {
    return detail::compared_with<expr::op::le>(left, right);
}
template <class V, class... Source, class R>
auto operator>(const chosen_term<false, V, Source...>& left, const R& right) {
    return detail::compared_with<expr::op::gt>(left, right);
}
template <class V, class... Source, class R>
auto operator>=(const chosen_term<false, V, Source...>& left, const R& right) {
    return detail::compared_with<expr::op::ge>(left, right);
}
template <class L, class V, class... Source>
    requires(!detail::is_chosen<L>)
auto operator==(const L& left, const chosen_term<false, V, Source...>& right) {
    return detail::compared_with<expr::op::eq>(left, right);
}
template <class L, class V, class... Source>
    requires(!detail::is_chosen<L>)
auto operator!=(const L& left, const chosen_term<false, V, Source...>& right) {
    return detail::compared_with<expr::op::ne>(left, right);
}
template <class L, class V, class... Source>
    requires(!detail::is_chosen<L>)
auto operator<(const L& left, const chosen_term<false, V, Source...>& right) {
    return detail::compared_with<expr::op::lt>(left, right);
}
template <class L, class V, class... Source>
    requires(!detail::is_chosen<L>)
auto operator<=(const L& left, const chosen_term<false, V, Source...>& right) {
    return detail::compared_with<expr::op::le>(left, right);
}
template <class L, class V, class... Source>
    requires(!detail::is_chosen<L>)
auto operator>(const L& left, const chosen_term<false, V, Source...>& right) {
    return detail::compared_with<expr::op::gt>(left, right);
}
template <class L, class V, class... Source>
    requires(!detail::is_chosen<L>)
auto operator>=(const L& left, const chosen_term<false, V, Source...>& right) {
    return detail::compared_with<expr::op::ge>(left, right);
}

}  // namespace tain::sql

namespace tain {

/// A value of a row that is chosen at run time, read as a `V`, over these tables: `term<std::string, Book> shown =
/// col<&Book::title>;`. It is given any expression of that type that reads them and nothing else; one of another type, or
/// one that may be NULL while `V` is no `std::optional`, does not compile.
///
/// It stands in `select`, `group_by` and `order_by` of a statement that is given to `dynamic`, beside columns and other
/// expressions. A comparison with it, `shown == "x"`, is a `condition` over its tables. It is grouped by its label, as
/// expressions with values are. Where an outer join may lack one of its tables it comes out as optional. It stands in no
/// function: what it is chosen from does.
///
/// A value, and cheap to copy. It owns its bound values, but for texts given as `const char*` or `std::string_view`, which
/// are borrowed until the last statement with it has run.
///
///     using text = term<std::string, Book>;
///     text shown = by_genre ? text{coalesce(col<&Book::genre>, "none")} : text{upper(col<&Book::title>)};
///     auto books = dynamic(select(shown.as<"kind">(), count()).group_by(by_label<"kind">)).where(shown != "none");
///     std::vector<std::tuple<std::string, std::int64_t>> rows = db.execute(books).all();
///
/// Cost: an allocation for each expression it is given. Each choice is a statement text of its own, prepared once.
template <class V, class... Source>
    requires(sizeof...(Source) != 0)
using term = sql::chosen_term<false, V, Source...>;

/// The same of groups: an aggregate that is chosen at run time. It is selected, and sorted by before and after `dynamic`.
///
///     using total = group_term<std::optional<double>, Book>;
///     total shown = dearest ? total{max(col<&Book::price>)} : total{avg(col<&Book::price>)};
///     dynamic(select(col<&Book::genre>, shown).group_by(col<&Book::genre>)).order_by(desc(shown))
template <class V, class... Source>
    requires(sizeof...(Source) != 0)
using group_term = sql::chosen_term<true, V, Source...>;

}  // namespace tain
