// SPDX-License-Identifier: BSL-1.0
#include "round_trip.hpp"
#include "support/message_of.hpp"

#include <tain/model/models.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/schema.hpp>
#include <tain/sql/dsl.hpp>
#include <tain/variant.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

using namespace tain;
using namespace tain::test;

namespace {

struct Card {
    std::string number{};
    std::int32_t month{};
};
BOOST_DESCRIBE_STRUCT(Card, (), (number, month))
struct Cash {};
BOOST_DESCRIBE_STRUCT(Cash, (), ())
struct Transfer {
    std::string iban{};
    std::optional<std::string> note{};
};
BOOST_DESCRIBE_STRUCT(Transfer, (), (iban, note))

namespace none {
struct Payment {
    std::int64_t id{};
    std::int64_t amount{};
};
BOOST_DESCRIBE_STRUCT(Payment, (), (id, amount))
}  // namespace none

namespace two {
struct Payment {
    std::int64_t id{};
    std::int64_t amount{};
    std::variant<Card, Cash> method{};
};
BOOST_DESCRIBE_STRUCT(Payment, (), (id, amount, method))
}  // namespace two

namespace three {
struct Payment {
    std::int64_t id{};
    std::int64_t amount{};
    std::variant<Card, Cash, Transfer> method{};
};
BOOST_DESCRIBE_STRUCT(Payment, (), (id, amount, method))
}  // namespace three

namespace renamed {
struct Payment {
    std::int64_t id{};
    std::int64_t amount{};
    std::variant<Card, Cash> method{};
};
BOOST_DESCRIBE_STRUCT(Payment, (), (id, amount, method))
}  // namespace renamed

}  // namespace

template <>
inline constexpr auto tain::mapping<none::Payment> = table("payments");
template <>
inline constexpr auto tain::mapping<two::Payment> = table("payments", backfill<&two::Payment::method>("cash"));
template <>
inline constexpr auto tain::mapping<three::Payment> = table("payments");
template <>
inline constexpr auto tain::mapping<renamed::Payment> =
    table("payments", kind<&renamed::Payment::method, Card>("credit_card").renamed_from("card"));

TEST_CASE("an alternative is added to a variant of a table with rows, and taken out again") {
    const schema::database from = schema::of<models<two::Payment>>(), to = schema::of<models<three::Payment>>();
    const auto up = migrate::diff(from, to), down = migrate::diff(to, from);
    CHECK(codes(up) == std::vector<std::string>{"drop_ck ck_payments_method_kind", "add_col payments.iban",
                                                "add_col payments.note", "add_ck ck_payments_method_kind",
                                                "add_ck ck_payments_method_transfer"});
    for (const dialect in : dialects_of_all) {
        prove_empty(in, from, to);
        const auto db = empty_database(in);
        create(*db, from);
        db->script(
            "INSERT INTO payments (amount, method, number, month) VALUES (1, 'card', 'n', 2), (2, 'cash', NULL, NULL)");
        const std::string kept =
            "SELECT count(*) FROM payments WHERE ((method = 'card' AND number = 'n' AND month = 2) OR "
            "(method = 'cash' AND number IS NULL))";
        run_section(*db, render(up, in, from, to));
        CHECK(single(*db, kept + " AND iban IS NULL AND note IS NULL") == "2");
        db->script("INSERT INTO payments (amount, method, iban) VALUES (3, 'transfer', 'i')");
        CHECK(message_of<constraint_error>([&] {
                  db->script("UPDATE payments SET note = 'n' WHERE method = 'cash'");
              }).find("ck_payments_method_transfer") != std::string::npos);
        // A row of the kind that goes must go, or become another, first.
        CHECK_THROWS_AS(run_section(*db, render(down, in, to, from)), error);
        db->script("DELETE FROM payments WHERE method = 'transfer'");
        run_section(*db, render(down, in, to, from));
        CHECK(single(*db, kept) == "2");
        CHECK(message_of<constraint_error>([&] {
                  db->script("INSERT INTO payments (amount, method) VALUES (4, 'transfer')");
              }).find("ck_payments_method_kind") != std::string::npos);
    }
}

TEST_CASE("a variant is added to a table with rows, whose kind a backfill says") {
    const schema::database from = schema::of<models<none::Payment>>(), to = schema::of<models<two::Payment>>();
    const auto up = migrate::diff(from, to);
    for (const dialect in : dialects_of_all) {
        prove_with_rows(in, from, to);
        const auto db = empty_database(in);
        create(*db, from);
        db->script("INSERT INTO payments (amount) VALUES (1), (2)");
        run_section(*db, render(up, in, from, to));
        CHECK(single(*db, "SELECT count(*) FROM payments WHERE method = 'cash' AND number IS NULL") == "2");
        run_section(*db, render(migrate::diff(to, from), in, to, from));
        CHECK(single(*db, "SELECT count(*) FROM payments WHERE amount > 0") == "2");
    }
}

TEST_CASE("a kind gets another name in its rows, too") {
    const schema::database from = schema::of<models<two::Payment>>(), to = schema::of<models<renamed::Payment>>();
    const auto up = migrate::diff(from, to);
    for (const dialect in : dialects_of_all) {
        prove_empty(in, from, to);
        const auto db = empty_database(in);
        create(*db, from);
        db->script(
            "INSERT INTO payments (amount, method, number, month) VALUES (1, 'card', 'n', 2), (2, 'cash', NULL, NULL)");
        run_section(*db, render(up, in, from, to));
        CHECK(single(*db, "SELECT count(*) FROM payments WHERE method = 'credit_card' AND number = 'n'") == "1");
        run_section(*db, render(migrate::reverse(up), in, to, from));
        CHECK(single(*db, "SELECT count(*) FROM payments WHERE method = 'card' AND number = 'n'") == "1");
    }
}
