// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/load.hpp>
#include <tain/orm/session_result.hpp>

#include <source_location>
#include <string_view>
#include <utility>
#include <vector>

/// Loading relations in a session: they lead to its own objects.
namespace tain::orm::detail {

class session_source {
public:
    session_source(unit_pointer unit, std::source_location where) : unit_(unit), where_(where) {}

    static constexpr bool knows_objects = true;

    dialect kind() const { return unit_->kind(); }
    /// The object with a primary key, if its row need not be read.
    held known(const model_operations& of, const row_key& key) const {
        record* const at_hand = unit_->at_hand(of, key);
        return held{at_hand && at_hand->now == standing::persistent ? at_hand : nullptr};
    }
    std::uint64_t written() const { return unit_->written(); }
    /// A relation with changes that are not flushed keeps them.
    static bool replaces(const links& to) { return !to.is_changed(); }
    template <class S>
    result<S> query(const S& statement) const {
        return {unit_->statement(effect::reads, where_), statement, where_};
    }
    template <class T>
    held object(T&& row) const {
        return unit_->adopt(operations_of<T>, &row, [](arena& room, void* from) {
            return new_record(room, std::move(*static_cast<T*>(from)));
        });
    }
    /// An element of a row, as it is in a session.
    template <class E>
    typename orm::element<E>::type element(E&& from) const {
        if constexpr (std::is_same_v<typename orm::element<E>::type, E>)
            return std::move(from);
        else if constexpr (types::is_optional<E>)
            return from ? element(std::move(*from)) : typename orm::element<E>::type{};
        else
            return entity_access::of<E>(object(std::move(from)).get());
    }

private:
    unit_pointer unit_;
    std::source_location where_;
};

}  // namespace tain::orm::detail

namespace tain {

/// The rows of a statement that a session runs, with relations of its objects, not yet asked for.
template <class S, class... Load>
class [[nodiscard]] session_result<sql::loading_statement<S, Load...>> {
    using inner = session_result<S>;

public:
    using row_type = typename inner::row_type;
    using maybe = typename inner::maybe;

    session_result(orm::unit_pointer unit, const sql::loading_statement<S, Load...>& statement,
                   std::source_location where)
        : unit_(unit), statement_(statement), where_(where) {}

    /// Every row. One round trip, and one for each relation that is not joined, after those of the flush.
    std::vector<row_type> all() const {
        if constexpr (is_joined)
            return loaded(joined().all());
        else
            return loaded(rows().all());
    }
    /// The first row, or nothing.
    maybe first() const {
        if constexpr (is_joined)
            return only(joined().first());
        else
            return loaded(rows().first());
    }
    /// The only row, or nothing. Throws `row_count_error` when there are more.
    maybe one_or_none() const {
        if constexpr (is_joined)
            return only(joined().one_or_none());
        else
            return loaded(rows().one_or_none());
    }
    /// The only row. Throws `row_count_error` when there is none, or more than one.
    row_type one() const {
        if constexpr (is_joined) {
            return std::move(loaded(joined().one()).front());
        } else {
            std::vector<row_type> all;
            all.push_back(rows().one());
            return std::move(loaded(std::move(all)).front());
        }
    }

    /// Every row, for a range-for. They are read before the loop begins, so that it may flush and commit.
    auto begin() {
        kept_ = all();
        return kept_.begin();
    }
    auto end() { return kept_.end(); }

private:
    static constexpr bool is_joined = sql::loading_statement<S, Load...>::is_joined;

    inner rows() const { return {unit_, statement_.statement, where_}; }
    auto joined() const {
        return orm::detail::joined_result<row_type, orm::detail::session_source, sql::loading_statement<S, Load...>>{
            {unit_, where_}, statement_};
    }
    maybe only(std::vector<row_type> rows) const {
        if (rows.empty()) return maybe{};
        return maybe{std::move(loaded(std::move(rows)).front())};
    }
    std::vector<row_type> loaded(std::vector<row_type> rows) const {
        orm::detail::session_source from{unit_, where_};
        orm::detail::load_into(from, rows, statement_.loads);
        return rows;
    }
    maybe loaded(maybe row) const
        requires(!std::is_same_v<maybe, std::vector<row_type>>)
    {
        std::vector<row_type> rows;
        if constexpr (std::is_same_v<maybe, row_type>) {
            if (row) rows.push_back(std::move(row));
        } else {
            if (row) rows.push_back(std::move(*row));
        }
        return only(std::move(rows));
    }

    orm::unit_pointer unit_;
    sql::loading_statement<S, Load...> statement_;
    std::source_location where_;
    std::vector<row_type> kept_{};
};

}  // namespace tain
