// SPDX-License-Identifier: BSL-1.0
#include "golden.hpp"
#include "visit.hpp"

#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <mutex>
#include <set>

namespace golden {

namespace {

using texts = std::set<std::string, std::less<>>;

std::mutex guard;
texts expected;
texts executed;

/// Writes the statements that were expected and executed, a line for each, to the file that TAIN_GOLDEN_STATEMENTS names.
class listing : public Catch::EventListenerBase {
public:
    using EventListenerBase::EventListenerBase;

    void testRunEnded(const Catch::TestRunStats&) override {
        const char* const path = std::getenv("TAIN_GOLDEN_STATEMENTS");
        if (!path) return;
        std::ofstream file{path};
        std::set_intersection(expected.begin(), expected.end(), executed.begin(), executed.end(),
                              std::ostream_iterator<std::string>{file, "\n"});
    }
};
CATCH_REGISTER_LISTENER(listing)

}  // namespace

void expect(std::string_view text) { expected.emplace(text); }

const tain::engine& library() {
    static const tain::engine db = [] {
        tain::engine made = tain::test::database_of<Author, Book, Sale, Visit>();
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
        using namespace std::chrono_literals;
        std::vector<Visit> visits{
            {.day = 2020y / 1 / 31,
             .at = std::chrono::local_seconds{std::chrono::local_days{2020y / 1 / 31} + 23h},
             .began = at(2020, 1, 31, 86399) + 999'999us,
             .ended = nullopt,
             .took = 1us},
            {.day = 2024y / 2 / 29,
             .at = std::chrono::local_seconds{std::chrono::local_days{2024y / 2 / 29}},
             .began = at(2024, 3, 31, 3599) + 5us,
             .ended = std::chrono::time_point_cast<std::chrono::milliseconds>(at(2024, 4, 1, 7) + 250ms),
             .took = 26h},
            {.day = 1y / 1 / 1,
             .at = std::chrono::local_seconds{std::chrono::local_days{1y / 1 / 1}},
             .began = at(1, 1, 1, 0),
             .ended = std::chrono::time_point_cast<std::chrono::milliseconds>(at(1, 1, 1, 1)),
             .took = -1h},
            {.day = 9999y / 12 / 31,
             .at = std::chrono::local_seconds{std::chrono::local_days{9999y / 12 / 31} + 86399s},
             .began = at(9999, 12, 31, 86399) + 999'999us,
             .ended = std::chrono::time_point_cast<std::chrono::milliseconds>(at(9999, 12, 31, 86399)),
             .took = 0us}};
        made.insert(visits);
        made.on_statement([](const tain::driver::statement_event& event) {
            const std::lock_guard lock{guard};
            if (!event.failed) executed.emplace(event.text);
        });
        return made;
    }();
    return db;
}

}  // namespace golden
