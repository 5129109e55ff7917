// SPDX-License-Identifier: BSL-1.0
//
// Twenty queries on ten models with Tain: what plain_c.cpp does.
#include <tain/sqlite.hpp>
#include <tain/tain.hpp>

#include "models.hpp"
#include "script.hpp"

#include <boost/describe.hpp>

#include <cstdio>

namespace shop {

BOOST_DESCRIBE_STRUCT(customer, (), (id, email, name, phone, country, is_active, points, since))
BOOST_DESCRIBE_STRUCT(address, (), (id, customer_id, street, city, zip, region, country, is_default))
BOOST_DESCRIBE_STRUCT(supplier, (), (id, name, country, contact, website, rating, lead_days, is_active))
BOOST_DESCRIBE_STRUCT(category, (), (id, parent_id, name, slug, description, position, is_visible, tax))
BOOST_DESCRIBE_STRUCT(product, (), (id, category_id, supplier_id, name, sku, price, weight, is_sold))
BOOST_DESCRIBE_STRUCT(warehouse, (), (id, name, city, country, latitude, longitude, capacity, manager))
BOOST_DESCRIBE_STRUCT(stock, (), (id, product_id, warehouse_id, quantity, reserved, shelf, counted_at, is_frozen))
BOOST_DESCRIBE_STRUCT(purchase, (), (id, customer_id, address_id, status, total, coupon, placed_at, shipped_at))
BOOST_DESCRIBE_STRUCT(purchase_line, (), (id, purchase_id, product_id, quantity, price, discount, note, is_gift))
BOOST_DESCRIBE_STRUCT(review, (), (id, product_id, customer_id, stars, title, body, written_at, is_verified))

}  // namespace shop

template <>
inline constexpr auto tain::mapping<shop::customer> = table("customers");
template <>
inline constexpr auto tain::mapping<shop::address> =
    table("addresses", foreign_key<&shop::address::customer_id>.references<shop::customer>());
template <>
inline constexpr auto tain::mapping<shop::supplier> = table("suppliers");
template <>
inline constexpr auto tain::mapping<shop::category> = table("categories");
template <>
inline constexpr auto tain::mapping<shop::product> =
    table("products", foreign_key<&shop::product::category_id>.references<shop::category>(),
          foreign_key<&shop::product::supplier_id>.references<shop::supplier>());
template <>
inline constexpr auto tain::mapping<shop::warehouse> = table("warehouses");
template <>
inline constexpr auto tain::mapping<shop::stock> =
    table("stocks", foreign_key<&shop::stock::product_id>.references<shop::product>(),
          foreign_key<&shop::stock::warehouse_id>.references<shop::warehouse>());
template <>
inline constexpr auto tain::mapping<shop::purchase> =
    table("purchases", foreign_key<&shop::purchase::customer_id>.references<shop::customer>(),
          foreign_key<&shop::purchase::address_id>.references<shop::address>());
template <>
inline constexpr auto tain::mapping<shop::purchase_line> =
    table("purchase_lines", foreign_key<&shop::purchase_line::purchase_id>.references<shop::purchase>(),
          foreign_key<&shop::purchase_line::product_id>.references<shop::product>());
template <>
inline constexpr auto tain::mapping<shop::review> =
    table("reviews", foreign_key<&shop::review::product_id>.references<shop::product>(),
          foreign_key<&shop::review::customer_id>.references<shop::customer>());

using namespace shop;
using namespace tain::dsl;

namespace {

// Rows of one table.

std::vector<customer> active_customers(tain::engine& db, const std::string& country) {
    return db
        .execute(select<customer>()
                     .where(col<&customer::is_active> == true && col<&customer::country> != country)
                     .order_by(col<&customer::name>))
        .all();
}

std::vector<address> addresses_of(tain::engine& db, std::int64_t customer) {
    return db.execute(select<address>().where(col<&address::customer_id> == customer).order_by(col<&address::id>))
        .all();
}

std::vector<category> root_categories(tain::engine& db) {
    return db.execute(select<category>().where(is_null(col<&category::parent_id>)).order_by(col<&category::position>))
        .all();
}

std::vector<product> dear_products(tain::engine& db, double price) {
    return db
        .execute(select<product>().where(col<&product::price> > price).order_by(desc(col<&product::price>)).limit(10))
        .all();
}

std::vector<stock> short_stocks(tain::engine& db, std::int32_t quantity) {
    return db
        .execute(select<stock>()
                     .where(col<&stock::quantity> <= quantity && col<&stock::is_frozen> == false)
                     .order_by(col<&stock::id>))
        .all();
}

std::vector<purchase> open_purchases(tain::engine& db, const std::string& status, std::int64_t since) {
    return db
        .execute(select<purchase>()
                     .where(col<&purchase::status> == status && col<&purchase::placed_at> >= since)
                     .order_by(col<&purchase::placed_at>))
        .all();
}

std::vector<purchase_line> lines_of(tain::engine& db, std::int64_t purchase) {
    return db
        .execute(select<purchase_line>()
                     .where(col<&purchase_line::purchase_id> == purchase)
                     .order_by(col<&purchase_line::id>))
        .all();
}

std::vector<review> bad_reviews(tain::engine& db, std::int32_t stars) {
    return db.execute(select<review>().where(col<&review::stars> < stars).order_by(desc(col<&review::written_at>)))
        .all();
}

// Joins.

std::vector<std::tuple<purchase, customer>> purchases_with_customers(tain::engine& db, const std::string& country) {
    return db
        .execute(select<purchase, customer>()
                     .join<customer>()
                     .where(col<&customer::country> == country)
                     .order_by(col<&purchase::id>))
        .all();
}

std::vector<std::tuple<product, supplier>> products_with_suppliers(tain::engine& db, std::int32_t days) {
    return db
        .execute(select<product, supplier>()
                     .join<supplier>()
                     .where(col<&supplier::lead_days> < days)
                     .order_by(col<&product::name>))
        .all();
}

std::vector<std::tuple<product, std::optional<review>>> products_with_reviews(tain::engine& db) {
    return db
        .execute(select<product, review>()
                     .left_join<review>()
                     .where(col<&product::is_sold> == true)
                     .order_by(col<&product::id>))
        .all();
}

std::vector<std::tuple<std::string, std::string, std::int32_t>> stock_by_place(tain::engine& db, std::int32_t least) {
    return db
        .execute(select(col<&product::name>, col<&warehouse::city>, col<&stock::quantity>)
                     .from<stock>()
                     .join<product>()
                     .join<warehouse>()
                     .where(col<&stock::quantity> >= least)
                     .order_by(col<&product::name>))
        .all();
}

// Writes.

void ship_purchases(tain::engine& db, std::int64_t at) {
    db.execute(update<purchase>()
                   .set(col<&purchase::status> = "shipped", col<&purchase::shipped_at> = at)
                   .where(col<&purchase::status> == "open"));
}

}  // namespace

int main() {
    tain::engine db = tain::sqlite::open(":memory:");
    db.script(script);

    std::vector<customer> newcomers{{0, "sofia@example.org", "Sofia", std::nullopt, "RU", true, 5, 4000}};
    db.insert(newcomers);
    std::vector<review> praise{{0, 1, newcomers[0].id, 4, "Good", "I see myself.", 9900, false}};
    db.insert(praise);
    product cheaper = db.get<product>(2).value();
    cheaper.price = 99;
    db.update(cheaper);
    std::printf("%zu open\n", open_purchases(db, "open", 8500).size());
    ship_purchases(db, 9950);

    std::printf("%s\n", db.get<customer>(newcomers[0].id).value().name.c_str());
    std::printf("%s\n", db.get<supplier>(2).value().website.value().c_str());
    std::printf("%s\n", db.get<warehouse>(2).value().manager.value().c_str());
    for (const auto& row : active_customers(db, "AT")) std::printf("%s\n", row.email.c_str());
    for (const auto& row : addresses_of(db, 1)) std::printf("%s\n", row.city.c_str());
    for (const auto& row : root_categories(db)) std::printf("%s\n", row.slug.c_str());
    for (const auto& row : dear_products(db, 20)) std::printf("%s %g\n", row.sku.c_str(), row.price);
    for (const auto& row : short_stocks(db, 5)) std::printf("%d\n", row.reserved);
    for (const auto& row : lines_of(db, 1)) std::printf("%s\n", row.note.value_or("-").c_str());
    for (const auto& row : bad_reviews(db, 5)) std::printf("%s\n", row.body.value_or("-").c_str());
    for (const auto& [placed, by] : purchases_with_customers(db, "AT")) {
        std::printf("%s %s\n", placed.status.c_str(), by.name.c_str());
    }
    for (const auto& [sold, from] : products_with_suppliers(db, 30)) {
        std::printf("%s %s\n", sold.name.c_str(), from.name.c_str());
    }
    for (const auto& [sold, said] : products_with_reviews(db)) {
        std::printf("%s %s\n", sold.name.c_str(), said ? said->title.c_str() : "-");
    }
    for (const auto& [name, city, quantity] : stock_by_place(db, 1)) {
        std::printf("%s %s %d\n", name.c_str(), city.c_str(), quantity);
    }
}
