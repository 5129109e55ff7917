// SPDX-License-Identifier: BSL-1.0
#include <tain/orm/row_key.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace tain;
using namespace tain::orm;
using types::cell;
using types::cell_kind;

cell text(std::string_view of) { return cell::of_bytes(of.data(), of.size()); }

row_key key(std::initializer_list<cell> values) { return row_key{std::vector<cell>(values)}; }

}  // namespace

TEST_CASE("keys are equal when their values are") {
    const auto same = [](const row_key& a, const row_key& b) {
        CHECK((a == b) == (a.compare(b) == 0));
        if (a == b) CHECK(a.hash() == b.hash());
        return a == b;
    };
    CHECK(same(key({cell::of_integer(7)}), key({cell::of_integer(7)})));
    CHECK_FALSE(same(key({cell::of_integer(7)}), key({cell::of_integer(8)})));
    CHECK_FALSE(same(key({cell::of_integer(7)}), key({cell::of_integer(7, cell_kind::timestamp)})));
    CHECK_FALSE(same(key({cell::of_integer(0)}), key({cell::null(cell_kind::integer)})));
    CHECK_FALSE(same(key({cell::of_integer(0)}), row_key{}));
    CHECK(same(key({cell::of_real(0.0)}), key({cell::of_real(-0.0)})));
    CHECK(same(key({cell::of_real(0.0), text("")}), key({cell::of_real(-0.0), text("")})));
    CHECK_FALSE(same(key({text("ab"), text("c")}), key({text("a"), text("bc")})));
    CHECK_FALSE(same(key({text("")}), key({})));
    CHECK_FALSE(same(key({}), row_key{}));
}

TEST_CASE("keys have an order, which for numbers is theirs") {
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    const std::vector<std::int64_t> numbers{least, -2, 0, 3, std::numeric_limits<std::int64_t>::max()};
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        const cell before = cell::of_integer(numbers[i - 1]), after = cell::of_integer(numbers[i]);
        CHECK(key({before}).compare(key({after})) < 0);
        CHECK(key({after}).compare(key({before})) > 0);
        CHECK(key({before, text("b")}).compare(key({after, text("a")})) < 0);
    }
    CHECK(key({text("a")}).compare(key({text("b")})) < 0);
}

TEST_CASE("a key is copied, moved and emptied") {
    for (const row_key& one : {key({cell::of_integer(7)}), key({text("seven"), cell::of_integer(7)})}) {
        row_key copy = one;
        CHECK(copy == one);
        CHECK_FALSE(copy.empty());
        const row_key moved = std::move(copy);
        CHECK(moved == one);
        copy = moved;
        CHECK(copy == one);
        copy = {};
        CHECK(copy.empty());
        CHECK_FALSE(copy == one);
    }
}
