// SPDX-License-Identifier: BSL-1.0
#include <tain/expr/verdict.hpp>

#include "models.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <cstddef>

using namespace tain;
using namespace tain::verdict;
using shop::item;

namespace {

template <auto... Named>
using column_of = std::remove_cvref_t<decltype(col<Named...>)>;

using named = column_of<&item::name>;
using note = column_of<&item::note>;
using amount = column_of<&item::amount>;
using price = column_of<&item::price>;
using sold = column_of<&item::sold>;
using picture = column_of<&item::picture>;
using code = column_of<&item::code>;
using state = column_of<&item::state>;
using created = column_of<&item::stamps, &shop::stamps::created_at>;

template <class Verdict, class L, class R>
inline constexpr bool compared = std::is_same_v<comparison<L, R>, Verdict> && std::is_same_v<comparison<R, L>, Verdict>;

struct unmapped {};

/// Types whose values have no order, and no equality, that means the same on both databases.
struct equal_only {
    int value{};
};
struct never_equal {
    int value{};
};
struct wrapped {
    equal_only inner{};
};

}  // namespace

template <>
struct tain::types::traits<equal_only> : tain::types::traits<std::int32_t> {
    static constexpr auto compared = tain::types::comparing::equality;
};
template <>
struct tain::types::traits<never_equal> : tain::types::traits<std::int32_t> {
    static constexpr auto compared = tain::types::comparing::never;
};
template <>
struct tain::type<wrapped> {
    using stored = equal_only;
    static equal_only to_stored(const wrapped& from) { return from.inner; }
    static wrapped from_stored(equal_only from) { return {from}; }
};

TEST_CASE("values of one kind can be compared, from either side") {
    static_assert(compared<accepted, amount, int>);
    static_assert(compared<accepted, amount, long long>);
    static_assert(compared<accepted, amount, unsigned char>);
    static_assert(compared<accepted, amount, double>);
    static_assert(compared<accepted, amount, price>);
    static_assert(compared<accepted, named, const char*>);
    static_assert(compared<accepted, named, char[4]>);
    static_assert(compared<accepted, named, std::string>);
    static_assert(compared<accepted, named, std::string_view>);
    static_assert(compared<accepted, named, note>);
    static_assert(compared<accepted, sold, bool>);
    static_assert(compared<accepted, picture, std::vector<std::byte>>);
    static_assert(compared<accepted, code, boost::uuids::uuid>);
    static_assert(compared<accepted, state, shop::state>);
    static_assert(compared<accepted, created, types::timestamp>);
    static_assert(compared<accepted, created, std::chrono::sys_time<std::chrono::seconds>>);
    SUCCEED();
}

TEST_CASE("values are compared only in ways that mean the same on both databases") {
    using enum types::comparing;
    static_assert(std::is_same_v<comparison<equal_only, equal_only, equality>, accepted>);
    static_assert(std::is_same_v<comparison<equal_only, equal_only, order>, not_sortable>);
    static_assert(std::is_same_v<comparison<never_equal, never_equal, equality>, not_comparable>);
    static_assert(std::is_same_v<comparison<never_equal, never_equal, order>, not_comparable>);
    static_assert(std::is_same_v<comparable<std::optional<equal_only>, order>, not_sortable>);
    static_assert(std::is_same_v<comparable<wrapped, order>, not_sortable>);
    static_assert(std::is_same_v<comparable<never_equal, never>, accepted>);
    static_assert(std::is_same_v<comparable<std::string, order>, accepted>);
    static_assert(std::is_same_v<ordering<std::optional<equal_only>>, not_sortable>);
    static_assert(std::is_same_v<ordering<never_equal>, not_comparable>);
    static_assert(std::is_same_v<ordering<bool>, not_ordered>);
    SUCCEED();
}

TEST_CASE("values of different kinds cannot be compared") {
    static_assert(compared<types_differ, amount, const char*>);
    static_assert(compared<types_differ, amount, named>);
    static_assert(compared<types_differ, amount, bool>);
    static_assert(compared<types_differ, amount, char>);
    static_assert(compared<types_differ, named, int>);
    static_assert(compared<types_differ, named, std::vector<std::byte>>);
    static_assert(compared<types_differ, code, std::string>);
    static_assert(compared<types_differ, state, const char*>);
    static_assert(compared<types_differ, state, shop::other_state>);
    static_assert(compared<types_differ, state, int>);
    static_assert(compared<types_differ, created, std::int64_t>);
    static_assert(compared<types_differ, amount, unmapped>);
    SUCCEED();
}

TEST_CASE("a comparison with NULL or with what may be NULL is refused") {
    static_assert(compared<compared_with_null, note, std::nullptr_t>);
    static_assert(compared<compared_with_null, note, std::nullopt_t>);
    static_assert(compared<compared_with_null, amount, std::nullptr_t>);
    static_assert(compared<compared_with_optional, note, std::optional<std::string>>);
    static_assert(compared<compared_with_optional, amount, std::optional<int>>);
    SUCCEED();
}

TEST_CASE("an assignment takes what the column holds") {
    static_assert(std::is_same_v<assignment<std::string, const char*>, accepted>);
    static_assert(std::is_same_v<assignment<std::string, named>, accepted>);
    static_assert(std::is_same_v<assignment<std::int32_t, long>, accepted>);
    static_assert(std::is_same_v<assignment<double, int>, accepted>);
    static_assert(std::is_same_v<assignment<float, double>, accepted>);
    static_assert(std::is_same_v<assignment<std::optional<std::string>, std::nullptr_t>, accepted>);
    static_assert(std::is_same_v<assignment<std::optional<std::string>, std::nullopt_t>, accepted>);
    static_assert(std::is_same_v<assignment<std::optional<std::string>, std::optional<std::string>>, accepted>);
    static_assert(std::is_same_v<assignment<std::optional<std::string>, named>, accepted>);
    static_assert(std::is_same_v<assignment<shop::state, shop::state>, accepted>);
    SUCCEED();
}

TEST_CASE("an assignment refuses NULL for NOT NULL and values of another kind") {
    static_assert(std::is_same_v<assignment<std::string, std::nullptr_t>, null_assigned>);
    static_assert(std::is_same_v<assignment<std::string, std::nullopt_t>, null_assigned>);
    static_assert(std::is_same_v<assignment<std::string, std::optional<std::string>>, null_assigned>);
    static_assert(std::is_same_v<assignment<std::string, note>, null_assigned>);
    static_assert(std::is_same_v<assignment<std::string, int>, assigned_type_differs>);
    static_assert(std::is_same_v<assignment<std::int32_t, double>, assigned_type_differs>);
    static_assert(std::is_same_v<assignment<std::int32_t, price>, assigned_type_differs>);
    static_assert(std::is_same_v<assignment<std::optional<std::int32_t>, double>, assigned_type_differs>);
    static_assert(std::is_same_v<assignment<bool, int>, assigned_type_differs>);
    static_assert(std::is_same_v<assignment<shop::state, shop::other_state>, assigned_type_differs>);
    SUCCEED();
}

TEST_CASE("conditions have a truth value") {
    static_assert(std::is_same_v<condition<sold>, accepted>);
    static_assert(std::is_same_v<condition<decltype(col<&item::rating> > 3)>, accepted>,
                  "NULL counts as a truth value");
    static_assert(std::is_same_v<condition<amount>, not_a_condition>);
    static_assert(std::is_same_v<condition<named>, not_a_condition>);
    SUCCEED();
}

TEST_CASE("only numbers are calculated with, only text has a case, and not everything has a smallest") {
    static_assert(std::is_same_v<number<std::int32_t>, accepted>);
    static_assert(std::is_same_v<number<std::optional<double>>, accepted>);
    static_assert(std::is_same_v<number<bool>, not_a_number>);
    static_assert(std::is_same_v<number<char>, not_a_number>);
    static_assert(std::is_same_v<number<std::string>, not_a_number>);
    static_assert(std::is_same_v<number<types::timestamp>, not_a_number>);

    static_assert(std::is_same_v<text<std::optional<std::string>>, accepted>);
    static_assert(std::is_same_v<text<shop::state>, not_a_text>);
    static_assert(std::is_same_v<text<int>, not_a_text>);

    static_assert(std::is_same_v<ordering<int>, accepted>);
    static_assert(std::is_same_v<ordering<float>, accepted>);
    static_assert(std::is_same_v<ordering<std::string>, accepted>);
    static_assert(std::is_same_v<ordering<std::optional<types::timestamp>>, accepted>);
    static_assert(std::is_same_v<ordering<bool>, not_ordered>);
    static_assert(std::is_same_v<ordering<boost::uuids::uuid>, not_ordered>);
    static_assert(std::is_same_v<ordering<std::vector<std::byte>>, not_ordered>);
    SUCCEED();
}
