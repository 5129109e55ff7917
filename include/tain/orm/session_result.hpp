// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/result.hpp>
#include <tain/model/table.hpp>
#include <tain/orm/entity.hpp>
#include <tain/orm/model_operations.hpp>
#include <tain/orm/unit_pointer.hpp>
#include <tain/sql/change.hpp>
#include <tain/sql/compound.hpp>
#include <tain/sql/cte.hpp>
#include <tain/sql/insert.hpp>
#include <tain/sql/select.hpp>
#include <tain/sql/text.hpp>

#include <cstddef>
#include <optional>
#include <source_location>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace tain {

namespace orm {

/// True for a statement whose whole models are objects of a session. Rows of raw SQL, of deleted rows and of
/// `.into<Row>()` are values.
template <class S>
inline constexpr bool gives_objects = false;
template <class T, class F, class J, class W, class G, class H, class O, class L, class Skip, bool D>
inline constexpr bool gives_objects<sql::select_statement<T, F, J, W, G, H, O, L, Skip, void, D>> = true;
template <sql::set_operation K, class A, class B, class O, class L, class Skip>
inline constexpr bool gives_objects<sql::compound_statement<K, A, B, O, L, Skip>> = true;
template <class S, class... C>
inline constexpr bool gives_objects<sql::with_statement<S, C...>> = gives_objects<S>;
template <class T, class A, class W, class R, class From>
inline constexpr bool gives_objects<sql::update_statement<T, A, W, R, From>> = true;
template <class T, class Rows, class Conflict, class R>
inline constexpr bool gives_objects<sql::insert_statement<T, Rows, Conflict, R>> = true;
template <sql::composed S>
inline constexpr bool gives_objects<S> = S::gives_models;

/// What a statement may do to rows; of raw SQL with rows it is not known.
template <class S>
inline constexpr effect effect_of = S::returns_rows ? effect::unknown : effect::changes;
template <class T, class F, class J, class W, class G, class H, class O, class L, class Skip, class I, bool D>
inline constexpr effect effect_of<sql::select_statement<T, F, J, W, G, H, O, L, Skip, I, D>> = effect::reads;
template <sql::composed S>
inline constexpr effect effect_of<S> = S::changes_rows ? effect::changes : effect::reads;
template <sql::set_operation K, class A, class B, class O, class L, class Skip>
inline constexpr effect effect_of<sql::compound_statement<K, A, B, O, L, Skip>> = effect::reads;
template <class S, class... C>
inline constexpr effect effect_of<sql::with_statement<S, C...>> = effect_of<S>;
template <class T, class Rows, class Conflict, class R>
inline constexpr effect effect_of<sql::insert_statement<T, Rows, Conflict, R>> =
    Conflict::changes ? effect::changes : effect::writes;
template <class T, class A, class W, class R, class From>
inline constexpr effect effect_of<sql::update_statement<T, A, W, R, From>> = effect::changes;
template <class T, class W, class R>
inline constexpr effect effect_of<sql::delete_statement<T, W, R>> = effect::changes;

/// What a row element is in a session: `entity<T>` for a whole model with a primary key, else as it is.
template <class E>
struct element {
    using type = E;
};
template <plans::whole_model T>
    requires(model::table_of<T>::key_size != 0)
struct element<T> {
    using type = entity<T>;
};
template <plans::whole_model T>
    requires(model::table_of<T>::key_size != 0)
struct element<std::optional<T>> {
    using type = entity<T>;
};
template <class... E>
struct element<std::tuple<E...>> {
    using type = std::tuple<typename element<E>::type...>;
};

/// The rows of a statement in a session.
template <class S>
using session_row = typename std::conditional_t<gives_objects<S>, element<sql::row_type<S>>,
                                                std::type_identity<sql::row_type<S>>>::type;

template <class T>
inline constexpr bool is_entity = false;
template <class T>
inline constexpr bool is_entity<entity<T>> = true;

}  // namespace orm

/// The rows of a statement that a session runs, not yet asked for: it runs when they are, after a flush.
///
/// Whole models come as `entity<T>`: the session's own objects, one for each row of the database; an outer join's
/// missing ones are empty. All else is a value. Borrows the session.
template <class S>
class [[nodiscard]] session_result {
    template <class E>
    using element = std::conditional_t<orm::gives_objects<S>, orm::element<E>, std::type_identity<E>>;
    using stored = sql::row_type<S>;

public:
    using row_type = orm::session_row<S>;
    /// A row that may be missing: an entity is empty then.
    using maybe = std::conditional_t<orm::is_entity<row_type>, row_type, std::optional<row_type>>;

    session_result(orm::unit_pointer unit, S statement, std::source_location where)
        : unit_(unit), statement_(std::move(statement)), where_(where) {}

    /// Every row. One round trip, after those of the flush.
    std::vector<row_type> all() const {
        if constexpr (std::is_same_v<row_type, stored>) {
            return run().all();
        } else {
            std::vector<stored> rows = run().all();
            std::vector<row_type> made;
            made.reserve(rows.size());
            for (stored& each : rows) made.push_back(adopt(std::move(each)));
            return made;
        }
    }
    /// The first row, or nothing.
    maybe first() const { return adopt_if(run().first()); }
    /// The only row, or nothing. Throws `row_count_error` when there are more.
    maybe one_or_none() const { return adopt_if(run().one_or_none()); }
    /// The only row. Throws `row_count_error` when there is none, or more than one.
    row_type one() const { return adopt(run().one()); }

    /// Every row, for a range-for. They are read before the loop begins, so that it may flush and commit.
    auto begin() {
        rows_ = all();
        return rows_.begin();
    }
    auto end() { return rows_.end(); }

private:
    result<S> run() const { return {unit_->statement(orm::effect_of<S>, where_), statement_, where_}; }

    template <class E>
    auto adopt(E&& from) const {
        return adopt_as(std::type_identity<std::decay_t<E>>{}, from);
    }
    template <class E>
    typename element<E>::type adopt_as(std::type_identity<E>, E& from) const {
        if constexpr (std::is_same_v<typename element<E>::type, E>) {
            return std::move(from);
        } else {
            orm::record* found = unit_->meet(orm::operations_of<E>, &from);
            if (!found) found = unit_->enter(orm::held{orm::new_record(unit_->room(), std::move(from))});
            return typename element<E>::type{found};
        }
    }
    template <class E>
    typename element<std::optional<E>>::type adopt_as(std::type_identity<std::optional<E>>,
                                                      std::optional<E>& from) const {
        if constexpr (std::is_same_v<typename element<std::optional<E>>::type, std::optional<E>>)
            return std::move(from);
        else
            return from ? adopt(std::move(*from)) : typename element<std::optional<E>>::type{};
    }
    template <class... E>
    typename element<std::tuple<E...>>::type adopt_as(std::type_identity<std::tuple<E...>>,
                                                      std::tuple<E...>& from) const {
        return std::apply(
            [this](E&... each) { return typename element<std::tuple<E...>>::type{adopt(std::move(each))...}; }, from);
    }
    maybe adopt_if(std::optional<stored> from) const {
        if (!from) return maybe{};
        return adopt(std::move(*from));
    }

    orm::unit_pointer unit_;
    S statement_;
    std::source_location where_;
    std::vector<row_type> rows_{};
};

}  // namespace tain
