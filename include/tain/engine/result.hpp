// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>
#include <tain/driver/error.hpp>
#include <tain/engine/plan.hpp>
#include <tain/engine/pool.hpp>
#include <tain/engine/row_names.hpp>
#include <tain/expr/node.hpp>
#include <tain/reflect/members.hpp>
#include <tain/sql/raw.hpp>
#include <tain/sql/text.hpp>

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <source_location>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tain {

/// Where statements run: an engine's pool, or the connection that a transaction holds. Borrowed.
class executor {
public:
    explicit executor(pool& from) noexcept : pool_(&from) {}
    explicit executor(driver::connection& fixed) noexcept : fixed_(&fixed) {}

    dialect kind() const noexcept { return fixed_ ? fixed_->kind() : pool_->kind(); }
    lease take() const { return fixed_ ? lease{*fixed_} : lease{*pool_}; }

private:
    pool* pool_ = nullptr;
    driver::connection* fixed_ = nullptr;
};

/// A query gave another number of rows than was asked for.
class row_count_error : public error {
public:
    using error::error;
};

namespace detail {

/// True when default member initializers cost nothing at run time: the compiler can run them. Drawing a UUID or reading
/// the clock is no constant expression.
template <class Row>
concept free_to_default = requires { typename std::bool_constant<(static_cast<void>(Row{}), true)>; };

/// Makes a vector hold `count` rows; new ones are blank.
///
/// What this makes the compiler emit is a good part of what a query costs to compile. A vector that grows by itself
/// does it in four inlined loops (new rows and old ones, with room and without); a new vector of the size takes one for
/// the new rows and one for the old, and asked for small code, because a result grows a few times only, they take less.
template <class Row>
TAIN_COLD void* resize_rows(void* rows, std::size_t count) {
    auto& all = *static_cast<std::vector<Row>*>(rows);
    if (count <= all.size()) {
        while (all.size() > count) all.pop_back();
    } else if constexpr (free_to_default<Row>) {
        std::vector<Row> wider(count);
        for (std::size_t i = 0; i != all.size(); ++i) {
            if constexpr (std::is_nothrow_move_constructible_v<Row>) {  // less code than an assignment
                std::destroy_at(&wider[i]);
                std::construct_at(&wider[i], std::move(all[i]));
            } else {
                wider[i] = std::move(all[i]);
            }
        }
        all.swap(wider);
    } else {  // std::vector would run the initializers
        all.reserve(count);
        while (all.size() < count) all.emplace_back(reflect::blank_row<Row>{});
    }
    return all.data();
}

template <class Row>
void* resize_one(void* row, std::size_t count) {
    auto& one = *static_cast<std::optional<Row>*>(row);
    if (count == 0)
        one.reset();
    else if (!one)
        one.emplace(reflect::blank_row<Row>{});
    return one ? &*one : nullptr;
}

/// The same of an optional that holds a blank row from the start.
template <class Row>
void* keep_one(void* row, std::size_t count) {
    auto& one = *static_cast<std::optional<Row>*>(row);
    if (count == 0) one.reset();
    return one ? &*one : nullptr;
}

/// std::vector<bool> has no addresses to write to; rows of one bool are read as this.
struct bool_row {
    bool value = false;
};

template <class Row>
using stored_row = std::conditional_t<std::is_same_v<Row, bool>, bool_row, Row>;

template <class Row>
driver::sink rows_into(std::vector<Row>& rows) {
    return {&rows, &resize_rows<Row>, sizeof(Row)};
}
template <class Row>
driver::sink row_into(std::optional<Row>& row) {
    return {&row, &resize_one<Row>, sizeof(Row)};
}
/// An optional that holds a blank row: quicker to make than an empty one, all of which g++ writes zeros to.
template <class Row, bool Known = true>
std::optional<Row> blank_if() {
    if constexpr (Known)
        return std::optional<Row>{std::in_place, reflect::blank_row<Row>{}};
    else
        return std::nullopt;
}
/// Where its row goes.
template <class Row>
driver::sink blank_into(std::optional<Row>& row) {
    return {&row, &keep_one<Row>, sizeof(Row), &*row, 1};
}

/// The static object of a statement: by its type; of one whose text is known at run time, made for it.
template <class S>
struct statement_in {
    const driver::statement& what = plans::statement_of<S>;

    constexpr explicit statement_in(const S&, dialect = {}) {}
};
/// One for each type of raw statement: its texts share it, and differ in their hash.
template <class S>
inline constexpr char anchor_of = 0;

template <class Row, class... V>
struct statement_in<sql::raw_statement<Row, V...>> {
    driver::statement what;

    explicit statement_in(const sql::raw_statement<Row, V...>& raw, dialect = {})
        : what(plans::statement_for<Row>(raw.text.text, raw.text.hash, &anchor_of<sql::raw_statement<Row, V...>>)) {}
};

/// Put together for the one dialect that it runs in. Equal texts have equal hashes, and so one prepared statement.
template <sql::composed S>
struct statement_in<S> {
    std::string text;
    driver::statement what;

    statement_in(const S& composed, dialect to)
        : text(composed.text_in(to)),
          what(plans::statement_for<sql::row_type<S>>(text, sql::hash_of(text), &anchor_of<S>)) {
        if constexpr (S::returns_rows) {
            constexpr auto& names = plans::row_names<sql::row_type<S>>::value;
            what.names = names.data();
            what.name_blocks = names.size();
        }
    }
    statement_in(const statement_in&) = delete;
    statement_in& operator=(const statement_in&) = delete;
};

/// A statement's values, behind a pointer: what runs it is no template.
struct values {
    const void* statement;
    void (*bind)(const void* statement, expr::binder& to);
    std::size_t count;
};

template <class S>
void bind_statement(const void* statement, expr::binder& to) {
    static_cast<const S*>(statement)->bind(to);
}
template <class S>
values values_in(const S& statement) {
    if constexpr (sql::composed<S>)
        return {&statement, &bind_statement<S>, statement.bind_count()};
    else
        return {&statement, S::binds == 0 ? nullptr : &bind_statement<S>, S::binds};
}

/// Room for the values of a statement whose rows are taken one by one.
template <class S>
struct cells_of {
    types::cell first[S::binds + 1]{};

    explicit cells_of(const S&) {}
    types::cell* data() { return first; }
    static constexpr std::size_t size() { return S::binds; }
};
template <sql::composed S>
struct cells_of<S> : std::vector<types::cell> {
    explicit cells_of(const S& statement) : std::vector<types::cell>(statement.bind_count()) {}
};

void query(const executor& on, const driver::statement& what, const values& bound, const driver::sink& to,
           std::size_t most, std::source_location where);
std::int64_t run(const executor& on, const driver::statement& what, const values& bound, std::source_location where);
/// Runs a statement that gives at most one row back, into an object. Returns how many rows there were.
std::size_t read_into(const executor& on, const driver::statement& what, const values& bound, void* object,
                      std::source_location where);

[[noreturn]] void wrong_row_count(std::string_view asked, std::string_view got, std::string_view sql);

}  // namespace detail

/// The rows of a statement, not yet asked for: it runs when they are. It owns the statement's values; it borrows
/// the engine or transaction that it came from.
template <class S>
class [[nodiscard]] result {
public:
    using row_type = sql::row_type<S>;

    result(executor on, S statement, std::source_location where)
        : on_(on), statement_(std::move(statement)), where_(where) {}

    /// Every row. One round trip.
    std::vector<row_type> all() const {
        std::vector<detail::stored_row<row_type>> rows;
        query(detail::rows_into(rows), SIZE_MAX);
        if constexpr (std::is_same_v<row_type, bool>) {
            std::vector<bool> made;
            made.reserve(rows.size());
            for (const auto& each : rows) made.push_back(each.value);
            return made;
        } else {
            return rows;
        }
    }
    /// The first row, or nothing. One round trip.
    std::optional<row_type> first() const {
        std::optional<row_type> row = detail::blank_if<row_type>();
        query(detail::blank_into(row), 1);
        return row;
    }
    /// The only row, or nothing. Throws `row_count_error` when there are more.
    std::optional<row_type> one_or_none() const {
        std::vector<detail::stored_row<row_type>> rows;
        query(detail::rows_into(rows), 2);
        if (rows.size() > 1) wrong_count("one row or none", "more");
        if (rows.empty()) return std::nullopt;
        if constexpr (std::is_same_v<row_type, bool>)
            return rows.front().value;
        else
            return std::move(rows.front());
    }
    /// The only row. Throws `row_count_error` when there is none, or more than one.
    row_type one() const {
        std::optional<row_type> row = one_or_none();
        if (!row) wrong_count("one row", "none");
        return std::move(*row);
    }

    /// Rows one by one: `for (const auto& row : db.execute(…))`. The connection is held until the loop ends.
    class iterator {
    public:
        using value_type = row_type;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;

        iterator() = default;
        const row_type& operator*() const { return running_->row; }
        const row_type* operator->() const { return &running_->row; }
        iterator& operator++() {
            if constexpr (plans::row_plan<row_type>::counted.lacking) running_->row = reflect::blank<row_type>();
            if (!running_->rows->next(&running_->row)) running_.reset();
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const iterator& i, std::default_sentinel_t) { return !i.running_; }

    private:
        friend class result;
        struct running {
            lease on;
            detail::statement_in<S> prepared;
            types::scratch keep;
            detail::cells_of<S> cells;
            std::unique_ptr<driver::cursor> rows{};
            row_type row = reflect::blank<row_type>();

            running(const executor& from, const S& statement)
                : on(from.take()), prepared(statement, on->kind()), keep(on->kind()), cells(statement) {}
        };
        std::unique_ptr<running> running_;
    };

    iterator begin() const {
        iterator made;
        made.running_ = std::make_unique<typename iterator::running>(on_, statement_);
        auto& r = *made.running_;
        expr::binder to{r.cells.data(), &r.keep, r.on->kind()};
        statement_.bind(to);
        r.rows = r.on->open({r.prepared.what, std::span<const types::cell>{r.cells.data(), r.cells.size()}, 0, where_});
        ++made;
        return made;
    }
    std::default_sentinel_t end() const { return {}; }

private:
    void query(const driver::sink& to, std::size_t most) const {
        const detail::statement_in<S> prepared{statement_, on_.kind()};
        detail::query(on_, prepared.what, detail::values_in(statement_), to, most, where_);
    }
    [[noreturn]] void wrong_count(std::string_view asked, std::string_view got) const {
        const detail::statement_in<S> ran{statement_, on_.kind()};
        detail::wrong_row_count(asked, got, ran.what.text[static_cast<std::size_t>(on_.kind())]);
    }

    executor on_;
    S statement_;
    std::source_location where_;
};

}  // namespace tain

#ifndef TAIN_COMPILED
#include <tain/engine/result.ipp>  // IWYU pragma: keep
#endif
