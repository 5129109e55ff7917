// SPDX-License-Identifier: BSL-1.0
//
// tain.cpp and eight statements more, each with rows of a type that no other statement has: what a statement and the
// vector of its rows cost.
#include "tain.cpp"

std::vector<supplier> quick_suppliers(tain::engine& db, std::int32_t days) {
    return db
        .execute(
            select<supplier>().where(col<&supplier::lead_days> <= days).order_by(desc(col<&supplier::rating>)).limit(5))
        .all();
}
std::vector<warehouse> northern_warehouses(tain::engine& db, double latitude) {
    return db
        .execute(
            select<warehouse>().where(col<&warehouse::latitude> > latitude).order_by(desc(col<&warehouse::latitude>)))
        .all();
}
std::vector<std::tuple<purchase_line, product>> lines_with_products(tain::engine& db, std::int64_t purchase) {
    return db
        .execute(select<purchase_line, product>()
                     .join<product>()
                     .where(col<&purchase_line::purchase_id> == purchase)
                     .order_by(col<&product::name>))
        .all();
}
std::vector<std::tuple<std::string, std::int32_t>> stars_by_product(tain::engine& db, std::int32_t least) {
    return db
        .execute(select(col<&product::name>, col<&review::stars>)
                     .from<review>()
                     .join<product>()
                     .where(col<&review::stars> >= least))
        .all();
}
std::vector<std::tuple<product, category>> products_in(tain::engine& db, std::string_view slug) {
    return db
        .execute(select<product, category>()
                     .join<category>()
                     .where(col<&category::slug> == slug)
                     .order_by(col<&product::name>))
        .all();
}
std::vector<std::tuple<std::int64_t, std::string>> customer_names(tain::engine& db) {
    return db.execute(select(col<&customer::id>, col<&customer::name>).order_by(col<&customer::name>)).all();
}
std::vector<std::tuple<std::string, double>> prices(tain::engine& db, std::int64_t category) {
    return db.execute(select(col<&product::sku>, col<&product::price>).where(col<&product::category_id> == category))
        .all();
}
std::vector<std::string> cities(tain::engine& db) {
    return db.execute(select(col<&warehouse::city>).order_by(col<&warehouse::city>)).all();
}
