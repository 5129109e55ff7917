// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/column.hpp>
#include <tain/expr/in_cells.hpp>
#include <tain/expr/pack.hpp>
#include <tain/model/table.hpp>
#include <tain/model/value_verdict.hpp>
#include <tain/sql/returning.hpp>
#include <tain/sql/select.hpp>
#include <tain/sql/spell_functions.hpp>
#include <tain/sql/touch.hpp>
#include <tain/sql/verdict.hpp>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

/// Statements that change rows: UPDATE and DELETE.
namespace tain::sql {

/// WHERE of a statement that is meant for every row.
struct every_row : absent {};

namespace detail {

template <class T, class A>
inline constexpr bool assigns_to = false;
template <class T, class Path, class E>
inline constexpr bool assigns_to<T, expr::assigned<expr::column<T, Path>, E>> = true;

/// True for an assignment to a generated column.
template <class T, class A>
constexpr bool writes_generated() {
    using table = model::table_of<T>;
    constexpr std::size_t at = table::template index<typename A::column::path>;
    if constexpr (at < table::size)
        return table::columns[at].generated;
    else
        return false;
}

/// True for an assignment to a key that only the database numbers.
template <class T, class A>
constexpr bool writes_always() {
    using table = model::table_of<T>;
    constexpr std::size_t at = table::template index<typename A::column::path>;
    if constexpr (at < table::size)
        return table::columns[at].always;
    else
        return false;
}

/// Whether assignments of a statement may stand; a mistake is reported.
template <class T, class... A>
constexpr bool may_assign() {
    if constexpr (!(assigns_to<T, A> && ...)) {
        verdict::assignment_elsewhere::report<T>();
        return false;
    } else if constexpr ((writes_generated<T, A>() || ...)) {
        verdict::generated_assigned::report<T, expr::pack<A...>>();
        return false;
    } else if constexpr ((writes_always<T, A>() || ...)) {
        verdict::identity_assigned::report<T, expr::pack<A...>>();
        return false;
    } else {
        return true;
    }
}

/// Which columns a statement assigns.
template <class T, class... A>
constexpr auto assigned_columns() {
    using table = model::table_of<T>;
    std::array<bool, table::size + 1> made{};
    ((made[table::template index<typename A::column::path>] = true), ...);
    return made;
}

template <class Column>
struct column_text;
template <class Source, class Path>
struct column_text<expr::column<Source, Path>> {
    static constexpr std::string_view words = column_words<Source, Path>;
};

/// Whether an expression reads these sources alone, and single rows of them; a mistake is reported.
template <class E, class... Source>
constexpr bool reads_rows_of() {
    if constexpr (!E::template reads_only<Source...>) {
        verdict::column_outside_from::report<E>();
        return false;
    } else if constexpr (E::aggregates) {
        verdict::aggregate_in_where::report<E>();
        return false;
    } else {
        return true;
    }
}
template <class Returned, class T>
constexpr bool returns_own() {
    if constexpr (!Returned::template reads_only<T>) {
        verdict::column_outside_from::report<Returned>();
        return false;
    } else {
        return true;
    }
}

/// Joins the condition given so far with another one.
template <class T, class Where, class E>
constexpr auto narrowed(const Where& before, const E& added) {
    if constexpr (std::is_same_v<Where, every_row>) {
        verdict::every_row_and_some::report<T>();
        return expr::rejected{};
    } else if constexpr (std::is_same_v<Where, absent>) {
        return as_condition(added);
    } else {
        return before && as_condition(added);
    }
}

/// What all_rows() makes of the condition given so far.
template <class T, class Where>
constexpr auto widened() {
    if constexpr (std::is_base_of_v<absent, Where>) {
        return every_row{};
    } else {
        if constexpr (Where::ok) verdict::every_row_and_some::report<T>();
        return expr::rejected{};
    }
}

/// The terms of RETURNING; given again, they are rejected.
template <class Returned, class... E>
constexpr auto returned_terms(const E&... terms) {
    if constexpr (Returned::returns_rows) {
        if constexpr (Returned::ok) verdict::clause_twice::report<Returned>();
        return returned<expr::rejected>{};
    } else {
        return returned<E...>{{{terms}...}};
    }
}

/// What an UPDATE or INSERT holds instead of assignments that were reported.
using refused_assignments = expr::pack<expr::assigned<void, expr::rejected>>;

}  // namespace detail

/// UPDATE, as a type. `From` lists further tables that it reads.
template <class T, class Assignments, class Where, class Returned, class From>
struct update_statement;
template <class T, class... A, class Where, class Returned, class... From>
struct update_statement<T, expr::pack<A...>, Where, Returned, reflect::list<From...>> {
    using source = T;
    using sources = reflect::list<T, From...>;
    using rows = typename Returned::rows;
    static constexpr bool returns_rows = Returned::returns_rows;
    static constexpr bool ok = (A::ok && ...) && (kept_of<From>::ok && ...) && Where::ok && Returned::ok;
    static constexpr std::size_t binds = (std::size_t{0} + ... + A::binds) +
                                         (std::size_t{0} + ... + kept_of<From>::binds) + Where::binds + Returned::binds;

    expr::pack<A...> assignments;
    expr::pack<kept_of<From>...> kept;
    Where condition;
    Returned back;

    /// The assignments: `set(col<&User::name> = "Ada", col<&User::visits> = col<&User::visits> + 1)`. Columns with
    /// `on_update`, and the version, are set too unless they are named here; a generated column cannot be.
    template <class... New>
    constexpr auto set(const New&... all) const {
        if constexpr (sizeof...(A) != 0) {
            verdict::clause_twice::report<expr::pack<A...>>();
            return made(detail::refused_assignments{}, condition, back);
        } else if constexpr (sizeof...(New) == 0) {
            verdict::assignment_elsewhere::report<T>();
            return made(detail::refused_assignments{}, condition, back);
        } else if constexpr (!detail::may_assign<T, New...>()) {
            return made(detail::refused_assignments{}, condition, back);
        } else {
            return made(expr::pack<New...>{{all}...}, condition, back);
        }
    }
    /// Another table that `set` and `where` read: `update<Book>().set(…).from<Author>().where(col<&Book::author_id> ==
    /// col<&Author::id> && …)`. Where several of its rows fit one row of the updated table, one of them is taken, and nobody
    /// knows which.
    template <class Source>
    constexpr auto from() const {
        static_cast<void>(model::model_ok<model_of<Source>>);
        return reading<Source>(kept_of<Source>{});
    }
    /// The same with a list of rows, a subquery or a common table expression:
    /// `update<Book>().set(col<&Book::price> = prices.column<"price">()).from(prices).where(…)`.
    template <names_source Named>
    constexpr auto from(const Named& named) const {
        return reading<typename Named::source>(detail::kept_in(named));
    }
    template <class E>
    constexpr auto where(const E& added) const {
        return made(assignments, detail::narrowed<T>(condition, added), back);
    }
    template <class First, class Second, class... More>
    constexpr auto where(const First&, const Second&, const More&...) const {
        verdict::where_takes_one::report<First, Second, More...>();
        return made(assignments, expr::rejected{}, back);
    }
    /// Says that every row is meant.
    constexpr auto all_rows() const { return made(assignments, detail::widened<T, Where>(), back); }
    /// Gives back columns of the changed rows.
    template <expr::expression... E>
    constexpr auto returning(const E&... terms) const {
        return made(assignments, condition, detail::returned_terms<Returned>(terms...));
    }
    /// Gives back the changed rows whole.
    template <class Model>
    constexpr auto returning() const {
        return made(assignments, condition, detail::returned_terms<Returned>(whole<Model>{}));
    }

    void bind(expr::binder& to) const {
        assignments.bind(to);
        kept.bind(to);
        condition.bind(to);
        back.bind(to);
    }

    static constexpr void to(writer& w) {
        w.qualify = sizeof...(From) != 0;
        source_traits<T>::to(w.put("UPDATE "));
        std::size_t at = 0;
        const auto one = [&]<class Column, class E>(std::type_identity<expr::assigned<Column, E>>) {
            w.put(at++ == 0 ? " SET " : ", ").put(detail::column_text<Column>::words).put(" = ");
            spell<E>::to(w, nullptr);
        };
        (one(std::type_identity<A>{}), ...);
        constexpr auto own = detail::assigned_columns<T, A...>();
        const auto lead = [&] { w.put(at++ == 0 ? " SET " : ", "); };
        touch<T>(w, [&own](std::size_t column) { return own[column]; }, lead);
        if constexpr (model::table_of<T>::versioned)
            if (!own[model::table_of<T>::version_index]) {
                lead();
                next_version<T>(w, w.qualify ? source_traits<T>::exposed : std::string_view{});
            }
        at = 0;
        ((source_traits<From>::to(w.put(at++ == 0 ? " FROM " : ", "))), ...);
        if constexpr (!std::is_base_of_v<absent, Where>) {
            w.put(" WHERE ");
            spell<Where>::to(w, nullptr);
        }
        Returned::to(w);
    }

    static constexpr bool complete() {
        if constexpr (!ok || !model::model_ok<T> || !(model::model_ok<model_of<From>> && ...)) {
            return false;
        } else if constexpr (std::is_same_v<Where, absent>) {
            verdict::every_row_affected::report<T>();
            return false;
        } else if constexpr (sizeof...(A) == 0) {
            verdict::assignment_elsewhere::report<T>();
            return false;
        } else {
            return fit();
        }
    }
    /// The same, but for whether it sets anything and which rows: a dynamic statement knows that when it runs.
    static constexpr bool fit() {
        if constexpr (!ok || !model::model_ok<T> || !(model::model_ok<model_of<From>> && ...)) {
            return false;
        } else if constexpr (constexpr std::size_t twice = detail::first_repeated<T, From...>();
                             twice != sizeof...(From) + 1) {
            verdict::source_twice::report<reflect::nth<twice, reflect::list<T, From...>>>();
            return false;
        } else {
            return (detail::reads_rows_of<decltype(A::value), T, From...>() && ...) &&
                   detail::reads_rows_of<Where, T, From...>() && detail::returns_own<Returned, T>();
        }
    }

private:
    template <class NewAssignments, class NewWhere, class NewReturned>
    constexpr auto made(const NewAssignments& set, const NewWhere& where, const NewReturned& returns) const {
        return update_statement<T, NewAssignments, NewWhere, NewReturned, reflect::list<From...>>{set, kept, where,
                                                                                                  returns};
    }
    template <class Source>
    constexpr auto reading(const kept_of<Source>& added) const {
        return update_statement<T, expr::pack<A...>, Where, Returned, reflect::list<From..., Source>>{
            assignments, kept.with(added), condition, back};
    }
};

/// DELETE, as a type.
template <class T, class Where, class Returned>
struct delete_statement {
    using source = T;
    using rows = typename Returned::rows;
    static constexpr bool returns_rows = Returned::returns_rows;
    static constexpr bool ok = Where::ok && Returned::ok;
    static constexpr std::size_t binds = Where::binds + Returned::binds;

    Where condition;
    Returned back;

    template <class E>
    constexpr auto where(const E& added) const {
        using narrow = decltype(detail::narrowed<T>(condition, added));
        return delete_statement<T, narrow, Returned>{detail::narrowed<T>(condition, added), back};
    }
    template <class First, class Second, class... More>
    constexpr auto where(const First&, const Second&, const More&...) const {
        verdict::where_takes_one::report<First, Second, More...>();
        return delete_statement<T, expr::rejected, Returned>{{}, back};
    }
    /// Says that every row is meant.
    constexpr auto all_rows() const {
        return delete_statement<T, decltype(detail::widened<T, Where>()), Returned>{{}, back};
    }
    /// Gives back columns of the deleted rows.
    template <expr::expression... E>
    constexpr auto returning(const E&... terms) const {
        return returning_rows(detail::returned_terms<Returned>(terms...));
    }
    template <class Model>
    constexpr auto returning() const {
        return returning_rows(detail::returned_terms<Returned>(whole<Model>{}));
    }

    void bind(expr::binder& to) const {
        condition.bind(to);
        back.bind(to);
    }

    static constexpr void to(writer& w) {
        source_traits<T>::to(w.put("DELETE FROM "));
        if constexpr (!std::is_base_of_v<absent, Where>) {
            w.put(" WHERE ");
            spell<Where>::to(w, nullptr);
        }
        Returned::to(w);
    }

    static constexpr bool complete() {
        if constexpr (!ok || !model::model_ok<T>) {
            return false;
        } else if constexpr (std::is_same_v<Where, absent>) {
            verdict::every_row_affected::report<T>();
            return false;
        } else {
            return fit();
        }
    }
    /// The same, but for which rows.
    static constexpr bool fit() {
        if constexpr (!ok || !model::model_ok<T>)
            return false;
        else
            return detail::reads_rows_of<Where, T>() && detail::returns_own<Returned, T>();
    }

private:
    template <class NewReturned>
    constexpr auto returning_rows(const NewReturned& terms) const {
        return delete_statement<T, Where, NewReturned>{condition, terms};
    }
};

}  // namespace tain::sql

template <class T, class Assignments, class Where, class Returned, class... From>
inline constexpr int tain::expr::texts_beside_cells<
    tain::sql::update_statement<T, Assignments, Where, Returned, tain::reflect::list<From...>>> =
    (texts_beside_cells<Assignments> + ... + texts_beside_cells<tain::sql::kept_of<From>>)+texts_beside_cells<Where> +
    texts_beside_cells<Returned>;

template <class T, class Where, class Returned>
inline constexpr int tain::expr::texts_beside_cells<tain::sql::delete_statement<T, Where, Returned>> =
    texts_beside_cells<Where> + texts_beside_cells<Returned>;

namespace tain {

/// An UPDATE of a model's table: `update<User>().set(col<&User::name> = "Ada").where(col<&User::id> == 7)`.
/// Without `.where(…)` it does not compile, unless `.all_rows()` says that every row is meant.
template <class T>
constexpr auto update() {
    static_cast<void>(model::model_ok<T>);
    return sql::update_statement<T, expr::pack<>, sql::absent, sql::returned<>, reflect::list<>>{};
}

/// A DELETE from a model's table: `delete_from<User>().where(col<&User::id> == 7)`. See `update`. Other tables are read by
/// subqueries: `.where(exists(select<Ban>().where(col<&Ban::user_id> == col<&User::id>)))`.
template <class T>
constexpr auto delete_from() {
    static_cast<void>(model::model_ok<T>);
    return sql::delete_statement<T, sql::absent, sql::returned<>>{};
}

}  // namespace tain
