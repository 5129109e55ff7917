// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/condition.hpp>
#include <tain/sql/dynamic_text.hpp>
#include <tain/sql/select.hpp>
#include <tain/sql/sort_key.hpp>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace tain::verdict {

/// Verdict: a sort key chosen at run time for rows that are grouped or distinct.
struct order_decided_already {
    template <class Key>
    static constexpr auto report() {
        static_assert(reflect::never<Key>,
                      "tain: rows that are grouped, counted or distinct are sorted only by what they hold. Give "
                      "order_by() before dynamic().");
    }
};

/// Verdict: a dynamic statement whose rows are a described struct, and no whole model of the database.
struct dynamic_rows_described {
    template <class Row>
    static constexpr auto report() {
        static_assert(
            reflect::never<Row>,
            "tain: dynamic() takes a struct of into<Row>() for a model when it is described. Use an aggregate "
            "that is not described, or select<Model>().");
    }
};

}  // namespace tain::verdict

namespace tain::sql {

/// What can be done with a dynamic statement and its rows.
enum class dynamic_kind : unsigned char {
    rows,     ///< rows of the tables
    groups,   ///< grouped, aggregated or distinct rows: no sort key can be added
    refused,  ///< the statement's mistake was reported
};

namespace detail {

template <class S>
class shell_of final : public select_shell {
public:
    explicit shell_of(const S& from) : select_shell(facts()), from_(from) {}

    void write_rows(writer& to) const override { S::write_rows(to); }
    void write_groups(writer& to) const override { S::write_groups(to); }
    void write_keys(writer& to) const override { S::write_keys(to); }
    void bind_rows(expr::binder& to) const override {
        from_.terms.bind(to);
        from_.joins.bind(to);
    }
    void bind_groups(expr::binder& to) const override {
        from_.groups.bind(to);
        from_.group_condition.bind(to);
    }
    void bind_keys(expr::binder& to) const override { from_.order.bind(to); }

private:
    static constexpr select_facts facts() {
        return {.binds = decltype(S::terms)::all_binds() + decltype(S::joins)::all_binds() +
                         decltype(S::groups)::all_binds() + decltype(S::group_condition)::binds +
                         decltype(S::order)::all_binds(),
                .qualify = S::joined_tables,
                .outer = S::rows::outer::size != 0,
                .sorted = S::sort_keys != 0};
    }

    S from_;
};

template <class S>
constexpr dynamic_kind kind_of() {
    if constexpr (!S::ok || !S::complete()) {
        return dynamic_kind::refused;
    } else if constexpr (reflect::described<typename S::into_type>) {
        verdict::dynamic_rows_described::report<typename S::into_type>();
        return dynamic_kind::refused;
    } else {
        return S::is_grouped || S::is_distinct ? dynamic_kind::groups : dynamic_kind::rows;
    }
}

}  // namespace detail

/// A SELECT to which conditions, sort keys and limits are added at run time. See `dynamic`.
template <class Row, dynamic_kind Kind, class... Source>
class dynamic_statement : public dynamic_text {
public:
    using row_type = Row;
    static constexpr bool composed_text = true;
    static constexpr bool returns_rows = true;
    static constexpr bool gives_models = true;
    static constexpr bool changes_rows = false;
    static constexpr bool ok = Kind != dynamic_kind::refused;
    static constexpr bool complete() { return true; }

    explicit dynamic_statement(dynamic_text made) : dynamic_text(std::move(made)) {}
    /// Of one that reads more tables: which are joined is decided at run time then.
    template <class... Read>
        requires(sizeof...(Read) > sizeof...(Source) && (reflect::one_of<Source, Read...> && ...))
    dynamic_statement(const dynamic_statement<Row, Kind, Read...>& wider) : dynamic_text(wider) {}

    /// The statement with one condition more: any over its tables, or a `condition`, which may say nothing.
    template <class E>
    [[nodiscard]] dynamic_statement where(const E& added) const {
        if constexpr (ok)
            return dynamic_statement{narrowed(detail::condition_of<Source...>(added))};
        else
            return *this;
    }
    /// The same when `given` is true; otherwise the condition is not in the text. It may be a function without
    /// parameters, which is called only then.
    template <class E>
    [[nodiscard]] dynamic_statement where_if(bool given, const E& added) const {
        if constexpr (std::invocable<const E&>)
            return given ? where(added()) : *this;
        else
            return given ? where(added) : *this;
    }
    /// The same when there is a value, of which `made` makes the condition:
    /// `where_if(least, [](double price) { return col<&Book::price> >= price; })`.
    template <class V, std::invocable<const V&> F>
    [[nodiscard]] dynamic_statement where_if(const std::optional<V>& given, const F& made) const {
        return given ? where(made(*given)) : *this;
    }
    /// Sorts by these keys, after those that were given before. NULL sorts as the largest value on both databases.
    template <class... K>
    [[nodiscard]] dynamic_statement order_by(const K&... keys) const {
        if constexpr (Kind == dynamic_kind::groups) verdict::order_decided_already::report<expr::pack<K...>>();
        if constexpr (Kind == dynamic_kind::rows)
            return dynamic_statement{sorted({detail::key_of<Source...>(keys)...})};
        else
            return *this;
    }
    /// At most `rows` rows; given again, the last counts. A bound value.
    [[nodiscard]] dynamic_statement limit(std::int64_t rows) const { return dynamic_statement{limited(rows)}; }
    /// Leaves out the first `rows` rows; given again, the last counts. A bound value.
    [[nodiscard]] dynamic_statement offset(std::int64_t rows) const { return dynamic_statement{skipping(rows)}; }
};

namespace detail {

template <class Row, dynamic_kind Kind, class... Source>
dynamic_statement<Row, Kind, Source...> dynamic_over(dynamic_text made, reflect::list<Source...>) {
    return dynamic_statement<Row, Kind, Source...>{std::move(made)};
}

}  // namespace detail

}  // namespace tain::sql

namespace tain {

/// The type of a dynamic statement with these rows, which reads these tables: for parameters and results of functions.
template <class Row, class... Source>
using dynamic_select = sql::dynamic_statement<Row, sql::dynamic_kind::rows, Source...>;
/// The same of one that counts, groups, or leaves repetitions out.
template <class Row, class... Source>
using dynamic_groups = sql::dynamic_statement<Row, sql::dynamic_kind::groups, Source...>;

/// A SELECT that is put together further at run time, typed and bound as a static one. What was given to it before is part
/// of it.
///
///     auto books = dynamic(select<Book>())
///                      .where_if(!genre.empty(), col<&Book::genre> == genre)
///                      .order_by(keys.find(sort))
///                      .limit(20);
///     std::vector<Book> page = db.execute(books).all();
///
/// Its text depends on which conditions and keys there are, never on their values: each combination is prepared once on a
/// connection. It is a value: `where` and the others return a new one. It owns what it holds, but for texts given as
/// `const char*` or `std::string_view`, which are borrowed until it has run for the last time.
///
/// Cost: an allocation for each part, and the text is written at each run.
template <sql::selects S>
    requires requires(sql::writer& w) { S::write_rows(w); }
auto dynamic(const S& statement) {
    using row = sql::row_type<S>;
    constexpr sql::dynamic_kind kind = sql::detail::kind_of<S>();
    sql::dynamic_text made;
    if constexpr (kind != sql::dynamic_kind::refused) {
        made = sql::dynamic_text{std::make_shared<sql::detail::shell_of<S>>(statement)};
        if constexpr (!std::is_same_v<decltype(S::condition), sql::absent>)
            made = made.narrowed(
                std::make_shared<sql::detail::condition_piece<decltype(S::condition)>>(statement.condition));
        if constexpr (!std::is_same_v<decltype(S::most), sql::absent>) made = made.limited(statement.most.value);
        if constexpr (!std::is_same_v<decltype(S::skipped), sql::absent>) made = made.skipping(statement.skipped.value);
    }
    return sql::detail::dynamic_over<row, kind>(std::move(made), typename S::sources{});
}

}  // namespace tain
