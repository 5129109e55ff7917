// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Ten models of eight columns: a shop. Both programs include them.
namespace shop {

struct customer {
    std::int64_t id = 0;
    std::string email{};
    std::string name{};
    std::optional<std::string> phone{};
    std::string country{};
    bool is_active = true;
    std::int32_t points = 0;
    std::int64_t since = 0;
};

struct address {
    std::int64_t id = 0;
    std::int64_t customer_id = 0;
    std::string street{};
    std::string city{};
    std::string zip{};
    std::optional<std::string> region{};
    std::string country{};
    bool is_default = false;
};

struct supplier {
    std::int64_t id = 0;
    std::string name{};
    std::string country{};
    std::optional<std::string> contact{};
    std::optional<std::string> website{};
    double rating = 0;
    std::int32_t lead_days = 0;
    bool is_active = true;
};

struct category {
    std::int64_t id = 0;
    std::optional<std::int64_t> parent_id{};
    std::string name{};
    std::string slug{};
    std::optional<std::string> description{};
    std::int32_t position = 0;
    bool is_visible = true;
    double tax = 0;
};

struct product {
    std::int64_t id = 0;
    std::int64_t category_id = 0;
    std::int64_t supplier_id = 0;
    std::string name{};
    std::string sku{};
    double price = 0;
    std::optional<double> weight{};
    bool is_sold = true;
};

struct warehouse {
    std::int64_t id = 0;
    std::string name{};
    std::string city{};
    std::string country{};
    double latitude = 0;
    double longitude = 0;
    std::int32_t capacity = 0;
    std::optional<std::string> manager{};
};

struct stock {
    std::int64_t id = 0;
    std::int64_t product_id = 0;
    std::int64_t warehouse_id = 0;
    std::int32_t quantity = 0;
    std::int32_t reserved = 0;
    std::optional<std::string> shelf{};
    std::int64_t counted_at = 0;
    bool is_frozen = false;
};

struct purchase {
    std::int64_t id = 0;
    std::int64_t customer_id = 0;
    std::int64_t address_id = 0;
    std::string status{};
    double total = 0;
    std::optional<std::string> coupon{};
    std::int64_t placed_at = 0;
    std::optional<std::int64_t> shipped_at{};
};

struct purchase_line {
    std::int64_t id = 0;
    std::int64_t purchase_id = 0;
    std::int64_t product_id = 0;
    std::int32_t quantity = 0;
    double price = 0;
    double discount = 0;
    std::optional<std::string> note{};
    bool is_gift = false;
};

struct review {
    std::int64_t id = 0;
    std::int64_t product_id = 0;
    std::int64_t customer_id = 0;
    std::int32_t stars = 0;
    std::string title{};
    std::optional<std::string> body{};
    std::int64_t written_at = 0;
    bool is_verified = false;
};

}  // namespace shop
