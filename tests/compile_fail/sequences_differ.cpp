// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: take their keys from a sequence of one name, with another start
#include "models.hpp"

#include <tain/schema.hpp>

struct Invoice {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Invoice, (), (id))
struct Receipt {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Receipt, (), (id))

inline constexpr tain::sequence numbers{.name = "numbers", .start = 1000};
template <>
inline constexpr auto tain::mapping<Invoice> = table("invoices", identity<&Invoice::id>.from(numbers));
template <>
#ifdef TAIN_REJECTED
inline constexpr auto tain::mapping<Receipt> =
    table("receipts", identity<&Receipt::id>.from(tain::sequence{.name = "numbers"}));
#else
inline constexpr auto tain::mapping<Receipt> = table("receipts", identity<&Receipt::id>.from(numbers));
#endif

tain::schema::database made() { return tain::schema::of<tain::models<Invoice, Receipt>>(); }
