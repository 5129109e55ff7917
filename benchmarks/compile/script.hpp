// SPDX-License-Identifier: BSL-1.0
#pragma once

// The tables of models.hpp with a few rows. Both programs run this text before their queries.
inline constexpr const char* script = R"sql(
CREATE TABLE customers (id integer PRIMARY KEY, email text NOT NULL, name text NOT NULL, phone text,
    country text NOT NULL, is_active integer NOT NULL, points integer NOT NULL, since integer NOT NULL);
CREATE TABLE addresses (id integer PRIMARY KEY, customer_id integer NOT NULL, street text NOT NULL, city text NOT NULL,
    zip text NOT NULL, region text, country text NOT NULL, is_default integer NOT NULL);
CREATE TABLE suppliers (id integer PRIMARY KEY, name text NOT NULL, country text NOT NULL, contact text, website text,
    rating real NOT NULL, lead_days integer NOT NULL, is_active integer NOT NULL);
CREATE TABLE categories (id integer PRIMARY KEY, parent_id integer, name text NOT NULL, slug text NOT NULL,
    description text, position integer NOT NULL, is_visible integer NOT NULL, tax real NOT NULL);
CREATE TABLE products (id integer PRIMARY KEY, category_id integer NOT NULL, supplier_id integer NOT NULL,
    name text NOT NULL, sku text NOT NULL, price real NOT NULL, weight real, is_sold integer NOT NULL);
CREATE TABLE warehouses (id integer PRIMARY KEY, name text NOT NULL, city text NOT NULL, country text NOT NULL,
    latitude real NOT NULL, longitude real NOT NULL, capacity integer NOT NULL, manager text);
CREATE TABLE stocks (id integer PRIMARY KEY, product_id integer NOT NULL, warehouse_id integer NOT NULL,
    quantity integer NOT NULL, reserved integer NOT NULL, shelf text, counted_at integer NOT NULL,
    is_frozen integer NOT NULL);
CREATE TABLE purchases (id integer PRIMARY KEY, customer_id integer NOT NULL, address_id integer NOT NULL,
    status text NOT NULL, total real NOT NULL, coupon text, placed_at integer NOT NULL, shipped_at integer);
CREATE TABLE purchase_lines (id integer PRIMARY KEY, purchase_id integer NOT NULL, product_id integer NOT NULL,
    quantity integer NOT NULL, price real NOT NULL, discount real NOT NULL, note text, is_gift integer NOT NULL);
CREATE TABLE reviews (id integer PRIMARY KEY, product_id integer NOT NULL, customer_id integer NOT NULL,
    stars integer NOT NULL, title text NOT NULL, body text, written_at integer NOT NULL, is_verified integer NOT NULL);

INSERT INTO customers VALUES (1, 'ada@example.org', 'Ada', NULL, 'GB', 1, 120, 1000),
    (2, 'kurt@example.org', 'Kurt', '+43 1', 'AT', 1, 80, 2000), (3, 'emmy@example.org', 'Emmy', NULL, 'DE', 0, 200, 3000);
INSERT INTO addresses VALUES (1, 1, 'St James Square', 'London', 'SW1', NULL, 'GB', 1),
    (2, 2, 'Josefstädter Straße', 'Wien', '1080', 'Wien', 'AT', 1), (3, 3, 'Gauss-Weg', 'Göttingen', '37073', NULL, 'DE', 0);
INSERT INTO suppliers VALUES (1, 'Glass & Tain', 'CZ', 'Jan', NULL, 4.5, 10, 1), (2, 'Frames', 'IT', NULL, 'frames.example', 3.5, 21, 1);
INSERT INTO categories VALUES (1, NULL, 'Mirrors', 'mirrors', NULL, 1, 1, 0.2), (2, 1, 'Wall mirrors', 'wall', 'To hang', 2, 1, 0.2);
INSERT INTO products VALUES (1, 2, 1, 'Oval mirror', 'OV-1', 49.5, 3.25, 1), (2, 2, 2, 'Framed mirror', 'FR-1', 129, NULL, 1),
    (3, 1, 1, 'Hand mirror', 'HA-1', 9.5, 0.25, 0);
INSERT INTO warehouses VALUES (1, 'North', 'Hamburg', 'DE', 53.5, 10, 1000, NULL), (2, 'South', 'Trieste', 'IT', 45.5, 13.75, 500, 'Anna');
INSERT INTO stocks VALUES (1, 1, 1, 12, 2, 'A3', 5000, 0), (2, 2, 2, 4, 4, NULL, 6000, 0), (3, 3, 1, 0, 0, 'B1', 7000, 1);
INSERT INTO purchases VALUES (1, 1, 1, 'shipped', 178.5, NULL, 8000, 8100), (2, 2, 2, 'open', 49.5, 'TAIN', 9000, NULL);
INSERT INTO purchase_lines VALUES (1, 1, 1, 1, 49.5, 0, NULL, 0), (2, 1, 2, 1, 129, 0, 'wrap it', 1), (3, 2, 1, 1, 49.5, 0, NULL, 0);
INSERT INTO reviews VALUES (1, 1, 1, 5, 'Clear', NULL, 8500, 1), (2, 2, 1, 2, 'Crooked', 'The frame is bent.', 8600, 1);
)sql";
