// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"

#include <tain/driver/error.hpp>
#include <tain/session.hpp>
#include <tain/sql/to_sql.hpp>
#include <tain/variant.hpp>

#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Bank {
    std::string code{};
};
BOOST_DESCRIBE_STRUCT(Bank, (), (code))

struct Card {
    std::string number{};
    std::int32_t month{};
    friend bool operator==(const Card&, const Card&) = default;
};
BOOST_DESCRIBE_STRUCT(Card, (), (number, month))

struct Transfer {
    std::string iban{};
    std::optional<std::string> note{};
    std::optional<std::string> bank{};
    friend bool operator==(const Transfer&, const Transfer&) = default;
};
BOOST_DESCRIBE_STRUCT(Transfer, (), (iban, note, bank))

struct Cash {
    friend bool operator==(const Cash&, const Cash&) = default;
};
BOOST_DESCRIBE_STRUCT(Cash, (), ())

struct Payment {
    std::int64_t id{};
    std::int64_t amount{};
    std::variant<Card, Transfer, Cash> method{};
    std::optional<std::string> remark{};
    friend bool operator==(const Payment&, const Payment&) = default;
};
BOOST_DESCRIBE_STRUCT(Payment, (), (id, amount, method, remark))

struct Receipt {
    std::string code{};
    std::optional<std::int64_t> payment_id{};
    friend bool operator==(const Receipt&, const Receipt&) = default;
};
BOOST_DESCRIBE_STRUCT(Receipt, (), (code, payment_id))

enum class Level { low, high };
BOOST_DESCRIBE_ENUM(Level, low, high)

struct Spot {
    double lat{};
    double lon{};
    friend bool operator==(const Spot&, const Spot&) = default;
};
BOOST_DESCRIBE_STRUCT(Spot, (), (lat, lon))

/// With a struct that is always there, one that is optional, an enum and a truth value.
struct Mail {
    std::string to{};
    Spot sent{};
    std::optional<Spot> seen{};
    Level level{};
    bool is_urgent{};
    friend bool operator==(const Mail&, const Mail&) = default;
};
BOOST_DESCRIBE_STRUCT(Mail, (), (to, sent, seen, level, is_urgent))

struct Plain {
    std::string text{};
    friend bool operator==(const Plain&, const Plain&) = default;
};
BOOST_DESCRIBE_STRUCT(Plain, (), (text))
struct Rich {
    std::string html{};
    std::optional<std::int32_t> images{};
    friend bool operator==(const Rich&, const Rich&) = default;
};
BOOST_DESCRIBE_STRUCT(Rich, (), (html, images))

/// A variant in an alternative.
struct Sms {
    std::int64_t number{};
    std::variant<Plain, Rich> body{};
    friend bool operator==(const Sms&, const Sms&) = default;
};
BOOST_DESCRIBE_STRUCT(Sms, (), (number, body))

/// Nothing in it is required.
struct Drone {
    std::optional<std::string> name{};
    std::optional<Spot> over{};
    friend bool operator==(const Drone&, const Drone&) = default;
};
BOOST_DESCRIBE_STRUCT(Drone, (), (name, over))

/// A variant in a struct that is always there.
struct Way {
    std::variant<std::monostate, Mail, Sms, Drone> by{};
    std::string label{};
    friend bool operator==(const Way&, const Way&) = default;
};
BOOST_DESCRIBE_STRUCT(Way, (), (by, label))

struct Copy {
    std::int32_t pages{};
    friend bool operator==(const Copy&, const Copy&) = default;
};
BOOST_DESCRIBE_STRUCT(Copy, (), (pages))

/// A variant in a struct that is optional as a whole.
struct Backup {
    std::variant<Cash, Copy> kept{};
    std::optional<std::string> reason{};
    friend bool operator==(const Backup&, const Backup&) = default;
};
BOOST_DESCRIBE_STRUCT(Backup, (), (kept, reason))

struct Message {
    std::int32_t id{};
    Way way{};
    std::optional<Backup> backup{};
    std::string subject{};
    friend bool operator==(const Message&, const Message&) = default;
};
BOOST_DESCRIBE_STRUCT(Message, (), (id, way, backup, subject))

/// Its variant comes first, and has columns of nobody.
struct Lamp {
    struct On {
        friend bool operator==(const On&, const On&) = default;
    };
    std::variant<std::monostate, On> state = On{};
    std::string name{};
    friend bool operator==(const Lamp&, const Lamp&) = default;
};
BOOST_DESCRIBE_STRUCT(Lamp::On, (), ())
BOOST_DESCRIBE_STRUCT(Lamp, (), (state, name))

}  // namespace

template <>
inline constexpr auto tain::mapping<Bank> = table("banks", primary_key<&Bank::code>);
template <>
inline constexpr auto tain::mapping<Payment> =
    table("payments", kind<&Payment::method, Card>("credit card"), prefix<&Payment::method, Transfer>("bank_"),
          unique<path<&Payment::method, &Transfer::iban>>, index<&Payment::method>,
          foreign_key<path<&Payment::method, &Transfer::bank>>.references<&Bank::code>(),
          check<"months">(between(col<&Payment::method, &Card::month>, 1, 12)),
          check<"no_free_cash">(!holds<Cash>(col<&Payment::method>) || col<&Payment::amount> > 0));
template <>
inline constexpr auto tain::mapping<Receipt> =
    table("receipts", primary_key<&Receipt::code>, foreign_key<&Receipt::payment_id>.references<&Payment::id>());
template <>
inline constexpr auto tain::mapping<Message> =
    table("messages", prefix<path<&Message::way, &Way::by, &Mail::seen>>("seen_"),
          prefix<path<&Message::way, &Way::by, &Drone::over>>("over_"), primary_key<&Message::id>.natural());
template <>
inline constexpr auto tain::mapping<Lamp> = table("lamps", primary_key<&Lamp::name>);

namespace {

using tests = database<tain::models<Bank, Payment, Receipt, Message, Lamp>>;

constexpr auto method = col<&Payment::method>;
constexpr auto number = col<&Payment::method, &Card::number>;
constexpr auto iban = col<&Payment::method, &Transfer::iban>;
constexpr auto note = col<path<&Payment::method, &Transfer::note>>;
static_assert(std::is_same_v<decltype(method)::value_type, std::string>);
static_assert(std::is_same_v<decltype(number)::value_type, std::optional<std::string>>);
static_assert(std::is_same_v<decltype(note)::value_type, std::optional<std::string>>);

/// Of each kind, with what is long, empty, NULL, or of several bytes.
std::vector<Payment> some_payments(std::size_t count) {
    std::vector<Payment> made(count);
    for (std::size_t i = 0; i < count; ++i) {
        made[i].amount = static_cast<std::int64_t>(i + 1);
        const std::string text = std::to_string(i);
        switch (i % 5) {
            case 0: made[i].method = Card{"a card whose number is long " + text, 12}; break;
            case 1: made[i].method = Transfer{"ïbän 銀行 " + text, std::nullopt, std::nullopt}; break;
            case 2: made[i].method = Cash{}; break;
            case 3: made[i].method = Transfer{text, "", std::nullopt}; break;
            case 4: made[i].method = Card{"", 1}; break;
        }
        if (i % 2 == 1) made[i].remark = "odd";
    }
    return made;
}

std::vector<Message> some_messages() {
    std::vector<Message> made;
    const auto add = [&made](Way way, std::optional<Backup> backup = {}) {
        const auto id = static_cast<std::int32_t>(made.size() + 1);
        made.push_back({id, std::move(way), std::move(backup), "s" + std::to_string(id)});
    };
    add({std::monostate{}, "nothing"});
    add({Mail{"ada@x.org", {1, 2}, Spot{3, 4}, Level::high, true}, "all"}, Backup{Cash{}, std::nullopt});
    add({Mail{"", {0, 0}, std::nullopt, Level::low, false}, "little"}, Backup{Copy{7}, "r"});
    add({Sms{7, Plain{"hi"}}, ""}, Backup{Cash{}, ""});
    add({Sms{8, Rich{"<p>", 3}}, "l"});
    add({Sms{9, Rich{"<p>", std::nullopt}}, "l"}, Backup{Copy{0}, std::nullopt});
    add({Drone{"d", Spot{5, 6}}, "l"});
    add({Drone{std::nullopt, std::nullopt}, "an alternative of nothing but NULL"});
    add({Drone{std::nullopt, Spot{7, 8}}, "l"});
    return made;
}

auto all_payments() { return select<Payment>().order_by(col<&Payment::id>); }

}  // namespace

TEST_CASE("a variant is read as it was written, whatever it holds") {
    tests t;
    for (const Payment& each : some_payments(6)) {
        Payment one = each;
        t.db.insert(one);
        CHECK(t.db.get<Payment>(one.id) == one);
    }
    const auto rows =
        t.db.execute(select(method, number, iban, note).from<Payment>().order_by(col<&Payment::id>)).all();
    using text = std::optional<std::string>;
    CHECK(rows.at(0) == std::tuple{std::string{"credit card"}, text{"a card whose number is long 0"}, text{}, text{}});
    CHECK(rows.at(2) == std::tuple{std::string{"cash"}, text{}, text{}, text{}});
    CHECK(rows.at(3) == std::tuple{std::string{"transfer"}, text{}, text{"3"}, text{""}});
}

TEST_CASE("variants in structs, in optional structs, and in alternatives of variants") {
    tests t;
    const std::vector<Message> messages = some_messages();
    for (const Message& each : messages) t.db.insert(each);
    for (const Message& each : messages) CHECK(t.db.get<Message>(each.id) == each);
    t.db.execute(delete_from<Message>().all_rows());
    t.db.insert(messages);
    const auto all = select<Message>().order_by(col<&Message::id>);
    for (int reads = 0; reads < 3; ++reads) CHECK(t.db.execute(all).all() == messages);
    // From each to each.
    for (const Message& from : messages)
        for (const Message& to : messages) {
            t.db.update(Message{1, from.way, from.backup, ""});
            t.db.update(Message{1, to.way, to.backup, ""});
            CHECK(t.db.get<Message>(1) == Message{1, to.way, to.backup, ""});
            tain::session s{t.db};
            auto one = s.get<Message>(1);
            *one = {1, from.way, from.backup, "f"};
            s.flush();
            CHECK(s.execute(select<Message>().where(col<&Message::subject> == "f")).one() == one);
            s.rollback();
            CHECK(*one == Message{1, to.way, to.backup, ""});
        }
}

TEST_CASE("a variant of alternatives without columns") {
    tests t;
    const std::vector<Lamp> lamps{{Lamp::On{}, "a"}, {std::monostate{}, "b"}, {Lamp::On{}, "c"}};
    t.db.insert(lamps);
    for (int reads = 0; reads < 2; ++reads)
        CHECK(t.db.execute(select<Lamp>().order_by(col<&Lamp::name>)).all() == lamps);
    CHECK(t.db.execute(select(col<&Lamp::name>).where(holds<std::monostate>(col<&Lamp::state>))).one() == "b");
    CHECK(t.db.execute(select(col<&Lamp::state>).where(col<&Lamp::name> == "b")).one() == "none");
}

TEST_CASE("many objects of mixed kinds") {
    tests t;
    const std::size_t many = GENERATE(std::size_t{2}, std::size_t{1'000}, std::size_t{11'000});
    std::vector<Payment> payments = some_payments(many);
    t.db.insert(payments);
    for (int reads = 0; reads < 3; ++reads) CHECK(t.db.execute(all_payments()).all() == payments);
    CHECK(t.db.execute(select<Payment>()).all().size() == many);
    std::size_t at = 0;
    bool right = true;
    for (const Payment& each : t.db.execute(all_payments())) right = right && each == payments.at(at++);
    CHECK(right);
    const auto cash = t.db.execute(select(count()).from<Payment>().where(holds<Cash>(method))).one();
    CHECK(cash == static_cast<std::int64_t>((many + 2) / 5));
}

TEST_CASE("an object comes to hold another kind") {
    tests t;
    Payment one = t.db.insert(Payment{.amount = 1, .method = Card{"1", 2}});
    for (const Payment& each : some_payments(5)) {
        one.method = each.method;
        CHECK(t.db.update(one));
        CHECK(t.db.get<Payment>(one.id) == one);
    }
    CHECK(t.db.remove(one));

    Lamp lamp{std::monostate{}, "l"};
    t.db.upsert(lamp);
    lamp.state = Lamp::On{};
    t.db.upsert(lamp);
    CHECK(t.db.get<Lamp>("l") == lamp);
    std::vector<Message> messages = some_messages();
    t.db.upsert(messages);
    for (std::size_t i = 0; i != messages.size(); ++i) messages[i].way = some_messages()[(i + 1) % messages.size()].way;
    t.db.upsert(messages);
    t.db.upsert(messages.front());
    CHECK(t.db.execute(select<Message>().order_by(col<&Message::id>)).all() == messages);
}

TEST_CASE("what a variant holds is asked, grouped, sorted and set") {
    tests t;
    std::vector<Payment> payments = some_payments(5);
    t.db.insert(payments);
    const auto cards = select<Payment>().where(holds<Card>(method)).order_by(col<&Payment::id>);
    static_assert(tain::to_sql(select(col<&Payment::id>).where(holds<Card>(method) && col<&Payment::amount> > 1),
                               tain::dialect::sqlite) ==
                  R"(SELECT "id" FROM "payments" WHERE "method" = 'credit card' AND "amount" > ?1)");
    CHECK(t.db.execute(cards).all() == std::vector{payments[0], payments[4]});
    CHECK(t.db.execute(select<Payment>().where(!holds<Card>(method) && iban == "3")).one() == payments[3]);
    CHECK(t.db.execute(select<Payment>().where(method == "cash")).one() == payments[2]);
    CHECK(t.db.execute(select<Payment>().where(is_null(number) && is_null(iban))).one() == payments[2]);
    CHECK(t.db.execute(select(method, count(col<&Payment::id>)).group_by(method).order_by(method)).all() ==
          std::vector{std::tuple{std::string{"cash"}, std::int64_t{1}},
                      std::tuple{std::string{"credit card"}, std::int64_t{2}},
                      std::tuple{std::string{"transfer"}, std::int64_t{2}}});
    CHECK(t.db.execute(select(col<&Payment::id>).order_by(holds<Cash>(method), desc(col<&Payment::id>))).all().back() ==
          payments[2].id);
    using other = tain::alias<Payment, "other">;
    CHECK(
        t.db.execute(
                select(col<&Payment::id, of<other>>).from<other>().where(holds<Cash>(col<&Payment::method, of<other>>)))
            .one() == payments[2].id);

    t.db.execute(update<Payment>().set(note = "noted").where(holds<Transfer>(method)));
    CHECK(std::get<Transfer>(t.db.get<Payment>(payments[1].id)->method).note == "noted");
    t.db.execute(update<Payment>()
                     .set(method = "transfer", number = std::nullopt,
                          col<&Payment::method, &Card::month> = std::nullopt, iban = "new")
                     .where(col<&Payment::id> == payments[0].id));
    CHECK(t.db.get<Payment>(payments[0].id)->method == Payment{.method = Transfer{.iban = "new"}}.method);
    t.db.execute(insert<Payment>().values(col<&Payment::amount> = 1, method = "credit card", number = "n",
                                          col<&Payment::method, &Card::month> = 3));
    CHECK(t.db.execute(select<Payment>().where(number == "n")).one().method == Payment{.method = Card{"n", 3}}.method);
}

TEST_CASE("the database keeps a variant whole") {
    tests t;
    std::vector<Payment> payments = some_payments(3);
    t.db.insert(payments);
    for (const char* torn :
         {"method = 'cash' WHERE id = 1", "method = 'transfer' WHERE id = 1", "method = 'crypto' WHERE id = 3",
          "method = NULL WHERE id = 3", "number = NULL WHERE id = 1", "bank_iban = 'x' WHERE id = 1",
          "bank_note = 'x' WHERE id = 3", "bank_iban = NULL, method = 'cash', bank_note = 'n' WHERE id = 2",
          "number = 'x', month = 1 WHERE id = 3", "method = 'credit card' WHERE id = 3", "month = 13 WHERE id = 1",
          "amount = 0 WHERE id = 3"}) {
        INFO(torn);
        CHECK_THROWS_AS(t.db.script("UPDATE payments SET " + std::string{torn}), tain::constraint_error);
    }
    CHECK_THROWS_AS(t.db.execute(update<Payment>().set(method = "cash").where(holds<Card>(method))),
                    tain::constraint_error);
    t.db.script("UPDATE payments SET method = 'cash', number = NULL, month = NULL WHERE id = 1");
    CHECK(std::holds_alternative<Cash>(t.db.get<Payment>(1)->method));
    CHECK_THROWS_AS(t.db.insert(Payment{.method = payments[1].method}), tain::constraint_error);  // unique
    CHECK_THROWS_AS(t.db.insert(Payment{.method = Transfer{"i", {}, "no bank"}}), tain::constraint_error);
    t.db.insert(Bank{"b"});
    t.db.insert(Payment{.method = Transfer{"i", {}, "b"}});
    CHECK(t.db.execute(select(iban).join<Bank>()).all() == std::vector{std::optional<std::string>{"i"}});

    const std::vector<Message> messages = some_messages();
    t.db.insert(messages);
    for (const char* torn :
         {"images = 1 WHERE id = 4", "body = NULL WHERE id = 4", "body = 'rich' WHERE id = 4",
          "body = 'plain' WHERE id = 1", "text = 'x' WHERE id = 2", "kept = 'copy' WHERE id = 1",
          "kept = 'cash' WHERE id = 3", "kept = NULL WHERE id = 3", "pages = 3 WHERE id = 1",
          "pages = NULL WHERE id = 3", "seen_lat = NULL WHERE id = 2", "name = 'x' WHERE id = 2",
          "level = NULL WHERE id = 2", "kept = NULL, reason = NULL WHERE id = 3", "\"by\" = 'none' WHERE id = 2"}) {
        INFO(torn);
        CHECK_THROWS_AS(t.db.script("UPDATE messages SET " + std::string{torn}), tain::constraint_error);
    }
    CHECK(t.db.execute(select<Message>().order_by(col<&Message::id>)).all() == messages);
}

TEST_CASE("a row of an unknown kind, and one that is torn, are refused by name when they are read") {
    const tain::engine db = empty_database();
    // As others made the table: without the CHECKs.
    db.script(
        "CREATE TABLE payments (id INTEGER PRIMARY KEY, amount BIGINT, method TEXT, number TEXT, month INTEGER, "
        "bank_iban TEXT, bank_note TEXT, bank_bank TEXT, remark TEXT)");
    db.script(
        "INSERT INTO payments (id, amount, method, number, month, bank_note) VALUES (1, 1, 'crypto', NULL, NULL, "
        "NULL), (2, 1, NULL, NULL, NULL, NULL), (3, 1, 'credit card', NULL, 1, NULL), (4, 1, 'cash', NULL, NULL, "
        "'n'), (5, 1, 'cash', 'x', 1, NULL), (6, 1, 'cash', NULL, NULL, NULL)");
    const auto refusal = [&db](std::int64_t id) {
        return std::string{thrown_by<tain::row_error>([&] { db.get<Payment>(id); }).what()};
    };
    CHECK_THAT(refusal(1), ContainsSubstring("cannot read table \"payments\" as Payment\n  method  ") &&
                               ContainsSubstring("'crypto' is the kind of no alternative of the variant "
                                                 "('credit card', 'transfer', 'cash')"));
    CHECK_THAT(refusal(2),
               ContainsSubstring("\n  method  ") && ContainsSubstring("NULL is the kind of no alternative"));
    CHECK_THAT(refusal(3), ContainsSubstring("\n  number  is NULL but the member number is std::string"));
    CHECK_THAT(refusal(4), ContainsSubstring("cannot read table \"payments\" as Payment\n  bank_iban  ") &&
                               ContainsSubstring("another kind than the row's"));
    CHECK_THAT(refusal(5), ContainsSubstring("\n  number  or a column beside it"));
    CHECK_THROWS_AS(db.execute(select<Payment>()).all(), tain::row_error);
    CHECK_THROWS_AS(db.execute(all_payments()).all(), tain::row_error);
    CHECK(db.get<Payment>(6) == Payment{.id = 6, .amount = 1, .method = Cash{}});
}

TEST_CASE("a variant that lost its value is refused before it is sent") {
    tests t;
    Payment one{.amount = 1};
    struct throwing {
        operator Card() const { throw std::runtime_error("no"); }
    };
    CHECK_THROWS(one.method.emplace<Card>(throwing{}));
    REQUIRE(one.method.valueless_by_exception());
    const auto thrown = thrown_by<tain::row_error>([&] { t.db.insert(one); });
    CHECK_THAT(thrown.what(), ContainsSubstring("\"method\"") && ContainsSubstring("valueless_by_exception"));
    CHECK(t.db.execute(select<Payment>()).all().empty());
}

TEST_CASE("several models with variants in a row, one of them missing") {
    tests t;
    std::vector<Payment> payments = some_payments(5);
    t.db.insert(payments);
    std::vector<Receipt> receipts;
    for (std::size_t i = 0; i != 5; ++i) receipts.push_back({std::to_string(i), payments[i].id});
    receipts[1].payment_id.reset();
    t.db.insert(receipts);
    const auto joined = select<Receipt, Payment>().left_join<Payment>().order_by(col<&Receipt::code>);
    for (int reads = 0; reads < 2; ++reads) {
        const auto rows = t.db.execute(joined).all();
        REQUIRE(rows.size() == 5);
        for (std::size_t i = 0; i != 5; ++i) {
            CHECK(std::get<0>(rows[i]) == receipts[i]);
            CHECK(std::get<1>(rows[i]) == (i == 1 ? std::nullopt : std::optional{payments[i]}));
        }
    }
    std::size_t at = 0;
    for (const auto& [receipt, payment] : t.db.execute(joined)) {
        CHECK(payment == (at == 1 ? std::nullopt : std::optional{payments[at]}));
        ++at;
    }
    const auto lines = t.db.execute(select<Payment>().left_join<Receipt>().order_by(col<&Payment::id>)).all();
    CHECK(lines == payments);
    const auto both = t.db.execute(select<Payment, Receipt>().join<Receipt>().order_by(col<&Payment::id>)).all();
    REQUIRE(both.size() == 4);
    CHECK(std::get<0>(both[1]) == payments[2]);
}

TEST_CASE("a session writes the kind that changed, its columns, and NULL for the others") {
    tests t;
    tain::session s{t.db};
    auto one = s.add(Payment{.amount = 1, .method = Card{"n", 1}});
    const auto updates = [&] {
        t.log.clear();
        s.flush();
        return t.log.updates();
    };
    const auto setting = [](const std::vector<std::string>& columns) { return update_of("payments", columns); };
    CHECK(updates().empty());
    std::get<Card>(one->method).month = 2;
    CHECK(updates() == setting({"month"}));
    one->method = Transfer{"i", "n", std::nullopt};
    CHECK(updates() == setting({"method", "number", "month", "bank_iban", "bank_note"}));
    one->method = Cash{};
    CHECK(updates() == setting({"method", "bank_iban", "bank_note"}));
    CHECK(updates().empty());
    one->method = Transfer{"j", std::nullopt, std::nullopt};
    s.commit();
    CHECK(t.db.get<Payment>(one->id) == *one);
}

TEST_CASE("a session takes a kind back, and sees a row's") {
    tests t;
    std::vector<Payment> payments = some_payments(5);
    t.db.insert(payments);
    tain::session s{t.db};
    auto all = s.execute(all_payments()).all();
    for (std::size_t i = 0; i != 5; ++i) all[i]->method = Card{std::to_string(i), 7};
    all[0]->method = Cash{};
    s.flush();
    s.rollback();
    for (std::size_t i = 0; i != 5; ++i) CHECK(*all[i] == payments[i]);

    for (std::size_t i = 0; i != 5; ++i) payments[i].method = Card{std::to_string(i), 7};
    payments[4].method = Transfer{"t", "n", std::nullopt};
    for (const Payment& each : payments) t.db.update(each);
    for (std::size_t i = 0; i != 5; ++i) {
        s.refresh(all[i]);
        CHECK(*all[i] == payments[i]);
    }
    auto late = s.add(Payment{.amount = 9, .method = Transfer{"late", std::nullopt, "b"}});
    s.add(Bank{"b"});
    s.remove(all[0]);
    s.commit();
    CHECK(t.db.get<Payment>(late->id) == *late);
    CHECK_FALSE(t.db.get<Payment>(payments[0].id));
}
