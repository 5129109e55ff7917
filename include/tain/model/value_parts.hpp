// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/path.hpp>
#include <tain/model/parts.hpp>

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace tain {

/// A sequence of PostgreSQL, from which the keys of one model or of several come: `identity<&Order::id>.from(numbers)`.
/// `create_all` and migrations create it, and drop it when no model names it any more. Where two models say different
/// things of one name they do not compile (`verdict::sequences_differ`).
///
///     inline constexpr tain::sequence numbers{.name = "document_numbers", .start = 1000};
struct sequence {
    std::string_view name{};
    std::int64_t start = 1;      ///< the first number, at least 1
    std::int64_t increment = 1;  ///< the step, at least 1

    friend constexpr bool operator==(const sequence&, const sequence&) = default;
};

}  // namespace tain

/// The parts of a mapping that say where a column's value comes from, when it is not simply the member's.
namespace tain::model {

/// Whether a generated column is kept in the table or calculated when it is read.
enum class kept : bool { stored, virtual_ };

template <class Path, class E>
struct generated_part : part_base {
    using column = Path;
    E value;
    kept how = kept::stored;

    /// The value is calculated when the row is written, and stored. What holds without it, too.
    constexpr auto stored() const {
        auto made = *this;
        made.how = kept::stored;
        return made;
    }
    /// The value is calculated when the row is read: SQLite only. PostgreSQL 15 has no virtual columns; there it is
    /// stored, and reads give the same.
    constexpr auto virtual_() const {
        auto made = *this;
        made.how = kept::virtual_;
        return made;
    }
};

template <class Path>
struct filled_part : part_base {
    using column = Path;
};

/// `E`: a bound value, `now()`, or SQL text per dialect.
template <class Path, class E>
struct touch_part : part_base {
    using column = Path;
    E value;
};

template <class Path>
struct version_part : part_base {
    using column = Path;
};

/// `E`: an expression over the row, a bound value, `now()`, or SQL text per dialect.
template <class Path, class E>
struct backfill_part : part_base {
    using column = Path;
    E value;
};

/// What is said of a key's numbers.
struct number_settings {
    std::int64_t start = 1;
    std::int64_t increment = 1;
    bool always = false;
    bool never_reused = false;
    sequence source{};  ///< without a name: there is none
};

template <class Path>
struct identity_part : part_base {
    using column = Path;
    number_settings settings{};

    /// The first number, at least 1. On SQLite it takes AUTOINCREMENT, as with `never_reused()`: only that counts.
    constexpr auto start(std::int64_t first) const {
        auto made = *this;
        made.settings.start = first;
        return made;
    }
    /// The step, at least 1. PostgreSQL only: SQLite's numbers go up by one.
    constexpr auto increment(std::int64_t step) const {
        auto made = *this;
        made.settings.increment = step;
        return made;
    }
    /// No statement may give the number: GENERATED ALWAYS AS IDENTITY. On SQLite the compiler alone sees to it.
    constexpr auto always() const {
        auto made = *this;
        made.settings.always = true;
        return made;
    }
    /// The number of a row that was deleted is never given again: AUTOINCREMENT on SQLite, which otherwise takes the
    /// greatest key that is there plus one. PostgreSQL's numbers never come again.
    constexpr auto never_reused() const {
        auto made = *this;
        made.settings.never_reused = true;
        return made;
    }
    /// The number comes from a sequence of PostgreSQL, which other models may use, too; it says start and increment.
    /// SQLite has no sequences: there each table numbers its own rows.
    constexpr auto from(const sequence& source) const {
        auto made = *this;
        made.settings.source = source;
        return made;
    }
};

}  // namespace tain::model

namespace tain {

/// A column that the database calculates from others of its row: `generated<&Line::total>(col<&Line::price> *
/// col<&Line::count>)`, with `.virtual_()` calculated when it is read (on SQLite; stored on PostgreSQL, as without it).
///
/// The expression's type must fit the member; it names columns of its own table that are not generated themselves, and
/// neither `now()` nor an aggregate. A primary key cannot be generated. The column is read-only: `set` and `values` that
/// name it do not compile, and objects are written without it. After `insert`, `update` and a session's flush the
/// object holds the database's value.
template <auto Column>
inline constexpr auto generated =
    []<expr::expression E>(const E& from) { return model::generated_part<expr::path_of<Column>, E>{{}, from}; };

/// A column that an INSERT of an object leaves out, so that its `server_default` or a trigger fills it:
/// `server_default<&Doc::created_at>(now()), filled_by_server<&Doc::created_at>`. The value is read back into the object.
///
/// An UPDATE writes it like any other column. The model needs a primary key, by which the row is found again; on
/// PostgreSQL the value comes back with the INSERT itself, so that what an AFTER trigger changes later is not seen.
template <auto Column>
inline constexpr model::filled_part<expr::path_of<Column>> filled_by_server{};

/// What every UPDATE sets a column to: `on_update<&Doc::updated_at>(now())`, the database's time at the statement.
///
/// It stands in the text of the statement, which is made at compile time; it is no trigger: UPDATE statements of others
/// do not know it. `update<T>().set(…)` that assigns the column keeps its own value, and so does an object in a session
/// whose member was changed. `db.update(object)`, a flush and the update of an upsert set it. Takes a value that can be
/// spelled at compile time (a number, a text, a truth value, an enumerator, a time), `now()`, or `sql_text`.
template <auto Column>
inline constexpr auto on_update = []<class V>(const V& value) {
    const auto made = server_default<Column>(value);
    return model::touch_part<expr::path_of<Column>, std::remove_const_t<decltype(made.value)>>{{}, made.value};
};

/// What the rows that are there get when a migration adds the column, or makes it NOT NULL (then only where it is NULL):
/// `backfill<&User::display_name>(lower(col<&User::name>))`. Without it, a required column that has no `server_default`
/// cannot be added to a table that has rows.
///
/// The migration evaluates it once per row, which is as it was before: columns that the same migration adds are not there. It takes an expression over other columns of the row, a value, `now()`, or
/// `sql_text`, which may hold anything that each database accepts in the SET of an UPDATE, such as a subquery, and may
/// name columns that the same migration drops. It is no part of the schema: once a revision has used it, it says nothing
/// more, and may stay or go. New rows know nothing of it. A revision that takes the column away cannot be undone by it:
/// what the column had is lost.
template <auto Column>
inline constexpr auto backfill = []<class V>(const V& value) {
    const auto made = server_default<Column>(value);
    return model::backfill_part<expr::path_of<Column>, std::remove_const_t<decltype(made.value)>>{{}, made.value};
};

/// How the database numbers a key that it makes: `identity<&Order::id>.start(1000).increment(10)`, `.always()`,
/// `.never_reused()`, or `.from(sequence)`. About the model's one integer key.
template <auto Column>
inline constexpr model::identity_part<expr::path_of<Column>> identity{};

/// The column that tells one state of a row from the next: `version<&Account::version>`, a `std::int32_t` or
/// `std::int64_t`. Optimistic locking: nobody waits, and nobody overwrites what another has changed meanwhile.
///
/// An INSERT writes the member's own value. `db.update(object)`, `db.remove(object)` and a session's flush match the row
/// only while it has the object's version (`AND "version" = …`); an UPDATE makes it one more, in the row and in the
/// object. When no row matches, they throw `stale_error`. Statements (`update<T>().set(…)`, an upsert) add one to the
/// version of every row that they change, and compare none; so does nothing that others write.
template <auto Column>
inline constexpr model::version_part<expr::path_of<Column>> version{};

}  // namespace tain
