// SPDX-License-Identifier: BSL-1.0
#include <tain/schema/of.hpp>

#include <tain/variant.hpp>

#include <boost/describe/class.hpp>
#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace {

struct Geo {
    double lat{};
    double lon{};
};
BOOST_DESCRIBE_STRUCT(Geo, (), (lat, lon))

struct CreditCard {
    std::string number{};
    std::optional<std::int32_t> month{};
};
BOOST_DESCRIBE_STRUCT(CreditCard, (), (number, month))

struct Transfer {
    std::string number{};
    Geo from{};
    std::optional<Geo> to{};
};
BOOST_DESCRIBE_STRUCT(Transfer, (), (number, from, to))

struct Loose {
    std::optional<std::string> why{};
};
BOOST_DESCRIBE_STRUCT(Loose, (), (why))

struct Cash {};
BOOST_DESCRIBE_STRUCT(Cash, (), ())

struct Payment {
    std::int64_t id{};
    std::variant<std::monostate, CreditCard, Transfer, Cash, Loose> method{};
};
BOOST_DESCRIBE_STRUCT(Payment, (), (id, method))

/// In a struct that is always there, and in one that may be missing.
struct Held {
    std::variant<Cash, Loose> kept{};
};
BOOST_DESCRIBE_STRUCT(Held, (), (kept))
struct Holder {
    std::int64_t id{};
    Held always{};
    std::optional<Held> sometimes{};
};
BOOST_DESCRIBE_STRUCT(Holder, (), (id, always, sometimes))

/// A CHECK of its own has the name of an alternative's.
struct Named {
    std::int64_t id{};
    std::variant<Cash, Loose> kept{};
};
BOOST_DESCRIBE_STRUCT(Named, (), (id, kept))

}  // namespace

template <>
inline constexpr auto tain::mapping<Payment> =
    table("payments", prefix<&Payment::method, Transfer>("transfer_"), kind<&Payment::method, Cash>("coins & notes"),
          prefix<path<&Payment::method, &Transfer::to>>("to_"), column_name<&Payment::method>("paid_by"));
template <>
inline constexpr auto tain::mapping<Holder> = table("holders", prefix<&Holder::sometimes>("s_"));
template <>
inline constexpr auto tain::mapping<Named> = table("named", check<"kept_loose">(is_not_null(col<&Named::id>)));
using namespace tain;

TEST_CASE("CHECKs keep a variant's row whole") {
    const schema::database made = schema::of<models<Payment, Holder>>();
    std::vector<std::string> checks;
    for (const schema::table& each : made.tables)
        for (const schema::check& one : each.checks) {
            checks.push_back(one.name + ": " + one.condition[dialect::sqlite]);
            CHECK(one.condition[dialect::sqlite] == one.condition[dialect::postgresql]);
        }
    CHECK(
        checks ==
        std::vector<std::string>{
            R"(ck_payments_method_transfer_to_whole: ("to_lat" IS NULL AND "to_lon" IS NULL) OR ("to_lat" IS NOT NULL AND "to_lon" IS NOT NULL))",
            R"(ck_payments_paid_by_kind: "paid_by" IN ('none', 'credit_card', 'transfer', 'coins & notes', 'loose'))",
            R"(ck_payments_paid_by_credit_card: ("paid_by" = 'credit_card' AND "number" IS NOT NULL) OR ("paid_by" <> 'credit_card' AND "number" IS NULL AND "month" IS NULL))",
            R"(ck_payments_paid_by_transfer: ("paid_by" = 'transfer' AND "transfer_number" IS NOT NULL AND "transfer_lat" IS NOT NULL AND "transfer_lon" IS NOT NULL) OR ("paid_by" <> 'transfer' AND "transfer_number" IS NULL AND "transfer_lat" IS NULL AND "transfer_lon" IS NULL AND "to_lat" IS NULL AND "to_lon" IS NULL))",
            R"(ck_payments_paid_by_loose: ("paid_by" = 'loose') OR ("paid_by" <> 'loose' AND "why" IS NULL))",
            R"(ck_holders_sometimes_whole: ("s_kept" IS NULL AND "s_why" IS NULL) OR ("s_kept" IS NOT NULL))",
            R"(ck_holders_kept_kind: "kept" IN ('cash', 'loose'))",
            R"(ck_holders_kept_loose: ("kept" = 'loose') OR ("kept" <> 'loose' AND "why" IS NULL))",
            R"(ck_holders_s_kept_kind: "s_kept" IN ('cash', 'loose'))",
            R"(ck_holders_s_kept_loose: ("s_kept" IS NOT NULL AND "s_kept" = 'loose') OR (("s_kept" IS NULL OR "s_kept" <> 'loose') AND "s_why" IS NULL))"});
}

TEST_CASE("a CHECK of the mapping cannot have the name of an alternative's") {
    static_assert(std::is_same_v<verdict::list_fitness<models<Named>>, verdict::constraint_named_twice>);
    static_assert(std::is_same_v<verdict::list_fitness<models<Payment, Holder>>, verdict::accepted>);
    SUCCEED();
}
