// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/judged.hpp>
#include <tain/expr/pack.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/output.hpp>
#include <tain/sql/select.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace tain::verdict {

/// Verdict: two selects whose rows cannot be put together.
struct union_arms_differ {
    template <class Left, class Right>
    static constexpr auto report() {
        static_assert(reflect::never<Left, Right>,
                      "tain: the selects of a union, intersection or difference give rows of the same types, column by "
                      "column. Select the same number of columns, and convert those that differ: cast<double>(…).");
    }
};

/// Verdict: a union sorted by something other than its columns.
struct union_sorted_by_expression {
    template <class Key>
    static constexpr auto report() {
        static_assert(reflect::never<Key>,
                      "tain: a union, intersection or difference is sorted by the labels of its first select. Write "
                      "select(column.as<\"name\">(), …) there, and order_by(by_label<\"name\">).");
    }
};

}  // namespace tain::verdict

namespace tain::sql {

enum class set_operation : unsigned char { union_, union_all, intersect, except };

namespace detail {

/// One type for a column of both arms; void when there is none.
template <class L, class R>
struct merged_type {
    using type = std::conditional_t<std::is_same_v<types::required<L>, types::required<R>>,
                                    std::conditional_t<types::is_optional<L>, L, R>, void>;
};

template <class L, class R>
struct merged_values {
    using type = void;
};
template <class... L, class... R>
    requires(sizeof...(L) == sizeof...(R) && (!std::is_void_v<typename merged_type<L, R>::type> && ...))
struct merged_values<reflect::list<L...>, reflect::list<R...>> {
    using type = reflect::list<typename merged_type<L, R>::type...>;
};

template <class Values>
struct merged_row : row_of_list<Values> {};
template <>
struct merged_row<void> {
    using type = void;  // reported elsewhere
};

/// A column of both arms.
template <class Value>
struct merged_term {
    using value_type = Value;
    static constexpr bool ok = true;
    template <class... Outer>
    static constexpr bool nulled = false;
};

template <class E>
inline constexpr bool is_sorted_output = false;
template <std::size_t At, class Term, std::size_t Column, bool D, expr::nulls N>
inline constexpr bool is_sorted_output<expr::sort_key<output<At, Term, Column>, D, N>> = true;

/// The key with the type of both arms' column.
template <class Values, std::size_t At, class Term, std::size_t Column, bool D, expr::nulls N>
constexpr auto merged_key(const expr::sort_key<output<At, Term, Column>, D, N>&) {
    using term = merged_term<reflect::nth<At, Values>>;
    return expr::sort_key<output<At, term, Column>, D, N>{output<At, term, Column>{}};
}

}  // namespace detail

/// Two selects as one, as a type: `left UNION right`, and its order.
template <set_operation K, class L, class R, class Order, class Limit, class Offset>
struct compound_statement;

template <set_operation K, class L, class R, class... Order, class Limit, class Offset>
struct compound_statement<K, L, R, expr::pack<Order...>, Limit, Offset> {
    static constexpr set_operation operation = K;
    /// What the rows are.
    struct rows {
        using terms = typename L::rows::terms;
        using values = typename detail::merged_values<typename L::rows::values, typename R::rows::values>::type;
        using type = typename detail::merged_row<values>::type;
    };
    static constexpr bool is_select = true;
    static constexpr bool returns_rows = true;
    static constexpr bool joined_tables = false;
    static constexpr bool is_plain =
        sizeof...(Order) == 0 && std::is_same_v<Limit, absent> && std::is_same_v<Offset, absent>;
    static constexpr bool ok = L::ok && R::ok && (Order::ok && ...);
    static constexpr std::size_t binds = L::binds + R::binds + Limit::binds + Offset::binds;

    L left;
    R right;
    expr::pack<Order...> order;
    Limit most;
    Offset skipped;

    /// The order of the rows, by labels of the first select.
    template <class... Key>
    constexpr auto order_by(const Key&... keys) const {
        if constexpr (sizeof...(Order) != 0) {
            verdict::clause_twice::report<expr::pack<Order...>>();
            return refused();
        } else {
            return compound_statement<K, L, R, expr::pack<decltype(key(keys))...>, Limit, Offset>{
                left, right, {{key(keys)}...}, most, skipped};
        }
    }
    /// At most `rows` rows.
    constexpr auto limit(std::int64_t rows) const { return bounded<Limit>(limit_value{rows}, skipped); }
    /// Leaves out the first `rows` rows.
    constexpr auto offset(std::int64_t rows) const { return bounded<Offset>(most, limit_value{rows}); }

    void bind(expr::binder& to) const {
        left.bind(to);
        right.bind(to);
        most.bind(to);
        skipped.bind(to);
    }

    static constexpr void to(writer& w) {
        w.qualify = false;
        write(w);
    }
    static constexpr void write(writer& w) {
        // Written without parentheses, a first arm comes first on both databases but before INTERSECT.
        constexpr bool first_as_it_is = [] {
            if constexpr (requires { L::operation; })
                return L::is_plain && (K != set_operation::intersect || L::operation == set_operation::intersect);
            else
                return L::is_plain;
        }();
        write_arm<L>(w, first_as_it_is);
        constexpr std::string_view words[] = {" UNION ", " UNION ALL ", " INTERSECT ", " EXCEPT "};
        w.put(words[static_cast<std::size_t>(K)]);
        write_arm<R>(w, R::is_plain && !requires { R::operation; });
        write_order(w, static_cast<expr::pack<Order...>*>(nullptr));
        write_limits(w, !std::is_same_v<Limit, absent>, !std::is_same_v<Offset, absent>);
    }

    static constexpr bool complete() {
        if constexpr (!fit())
            return false;
        else
            return L::complete() && R::complete();
    }
    static constexpr bool fit() {
        if constexpr (!ok || !detail::select_rules<L>::fit() || !detail::select_rules<R>::fit()) {
            return false;
        } else if constexpr (std::is_void_v<typename rows::values>) {
            verdict::union_arms_differ::report<L, R>();
            return false;
        } else {
            return true;
        }
    }
    template <class... Around>
    static constexpr bool reads_inside() {
        return detail::select_rules<L>::template reads_inside<Around...>() &&
               detail::select_rules<R>::template reads_inside<Around...>();
    }

private:
    /// After a mistake that was reported.
    constexpr auto refused() const {
        return compound_statement<K, L, R, expr::pack<expr::sort_key<expr::rejected, false>>, Limit, Offset>{
            left, right, {}, most, skipped};
    }
    /// `Given`: what stood where a limit is given now.
    template <class Given, class NewLimit, class NewOffset>
    constexpr auto bounded(const NewLimit& limit, const NewOffset& offset) const {
        if constexpr (!std::is_same_v<Given, absent>) {
            verdict::clause_twice::report<Given>();
            return refused();
        } else {
            return compound_statement<K, L, R, expr::pack<Order...>, NewLimit, NewOffset>{left, right, order, limit,
                                                                                          offset};
        }
    }
    template <class Arm>
    static constexpr void write_arm(writer& w, bool as_it_is) {
        const bool qualify = w.qualify;
        w.qualify = qualify || Arm::joined_tables;
        if (!as_it_is) w.put("SELECT * FROM (");  // SQLite takes no parentheses around an arm
        Arm::write(w);
        if (!as_it_is) w.put(") AS \"arm\"");
        w.qualify = qualify;
    }

    template <class Key>
    static constexpr auto key(const Key& given) {
        const auto found = detail::order_key<typename rows::terms>(given);
        if constexpr (!decltype(found)::ok) {
            return found;
        } else if constexpr (!detail::is_sorted_output<std::remove_const_t<decltype(found)>>) {
            verdict::union_sorted_by_expression::report<Key>();
            return expr::sort_key<expr::rejected, false>{};
        } else if constexpr (std::is_void_v<typename rows::values>) {
            return expr::sort_key<expr::rejected, false>{};
        } else {
            return detail::merged_key<typename rows::values>(found);
        }
    }
};

template <set_operation K, class L, class R>
constexpr auto combined(const L& left, const R& right) {
    return compound_statement<K, L, R, expr::pack<>, absent, absent>{left, right, {}, {}, {}};
}

}  // namespace tain::sql

namespace tain {

/// The rows of both selects, each once. Rows are of the types that both give, optional where one of them is; sorted, if
/// at all, by labels of the first: `union_(select(a.as<"name">()), select(b)).order_by(by_label<"name">)`.
template <sql::selects L, sql::selects R>
constexpr auto union_(const L& left, const R& right) {
    return sql::combined<sql::set_operation::union_>(left, right);
}

/// The rows of both selects, as often as they are there.
template <sql::selects L, sql::selects R>
constexpr auto union_all(const L& left, const R& right) {
    return sql::combined<sql::set_operation::union_all>(left, right);
}

/// The rows that both selects give, each once.
template <sql::selects L, sql::selects R>
constexpr auto intersect(const L& left, const R& right) {
    return sql::combined<sql::set_operation::intersect>(left, right);
}

/// The rows of the first select that the second does not give, each once.
template <sql::selects L, sql::selects R>
constexpr auto except(const L& left, const R& right) {
    return sql::combined<sql::set_operation::except>(left, right);
}

}  // namespace tain
