// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"

namespace golden {

const tain::engine& library() {
    static const tain::engine db = [] {
        tain::engine made = tain::test::database_of<Author, Book, Sale>();
        using std::nullopt;
        const auto at = [](int year, unsigned month, unsigned day, std::int64_t seconds) {
            return timestamp{
                std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)} +
                std::chrono::seconds{seconds}};
        };
        std::vector<Author> authors{{.name = "Ada", .born = 1815, .living = false},
                                    {.name = "Bram", .born = 1847, .living = false},
                                    {.name = "Cora", .born = nullopt},
                                    {.name = "Dan O'Neil", .born = 1970},
                                    {.name = "eve_%", .born = nullopt}};
        made.insert(authors);
        std::vector<Book> books{
            {.author_id = 1,
             .title = "Notes",
             .genre = "science",
             .pages = 66,
             .price = 12.5,
             .added = at(2020, 1, 31, 86399)},
            {.author_id = 1,
             .title = "Letters",
             .genre = nullopt,
             .pages = 120,
             .price = 8,
             .added = at(2020, 2, 29, 0)},
            {.author_id = 2,
             .title = "Dracula",
             .genre = "horror",
             .pages = 418,
             .price = 9.75,
             .added = at(2021, 12, 31, 45296)},
            {.author_id = 2,
             .title = "The Lair",
             .genre = "horror",
             .pages = 328,
             .price = 7.25,
             .added = at(1969, 7, 20, 73057)},
            {.author_id = 3,
             .title = "  Soil  ",
             .genre = "science",
             .pages = 0,
             .price = 20,
             .added = at(2024, 10, 6, 3600)},
            {.author_id = 3,
             .title = "100% Wool",
             .genre = "craft",
             .pages = 90,
             .price = 15.5,
             .added = at(2024, 10, 7, 7322)},
            {.author_id = 4, .title = "Nothing", .genre = nullopt, .pages = 7, .price = 0, .added = at(1, 1, 1, 0)},
            {.author_id = 4,
             .title = "Über alles",
             .genre = "craft",
             .pages = 250,
             .price = 33.333,
             .added = at(9999, 12, 31, 86399)}};
        made.insert(books);
        std::vector<Sale> sales{
            {.book_id = 1, .count = 3, .discount = nullopt}, {.book_id = 1, .count = 1, .discount = 0.5},
            {.book_id = 2, .count = 2, .discount = 0.25},    {.book_id = 3, .count = 10, .discount = nullopt},
            {.book_id = 3, .count = 1, .discount = nullopt}, {.book_id = 4, .count = 5, .discount = 0.1},
            {.book_id = 5, .count = 1, .discount = nullopt}, {.book_id = 6, .count = 4, .discount = 0.5},
            {.book_id = 6, .count = -1, .discount = nullopt}};
        made.insert(sales);
        return made;
    }();
    return db;
}

}  // namespace golden
