// SPDX-License-Identifier: BSL-1.0
//
// tain.cpp and twenty statements more, of other types than those it has, whose rows it reads already: what a statement
// costs a program that has many.
#include "tain.cpp"

std::vector<customer> customers_since(tain::engine& db, std::int64_t first) {
    return db.execute(select<customer>().where(col<&customer::since> >= first).order_by(col<&customer::id>)).all();
}
std::vector<customer> customers_called(tain::engine& db, std::string_view name) {
    return db.execute(select<customer>().where(like(col<&customer::name>, name)).order_by(col<&customer::email>)).all();
}
std::vector<customer> silent_customers(tain::engine& db) {
    return db.execute(select<customer>().where(is_null(col<&customer::phone>)).limit(20)).all();
}
std::vector<address> addresses_in(tain::engine& db, std::string_view country, std::string_view city) {
    return db
        .execute(select<address>()
                     .where(col<&address::country> == country && col<&address::city> == city)
                     .order_by(col<&address::street>))
        .all();
}
std::vector<product> heavy_products(tain::engine& db, std::int64_t supplier) {
    return db
        .execute(select<product>()
                     .where(col<&product::supplier_id> == supplier)
                     .order_by(desc(col<&product::weight>))
                     .limit(5))
        .all();
}
std::vector<category> subcategories(tain::engine& db, std::int64_t parent) {
    return db.execute(select<category>().where(col<&category::parent_id> == parent).order_by(col<&category::slug>))
        .all();
}
std::vector<product> products_between(tain::engine& db, double low, double high) {
    return db.execute(select<product>().where(between(col<&product::price>, low, high)).order_by(col<&product::sku>))
        .all();
}
std::optional<product> product_by_sku(tain::engine& db, std::string_view sku) {
    return db.execute(select<product>().where(col<&product::sku> == sku)).one_or_none();
}
std::vector<stock> reserved_stocks(tain::engine& db, std::int32_t least) {
    return db.execute(select<stock>().where(col<&stock::reserved> > least).order_by(desc(col<&stock::reserved>))).all();
}
std::vector<stock> stocks_of(tain::engine& db, std::int64_t product, std::int64_t warehouse) {
    return db
        .execute(select<stock>().where(col<&stock::product_id> == product && col<&stock::warehouse_id> == warehouse))
        .all();
}
std::vector<purchase> purchases_of(tain::engine& db, std::int64_t customer) {
    return db
        .execute(
            select<purchase>().where(col<&purchase::customer_id> == customer).order_by(desc(col<&purchase::placed_at>)))
        .all();
}
std::vector<purchase> late_purchases(tain::engine& db, std::int64_t before) {
    return db
        .execute(select<purchase>()
                     .where(is_null(col<&purchase::shipped_at>) && col<&purchase::placed_at> < before)
                     .order_by(col<&purchase::placed_at>))
        .all();
}
std::vector<purchase_line> large_lines(tain::engine& db, std::int32_t quantity) {
    return db
        .execute(select<purchase_line>()
                     .where(col<&purchase_line::quantity> >= quantity)
                     .order_by(desc(col<&purchase_line::quantity>)))
        .all();
}
std::vector<review> reviews_of(tain::engine& db, std::int64_t product) {
    return db
        .execute(select<review>()
                     .where(col<&review::product_id> == product && col<&review::is_verified> == true)
                     .order_by(col<&review::id>))
        .all();
}
std::vector<std::tuple<purchase, customer>> large_purchases(tain::engine& db, double total) {
    return db
        .execute(select<purchase, customer>()
                     .join<customer>()
                     .where(col<&purchase::total> >= total)
                     .order_by(col<&customer::name>))
        .all();
}
std::vector<std::tuple<std::string, std::string, std::int32_t>> stock_in(tain::engine& db, std::string_view city) {
    return db
        .execute(select(col<&product::name>, col<&warehouse::city>, col<&stock::quantity>)
                     .from<stock>()
                     .join<product>()
                     .join<warehouse>()
                     .where(col<&warehouse::city> == city))
        .all();
}
std::int64_t freeze(tain::engine& db, std::int64_t warehouse) {
    return db.execute(update<stock>().set(col<&stock::is_frozen> = true).where(col<&stock::warehouse_id> == warehouse));
}
std::int64_t reprice(tain::engine& db, std::int64_t category, double price) {
    return db.execute(
        update<product>().set(col<&product::price> = price).where(col<&product::category_id> == category));
}
std::int64_t forget_reviews(tain::engine& db, std::int64_t customer) {
    return db.execute(delete_from<review>().where(col<&review::customer_id> == customer));
}
std::int64_t drop_addresses(tain::engine& db, std::string_view country) {
    return db.execute(delete_from<address>().where(col<&address::country> == country));
}
