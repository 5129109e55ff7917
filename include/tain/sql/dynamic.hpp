// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/condition.hpp>
#include <tain/sql/dynamic_text.hpp>
#include <tain/sql/grouping.hpp>
#include <tain/sql/join.hpp>
#include <tain/sql/select.hpp>
#include <tain/sql/sort_key.hpp>
#include <tain/sql/subquery.hpp>
#include <tain/sql/term_shell.hpp>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace tain::verdict {

/// Verdict: a condition on groups that is chosen at run time and reads single rows, or a statement that has no groups.
struct group_condition_of_rows {
    template <class Condition>
    static constexpr auto report() {
        static_assert(reflect::never<Condition>,
                      "tain: having() at run time compares aggregates of a statement that groups or counts. Ask for a "
                      "column that is grouped by with where().");
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
    rows,      ///< rows of the tables
    groups,    ///< grouped or aggregated rows: they are sorted and chosen by aggregates
    distinct,  ///< no sort key can be added
    refused,   ///< the statement's mistake was reported
};

namespace detail {

template <class S>
class shell_of final : public select_shell {
public:
    explicit shell_of(const S& from) : select_shell(facts()), from_(from) {}

    void write_rows(writer& to) const override { select_words<S>::rows(to); }
    void write_groups(writer& to) const override { select_words<S>::groups(to); }
    void write_keys(writer& to) const override { select_words<S>::keys(to); }
    void bind_rows(expr::binder& to) const override {
        from_.terms.bind(to);
        from_.base.bind(to);
        from_.joins.bind(to);
    }
    void bind_groups(expr::binder& to) const override { from_.groups.bind(to); }
    void bind_keys(expr::binder& to) const override { from_.order.bind(to); }

private:
    static constexpr select_facts facts() {
        return {.binds = decltype(S::terms)::all_binds() + decltype(S::base)::binds + decltype(S::joins)::all_binds() +
                         decltype(S::groups)::all_binds() + decltype(S::order)::all_binds(),
                .qualify = S::joined_tables,
                .outer = S::rows::outer::size != 0,
                .sorted = decltype(S::order)::size != 0};
    }

    S from_;
};

template <class S>
struct static_parts {
    template <class>
    using shell = shell_of<S>;
};
/// The shell of a statement: its text is that of its type, unless terms are chosen at run time.
template <class S>
using shell_for =
    typename std::conditional_t<chosen_parts<S>::any, chosen_parts<S>, static_parts<S>>::template shell<S>;

template <class S>
constexpr dynamic_kind kind_of() {
    if constexpr (!S::ok || !S::complete()) {
        return dynamic_kind::refused;
    } else if constexpr (reflect::described<typename S::rows::into>) {
        verdict::dynamic_rows_described::report<typename S::rows::into>();
        return dynamic_kind::refused;
    } else {
        return select_rules<S>::is_distinct  ? dynamic_kind::distinct
               : select_rules<S>::is_grouped ? dynamic_kind::groups
                                             : dynamic_kind::rows;
    }
}

/// ` JOIN … ON …`.
template <class Joined, class On>
class join_piece final : public piece {
public:
    explicit join_piece(const On& on) : piece(On::binds, 0), on_(on) {}

    void write(writer& to, bool) const override {
        source_traits<Joined>::to(to.put(join_words(join_kind::inner)));
        spell<On>::to(to.put(" ON "), nullptr);
    }
    void bind(expr::binder& to) const override { on_.bind(to); }

private:
    On on_;
};

/// Whether a table can be joined by the one foreign key between it and those that are read; a mistake is reported.
template <class Joined, class... Source>
constexpr bool joins_by_key() {
    if constexpr (!model::model_ok<model_of<Joined>>) {
        return false;
    } else if constexpr (first_repeated<Source..., Joined>() != sizeof...(Source) + 1) {
        verdict::source_twice::report<Joined>();
        return false;
    } else if constexpr (!std::is_same_v<verdict::connection<Joined, Source...>, verdict::accepted>) {
        verdict::connection<Joined, Source...>::template report<Joined>();
        return false;
    } else {
        return true;
    }
}

/// The piece of a condition on groups; a mistake is reported.
template <class... Source, class E>
shared_piece group_condition_of(const E& given) {
    if constexpr (!expr::predicate<E>)
        verdict::not_a_condition::report<E>();
    else if constexpr (E::ok && !of_any_groups<E>)
        verdict::group_condition_of_rows::report<E>();
    else if constexpr (E::ok && !E::template reads_only<Source...>)
        verdict::column_outside_from::report<E>();
    else if constexpr (E::ok)
        return std::make_shared<expression_piece<E>>(given);
    return nullptr;
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
    /// The statement with one condition on its groups more, of aggregates: `having(count() > 3)`. What is grouped by is asked
    /// for with `where`.
    template <class E>
    [[nodiscard]] dynamic_statement having(const E& added) const {
        if constexpr (Kind == dynamic_kind::rows || Kind == dynamic_kind::distinct)
            verdict::group_condition_of_rows::report<E>();
        if constexpr (Kind == dynamic_kind::groups)
            return dynamic_statement{with_groups(detail::group_condition_of<Source...>(added))};
        else
            return *this;
    }
    /// The same when `given` is true. The condition may be a function, which is called only then.
    template <class E>
    [[nodiscard]] dynamic_statement having_if(bool given, const E& added) const {
        if constexpr (std::invocable<const E&>)
            return given ? having(added()) : *this;
        else
            return given ? having(added) : *this;
    }
    /// The same when there is a value, of which `made` makes the condition.
    template <class V, std::invocable<const V&> F>
    [[nodiscard]] dynamic_statement having_if(const std::optional<V>& given, const F& made) const {
        return given ? having(made(*given)) : *this;
    }

    /// When `given` is true, joins a table by the one foreign key between it and those that are read (an inner join), and
    /// gives the statement that reads it to `further`, which adds the conditions and sort keys that do:
    /// `join_if<Author>(!name.empty(), [&](auto joined) { return joined.where(col<&Author::name> == name); })`. A table
    /// that is joined more than once in this way is joined once.
    template <class Joined, class F>
    [[nodiscard]] dynamic_statement join_if(bool given, const F& further) const {
        if constexpr (ok && detail::joins_by_key<Joined, Source...>()) {
            if (given) return further(with_table<Joined>());
        }
        return *this;
    }
    /// The same when there is a value, which `further` takes too.
    template <class Joined, class V, class F>
    [[nodiscard]] dynamic_statement join_if(const std::optional<V>& given, const F& further) const {
        if constexpr (ok && detail::joins_by_key<Joined, Source...>()) {
            if (given) return further(with_table<Joined>(), *given);
        }
        return *this;
    }

    /// Sorts by these keys, after those that were given before. NULL sorts as the largest value on both databases.
    /// Rows that are groups are sorted by aggregates, and by `group_key`.
    template <class... K>
    [[nodiscard]] dynamic_statement order_by(const K&... keys) const {
        if constexpr (Kind == dynamic_kind::distinct) verdict::order_decided_already::report<expr::pack<K...>>();
        if constexpr (Kind == dynamic_kind::rows)
            return dynamic_statement{sorted({detail::key_of<Source...>(keys)...})};
        else if constexpr (Kind == dynamic_kind::groups)
            return dynamic_statement{sorted({detail::group_key_of<Source...>(keys)...})};
        else
            return *this;
    }
    /// At most `rows` rows; given again, the last counts. A bound value.
    [[nodiscard]] dynamic_statement limit(std::int64_t rows) const { return dynamic_statement{limited(rows)}; }
    /// Leaves out the first `rows` rows; given again, the last counts. A bound value.
    [[nodiscard]] dynamic_statement offset(std::int64_t rows) const { return dynamic_statement{skipping(rows)}; }

private:
    template <class Joined>
    auto with_table() const {
        using on = reflect::nth<0, connecting_keys<Joined, Source...>>;
        return dynamic_statement<Row, Kind, Source..., Joined>{
            joined_with(source_traits<Joined>::exposed, std::make_shared<detail::join_piece<Joined, on>>(on{}))};
    }
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
/// The same of one that counts or groups.
template <class Row, class... Source>
using dynamic_groups = sql::dynamic_statement<Row, sql::dynamic_kind::groups, Source...>;
/// The same of one that leaves repetitions out.
template <class Row, class... Source>
using dynamic_distinct = sql::dynamic_statement<Row, sql::dynamic_kind::distinct, Source...>;

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
    requires requires { sql::detail::select_rules<S>::is_distinct; }
auto dynamic(const S& statement) {
    using row = sql::row_type<S>;
    constexpr sql::dynamic_kind kind = sql::detail::kind_of<S>();
    sql::dynamic_text made;
    if constexpr (kind != sql::dynamic_kind::refused) {
        made = sql::dynamic_text{std::make_shared<sql::detail::shell_for<S>>(statement)};
        if constexpr (!std::is_same_v<decltype(S::condition), sql::absent>)
            made = made.narrowed(
                std::make_shared<sql::detail::expression_piece<decltype(S::condition)>>(statement.condition));
        if constexpr (!std::is_same_v<decltype(S::group_condition), sql::absent>)
            made = made.with_groups(std::make_shared<sql::detail::expression_piece<decltype(S::group_condition)>>(
                statement.group_condition));
        if constexpr (!std::is_same_v<decltype(S::most), sql::absent>) made = made.limited(statement.most.value);
        if constexpr (!std::is_same_v<decltype(S::skipped), sql::absent>) made = made.skipping(statement.skipped.value);
    }
    return sql::detail::dynamic_over<row, kind>(std::move(made), typename sql::detail::select_rules<S>::sources{});
}

namespace sql::detail {

/// `column IN (SELECT …)`, of a statement that is put together at run time.
template <class Column>
class among_piece final : public piece {
public:
    explicit among_piece(dynamic_text from) : piece(from.bind_count(), 4), from_(std::move(from)) {}

    void write(writer& to, bool) const override {
        spell<Column>::to(to, nullptr);
        from_.write_inside(to.put(" IN "));
    }
    void bind(expr::binder& to) const override { from_.bind(to); }

private:
    dynamic_text from_;
};

/// A value of a row that is one.
template <class Row>
struct dynamic_value : expr::leaf {
    using value_type = Row;
};

}  // namespace sql::detail

/// The column's value is among those that a dynamic statement of one column selects. A `condition`.
///
///     auto books = dynamic(select(col<&Book::author_id>)).where_if(!genre.empty(), col<&Book::genre> == genre);
///     db.execute(dynamic(select<Author>()).where(in(col<&Author::id>, books)));
template <class Source, class Path, class Row, sql::dynamic_kind Kind, class... Read>
condition<Source> in(const expr::column<Source, Path>&, const sql::dynamic_statement<Row, Kind, Read...>& among) {
    using column = expr::column<Source, Path>;
    if constexpr (Kind == sql::dynamic_kind::refused) {
        static_cast<void>(among);
    } else if constexpr (!types::mapped<Row>) {
        verdict::subquery_not_one_column::report<Row>();
    } else if constexpr (expr::all_comparable<types::comparing::equality, column, sql::detail::dynamic_value<Row>>()) {
        return condition<Source>{std::make_shared<sql::detail::among_piece<column>>(among)};
    }
    return {};
}
/// The same, negated. NULL among the rows makes it NULL, as in SQL.
template <class Source, class Path, class Row, sql::dynamic_kind Kind, class... Read>
condition<Source> not_in(const expr::column<Source, Path>& operand,
                         const sql::dynamic_statement<Row, Kind, Read...>& among) {
    return !in(operand, among);
}

}  // namespace tain
