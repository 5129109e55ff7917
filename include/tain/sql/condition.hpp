// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/node.hpp>
#include <tain/expr/verdict.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/change.hpp>
#include <tain/sql/piece.hpp>
#include <tain/sql/selection.hpp>
#include <tain/sql/verdict.hpp>

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace tain {

template <class... Source>
class condition;

namespace sql::detail {

template <class E>
class expression_piece final : public piece {
public:
    explicit expression_piece(const E& from) : piece(E::binds, detail::strength<E>), from_(from) {}

    void write(writer& to, bool) const override { spell<E>::to(to, nullptr); }
    void bind(expr::binder& to) const override { from_.bind(to); }

private:
    E from_;
};

/// The piece of a condition over `Source`s; a mistake is reported.
template <class... Source, class E>
shared_piece condition_of(const E& given) {
    if constexpr (!expr::predicate<E>)
        verdict::not_a_condition::report<E>();
    else if constexpr (E::ok)
        if constexpr (reads_rows_of<E, Source...>()) return std::make_shared<expression_piece<E>>(given);
    return nullptr;
}
template <class... Source, class... Read>
shared_piece condition_of(const condition<Read...>& given) {
    if constexpr (!(reflect::one_of<Read, Source...> && ...))
        verdict::column_outside_from::report<condition<Read...>>();
    return given.shared();
}

/// The sources of two conditions, each once.
template <class A, class B>
struct sources_of_both;
template <class... A, class... B>
struct sources_of_both<reflect::list<A...>, reflect::list<B...>> {
    template <class... All>
    static condition<All...> over(reflect::list<All...>);
    using type = decltype(over(
        reflect::join<reflect::list<A...>,
                      std::conditional_t<reflect::one_of<B, A...>, reflect::list<>, reflect::list<B>>...>{}));
};

template <class T>
struct condition_sources;
template <class... Source>
struct condition_sources<condition<Source...>> {
    using type = reflect::list<Source...>;
};

}  // namespace sql::detail

/// A condition that is chosen at run time, over these tables: `condition<Book> wanted = col<&Book::pages> > 100;`. Any
/// condition that reads them and nothing else can be assigned to it; one that reads others, or has no truth value, does
/// not compile. Made empty it says nothing: it is left out of what it is joined with, and `!` of it says nothing.
///
/// It is a value, and cheap to copy. It owns its bound values, but for texts given as `const char*` or
/// `std::string_view`, which are borrowed until the last statement with it has run. `&&`, `||` and `!` join it with others
/// and with static conditions.
///
///     condition<Book> wanted;
///     if (!genre.empty()) wanted = wanted && col<&Book::genre> == genre;
///     db.execute(dynamic(select<Book>()).where(wanted)).all();
///
/// Cost: an allocation for each.
template <class... Source>
class condition {
public:
    condition() = default;
    template <expr::expression E>
    condition(const E& given) : shared_(sql::detail::condition_of<Source...>(given)) {}
    /// Of one that reads fewer tables.
    template <class... Read>
        requires(!std::is_same_v<condition, condition<Read...>> && (reflect::one_of<Read, Source...> && ...))
    condition(const condition<Read...>& given) : shared_(given.shared()) {}

    /// True when it says nothing.
    bool empty() const noexcept { return !shared_; }

    /// What it holds; for statements.
    const sql::shared_piece& shared() const noexcept { return shared_; }
    explicit condition(sql::shared_piece made) noexcept : shared_(std::move(made)) {}

private:
    sql::shared_piece shared_{};
};

template <class... A, class... B>
auto operator&&(const condition<A...>& left, const condition<B...>& right) {
    using both = typename sql::detail::sources_of_both<reflect::list<A...>, reflect::list<B...>>::type;
    return both{sql::joined(sql::junction::all, {left.shared(), right.shared()})};
}
template <class... A, expr::expression E>
condition<A...> operator&&(const condition<A...>& left, const E& right) {
    return left && condition<A...>{right};
}
template <class... A, expr::expression E>
condition<A...> operator&&(const E& left, const condition<A...>& right) {
    return condition<A...>{left} && right;
}
template <class... A, class... B>
auto operator||(const condition<A...>& left, const condition<B...>& right) {
    using both = typename sql::detail::sources_of_both<reflect::list<A...>, reflect::list<B...>>::type;
    return both{sql::joined(sql::junction::any, {left.shared(), right.shared()})};
}
template <class... A, expr::expression E>
condition<A...> operator||(const condition<A...>& left, const E& right) {
    return left || condition<A...>{right};
}
template <class... A, expr::expression E>
condition<A...> operator||(const E& left, const condition<A...>& right) {
    return condition<A...>{left} || right;
}
template <class... A>
condition<A...> operator!(const condition<A...>& of) {
    return condition<A...>{sql::negated(of.shared())};
}

namespace sql::detail {

/// The conditions of a range, and how many there are.
template <class Range>
std::vector<shared_piece> pieces_in(const Range& range) {
    std::vector<shared_piece> parts;
    for (const auto& each : range) parts.push_back(each.shared());
    return parts;
}
template <class Range>
using condition_in = std::remove_cvref_t<decltype(*std::declval<const Range&>().begin())>;

}  // namespace sql::detail

/// All conditions of a range, joined by AND; of an empty one: says nothing.
template <class Range>
    requires requires { typename sql::detail::condition_sources<sql::detail::condition_in<Range>>::type; }
auto all_of(const Range& conditions) {
    return sql::detail::condition_in<Range>{sql::joined(sql::junction::all, sql::detail::pieces_in(conditions))};
}

/// Any condition of a range, joined by OR; of an empty one: matches nothing, as `in` an empty list does.
template <class Range>
    requires requires { typename sql::detail::condition_sources<sql::detail::condition_in<Range>>::type; }
auto any_of(const Range& conditions) {
    std::vector<sql::shared_piece> parts = sql::detail::pieces_in(conditions);
    if (parts.empty()) parts.push_back(sql::never_true());
    return sql::detail::condition_in<Range>{sql::joined(sql::junction::any, std::move(parts))};
}

}  // namespace tain
