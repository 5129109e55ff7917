// SPDX-License-Identifier: BSL-1.0
#include <tain/reflect/members.hpp>

#include <boost/describe/class.hpp>
#include <catch2/catch_test_macros.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace reflect = tain::reflect;

namespace {

struct point {
    int x{};
    double y{};
};
BOOST_DESCRIBE_STRUCT(point, (), (x, y))

struct empty {};
BOOST_DESCRIBE_STRUCT(empty, (), ())

struct stamps {
    long created{};
};
BOOST_DESCRIBE_STRUCT(stamps, (), (created))
struct owned {
    std::string owner{};
};
BOOST_DESCRIBE_STRUCT(owned, (), (owner))
struct document : stamps, owned {
    int id{};
};
BOOST_DESCRIBE_STRUCT(document, (stamps, owned), (id))
struct report : document {
    int pages{};
};
BOOST_DESCRIBE_STRUCT(report, (document), (pages))

class account {
public:
    account() = default;
    int balance() const { return balance_; }

private:
    int balance_ = 0;
    BOOST_DESCRIBE_CLASS(account, (), (), (), (balance_))
};

struct forgetful {
    int a{};
    int b{};
};
BOOST_DESCRIBE_STRUCT(forgetful, (), (a))

struct incomplete;
struct wide_members {
    std::array<int, 3> numbers{};
    std::unique_ptr<int> pointer{};
    std::optional<std::optional<int>> nested{};
    std::vector<incomplete> later;
};
struct incomplete {
    int value{};
};
BOOST_DESCRIBE_STRUCT(wide_members, (), (numbers, pointer, nested, later))

struct undescribed {
    int value{};
};

template <class... D>
std::string names(reflect::list<D...>) {
    std::string made;
    ((made += D::name, made += ' '), ...);
    return made;
}

int drawn = 0;
[[maybe_unused]] int draw() { return ++drawn; }

struct ticket {
    int number = draw();
    std::string text = "default";
    std::optional<int> bonus = draw();
};
BOOST_DESCRIBE_STRUCT(ticket, (), (number, text, bonus))

struct envelope : ticket {
    ticket inner{};
    int weight = draw();
};
BOOST_DESCRIBE_STRUCT(envelope, (ticket), (inner, weight))

}  // namespace

TEST_CASE("members are listed in order, those of bases first") {
    CHECK(names(reflect::members<point>{}) == "x y ");
    CHECK(names(reflect::members<empty>{}).empty());
    CHECK(names(reflect::members<document>{}) == "created owner id ");
    CHECK(names(reflect::members<report>{}) == "created owner id pages ");
}

TEST_CASE("private members of a described class are listed and can be reached") {
    using only = reflect::members<account>;
    static_assert(only::size == 1);
    account a;
    [&]<class D>(reflect::list<D>) { a.*D::pointer = 7; }(only{});
    CHECK(a.balance() == 7);
}

TEST_CASE("only described classes are described") {
    static_assert(reflect::described<point>);
    static_assert(reflect::described<account>);
    static_assert(!reflect::described<undescribed>);
    static_assert(!reflect::described<int>);
    static_assert(!reflect::described<point&>);
    SUCCEED();
}

TEST_CASE("a member pointer tells its class and its type") {
    static_assert(std::is_same_v<reflect::owner_of<&point::y>, point>);
    static_assert(std::is_same_v<reflect::value_of<&point::y>, double>);
    static_assert(std::is_same_v<reflect::owner_of<&document::created>, stamps>);
    SUCCEED();
}

TEST_CASE("an undescribed member is found, whatever the others are") {
    static_assert(reflect::has_undescribed_members<forgetful>);
    static_assert(!reflect::has_undescribed_members<forgetful, int>, "one more may be expected");
    static_assert(!reflect::has_undescribed_members<point>);
    static_assert(!reflect::has_undescribed_members<empty>);
    static_assert(!reflect::has_undescribed_members<document>);
    static_assert(!reflect::has_undescribed_members<report>);
    static_assert(!reflect::has_undescribed_members<wide_members>);
    static_assert(!reflect::has_undescribed_members<account>, "no aggregate: nothing can be asked");
    SUCCEED();
}

TEST_CASE("a blank object runs no initializer of a described member") {
    drawn = 0;
    const auto blank = reflect::blank<ticket>();
    CHECK(drawn == 0);
    CHECK(blank.number == 0);
    CHECK(blank.text.empty());
    CHECK_FALSE(blank.bonus);

    const auto nested = reflect::blank<envelope>();
    CHECK(drawn == 0);
    CHECK(nested.inner.number == 0);
    CHECK(nested.weight == 0);

    const auto row = reflect::blank<std::tuple<int, ticket, std::optional<envelope>>>();
    CHECK(drawn == 0);
    CHECK(std::get<0>(row) == 0);
    CHECK_FALSE(std::get<2>(row));

    std::vector<ticket> many;
    many.emplace_back(reflect::blank_row<ticket>{});
    CHECK(drawn == 0);
    CHECK(many.back().number == 0);
}

TEST_CASE("a blank of anything else is value-initialized") {
    CHECK(reflect::blank<int>() == 0);
    CHECK(reflect::blank<std::string>().empty());
    CHECK(reflect::blank<undescribed>().value == 0);
    CHECK(reflect::blank<account>().balance() == 0);
}
