// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/change_text.hpp>
#include <tain/expr/pack.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/list.hpp>
#include <tain/sql/change.hpp>
#include <tain/sql/condition.hpp>
#include <tain/sql/touch.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tain::detail {

template <class A>
class assignment_piece final : public sql::piece {
public:
    explicit assignment_piece(const A& from) : piece(A::binds, 0), from_(from) {}

    void write(dialects::writer& to, bool) const override {
        to.put(sql::detail::column_text<typename A::column>::words).put(" = ");
        sql::spell<std::remove_const_t<decltype(A::value)>>::to(to, nullptr);
    }
    void bind(expr::binder& to) const override { from_.bind(to); }

private:
    A from_;
};

template <class T, bool Sets, class Returned, class... From>
class change_shell_of final : public change_shell {
public:
    explicit change_shell_of(const Returned& back)
        : change_shell({.sets = Sets,
                        .qualify = sizeof...(From) != 0,
                        .returned = Returned::binds,
                        .table = sql::source_traits<T>::exposed}),
          back_(back) {}

    void write_table(dialects::writer& to) const override { sql::source_traits<T>::to(to); }
    void write_touched(dialects::writer& to, const std::vector<bool>& set) const override {
        if constexpr (Sets) {
            const auto own = [&set](std::size_t column) { return column < set.size() && set[column]; };
            const auto lead = [&to] { to.put(", "); };
            sql::touch<T>(to, own, lead);
            if constexpr (model::table_of<T>::versioned)
                if (!own(model::table_of<T>::version_index)) {
                    lead();
                    sql::next_version<T>(to, to.qualify ? sql::source_traits<T>::exposed : std::string_view{});
                }
        }
    }
    void write_sources(dialects::writer& to) const override {
        [[maybe_unused]] bool first = true;
        ((sql::source_traits<From>::to(to.put(std::exchange(first, false) ? " FROM " : ", "))), ...);
    }
    void write_returned(dialects::writer& to) const override { Returned::to(to); }
    void bind_returned(expr::binder& to) const override { back_.bind(to); }

private:
    Returned back_;
};

/// What can be done with a dynamic UPDATE or DELETE.
enum class change_kind : unsigned char {
    update,
    removal,
    refused,  ///< the statement's mistake was reported
};

/// An UPDATE or DELETE to which assignments and conditions are added at run time. See `dynamic`.
template <change_kind Kind, class T, class Row, class... From>
class dynamic_change : public change_text {
public:
    using row_type = Row;
    static constexpr bool composed_text = true;
    static constexpr bool returns_rows = !std::is_void_v<Row>;
    static constexpr bool gives_models = Kind == change_kind::update;
    static constexpr bool changes_rows = true;
    static constexpr bool ok = Kind != change_kind::refused;
    static constexpr bool complete() { return true; }

    explicit dynamic_change(change_text made) : change_text(std::move(made)) {}

    /// The statement with these assignments more; a column that has one already gets the new one.
    template <class... A>
        requires(Kind != change_kind::removal)
    [[nodiscard]] dynamic_change set(const A&... all) const {
        dynamic_change made = *this;
        if constexpr (ok && (A::ok && ...))
            if constexpr (sql::detail::may_assign<T, A...>()) ((made = made.with(all)), ...);
        return made;
    }
    /// The same when `given` is true; otherwise the column is not in the text. The assignment may be a function without
    /// parameters, which is called only then.
    template <class A>
        requires(Kind != change_kind::removal)
    [[nodiscard]] dynamic_change set_if(bool given, const A& assignment) const {
        if constexpr (std::invocable<const A&>)
            return given ? set(assignment()) : *this;
        else
            return given ? set(assignment) : *this;
    }
    /// Assigns a value to a column when there is one: `set_if(patch.title, col<&Book::title>)`.
    template <class V, class Path>
        requires(Kind != change_kind::removal)
    [[nodiscard]] dynamic_change set_if(const std::optional<V>& given, const expr::column<T, Path>& column) const {
        return given ? set(column = *given) : *this;
    }
    /// The same where a function makes the assignment of the value:
    /// `set_if(raise, [](double by) { return col<&Book::price> = col<&Book::price> + by; })`.
    template <class V, std::invocable<const V&> F>
        requires(Kind != change_kind::removal)
    [[nodiscard]] dynamic_change set_if(const std::optional<V>& given, const F& made) const {
        return given ? set(made(*given)) : *this;
    }

    /// The statement with one condition more: any over its tables, or a `condition`, which may say nothing.
    template <class E>
    [[nodiscard]] dynamic_change where(const E& added) const {
        if constexpr (ok)
            return dynamic_change{narrowed(sql::detail::condition_of<T, From...>(added))};
        else
            return *this;
    }
    /// The same when `given` is true; see `dynamic_select`.
    template <class E>
    [[nodiscard]] dynamic_change where_if(bool given, const E& added) const {
        if constexpr (std::invocable<const E&>)
            return given ? where(added()) : *this;
        else
            return given ? where(added) : *this;
    }
    /// The same when there is a value, of which `made` makes the condition.
    template <class V, std::invocable<const V&> F>
    [[nodiscard]] dynamic_change where_if(const std::optional<V>& given, const F& made) const {
        return given ? where(made(*given)) : *this;
    }
    /// Says that every row is meant when no condition is given.
    [[nodiscard]] dynamic_change all_rows() const { return dynamic_change{of_every_row()}; }

private:
    template <class A>
    dynamic_change with(const A& assignment) const {
        if constexpr (sql::detail::reads_rows_of<std::remove_const_t<decltype(A::value)>, T, From...>()) {
            constexpr std::size_t at = model::table_of<T>::template index<typename A::column::path>;
            return dynamic_change{setting(at, std::make_shared<assignment_piece<A>>(assignment))};
        } else {
            return *this;
        }
    }
};

/// The statement as it is so far.
template <change_kind Kind, class T, class Where, class Returned, class... From>
auto begun(const Where& condition, const Returned& back, reflect::list<From...>) {
    using made = dynamic_change<Kind, T, typename Returned::rows::type, From...>;
    if constexpr (Kind == change_kind::refused) {
        static_cast<void>(condition);
        static_cast<void>(back);
        return made{change_text{}};
    } else {
        const made all{
            change_text{std::make_shared<change_shell_of<T, Kind == change_kind::update, Returned, From...>>(back)}};
        if constexpr (std::is_same_v<Where, sql::every_row>)
            return all.all_rows();
        else if constexpr (std::is_same_v<Where, sql::absent>)
            return all;
        else
            return all.where(condition);
    }
}

}  // namespace tain::detail

namespace tain {

/// The type of a dynamic UPDATE, or DELETE, of a model's table that returns such rows, or none.
template <class T, class Row = void>
using dynamic_update = detail::dynamic_change<detail::change_kind::update, T, Row>;
template <class T, class Row = void>
using dynamic_delete = detail::dynamic_change<detail::change_kind::removal, T, Row>;

/// An UPDATE that is put together further at run time: what it sets, and which rows. `from` and `returning` are given before.
///
///     db.execute(dynamic(update<Book>())
///                    .set_if(patch.title, col<&Book::title>)     // a std::optional: set when there is a value
///                    .set_if(patch.price, col<&Book::price>)
///                    .where(col<&Book::id> == id));
///
/// Running it throws `tain::error` when nothing is set, and when there is no condition and `all_rows()` was not said.
/// It is a value, and owns what it holds, as a dynamic SELECT does. Each combination of columns and conditions is prepared
/// once on a connection.
template <class T, class... A, class Where, class Returned, class... From>
auto dynamic(const sql::update_statement<T, expr::pack<A...>, Where, Returned, reflect::list<From...>>& statement) {
    using given = sql::update_statement<T, expr::pack<A...>, Where, Returned, reflect::list<From...>>;
    constexpr bool fit = given::fit();
    auto made = detail::begun<fit ? detail::change_kind::update : detail::change_kind::refused, T>(
        statement.condition, statement.back, reflect::list<From...>{});
    if constexpr (fit && sizeof...(A) != 0)
        expr::pack<A...>::each(&statement.assignments,
                               [&made](std::size_t, const auto* each) { made = made.set(*each); });
    return made;
}

/// A DELETE of rows that are chosen at run time. See the UPDATE.
template <class T, class Where, class Returned>
auto dynamic(const sql::delete_statement<T, Where, Returned>& statement) {
    constexpr bool fit = sql::delete_statement<T, Where, Returned>::fit();
    return detail::begun<fit ? detail::change_kind::removal : detail::change_kind::refused, T>(
        statement.condition, statement.back, reflect::list<>{});
}

}  // namespace tain
