// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "contract/database.hpp"

#include <tain/sql/to_sql.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Statements beside the SQL that they are to become, and beside SQL that a person wrote for the same question.
namespace golden {

using tain::types::timestamp;

struct Author {
    std::int64_t id{};
    std::string name{};
    std::optional<std::int32_t> born{};
    bool living = true;
    friend bool operator==(const Author&, const Author&) = default;
};
BOOST_DESCRIBE_STRUCT(Author, (), (id, name, born, living))

struct Book {
    std::int64_t id{};
    std::int64_t author_id{};
    std::string title{};
    std::optional<std::string> genre{};
    std::int32_t pages{};
    double price{};
    timestamp added{};
    friend bool operator==(const Book&, const Book&) = default;
};
BOOST_DESCRIBE_STRUCT(Book, (), (id, author_id, title, genre, pages, price, added))

struct Sale {
    std::int64_t id{};
    std::int64_t book_id{};
    std::int32_t count{};
    std::optional<double> discount{};
    friend bool operator==(const Sale&, const Sale&) = default;
};
BOOST_DESCRIBE_STRUCT(Sale, (), (id, book_id, count, discount))

}  // namespace golden

template <>
inline constexpr auto tain::mapping<golden::Author> = table("authors");
template <>
inline constexpr auto tain::mapping<golden::Book> =
    table("books", foreign_key<&golden::Book::author_id>.references<golden::Author>());
template <>
inline constexpr auto tain::mapping<golden::Sale> =
    table("sales", foreign_key<&golden::Sale::book_id>.references<golden::Book>());

namespace golden {

/// Five authors, one without books; eight books, two never sold; nine sales. Made once.
const tain::engine& library();

/// Remembers a text that a statement is to have. Those that `library` has executed too are what tests/golden/count counts.
void expect(std::string_view text);

/// Checks that a statement has these texts.
template <class S>
void spelled(const S& statement, std::string_view sqlite, std::string_view postgresql) {
    CHECK(tain::to_sql(statement, tain::dialect::sqlite) == sqlite);
    CHECK(tain::to_sql(statement, tain::dialect::postgresql) == postgresql);
    expect(tain::test::on_postgresql() ? postgresql : sqlite);
}

/// The text on SQLite of a statement whose texts differ in the sign of placeholders alone: `$1` here, `?1` there.
inline std::string on_sqlite(std::string_view both) {
    std::string made{both};
    for (char& c : made)
        if (c == '$') c = '?';
    return made;
}

/// Checks that a statement has these texts, and gives the rows that `control` gives, of which there are `rows`.
/// `control` is SQL that both databases read alike.
template <class S>
void check(const S& statement, std::string_view sqlite, std::string_view postgresql, const char* control,
           std::size_t rows) {
    INFO("sqlite:     " << sqlite << "\ngiven:      " << tain::to_sql(statement, tain::dialect::sqlite)
                        << "\npostgresql: " << postgresql << "\ngiven:      "
                        << tain::to_sql(statement, tain::dialect::postgresql) << "\ncontrol:    " << control);
    spelled(statement, sqlite, postgresql);
    const tain::engine& db = library();
    using row = tain::sql::row_type<S>;
    const std::vector<row> wanted = db.execute(tain::raw<row>(tain::raw_text::dynamic(control))).all();
    CHECK(wanted.size() == rows);
    CHECK(db.execute(statement).all() == wanted);
}

/// The same where the texts differ in the sign of placeholders alone.
template <class S>
void check(const S& statement, std::string_view both, const char* control, std::size_t rows) {
    check(statement, on_sqlite(both), both, control, rows);
}

}  // namespace golden
