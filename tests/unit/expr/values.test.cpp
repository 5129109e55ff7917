// SPDX-License-Identifier: BSL-1.0
#include "models.hpp"

#include <tain/expr/choice.hpp>
#include <tain/expr/conversion.hpp>
#include <tain/expr/number_functions.hpp>
#include <tain/expr/text_functions.hpp>
#include <tain/expr/time_functions.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace tain;
using shop::item;
using shop::order;

namespace {

template <class T>
constexpr bool is(const auto& expression) {
    return std::is_same_v<typename std::remove_cvref_t<decltype(expression)>::value_type, T>;
}
template <class... Sources>
constexpr bool reads_only(const auto& expression) {
    return std::remove_cvref_t<decltype(expression)>::template reads_only<Sources...>;
}
constexpr std::size_t binds(const auto& expression) { return std::remove_cvref_t<decltype(expression)>::binds; }

}  // namespace

TEST_CASE("a column's value is its member's") {
    static_assert(is<std::int32_t>(col<&item::amount>));
    static_assert(is<std::optional<std::string>>(col<&item::note>));
    static_assert(is<types::timestamp>(col<&item::stamps, &shop::stamps::created_at>));
    static_assert(is<types::timestamp>(col<path<&item::stamps, &shop::stamps::created_at>>));
    SUCCEED();
}

TEST_CASE("a comparison may be NULL when an operand may be") {
    static_assert(is<bool>(col<&item::amount> == 7));
    static_assert(is<bool>(7 == col<&item::amount>));
    static_assert(is<std::optional<bool>>(col<&item::rating> >= 3));
    static_assert(is<std::optional<bool>>(col<&item::amount> < col<&item::rating>));
    static_assert(is<bool>(col<&item::amount> == 7 && col<&item::sold>));
    static_assert(is<std::optional<bool>>(col<&item::amount> == 7 || col<&item::rating> == 1));
    static_assert(is<std::optional<bool>>(!(col<&item::rating> == 1)));
    static_assert(is<bool>(is_null(col<&item::rating>)));
    static_assert(is<bool>(between(col<&item::amount>, 1, 2)));
    static_assert(is<std::optional<bool>>(like(col<&item::note>, "x%")));
    static_assert(is<std::optional<bool>>(in(col<&item::rating>, 1, 2)));
    SUCCEED();
}

TEST_CASE("arithmetic widens: integers to 64 bits, with floating numbers to double") {
    static_assert(is<std::int64_t>(col<&item::amount> + 1));
    static_assert(is<std::int64_t>(col<&item::small> * col<&item::small>));
    static_assert(is<double>(col<&item::amount> - 0.5));
    static_assert(is<double>(2 * col<&item::weight>));
    static_assert(is<std::optional<std::int64_t>>(col<&item::rating> + col<&item::amount>));
    SUCCEED();
}

TEST_CASE("aggregates over no row are NULL, but for count") {
    static_assert(is<std::int64_t>(count()));
    static_assert(is<std::int64_t>(count(col<&item::note>)));
    static_assert(is<std::optional<std::int64_t>>(sum(col<&item::amount>)));
    static_assert(is<std::optional<double>>(sum(col<&item::weight>)));
    static_assert(is<std::optional<double>>(avg(col<&item::amount>)));
    static_assert(is<std::optional<std::string>>(min(col<&item::name>)));
    static_assert(is<std::optional<std::int32_t>>(max(col<&item::rating>)));
    static_assert(decltype(count())::aggregates);
    static_assert(decltype(sum(col<&item::amount>) + 1)::aggregates);
    static_assert(!decltype(col<&item::amount> + 1)::aggregates);
    SUCCEED();
}

TEST_CASE("coalesce is NULL only when every operand may be, and takes the widest number") {
    static_assert(is<std::string>(coalesce(col<&item::note>, "none")));
    static_assert(is<std::optional<std::string>>(coalesce(col<&item::note>, col<&item::note>)));
    static_assert(is<std::string>(coalesce(col<&item::note>, col<&item::name>, col<&item::note>)));
    static_assert(is<std::int32_t>(coalesce(col<&item::rating>, 0)));
    static_assert(is<std::int64_t>(coalesce(col<&item::rating>, std::int64_t{0})));
    static_assert(is<double>(coalesce(col<&item::rating>, 0.5)));
    SUCCEED();
}

TEST_CASE("text functions keep NULL") {
    static_assert(is<std::string>(lower(col<&item::name>)));
    static_assert(is<std::optional<std::string>>(upper(col<&item::note>)));
    static_assert(is<std::int64_t>(length(col<&item::name>)));
    static_assert(is<std::optional<std::int64_t>>(length(col<&item::note>)));
    SUCCEED();
}

TEST_CASE("an expression knows the sources that it reads") {
    static_assert(reads_only<item>(col<&item::amount> == 7));
    static_assert(!reads_only<order>(col<&item::amount> == 7));
    static_assert(!reads_only<item>(col<&order::item_id> == col<&item::id>));
    static_assert(reads_only<order, item>(col<&order::item_id> == col<&item::id>));
    static_assert(reads_only<>(count()));
    static_assert(!reads_only<item>(coalesce(col<&item::note>, lower(upper(col<&item::name, of<order>>)))));
    SUCCEED();
}

TEST_CASE("an expression knows how many values it binds") {
    static_assert(binds(col<&item::amount>) == 0);
    static_assert(binds(col<&item::amount> == 7) == 1);
    static_assert(binds(between(col<&item::amount> + 1, 2, 3)) == 3);
    static_assert(binds(in(col<&item::amount>, 1, 2, 3)) == 3);
    static_assert(binds(like(col<&item::name>, "x") && !(col<&item::amount> < col<&item::id>)) == 1);
    CHECK(binds(in(col<&item::amount>, std::vector{1, 2, 3})) == 1);
}

TEST_CASE("a rejected expression makes everything that holds it rejected") {
    using expr::rejected;
    constexpr rejected bad{};
    static_assert(!decltype(bad == 7)::ok);
    static_assert(!decltype(bad && col<&item::sold>)::ok);
    static_assert(std::is_same_v<decltype(!bad), rejected>);
    static_assert(!decltype(bad + 1)::ok);
    static_assert(std::is_same_v<decltype(lower(bad)), rejected>);
    static_assert(std::is_same_v<decltype(sum(bad)), rejected>);
    static_assert(std::is_same_v<decltype(coalesce(bad, 1)), rejected>);
    static_assert(std::is_same_v<decltype(between(col<&item::amount>, bad, 1)), rejected>);
    static_assert(std::is_same_v<decltype(in(bad, 1)), rejected>);
    static_assert(!decltype(is_null(bad))::ok);
    static_assert(!decltype((bad == "x") != col<&item::name>)::ok);
    static_assert(!decltype(desc(bad))::ok);
    SUCCEED();
}

TEST_CASE("the words are the operators") {
    static_assert(std::is_same_v<decltype(and_(col<&item::sold>, col<&item::amount> == 7, col<&item::id> == 1)),
                                 decltype(col<&item::sold> && col<&item::amount> == 7 && col<&item::id> == 1)>);
    static_assert(std::is_same_v<decltype(or_(col<&item::sold>, col<&item::amount> == 7)),
                                 decltype(col<&item::sold> || col<&item::amount> == 7)>);
    static_assert(std::is_same_v<decltype(not_(col<&item::sold>)), decltype(!col<&item::sold>)>);
    SUCCEED();
}
