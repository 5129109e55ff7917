// SPDX-License-Identifier: BSL-1.0
#include <tain/reflect/aggregate.hpp>

#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <string>

namespace {

struct line {
    std::string name;
    int amount = 3;
    std::optional<double> price;
};
class closed {
public:
    int visible = 0;

private:
    [[maybe_unused]] int hidden_ = 0;
};
struct none {};

}  // namespace

using namespace tain::reflect;

TEST_CASE("the fields of an aggregate are counted, typed and reached by position") {
    static_assert(plain_aggregate<line>);
    static_assert(field_count<line> == 3);
    static_assert(std::is_same_v<field_type<line, 0>, std::string>);
    static_assert(std::is_same_v<field_type<line, 2>, std::optional<double>>);
    static_assert(field_count<none> == 0);

    line made{"pen", 2, {}};
    field_at<1>(made) = 5;
    CHECK(made.amount == 5);
    CHECK(field_at<0>(std::as_const(made)) == "pen");
}

TEST_CASE("classes with private members and numbers are no plain aggregates") {
    static_assert(!plain_aggregate<closed>);
    static_assert(!plain_aggregate<int>);
    static_assert(!plain_aggregate<std::string>);
    SUCCEED();
}
