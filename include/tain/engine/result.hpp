// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/owned.hpp>
#include <tain/driver/connection.hpp>
#include <tain/driver/error.hpp>
#include <tain/driver/move_rows.hpp>
#include <tain/engine/plan.hpp>
#include <tain/engine/pool.hpp>
#include <tain/engine/row_names.hpp>
#include <tain/expr/held_text.hpp>
#include <tain/expr/in_cells.hpp>
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

/// Compiles to a constant where default member initializers are constant expressions.
template <class Row>
constexpr bool defaulted() {
    Row row{};  // g++ 12 takes a const one for no constant
    static_cast<void>(row);
    return true;
}

/// True when default member initializers cost nothing at run time: the compiler can run them. Drawing a UUID or reading
/// the clock is no constant expression.
template <class Row>
concept free_to_default = requires { typename std::bool_constant<defaulted<Row>()>; };

/// Goes through as many blank rows as a vector is to be made of.
template <class Row>
struct blank_iterator {
    using iterator_category = std::random_access_iterator_tag;
    using value_type = reflect::blank_row<Row>;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = value_type;

    std::ptrdiff_t at = 0;

    value_type operator*() const { return {}; }
    blank_iterator& operator++() {
        ++at;
        return *this;
    }
    friend std::ptrdiff_t operator-(blank_iterator last, blank_iterator first) { return last.at - first.at; }
    friend bool operator==(blank_iterator, blank_iterator) = default;
};

template <class Row>
std::vector<Row> blank_rows(std::size_t count) {
    if constexpr (free_to_default<Row>)
        return std::vector<Row>(count);
    else  // std::vector would run the initializers
        return std::vector<Row>(blank_iterator<Row>{}, blank_iterator<Row>{static_cast<std::ptrdiff_t>(count)});
}

/// Makes a vector hold `count` rows; new ones are blank.
///
/// What this makes the compiler emit is a good part of what a query costs to compile. A vector that grows by itself
/// does it in four inlined loops (new rows and old ones, with room and without); a new vector of the size takes one for
/// the new rows, and one for the old where their plan cannot move them. Asked for small code, because a result grows a few
/// times only, they take less.
template <class Row>
TAIN_COLD void* resize_rows(void* rows, std::size_t count, std::span<const driver::field> fields) {
    auto& all = *static_cast<std::vector<Row>*>(rows);
    if (count <= all.size()) {
        while (all.size() > count) all.pop_back();
    } else {
        std::vector<Row> wider = blank_rows<Row>(count);
        if constexpr (plans::of_known_storage<Row>) {
            driver::move_rows(all.data(), wider.data(), all.size(), sizeof(Row), fields);
        } else {
            for (std::size_t i = 0; i != all.size(); ++i) {
                if constexpr (std::is_nothrow_move_constructible_v<Row>) {  // less code than an assignment
                    std::destroy_at(&wider[i]);
                    std::construct_at(&wider[i], std::move(all[i]));
                } else {
                    wider[i] = std::move(all[i]);
                }
            }
        }
        all.swap(wider);
    }
    return all.data();
}

template <class Row>
void* resize_one(void* row, std::size_t count, std::span<const driver::field>) {
    auto& one = *static_cast<std::optional<Row>*>(row);
    if (count == 0)
        one.reset();
    else if (!one)
        one.emplace(reflect::blank_row<Row>{});
    return one ? &*one : nullptr;
}

/// The same of an optional that holds a blank row from the start.
template <class Row>
void* keep_one(void* row, std::size_t count, std::span<const driver::field>) {
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

/// A statement that is put together when it runs.
struct made_statement {
    std::string text;
    driver::statement what{};
};

/// What there is to know of the type of a statement that is kept until it runs.
struct statement_facts {
    void (*bind)(const void* statement, expr::binder& to);  ///< binds its values
    const driver::statement* fixed;                         ///< its static object; null: `make` makes one
    void (*make)(const void* statement, dialect to, made_statement& into);
};

template <class S>
void bind_statement(const void* statement, expr::binder& to) {
    static_cast<const S*>(statement)->bind(to);
}

template <class S>
inline constexpr statement_facts facts_of{&bind_statement<S>, &plans::statement_of<S>, nullptr};

/// One for each type of raw statement: its texts share it, and differ in their hash.
template <class S>
inline constexpr char anchor_of = 0;

template <class Row, class... V>
void make_raw(const void* statement, dialect, made_statement& into) {
    const auto& raw = *static_cast<const sql::raw_statement<Row, V...>*>(statement);
    into.what = plans::statement_for<Row>(raw.text.text, raw.text.hash, &anchor_of<sql::raw_statement<Row, V...>>);
}
template <class Row, class... V>
inline constexpr statement_facts facts_of<sql::raw_statement<Row, V...>>{&bind_statement<sql::raw_statement<Row, V...>>,
                                                                         nullptr, &make_raw<Row, V...>};

/// Put together for the one dialect that it runs in. Equal texts have equal hashes, and so one prepared statement.
template <sql::composed S>
void make_composed(const void* statement, dialect to, made_statement& into) {
    into.text = static_cast<const S*>(statement)->text_in(to);
    into.what = plans::statement_for<sql::row_type<S>>(into.text, sql::hash_of(into.text), &anchor_of<S>);
    if constexpr (S::returns_rows) {
        constexpr auto& names = plans::row_names<sql::row_type<S>>::value;
        into.what.names = names.data();
        into.what.name_blocks = names.size();
    }
}
template <sql::composed S>
inline constexpr statement_facts facts_of<S>{&bind_statement<S>, nullptr, &make_composed<S>};

/// A statement's values, behind a pointer: what runs it is no template.
struct values {
    const void* statement;
    void (*bind)(const void* statement, expr::binder& to);  ///< null: they are cells already
    std::size_t count;
    const expr::kept_text* texts = nullptr;  ///< those that cells are for
    std::size_t text_count = 0;
};

/// True for a statement whose text the compiler has made, and whose values are bound when it is given to `execute`. Most are
/// such. They need neither a function that binds nor a copy of the statement.
template <class S>
concept bound_at_once = !sql::composed<S> && expr::in_cells<S>;

/// The values of statements that are bound at once. Made blank, without a loop that blanks cells.
template <std::size_t Count, std::size_t Texts = 0>
struct held_cells {
    alignas(types::cell) std::byte bytes[Count * sizeof(types::cell)];
    expr::kept_text texts[Texts];

    /// Texts that the statement owns are kept.
    expr::binder binder() {
        auto* const first = reinterpret_cast<types::cell*>(bytes);
        return {first, nullptr, {}, first, texts};
    }
};
template <std::size_t Count>
    requires(Count != 0)
struct held_cells<Count, 0> {
    alignas(types::cell) std::byte bytes[Count * sizeof(types::cell)];

    expr::binder binder() { return {reinterpret_cast<types::cell*>(bytes)}; }
};
template <>
struct held_cells<0, 0> {
    static expr::binder binder() { return {}; }
};

/// A statement of any type. Borrowed.
struct any_statement {
    const driver::statement* fixed;  ///< its static object; null: its facts make one
    const statement_facts* facts;    ///< null: its object is its cells, and the texts that stand behind them
    const void* object;
    std::size_t binds;
    std::size_t texts = 0;

    values bound() const {
        if (facts) return {object, facts->bind, binds};
        const auto* const cells = static_cast<const types::cell*>(object);
        return {object, nullptr, binds, reinterpret_cast<const expr::kept_text*>(cells + binds), texts};
    }
};

/// One that is kept, at `copy`.
template <class S>
any_statement any(const S& statement, const void* copy) {
    if constexpr (sql::composed<S>)
        return {facts_of<S>.fixed, &facts_of<S>, copy, statement.bind_count()};
    else
        return {facts_of<S>.fixed, &facts_of<S>, copy, S::binds};
}

void query(const executor& on, const driver::statement& what, const values& bound, const driver::sink& to,
           std::size_t most, std::source_location where);
std::int64_t run(const executor& on, const driver::statement& what, const values& bound, std::source_location where);
std::int64_t run(const executor& on, const any_statement& what, std::source_location where);
template <class S>
std::int64_t run_statement(const executor& on, const S& statement, std::source_location where) {
    if constexpr (bound_at_once<S>) {
        held_cells<S::binds> cells;
        expr::binder to = cells.binder();
        statement.bind(to);
        return run(on, plans::statement_of<S>, {&cells, nullptr, S::binds}, where);
    } else {
        return run(on, any(statement, &statement), where);
    }
}
/// Runs a statement that gives at most one row back, into an object. Returns how many rows there were.
std::size_t read_into(const executor& on, const driver::statement& what, const values& bound, void* object,
                      std::source_location where);

/// A statement that waits to be run: all of a result but its statement and the type of its rows.
class pending {
protected:
    /// What `given` points at is in the object that this is a part of, or will be.
    pending(executor on, const any_statement& given, std::source_location where)
        : on_(on),
          fixed_(given.fixed),
          facts_(given.facts),
          offset_(static_cast<std::uint16_t>(static_cast<const std::byte*>(given.object) -
                                             reinterpret_cast<const std::byte*>(this))),
          texts_(static_cast<std::uint16_t>(given.texts)),
          binds_(static_cast<std::uint32_t>(given.binds)),
          where_(where) {}

    void query(const driver::sink& to, std::size_t most) const;
    [[noreturn]] void wrong_count(std::string_view asked, std::string_view got) const;

private:
    friend class row_reader;
    any_statement what() const {
        return {fixed_, facts_, reinterpret_cast<const std::byte*>(this) + offset_, binds_, texts_};
    }

    executor on_;
    const driver::statement* fixed_;
    const statement_facts* facts_;
    std::uint16_t offset_;  ///< of the statement or its cells, which follow this: a small one
    std::uint16_t texts_;   ///< fewer than `not_in_cells` takes away
    std::uint32_t binds_;
    std::source_location where_;
};

/// Reads rows one by one; holds the connection.
class row_reader {
public:
    explicit row_reader(const pending& from);
    row_reader(const row_reader&) = delete;
    row_reader& operator=(const row_reader&) = delete;

    /// Reads the next row into a blank one; false when there is none.
    bool next(void* row) { return rows_->next(row); }

private:
    lease on_;
    made_statement made_;
    types::scratch keep_;
    std::vector<types::cell> cells_;
    owned<driver::cursor> rows_;
};

/// The rows of a statement, whatever its type.
template <class Row>
class rows : protected pending {
public:
    using row_type = Row;

    /// Every row. One round trip.
    TAIN_APART std::vector<Row> all() const {
        std::vector<stored_row<Row>> read;
        query(rows_into(read), SIZE_MAX);
        if constexpr (std::is_same_v<Row, bool>) {
            std::vector<Row> made;
            made.reserve(read.size());
            for (const auto& each : read) made.push_back(each.value);
            return made;
        } else {
            return read;
        }
    }
    /// The first row, or nothing. One round trip.
    TAIN_APART std::optional<Row> first() const {
        std::optional<Row> row = blank_if<Row>();
        query(blank_into(row), 1);
        return row;
    }
    /// The only row, or nothing. Throws `row_count_error` when there are more.
    TAIN_APART std::optional<Row> one_or_none() const {
        std::vector<stored_row<Row>> read;
        query(rows_into(read), 2);
        if (read.size() > 1) wrong_count("one row or none", "more");
        if (read.empty()) return std::nullopt;
        if constexpr (std::is_same_v<Row, bool>)
            return read.front().value;
        else
            return std::move(read.front());
    }
    /// The only row. Throws `row_count_error` when there is none, or more than one.
    TAIN_APART Row one() const {
        std::optional<Row> row = one_or_none();
        if (!row) wrong_count("one row", "none");
        return std::move(*row);
    }

    /// Rows one by one: `for (const auto& row : db.execute(…))`. The connection is held until the loop ends.
    class iterator {
    public:
        using value_type = Row;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;

        iterator() = default;
        const Row& operator*() const { return running_->row; }
        const Row* operator->() const { return &running_->row; }
        iterator& operator++() {
            if constexpr (plans::row_plan<Row>::counted.lacking) running_->row = reflect::blank<Row>();
            if (!running_->reader.next(&running_->row)) running_.reset();
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const iterator& i, std::default_sentinel_t) { return !i.running_; }

    private:
        friend class rows;
        struct running {
            row_reader reader;
            Row row = reflect::blank<Row>();

            explicit running(const pending& from) : reader(from) {}
        };
        std::unique_ptr<running> running_;
    };

    iterator begin() const {
        iterator made;
        made.running_ = std::make_unique<typename iterator::running>(static_cast<const pending&>(*this));
        ++made;
        return made;
    }
    std::default_sentinel_t end() const { return {}; }

protected:
    using pending::pending;
};

}  // namespace detail

namespace detail {

/// The rows of a statement that is kept, to be bound when it runs.
template <class S>
class [[nodiscard]] kept_result : public rows<sql::row_type<S>> {
public:
    kept_result(executor on, const S& statement, std::source_location where)
        : rows<sql::row_type<S>>(on, any(statement, &statement_), where), statement_(statement) {}

private:
    S statement_;
};

/// The rows of a statement that is bound already: the same type for all with as many values, and as many texts among them.
template <class Row, std::size_t Binds, std::size_t Texts>
class [[nodiscard]] bound_result : public rows<Row> {
public:
    /// Its values are bound next.
    bound_result(executor on, const driver::statement& what, std::source_location where)
        : rows<Row>(on, any_statement{&what, nullptr, &cells_, Binds, Texts}, where) {}
    template <class S>
    bound_result(executor on, const S& statement, std::source_location where)
        : bound_result(on, plans::statement_of<S>, where) {
        expr::binder to = binder();
        statement.bind(to);
    }
    expr::binder binder() { return cells_.binder(); }

private:
    held_cells<Binds, Texts> cells_;
};

template <class S>
struct result_of {
    using type = kept_result<S>;
};
template <bound_at_once S>
struct result_of<S> {
    using type = bound_result<sql::row_type<S>, S::binds, expr::texts_beside_cells<S>>;
};

/// What `execute` gives for a statement with rows.
template <class S>
struct result_for : result_of<S> {};

}  // namespace detail

/// The rows of a statement, not yet asked for: it runs when they are. It owns the statement's values; it borrows
/// the engine or transaction that it came from.
template <class S>
using result = typename detail::result_of<S>::type;

}  // namespace tain

#ifndef TAIN_COMPILED
#include <tain/engine/result.ipp>  // IWYU pragma: keep
#endif
