// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/column.hpp>
#include <tain/expr/in_cells.hpp>
#include <tain/expr/pack.hpp>
#include <tain/model/table.hpp>
#include <tain/sql/change.hpp>
#include <tain/sql/returning.hpp>
#include <tain/sql/rows.hpp>
#include <tain/sql/select.hpp>
#include <tain/sql/touch.hpp>
#include <tain/sql/verdict.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

/// INSERT of values and of what a SELECT gives. (Objects are inserted by the engine.)
namespace tain::verdict {

/// Verdict: an INSERT that leaves out what the database cannot fill.
struct required_column_missing {
    template <class Model>
    static constexpr auto report() {
        static_assert(reflect::never<Model>,
                      "tain: this INSERT leaves out a column that is NOT NULL and has no default in the database. Give "
                      "it a value, or give its mapping a server_default<>(…).");
    }
};

/// Verdict: rows for an INSERT that does not say which columns they fill.
struct rows_without_columns {
    template <class Model, class Range>
    static constexpr auto report() {
        static_assert(reflect::never<Model, Range>,
                      "tain: a range of rows does not say which columns it fills; name them before values(): "
                      "insert<Model>().columns(col<&Model::member>, …).values(range).");
    }
};

/// Verdict: an INSERT from a SELECT whose columns do not fit.
struct query_columns_differ {
    template <class Model, class Query>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model, Query>,
            "tain: the SELECT gives other columns than the INSERT takes. Select one value for each column that "
            "columns() names, in its order and of its type.");
    }
};

/// Verdict: ON CONFLICT over columns that no key or unique constraint keeps unique.
struct conflict_not_unique {
    template <class Model>
    static constexpr auto report() {
        static_assert(
            reflect::never<Model>,
            "tain: on_conflict() names the columns of the primary key, of a unique<> or of a unique index of the "
            "table, all of them. Name those, or add unique<…> to the mapping.");
    }
};

}  // namespace tain::verdict

namespace tain::sql {

/// Among the sources of an expression: the row that a conflict kept out.
template <class T>
struct excluded_row {};

/// `excluded."column"`: what the row that a conflict kept out has.
template <class Column>
struct excluded_column;
template <class T, class Path>
struct excluded_column<expr::column<T, Path>> : expr::labelable<excluded_column<expr::column<T, Path>>> {
    using value_type = typename expr::column<T, Path>::value_type;
    static constexpr bool ok = true;
    static constexpr std::size_t binds = 0;
    template <class... Sources>
    static constexpr bool reads_only = reflect::one_of<excluded_row<T>, Sources...>;
    template <class... Outer>
    static constexpr bool nulled = false;
    static constexpr bool aggregates = false;

    void bind(expr::binder&) const {}
};

template <class T, class Path>
struct spell<excluded_column<expr::column<T, Path>>> {
    static constexpr void to(writer& w, const excluded_column<expr::column<T, Path>>*) {
        w.put("excluded.").put(detail::column_words<T, Path>);
    }
};

namespace detail {

template <class... Path, class... Other>
constexpr bool same_columns(reflect::list<Path...>, reflect::list<Other...>) {
    return sizeof...(Path) == sizeof...(Other) && (reflect::one_of<Path, Other...> && ...);
}

/// True for an index over these columns and all rows.
template <class... Path, class Where, class Included, class... Key>
constexpr bool keeps_unique(std::type_identity<model::index_part<Where, Included, Key...>>) {
    return std::is_void_v<Where> &&
           same_columns(reflect::list<Path...>{}, reflect::list<typename model::key_column<Key>::type...>{});
}

/// True for columns that a key, a unique constraint or a whole unique index keeps unique.
template <class T, class... Path>
constexpr bool kept_unique() {
    using table = model::table_of<T>;
    using paths = reflect::list<Path...>;
    bool made = table::key_size != 0 && same_columns(paths{}, typename table::key{});
    table::each_part([&made]<class P>(const P& part) {
        if constexpr (model::detail::is_unique<P>)
            made = made || same_columns(paths{}, typename P::columns{});
        else if constexpr (model::detail::is_index<P>)
            made = made || (part.settings.unique && keeps_unique<Path...>(std::type_identity<P>{}));
    });
    return made;
}

template <class T, class... Path>
constexpr void write_target(writer& w) {
    std::size_t at = 0;
    w.put(" ON CONFLICT");
    ((w.put(at++ == 0 ? " (" : ", ").put(column_words<T, Path>)), ...);
    if (sizeof...(Path) != 0) w.put(')');
}

template <class T, class... Path>
constexpr bool target_fits() {
    if constexpr (sizeof...(Path) != 0 && !kept_unique<T, Path...>()) {
        verdict::conflict_not_unique::report<T>();
        return false;
    } else {
        return true;
    }
}

}  // namespace detail

/// What becomes of a row that conflicts: nothing is said of it.
struct conflict_is_error : absent {
    static constexpr bool named = false;
    static constexpr bool changes = false;
};

/// `ON CONFLICT (columns) DO NOTHING`.
template <class... Path>
struct conflict_ignored : absent {
    static constexpr bool named = true;
    static constexpr bool changes = false;
    template <class T>
    static constexpr void to(writer& w) {
        detail::write_target<T, Path...>(w);
        w.put(" DO NOTHING");
    }
    template <class T>
    static constexpr bool fits() {
        return detail::target_fits<T, Path...>();
    }
};

/// `ON CONFLICT (columns) DO UPDATE SET … WHERE …`.
template <class Target, class Assignments, class Where>
struct conflict_updated;
template <class... Path, class... A, class Where>
struct conflict_updated<reflect::list<Path...>, expr::pack<A...>, Where> {
    static constexpr bool named = true;
    static constexpr bool changes = true;  ///< rows that are there
    static constexpr bool ok = (A::ok && ...) && Where::ok;
    static constexpr std::size_t binds = (std::size_t{0} + ... + A::binds) + Where::binds;
    expr::pack<A...> assignments;
    Where condition;

    void bind(expr::binder& to) const {
        assignments.bind(to);
        condition.bind(to);
    }
    template <class T>
    static constexpr void to(writer& w) {
        detail::write_target<T, Path...>(w);
        const bool qualify = std::exchange(w.qualify, true);  // `excluded` has columns of the same names
        std::size_t at = 0;
        const auto lead = [&] { w.put(at++ == 0 ? " DO UPDATE SET " : ", "); };
        const auto one = [&]<class Column, class E>(std::type_identity<expr::assigned<Column, E>>) {
            lead();
            w.put(detail::column_text<Column>::words).put(" = ");
            spell<E>::to(w, nullptr);
        };
        (one(std::type_identity<A>{}), ...);
        constexpr auto own = detail::assigned_columns<T, A...>();
        touch<T>(w, [&own](std::size_t column) { return own[column]; }, lead);
        if constexpr (model::table_of<T>::versioned)
            if (!own[model::table_of<T>::version_index]) {
                lead();
                next_version<T>(w, source_traits<T>::exposed);
            }
        if constexpr (!std::is_base_of_v<absent, Where>) {
            w.put(" WHERE ");
            spell<Where>::to(w, nullptr);
        }
        w.qualify = qualify;
    }
    template <class T>
    static constexpr bool fits() {
        return detail::target_fits<T, Path...>() &&
               (detail::reads_rows_of<decltype(A::value), T, excluded_row<T>>() && ...) &&
               detail::reads_rows_of<Where, T, excluded_row<T>>();
    }
};

/// The rows of an INSERT: one, of values.
template <class... A>
struct one_row {
    static constexpr bool ok = (A::ok && ...);
    static constexpr std::size_t binds = (std::size_t{0} + ... + A::binds);
    static constexpr bool given = sizeof...(A) != 0;
    expr::pack<A...> assignments;

    void bind(expr::binder& to) const { assignments.bind(to); }

    template <class T>
    static constexpr auto columns() {
        return detail::assigned_columns<T, A...>();
    }
    static constexpr void to(writer& w, bool) {
        if constexpr (sizeof...(A) == 0) {
            w.put(" DEFAULT VALUES");
        } else {
            std::size_t at = 0;
            ((w.put(at++ == 0 ? " (" : ", ").put(detail::column_text<typename A::column>::words)), ...);
            at = 0;
            ((w.put(at++ == 0 ? ") VALUES (" : ", "), spell<decltype(A::value)>::to(w, nullptr)), ...);
            w.put(')');
        }
    }
    template <class T>
    static constexpr bool fits() {
        return (detail::reads_rows_of<decltype(A::value), T>() && ...);
    }
};

/// The columns of an INSERT, before it is said where their values come from.
template <class... Column>
struct named_columns : absent {
    static constexpr bool ok = false;
    static constexpr bool given = true;
};

template <class Rows>
inline constexpr bool only_names_columns = false;
template <class... Column>
inline constexpr bool only_names_columns<named_columns<Column...>> = true;

/// The rows of an INSERT: those of a query.
template <class S, class... Column>
struct rows_of_query {
    static constexpr bool ok = S::ok;
    static constexpr std::size_t binds = S::binds;
    static constexpr bool given = true;
    S query;

    void bind(expr::binder& to) const { query.bind(to); }

    template <class T>
    static constexpr auto columns() {
        return detail::assigned_columns<T, expr::assigned<Column, expr::rejected>...>();
    }
    /// `conflict`: ON CONFLICT follows, which SQLite would take for the condition of a join.
    static constexpr void to(writer& w, bool conflict) {
        std::size_t at = 0;
        ((w.put(at++ == 0 ? " (" : ", ").put(detail::column_text<Column>::words)), ...);
        const bool apart = conflict && w.to() == dialect::sqlite;
        w.put(apart ? ") SELECT * FROM (" : ") ");
        S::to(w);
        w.qualify = false;
        if (apart) w.put(") AS \"rows\" WHERE true");
    }
    template <class T>
    static constexpr bool fits() {
        if constexpr (!S::complete()) {
            return false;
        } else if constexpr (!matches(typename S::rows::values{})) {
            verdict::query_columns_differ::report<T, S>();
            return false;
        } else {
            return true;
        }
    }

private:
    /// A value of a query, asked whether it may be assigned.
    template <class V>
    struct queried : expr::expression_base {
        using value_type = V;
    };
    template <class... V>
    static constexpr bool matches(reflect::list<V...>) {
        if constexpr (sizeof...(V) != sizeof...(Column))
            return false;
        else
            return (std::is_same_v<verdict::assignment<typename Column::value_type, queried<V>>, verdict::accepted> &&
                    ...);
    }
};

namespace detail {

/// True when the database has a value for every column that is left out; else that is reported.
template <class T, class Assigned>
constexpr bool fills_the_rest(const Assigned& assigned) {
    for (std::size_t at = 0; at != model::table_of<T>::size; ++at) {
        const model::column_info& column = model::table_of<T>::columns[at];
        if (!assigned[at] && !column.nullable && !column.identity && !column.generated && !column.filled &&
            !column.has_default)
            return false;
    }
    return true;
}

}  // namespace detail

template <class Statement, class... Path>
struct conflict_choice;

/// INSERT, as a type.
template <class T, class Rows, class Conflict, class Returned>
struct insert_statement {
    using source = T;
    using rows = typename Returned::rows;
    static constexpr bool returns_rows = Returned::returns_rows;
    static constexpr bool ok = Rows::ok && Conflict::ok && Returned::ok;
    static constexpr std::size_t binds = Rows::binds + Conflict::binds + Returned::binds;

    Rows given;
    Conflict on_error;
    Returned back;

    /// The values of the new row; columns that are not named take their server default.
    template <class... New>
    constexpr auto values(const New&... all) const {
        if constexpr (Rows::given) {
            if constexpr (Rows::ok || only_names_columns<Rows>) verdict::clause_twice::report<Rows>();
            return refused();
        } else if constexpr (!detail::may_assign<T, New...>()) {
            return refused();
        } else {
            return made(one_row<New...>{{{all}...}}, on_error, back);
        }
    }
    /// Many rows in one statement, whose text does not depend on their number: a range of tuples with a value for each column
    /// that `columns` names, or of anything else with a member pointer or function for each column. See `tain::rows`, which
    /// says what becomes of the values. Without rows nothing is inserted. `returning` gives the new rows in no order.
    ///
    ///     insert<Author>().columns(col<&Author::name>, col<&Author::born>).values(people, &Person::name, &Person::born)
    template <detail::range Range, class... Part>
        requires only_names_columns<Rows>
    auto values(const Range& range, const Part&... parts) const {
        return from_list(given, range, parts...);
    }
    template <detail::range Range, class... Part>
        requires(!Rows::given)
    constexpr auto values(const Range&, const Part&...) const {
        verdict::rows_without_columns::report<T, Range>();
        return refused();
    }
    /// The columns that `values` of a range, or `from`, fills.
    template <expr::expression... Column>
    constexpr auto columns(const Column&...) const {
        if constexpr (Rows::given) {
            verdict::clause_twice::report<Rows>();
            return refused();
        } else if constexpr (!detail::may_assign<T, expr::assigned<Column, expr::rejected>...>()) {
            return refused();
        } else {
            return made(named_columns<Column...>{}, on_error, back);
        }
    }
    /// The rows that a query gives: `insert<Archive>().columns(col<&Archive::id>, …).from(select(col<&Order::id>, …))`.
    template <selects S>
    constexpr auto from(const S& query) const {
        return from_query(given, query);
    }

    /// What becomes of a row that has the same values in these columns as one that is there: `.do_nothing()` or
    /// `.do_update(…)`. Without columns every conflict is meant, for `do_nothing()` alone.
    template <expr::expression... Column>
    constexpr auto on_conflict(const Column&...) const {
        if constexpr (Conflict::named) {
            if constexpr (Conflict::ok) verdict::clause_twice::report<Conflict>();
            return conflict_choice<decltype(refused())>{refused()};
        } else {
            return conflict_choice<insert_statement, typename Column::path...>{*this};
        }
    }

    /// Gives back columns of the new row, generated ones too. Of rows that a conflict kept out there is nothing.
    template <expr::expression... E>
    constexpr auto returning(const E&... terms) const {
        return made(given, on_error, detail::returned_terms<Returned>(terms...));
    }
    template <class Model>
    constexpr auto returning() const {
        return made(given, on_error, detail::returned_terms<Returned>(whole<Model>{}));
    }

    void bind(expr::binder& to) const {
        given.bind(to);
        on_error.bind(to);
        back.bind(to);
    }

    static constexpr void to(writer& w) {
        table_name<T>(w.put("INSERT INTO "));
        if constexpr (Conflict::named && !model::table_of<T>::schema.empty())
            if (w.to() == dialect::postgresql) w.put(" AS ").identifier(source_traits<T>::exposed);
        Rows::to(w, Conflict::named);
        if constexpr (Conflict::named) Conflict::template to<T>(w);
        Returned::to(w);
    }

    static constexpr bool complete() {
        if constexpr (!ok || !model::model_ok<T>) {
            return false;
        } else if constexpr (!Rows::template fits<T>()) {
            return false;
        } else if constexpr (!detail::fills_the_rest<T>(Rows::template columns<T>())) {
            verdict::required_column_missing::report<T>();
            return false;
        } else {
            return conflict_fits() && detail::returns_own<Returned, T>();
        }
    }

    template <class NewRows, class NewConflict, class NewReturned>
    static constexpr auto made(const NewRows& rows, const NewConflict& conflict, const NewReturned& back) {
        return insert_statement<T, NewRows, NewConflict, NewReturned>{rows, conflict, back};
    }

private:
    /// After a mistake that was reported.
    constexpr auto refused() const { return made(one_row<expr::assigned<void, expr::rejected>>{}, on_error, back); }
    template <class S, class... Column>
    constexpr auto from_query(const named_columns<Column...>&, const S& query) const {
        return made(rows_of_query<S, Column...>{query}, on_error, back);
    }
    template <class... Column, class Range, class... Part>
    auto from_list(const named_columns<Column...>& columns, const Range& range, const Part&... parts) const {
        return from_query(columns, detail::all_columns(tain::rows<"rows">(Column{}...).of(range, parts...)));
    }
    template <class Other, class S>
    constexpr auto from_query(const Other&, const S&) const {
        verdict::query_columns_differ::report<T, S>();
        return refused();
    }
    static constexpr bool conflict_fits() {
        if constexpr (Conflict::named)
            return Conflict::template fits<T>();
        else
            return true;
    }
};

/// `on_conflict(…)` of an INSERT, before it is said what then happens.
template <class T, class Rows, class Conflict, class Returned, class... Path>
struct conflict_choice<insert_statement<T, Rows, Conflict, Returned>, Path...> {
    insert_statement<T, Rows, Conflict, Returned> statement;

    /// The row is left out.
    constexpr auto do_nothing() const {
        return statement.made(statement.given, conflict_ignored<Path...>{}, statement.back);
    }
    /// The row that is there is updated: `do_update(col<&Word::count> = col<&Word::count> + excluded(col<&Word::count>))`.
    /// A column means the row that is there, `excluded(column)` the one that was to be inserted. Columns with `on_update`,
    /// and the version, are set as every UPDATE sets them.
    template <class... A>
    constexpr auto do_update(const A&... assignments) const {
        return do_update_where(absent{}, assignments...);
    }
    /// The same for those rows alone that meet a condition: `do_update_if(condition, assignments…)`; others stay as they are.
    template <class E, class... A>
    constexpr auto do_update_if(const E& condition, const A&... assignments) const {
        return do_update_where(detail::as_condition(condition), assignments...);
    }

private:
    template <class Where, class... A>
    constexpr auto do_update_where(const Where& condition, const A&... assignments) const {
        using target = reflect::list<Path...>;
        if constexpr (sizeof...(Path) == 0) {
            verdict::conflict_not_unique::report<T>();
            return updated<target>(detail::refused_assignments{}, condition);
        } else if constexpr (sizeof...(A) == 0) {
            verdict::assignment_elsewhere::report<T>();
            return updated<target>(detail::refused_assignments{}, condition);
        } else if constexpr (!detail::may_assign<T, A...>()) {
            return updated<target>(detail::refused_assignments{}, condition);
        } else {
            return updated<target>(expr::pack<A...>{{assignments}...}, condition);
        }
    }
    template <class Target, class Assignments, class Where>
    constexpr auto updated(const Assignments& set, const Where& condition) const {
        return statement.made(statement.given, conflict_updated<Target, Assignments, Where>{set, condition},
                              statement.back);
    }
};

}  // namespace tain::sql

template <class T, class... A, class Conflict, class Returned>
inline constexpr int
    tain::expr::texts_beside_cells<tain::sql::insert_statement<T, tain::sql::one_row<A...>, Conflict, Returned>> =
        (0 + ... + texts_beside_cells<A>)+texts_beside_cells<Conflict> + texts_beside_cells<Returned>;

namespace tain {

/// An INSERT of values, of many rows of them or of what a query gives: `insert<User>().values(col<&User::name> = "Ada")`. Whole
/// objects go through `db.insert(object)`. Columns that are left out take the database's default; one that has none and is NOT NULL cannot be
/// left out.
///
///     insert<Word>().values(col<&Word::text> = "a", col<&Word::count> = 1)
///         .on_conflict(col<&Word::text>).do_update(col<&Word::count> = col<&Word::count> + excluded(col<&Word::count>))
template <class T>
constexpr auto insert() {
    static_cast<void>(model::model_ok<T>);
    return sql::insert_statement<T, sql::one_row<>, sql::conflict_is_error, sql::returned<>>{};
}

/// In `do_update`: the value of a column in the row that was to be inserted.
template <class T, class Path>
constexpr auto excluded(const expr::column<T, Path>&) {
    return sql::excluded_column<expr::column<T, Path>>{};
}

}  // namespace tain
