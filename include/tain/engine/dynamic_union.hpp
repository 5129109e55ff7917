// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/expr/column.hpp>
#include <tain/expr/node.hpp>
#include <tain/expr/order.hpp>
#include <tain/expr/verdict.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/aggregate.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/compound.hpp>
#include <tain/sql/dynamic.hpp>
#include <tain/sql/dynamic_text.hpp>
#include <tain/sql/output.hpp>
#include <tain/sql/selection.hpp>
#include <tain/sql/sort_key.hpp>
#include <tain/types/type.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// Unions, intersections and differences of statements that are put together at run time.
namespace tain::verdict {

/// Verdict: a sort key of a dynamic union that is no value of its rows.
struct union_sorted_elsewhere {
    template <class Key, class Row>
    static constexpr auto report() {
        static_assert(reflect::never<Key, Row>,
                      "tain: a union of dynamic statements is sorted by what its rows hold: by_element<0> is the first "
                      "value of a row, and rows that are whole models are sorted by columns of the model.");
    }
};

}  // namespace tain::verdict

namespace tain::expr {

/// A value of a row, by its position from 0.
template <std::size_t At>
struct element_reference : leaf {};

}  // namespace tain::expr

namespace tain::sql {

template <class Row>
class dynamic_union;

namespace detail {

/// Several statements as one.
class arms_shell final : public select_shell {
public:
    arms_shell(set_operation by, std::vector<dynamic_text> arms)
        : select_shell({.binds = binds_of(arms),
                        .qualify = false,
                        .outer = false,
                        .sorted = false,
                        .arms = by == set_operation::intersect ? arms_of::intersection : arms_of::other}),
          by_(by),
          arms_(std::move(arms)) {}

    void write_rows(writer& to) const override {
        constexpr std::string_view words[] = {" UNION ", " UNION ALL ", " INTERSECT ", " EXCEPT "};
        for (std::size_t at = 0; at != arms_.size(); ++at) {
            if (at != 0) to.put(words[static_cast<std::size_t>(by_)]);
            arms_[at].write_arm(to, at == 0, by_ == set_operation::intersect);
        }
    }
    void write_groups(writer&) const override {}
    void write_keys(writer&) const override {}
    void bind_rows(expr::binder& to) const override {
        for (const dynamic_text& each : arms_) each.bind(to);
    }
    void bind_groups(expr::binder&) const override {}
    void bind_keys(expr::binder&) const override {}

private:
    static std::size_t binds_of(const std::vector<dynamic_text>& arms) {
        std::size_t count = 0;
        for (const dynamic_text& each : arms) count += each.bind_count();
        return count;
    }

    set_operation by_;
    std::vector<dynamic_text> arms_;
};

/// The values of a row one by one, and whole models among them.
template <class Row>
struct elements_of {
    using type = reflect::list<Row>;
};
template <class... T>
struct elements_of<std::tuple<T...>> {
    using type = reflect::list<T...>;
};
template <class Row>
    requires(reflect::plain_aggregate<Row> && !types::mapped<Row> && !reflect::described<Row>)
struct elements_of<Row> {
    using type = decltype([]<std::size_t... I>(std::index_sequence<I...>) {
        return reflect::list<reflect::field_type<Row, I>...>{};
    }(std::make_index_sequence<reflect::field_count<Row>>{}));
};

/// How many columns a value of a row takes.
template <class Element>
constexpr std::size_t columns_taken() {
    if constexpr (types::mapped<Element>)
        return 1;
    else
        return model::table_of<types::required<Element>>::size;
}
template <std::size_t At, class... Element>
constexpr std::size_t column_of_element(reflect::list<Element...>) {
    constexpr std::size_t taken[] = {columns_taken<Element>()..., 0};
    std::size_t column = 0;
    for (std::size_t before = 0; before != At; ++before) column += taken[before];
    return column;
}

/// The column of the rows that a key is: its position and its type; void when there is none.
template <class Row, class Operand>
struct sorted_column {
    using type = void;
};
template <class Row, std::size_t At>
    requires(At < elements_of<Row>::type::size)
struct sorted_column<Row, expr::element_reference<At>> {
    using element = reflect::nth<At, typename elements_of<Row>::type>;
    using type =
        std::conditional_t<types::mapped<element>,
                           output<column_of_element<At>(typename elements_of<Row>::type{}), merged_term<element>>,
                           void>;
};
template <class Row, class Path>
struct sorted_column<Row, expr::column<Row, Path>> {
    using type =
        output<model::table_of<Row>::template index<Path>, merged_term<typename expr::column<Row, Path>::value_type>>;
};

/// The piece of a sort key of a union's rows; a mistake is reported.
template <class Row, class K>
shared_piece union_key_of(const K& given) {
    using key = decltype(expr::as_sort_key(given));
    using column = typename sorted_column<Row, typename key::operand_type>::type;
    if constexpr (!key::ok) {
        return nullptr;
    } else if constexpr (std::is_void_v<column>) {
        verdict::union_sorted_elsewhere::report<typename key::operand_type, Row>();
        return nullptr;
    } else {
        using value = typename column::value_type;
        using judged = verdict::comparable<value, types::comparing::order>;
        if constexpr (!std::is_same_v<judged, verdict::accepted>) {
            judged::template report<value>();
            return nullptr;
        } else {
            using made = expr::sort_key<column, key::descending, key::nulls>;
            return std::make_shared<key_piece<made>>(made{});
        }
    }
}

/// The row type of a dynamic statement with rows; void of everything else.
template <class S>
struct dynamic_row {
    using type = void;
};
template <class Row, dynamic_kind Kind, class... Source>
struct dynamic_row<dynamic_statement<Row, Kind, Source...>> {
    using type = Row;
};
template <class Row>
struct dynamic_row<dynamic_union<Row>> {
    using type = Row;
};
template <class S>
using dynamic_row_of = typename dynamic_row<S>::type;
template <class Range>
using arm_in = std::remove_cvref_t<decltype(*std::declval<const Range&>().begin())>;

template <class S>
concept dynamic_rows = !std::is_void_v<dynamic_row_of<S>>;
template <class Range>
concept dynamic_arms = requires { requires dynamic_rows<arm_in<Range>>; };

template <set_operation K, class L, class R>
auto dynamic_arms_of(const L& left, const R& right) {
    using row = dynamic_row_of<L>;
    if constexpr (!std::is_same_v<row, dynamic_row_of<R>>) {
        verdict::union_arms_differ::report<L, R>();
        return dynamic_union<row>{dynamic_text{}};  // reported
    } else if constexpr (!L::ok || !R::ok) {
        return dynamic_union<row>{dynamic_text{}};  // reported
    } else {
        return dynamic_union<row>{
            dynamic_text{std::make_shared<arms_shell>(K, std::vector<dynamic_text>{left, right})}};
    }
}
template <set_operation K, class Range>
auto dynamic_arms_in(const Range& arms) {
    std::vector<dynamic_text> all;
    for (const auto& each : arms) all.push_back(each);
    if (all.empty())
        throw error("tain: a union, intersection or difference of no statement at all; give it one or more");
    return dynamic_union<dynamic_row_of<arm_in<Range>>>{dynamic_text{std::make_shared<arms_shell>(K, std::move(all))}};
}

}  // namespace detail

/// Several dynamic statements as one. See `union_`.
template <class Row>
class dynamic_union : public dynamic_text {
public:
    using row_type = Row;
    static constexpr bool composed_text = true;
    static constexpr bool returns_rows = true;
    static constexpr bool gives_models = true;
    static constexpr bool changes_rows = false;
    static constexpr bool ok = true;
    static constexpr bool complete() { return true; }

    explicit dynamic_union(dynamic_text made) : dynamic_text(std::move(made)) {}

    /// Sorts the rows, after the keys that were given before: by values of a row, `by_element<0>`, `desc(by_element<1>)`, or,
    /// where rows are whole models, by columns of the model.
    template <class... K>
    [[nodiscard]] dynamic_union order_by(const K&... keys) const {
        return dynamic_union{sorted({detail::union_key_of<Row>(keys)...})};
    }
    /// At most `rows` rows; given again, the last counts. A bound value.
    [[nodiscard]] dynamic_union limit(std::int64_t rows) const { return dynamic_union{limited(rows)}; }
    /// Leaves out the first `rows` rows; given again, the last counts. A bound value.
    [[nodiscard]] dynamic_union offset(std::int64_t rows) const { return dynamic_union{skipping(rows)}; }
};

}  // namespace tain::sql

namespace tain {

using sql::dynamic_union;

/// A value of a row, in the order of a union of dynamic statements: counted from 0, as std::get does.
template <std::size_t At>
inline constexpr expr::element_reference<At> by_element{};

/// The rows of both statements, each once. Both give rows of one type. What comes of it is a statement, too, which is sorted
/// and limited as a whole.
///
///     auto wanted = union_(dynamic(select(col<&Book::title>)).where_if(cheap, col<&Book::price> < 10),
///                          dynamic(select(col<&Author::name>)))
///                       .order_by(by_element<0>)
///                       .limit(20);
///     std::vector<std::string> names = db.execute(wanted).all();
///
/// Cost: an allocation, and the text is written at each run.
template <sql::detail::dynamic_rows L, sql::detail::dynamic_rows R>
auto union_(const L& left, const R& right) {
    return sql::detail::dynamic_arms_of<sql::set_operation::union_>(left, right);
}
/// The rows of both statements, as often as they are there.
template <sql::detail::dynamic_rows L, sql::detail::dynamic_rows R>
auto union_all(const L& left, const R& right) {
    return sql::detail::dynamic_arms_of<sql::set_operation::union_all>(left, right);
}
/// The rows that both statements give, each once.
template <sql::detail::dynamic_rows L, sql::detail::dynamic_rows R>
auto intersect(const L& left, const R& right) {
    return sql::detail::dynamic_arms_of<sql::set_operation::intersect>(left, right);
}
/// The rows of the first statement that the second does not give, each once.
template <sql::detail::dynamic_rows L, sql::detail::dynamic_rows R>
auto except(const L& left, const R& right) {
    return sql::detail::dynamic_arms_of<sql::set_operation::except>(left, right);
}

/// The rows of all statements in a range, each once. Throws `tain::error` when the range is empty.
template <sql::detail::dynamic_arms Range>
auto union_(const Range& arms) {
    return sql::detail::dynamic_arms_in<sql::set_operation::union_>(arms);
}
/// The same, as often as they are there.
template <sql::detail::dynamic_arms Range>
auto union_all(const Range& arms) {
    return sql::detail::dynamic_arms_in<sql::set_operation::union_all>(arms);
}
/// The rows that all statements in a range give, each once. Throws `tain::error` when the range is empty.
template <sql::detail::dynamic_arms Range>
auto intersect(const Range& arms) {
    return sql::detail::dynamic_arms_in<sql::set_operation::intersect>(arms);
}

}  // namespace tain
