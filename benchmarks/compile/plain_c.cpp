// SPDX-License-Identifier: BSL-1.0
//
// Twenty queries on ten models through SQLite's C interface, as people write them.
#include "models.hpp"
#include "script.hpp"

#include <sqlite3.h>

#include <cstdio>
#include <stdexcept>
#include <tuple>

using namespace shop;

namespace {

class database {
public:
    database() {
        check(sqlite3_open_v2(":memory:", &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr));
        check(sqlite3_exec(handle_, script, nullptr, nullptr, nullptr));
    }
    database(const database&) = delete;
    database& operator=(const database&) = delete;
    ~database() { sqlite3_close_v2(handle_); }

    void check(int code) const {
        if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE) {
            throw std::runtime_error(sqlite3_errmsg(handle_));
        }
    }
    operator sqlite3*() const { return handle_; }

private:
    sqlite3* handle_ = nullptr;
};

class statement {
public:
    statement(const database& on, const char* sql) : on_(on) {
        on_.check(sqlite3_prepare_v2(on_, sql, -1, &handle_, nullptr));
    }
    statement(const statement&) = delete;
    statement& operator=(const statement&) = delete;
    ~statement() { sqlite3_finalize(handle_); }

    void bind(int at, bool value) { on_.check(sqlite3_bind_int(handle_, at, value)); }
    void bind(int at, std::int32_t value) { on_.check(sqlite3_bind_int(handle_, at, value)); }
    void bind(int at, std::int64_t value) { on_.check(sqlite3_bind_int64(handle_, at, value)); }
    void bind(int at, double value) { on_.check(sqlite3_bind_double(handle_, at, value)); }
    void bind(int at, const std::string& value) {
        on_.check(sqlite3_bind_text(handle_, at, value.c_str(), static_cast<int>(value.size()), SQLITE_TRANSIENT));
    }
    template <class T>
    void bind(int at, const std::optional<T>& value) {
        if (value)
            bind(at, *value);
        else
            on_.check(sqlite3_bind_null(handle_, at));
    }

    bool step() {
        const int code = sqlite3_step(handle_);
        on_.check(code);
        return code == SQLITE_ROW;
    }
    void reset() { on_.check(sqlite3_reset(handle_)); }

    bool is_null(int at) const { return sqlite3_column_type(handle_, at) == SQLITE_NULL; }
    bool boolean(int at) const { return sqlite3_column_int(handle_, at) != 0; }
    std::int32_t int32(int at) const { return sqlite3_column_int(handle_, at); }
    std::int64_t int64(int at) const { return sqlite3_column_int64(handle_, at); }
    double real(int at) const { return sqlite3_column_double(handle_, at); }
    std::string text(int at) const { return reinterpret_cast<const char*>(sqlite3_column_text(handle_, at)); }
    std::optional<std::string> optional_text(int at) const {
        if (is_null(at)) return std::nullopt;
        return text(at);
    }
    std::optional<std::int64_t> optional_int64(int at) const {
        if (is_null(at)) return std::nullopt;
        return int64(at);
    }
    std::optional<double> optional_real(int at) const {
        if (is_null(at)) return std::nullopt;
        return real(at);
    }

private:
    const database& on_;
    sqlite3_stmt* handle_ = nullptr;
};

customer read_customer(const statement& row, int at = 0) {
    return {row.int64(at),    row.text(at + 1),    row.text(at + 2),  row.optional_text(at + 3),
            row.text(at + 4), row.boolean(at + 5), row.int32(at + 6), row.int64(at + 7)};
}

address read_address(const statement& row, int at = 0) {
    return {row.int64(at),    row.int64(at + 1),         row.text(at + 2), row.text(at + 3),
            row.text(at + 4), row.optional_text(at + 5), row.text(at + 6), row.boolean(at + 7)};
}

supplier read_supplier(const statement& row, int at = 0) {
    return {
        row.int64(at),    row.text(at + 1),  row.text(at + 2),   row.optional_text(at + 3), row.optional_text(at + 4),
        row.real(at + 5), row.int32(at + 6), row.boolean(at + 7)};
}

category read_category(const statement& row, int at = 0) {
    return {
        row.int64(at),     row.optional_int64(at + 1), row.text(at + 2), row.text(at + 3), row.optional_text(at + 4),
        row.int32(at + 5), row.boolean(at + 6),        row.real(at + 7)};
}

product read_product(const statement& row, int at = 0) {
    return {row.int64(at),    row.int64(at + 1), row.int64(at + 2),         row.text(at + 3),
            row.text(at + 4), row.real(at + 5),  row.optional_real(at + 6), row.boolean(at + 7)};
}

warehouse read_warehouse(const statement& row, int at = 0) {
    return {row.int64(at),    row.text(at + 1), row.text(at + 2),  row.text(at + 3),
            row.real(at + 4), row.real(at + 5), row.int32(at + 6), row.optional_text(at + 7)};
}

stock read_stock(const statement& row, int at = 0) {
    return {row.int64(at),     row.int64(at + 1),         row.int64(at + 2), row.int32(at + 3),
            row.int32(at + 4), row.optional_text(at + 5), row.int64(at + 6), row.boolean(at + 7)};
}

purchase read_purchase(const statement& row, int at = 0) {
    return {row.int64(at),    row.int64(at + 1),         row.int64(at + 2), row.text(at + 3),
            row.real(at + 4), row.optional_text(at + 5), row.int64(at + 6), row.optional_int64(at + 7)};
}

purchase_line read_purchase_line(const statement& row, int at = 0) {
    return {row.int64(at),    row.int64(at + 1), row.int64(at + 2),         row.int32(at + 3),
            row.real(at + 4), row.real(at + 5),  row.optional_text(at + 6), row.boolean(at + 7)};
}

review read_review(const statement& row, int at = 0) {
    return {row.int64(at),    row.int64(at + 1),         row.int64(at + 2), row.int32(at + 3),
            row.text(at + 4), row.optional_text(at + 5), row.int64(at + 6), row.boolean(at + 7)};
}

// Gets by key.

std::optional<customer> get_customer(const database& db, std::int64_t id) {
    statement get(db, "SELECT id, email, name, phone, country, is_active, points, since FROM customers WHERE id = ?");
    get.bind(1, id);
    if (!get.step()) return std::nullopt;
    return read_customer(get);
}

std::optional<product> get_product(const database& db, std::int64_t id) {
    statement get(db,
                  "SELECT id, category_id, supplier_id, name, sku, price, weight, is_sold FROM products WHERE id = ?");
    get.bind(1, id);
    if (!get.step()) return std::nullopt;
    return read_product(get);
}

std::optional<supplier> get_supplier(const database& db, std::int64_t id) {
    statement get(
        db, "SELECT id, name, country, contact, website, rating, lead_days, is_active FROM suppliers WHERE id = ?");
    get.bind(1, id);
    if (!get.step()) return std::nullopt;
    return read_supplier(get);
}

std::optional<warehouse> get_warehouse(const database& db, std::int64_t id) {
    statement get(
        db, "SELECT id, name, city, country, latitude, longitude, capacity, manager FROM warehouses WHERE id = ?");
    get.bind(1, id);
    if (!get.step()) return std::nullopt;
    return read_warehouse(get);
}

// Rows of one table.

std::vector<customer> active_customers(const database& db, const std::string& country) {
    statement of(db,
                 "SELECT id, email, name, phone, country, is_active, points, since FROM customers "
                 "WHERE is_active = ? AND country <> ? ORDER BY name");
    of.bind(1, true);
    of.bind(2, country);
    std::vector<customer> rows;
    while (of.step()) rows.emplace_back(read_customer(of));
    return rows;
}

std::vector<address> addresses_of(const database& db, std::int64_t customer) {
    statement of(db,
                 "SELECT id, customer_id, street, city, zip, region, country, is_default FROM addresses "
                 "WHERE customer_id = ? ORDER BY id");
    of.bind(1, customer);
    std::vector<address> rows;
    while (of.step()) rows.emplace_back(read_address(of));
    return rows;
}

std::vector<category> root_categories(const database& db) {
    statement of(db,
                 "SELECT id, parent_id, name, slug, description, position, is_visible, tax FROM categories "
                 "WHERE parent_id IS NULL ORDER BY position");
    std::vector<category> rows;
    while (of.step()) rows.emplace_back(read_category(of));
    return rows;
}

std::vector<product> dear_products(const database& db, double price) {
    statement of(db,
                 "SELECT id, category_id, supplier_id, name, sku, price, weight, is_sold FROM products "
                 "WHERE price > ? ORDER BY price DESC LIMIT ?");
    of.bind(1, price);
    of.bind(2, std::int64_t{10});
    std::vector<product> rows;
    while (of.step()) rows.emplace_back(read_product(of));
    return rows;
}

std::vector<stock> short_stocks(const database& db, std::int32_t quantity) {
    statement of(db,
                 "SELECT id, product_id, warehouse_id, quantity, reserved, shelf, counted_at, is_frozen FROM stocks "
                 "WHERE quantity <= ? AND is_frozen = ? ORDER BY id");
    of.bind(1, quantity);
    of.bind(2, false);
    std::vector<stock> rows;
    while (of.step()) rows.emplace_back(read_stock(of));
    return rows;
}

std::vector<purchase> open_purchases(const database& db, const std::string& status, std::int64_t since) {
    statement of(db,
                 "SELECT id, customer_id, address_id, status, total, coupon, placed_at, shipped_at FROM purchases "
                 "WHERE status = ? AND placed_at >= ? ORDER BY placed_at");
    of.bind(1, status);
    of.bind(2, since);
    std::vector<purchase> rows;
    while (of.step()) rows.emplace_back(read_purchase(of));
    return rows;
}

std::vector<purchase_line> lines_of(const database& db, std::int64_t purchase) {
    statement of(db,
                 "SELECT id, purchase_id, product_id, quantity, price, discount, note, is_gift FROM purchase_lines "
                 "WHERE purchase_id = ? ORDER BY id");
    of.bind(1, purchase);
    std::vector<purchase_line> rows;
    while (of.step()) rows.emplace_back(read_purchase_line(of));
    return rows;
}

std::vector<review> bad_reviews(const database& db, std::int32_t stars) {
    statement of(db,
                 "SELECT id, product_id, customer_id, stars, title, body, written_at, is_verified FROM reviews "
                 "WHERE stars < ? ORDER BY written_at DESC");
    of.bind(1, stars);
    std::vector<review> rows;
    while (of.step()) rows.emplace_back(read_review(of));
    return rows;
}

// Joins.

std::vector<std::tuple<purchase, customer>> purchases_with_customers(const database& db, const std::string& country) {
    statement of(db,
                 "SELECT p.id, p.customer_id, p.address_id, p.status, p.total, p.coupon, p.placed_at, p.shipped_at, "
                 "c.id, c.email, c.name, c.phone, c.country, c.is_active, c.points, c.since "
                 "FROM purchases p JOIN customers c ON p.customer_id = c.id WHERE c.country = ? ORDER BY p.id");
    of.bind(1, country);
    std::vector<std::tuple<purchase, customer>> rows;
    while (of.step()) rows.emplace_back(read_purchase(of), read_customer(of, 8));
    return rows;
}

std::vector<std::tuple<product, supplier>> products_with_suppliers(const database& db, std::int32_t days) {
    statement of(db,
                 "SELECT p.id, p.category_id, p.supplier_id, p.name, p.sku, p.price, p.weight, p.is_sold, "
                 "s.id, s.name, s.country, s.contact, s.website, s.rating, s.lead_days, s.is_active "
                 "FROM products p JOIN suppliers s ON p.supplier_id = s.id WHERE s.lead_days < ? ORDER BY p.name");
    of.bind(1, days);
    std::vector<std::tuple<product, supplier>> rows;
    while (of.step()) rows.emplace_back(read_product(of), read_supplier(of, 8));
    return rows;
}

std::vector<std::tuple<product, std::optional<review>>> products_with_reviews(const database& db) {
    statement of(db,
                 "SELECT p.id, p.category_id, p.supplier_id, p.name, p.sku, p.price, p.weight, p.is_sold, "
                 "r.id, r.product_id, r.customer_id, r.stars, r.title, r.body, r.written_at, r.is_verified "
                 "FROM products p LEFT JOIN reviews r ON r.product_id = p.id WHERE p.is_sold = ? ORDER BY p.id");
    of.bind(1, true);
    std::vector<std::tuple<product, std::optional<review>>> rows;
    while (of.step()) {
        std::optional<review> found;
        if (!of.is_null(8)) found = read_review(of, 8);
        rows.emplace_back(read_product(of), std::move(found));
    }
    return rows;
}

std::vector<std::tuple<std::string, std::string, std::int32_t>> stock_by_place(const database& db, std::int32_t least) {
    statement of(db,
                 "SELECT p.name, w.city, s.quantity FROM stocks s JOIN products p ON s.product_id = p.id "
                 "JOIN warehouses w ON s.warehouse_id = w.id WHERE s.quantity >= ? ORDER BY p.name");
    of.bind(1, least);
    std::vector<std::tuple<std::string, std::string, std::int32_t>> rows;
    while (of.step()) rows.emplace_back(of.text(0), of.text(1), of.int32(2));
    return rows;
}

// Writes.

void insert_customers(const database& db, std::vector<customer>& rows) {
    statement insert(db,
                     "INSERT INTO customers (email, name, phone, country, is_active, points, since) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?)");
    db.check(sqlite3_exec(db, "BEGIN", nullptr, nullptr, nullptr));
    for (customer& row : rows) {
        insert.bind(1, row.email);
        insert.bind(2, row.name);
        insert.bind(3, row.phone);
        insert.bind(4, row.country);
        insert.bind(5, row.is_active);
        insert.bind(6, row.points);
        insert.bind(7, row.since);
        insert.step();
        insert.reset();
        row.id = sqlite3_last_insert_rowid(db);
    }
    db.check(sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr));
}

void insert_reviews(const database& db, std::vector<review>& rows) {
    statement insert(db,
                     "INSERT INTO reviews (product_id, customer_id, stars, title, body, written_at, is_verified) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?)");
    db.check(sqlite3_exec(db, "BEGIN", nullptr, nullptr, nullptr));
    for (review& row : rows) {
        insert.bind(1, row.product_id);
        insert.bind(2, row.customer_id);
        insert.bind(3, row.stars);
        insert.bind(4, row.title);
        insert.bind(5, row.body);
        insert.bind(6, row.written_at);
        insert.bind(7, row.is_verified);
        insert.step();
        insert.reset();
        row.id = sqlite3_last_insert_rowid(db);
    }
    db.check(sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr));
}

void update_product(const database& db, const product& row) {
    statement update(db,
                     "UPDATE products SET category_id = ?, supplier_id = ?, name = ?, sku = ?, price = ?, weight = ?, "
                     "is_sold = ? WHERE id = ?");
    update.bind(1, row.category_id);
    update.bind(2, row.supplier_id);
    update.bind(3, row.name);
    update.bind(4, row.sku);
    update.bind(5, row.price);
    update.bind(6, row.weight);
    update.bind(7, row.is_sold);
    update.bind(8, row.id);
    update.step();
}

void ship_purchases(const database& db, std::int64_t at) {
    statement update(db, "UPDATE purchases SET status = ?, shipped_at = ? WHERE status = ?");
    update.bind(1, std::string("shipped"));
    update.bind(2, at);
    update.bind(3, std::string("open"));
    update.step();
}

}  // namespace

int main() {
    database db;

    std::vector<customer> newcomers{{0, "sofia@example.org", "Sofia", std::nullopt, "RU", true, 5, 4000}};
    insert_customers(db, newcomers);
    std::vector<review> praise{{0, 1, newcomers[0].id, 4, "Good", "I see myself.", 9900, false}};
    insert_reviews(db, praise);
    product cheaper = get_product(db, 2).value();
    cheaper.price = 99;
    update_product(db, cheaper);
    std::printf("%zu open\n", open_purchases(db, "open", 8500).size());
    ship_purchases(db, 9950);

    std::printf("%s\n", get_customer(db, newcomers[0].id).value().name.c_str());
    std::printf("%s\n", get_supplier(db, 2).value().website.value().c_str());
    std::printf("%s\n", get_warehouse(db, 2).value().manager.value().c_str());
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
