// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <tain/session.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;

namespace {

inline constexpr tain::sequence numbers{.name = "document \"numbers\"", .start = 100, .increment = 5};

struct Invoice {
    std::int64_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Invoice, (), (id, text))

struct Receipt {
    std::int32_t id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Receipt, (), (id, text))

}  // namespace

template <>
inline constexpr auto tain::mapping<Invoice> = table("invoices", identity<&Invoice::id>.from(numbers));
template <>
inline constexpr auto tain::mapping<Receipt> = table("receipts", identity<&Receipt::id>.from(numbers).never_reused());

TEST_CASE("tables that share a sequence share its numbers, but for SQLite") {
    const tain::engine db = database_of<Invoice, Receipt>();
    const bool pg = on_postgresql();
    Invoice first{.text = "a"};
    Receipt second{.text = "b"};
    db.insert(first);
    db.insert(second);
    CHECK(first.id == (pg ? 100 : 1));
    CHECK(second.id == (pg ? 105 : 1));
    std::vector<Invoice> many(300);
    for (std::size_t i = 0; i < many.size(); ++i) many[i].text = std::to_string(i);
    db.insert(many);
    CHECK(many.front().id == (pg ? 110 : 2));
    CHECK(many.back().id == (pg ? 110 + 299 * 5 : 301));
    CHECK(std::all_of(many.begin(), many.end(),
                      [&](const Invoice& one) { return db.get<Invoice>(one.id)->text == one.text; }));
    tain::session s{db};
    const auto added = s.add(Receipt{.text = "s"});
    s.commit();
    CHECK(added->id == (pg ? 110 + 300 * 5 : 2));
}

TEST_CASE("a number that was given by hand is kept") {
    const tain::engine db = database_of<Invoice, Receipt>();
    db.execute(insert<Invoice>().values(col<&Invoice::id> = 7, col<&Invoice::text> = "by hand"));
    CHECK(db.get<Invoice>(7)->text == "by hand");
}

TEST_CASE("sequences are dropped with the tables and made with them") {
    const tain::engine db = database_of<Invoice, Receipt>();
    tain::drop_all<tain::models<Invoice, Receipt>>(db);
    tain::drop_all<tain::models<Invoice, Receipt>>(db);
    tain::create_all<tain::models<Invoice, Receipt>>(db);
    CHECK(db.insert(Invoice{}).id == (on_postgresql() ? 100 : 1));
}
