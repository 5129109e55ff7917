// SPDX-License-Identifier: BSL-1.0
#include <tain/model/variants.hpp>

#include <tain/model/check.hpp>
#include <tain/variant.hpp>

#include "models.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace tain::verdict;
using tain::path_t;
using tain::model::kind_name;
using tain::model::no_struct;
using tain::model::optional_structs;
using tain::model::table_of;

namespace linked {

struct Loose {
    std::optional<std::string> why{};
};
BOOST_DESCRIBE_STRUCT(Loose, (), (why))

}  // namespace linked

namespace {

struct CreditCard {
    std::string number{};
    std::optional<std::int32_t> month{};
};
BOOST_DESCRIBE_STRUCT(CreditCard, (), (number, month))

struct Geo {
    double lat{};
    double lon{};
};
BOOST_DESCRIBE_STRUCT(Geo, (), (lat, lon))

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
    std::optional<std::string> remark{};
};
BOOST_DESCRIBE_STRUCT(Payment, (), (id, method, remark))

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

template <class Variant>
struct with {
    std::int64_t id{};
    Variant held{};
    BOOST_DESCRIBE_CLASS(with, (), (id, held), (), ())
};

struct Base {
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Base, (), (text))
struct Derived : Base {};
BOOST_DESCRIBE_STRUCT(Derived, (Base), ())

struct Undescribed {
    int value{};
};
struct Hiding {
    int told{};
    int hidden{};
};
BOOST_DESCRIBE_STRUCT(Hiding, (), (told))
struct Letter {
    char letter{};
};
BOOST_DESCRIBE_STRUCT(Letter, (), (letter))

namespace other {
struct Cash {};
BOOST_DESCRIBE_STRUCT(Cash, (), ())
}  // namespace other

struct Keyed {
    std::variant<Cash, Loose> kind{};
};
BOOST_DESCRIBE_STRUCT(Keyed, (), (kind))
struct KeyedInside {
    std::variant<Cash, Base> kind{};
};
BOOST_DESCRIBE_STRUCT(KeyedInside, (), (kind))

struct Renamed {
    std::int64_t id{};
    std::variant<Loose, Cash> method{};
};
BOOST_DESCRIBE_STRUCT(Renamed, (), (id, method))

struct Alike {
    std::int64_t id{};
    std::variant<CreditCard, Transfer> method{};
};
BOOST_DESCRIBE_STRUCT(Alike, (), (id, method))

template <class T, class Verdict>
inline constexpr bool judged = std::is_same_v<fitness<T>, Verdict>;
template <class Verdict, class Part>
constexpr bool part_judged(const Part&) {
    return std::is_same_v<part_fitness<Payment, Part>, Verdict>;
}

}  // namespace

template <>
inline constexpr auto tain::mapping<Payment> =
    table("payments", prefix<&Payment::method, Transfer>("transfer_"), kind<&Payment::method, Cash>("coins & notes"),
          prefix<path<&Payment::method, &Transfer::to>>("to_"), column_name<&Payment::method>("paid_by"));
template <>
inline constexpr auto tain::mapping<Holder> = table("holders", prefix<&Holder::sometimes>("s_"));
template <>
inline constexpr auto tain::mapping<Renamed> =
    table("renamed", kind<&Renamed::method, Loose>("free").renamed_from("cash"));
template <>
inline constexpr auto tain::mapping<Keyed> = table("keyed", primary_key<&Keyed::kind>);
template <>
inline constexpr auto tain::mapping<KeyedInside> =
    table("keyed_inside", primary_key<path<&KeyedInside::kind, &Base::text>>);
using namespace tain;

namespace {

constexpr auto& payments = table_of<Payment>::columns;
using method = path_t<&Payment::method>;

}  // namespace

TEST_CASE("a variant is a column of its kind, and those of its alternatives") {
    static_assert(payments.size() == 11);
    static_assert(payments[1].name == "paid_by" && !payments[1].nullable && payments[1].member == "method");
    static_assert(payments[2].name == "number" && payments[2].nullable);
    static_assert(payments[3].name == "month" && payments[3].nullable);
    static_assert(payments[4].name == "transfer_number" && payments[4].nullable);
    static_assert(payments[5].name == "transfer_lat" && payments[7].name == "to_lat" && payments[7].nullable);
    static_assert(payments[9].name == "why" && payments[10].name == "remark");
    static_assert(table_of<Payment>::column<1>::kind && !table_of<Payment>::column<2>::kind);
    static_assert(std::is_same_v<expr::path_value<method>::type, std::string>);
    using number = path_t<&Payment::method, &Transfer::number>;
    static_assert(table_of<Payment>::index<number> == 4);
    static_assert(std::is_same_v<expr::path_value<number>::type, std::optional<std::string>>);
    SUCCEED();
}

TEST_CASE("kinds are named like their types, unless the mapping says otherwise") {
    static_assert(kind_name<Payment, method, std::monostate> == "none");
    static_assert(kind_name<Payment, method, CreditCard> == "credit_card");
    static_assert(kind_name<Payment, method, Cash> == "coins & notes");
    using variant = model::variant_of<Payment, table_of<Payment>::column<1>>;
    static_assert(variant::kinds.size() == 5 && variant::kinds[2] == "transfer");
    static_assert(variant::structs[0] == 4 && variant::structs[3] == 4, "no columns");
    static_assert(variant::structs[1] == 0 && variant::structs[2] == 1 && variant::structs[4] == 3);
    SUCCEED();
}

TEST_CASE("alternatives are listed among the optional structs") {
    constexpr auto& all = optional_structs<Payment>::all;
    static_assert(all.size() == 4);
    static_assert(all[0].alternative && all[0].first == 2 && all[0].count == 2 && all[0].key == 2);
    static_assert(all[1].alternative && all[1].first == 4 && all[1].count == 5 && all[1].check.empty());
    static_assert(!all[2].alternative && all[2].first == 7 && all[2].check == "method_transfer_to_whole");
    static_assert(all[3].alternative && all[3].first == 9 && all[3].key == 9, "nothing in it is required");
    constexpr auto& columns = optional_structs<Payment>::columns;
    static_assert(columns[1].in == no_struct && columns[5].in == 1 && columns[5].required && columns[7].in == 2);
    static_assert(optional_structs<Holder>::all.size() == 3);
    SUCCEED();
}

TEST_CASE("a leaf finds its member while the variant holds it") {
    using number = table_of<Payment>::column<4>;
    Payment one{};
    CHECK(number::find(one) == nullptr);
    one.method = CreditCard{"c", {}};
    CHECK(number::find(one) == nullptr);
    one.method = Transfer{.number = "t"};
    CHECK(*number::find(std::as_const(one)) == "t");
}

TEST_CASE("what a variant may not be is told") {
    static_assert(judged<Payment, accepted> && judged<Holder, accepted>);
    static_assert(judged<with<std::variant<Cash>>, accepted> && judged<with<std::variant<Loose, Cash>>, accepted>);
    static_assert(judged<with<std::variant<Cash, std::string>>, alternative_not_described>);
    static_assert(judged<with<std::variant<Cash, Undescribed>>, alternative_not_described>);
    static_assert(judged<with<std::variant<Cash, std::optional<linked::Loose>>>, alternative_not_described>);
    static_assert(judged<with<std::variant<Cash, std::variant<linked::Loose>>>, alternative_not_described>);
    static_assert(judged<with<std::variant<Cash, Derived>>, alternative_with_base>);
    static_assert(judged<with<std::variant<Loose, Cash, Loose>>, alternative_twice>);
    static_assert(judged<with<std::variant<Cash, other::Cash>>, kinds_alike>);
    static_assert(judged<with<std::variant<Cash, Hiding>>, member_not_described>);
    static_assert(judged<with<std::variant<Cash, Letter>>, type_not_mapped>);
    static_assert(judged<with<std::optional<std::variant<Cash, Loose>>>, type_not_mapped>);
    static_assert(judged<Alike, duplicate_column>);
    static_assert(judged<Renamed, renamed_from_current_name>);
    static_assert(judged<Keyed, kind_in_key>);
    static_assert(judged<KeyedInside, key_in_optional_struct>);
    SUCCEED();
}

TEST_CASE("what a mapping may say of a variant") {
    constexpr auto number = path<&Payment::method, &CreditCard::number>;
    static_assert(part_judged<accepted>(unique<number>) && part_judged<accepted>(tain::index<&Payment::method>));
    static_assert(part_judged<accepted>(length<number>(40)) && part_judged<accepted>(length<&Payment::method>(20)));
    static_assert(part_judged<accepted>(server_default<&Payment::method>("none")));
    static_assert(part_judged<accepted>(backfill<&Payment::method>("none")));
    static_assert(part_judged<value_in_optional_struct>(server_default<number>("1")));
    static_assert(part_judged<value_in_optional_struct>(version<path<&Payment::method, &CreditCard::month>>));
    static_assert(part_judged<kind_from_database>(filled_by_server<&Payment::method>));
    static_assert(part_judged<kind_from_database>(on_update<&Payment::method>("none")));
    static_assert(part_judged<kind_from_database>(generated<&Payment::method>(col<&Payment::remark>)));
    static_assert(part_judged<accepted>(kind<&Payment::method, Loose>("l")));
    static_assert(part_judged<not_an_alternative>(kind<&Payment::method, Geo>("l")));
    static_assert(part_judged<not_an_alternative>(kind<&Payment::id, Loose>("l")));
    static_assert(part_judged<not_an_alternative>(prefix<&Payment::method, Geo>("l")));
    SUCCEED();
}
