// SPDX-License-Identifier: BSL-1.0
#include <tain/reflect/enumerators.hpp>

#include <boost/describe/enum.hpp>
#include <catch2/catch_test_macros.hpp>

#include <climits>

namespace {

enum class mood { sad, ok, happy };
BOOST_DESCRIBE_ENUM(mood, sad, ok, happy)

BOOST_DEFINE_ENUM(level, low, high)

enum class sparse : signed char { lowest = -128, answer = 42, same = 42 };
BOOST_DESCRIBE_ENUM(sparse, lowest, answer, same)

enum class large : long long { first = LLONG_MIN, last = LLONG_MAX };
BOOST_DESCRIBE_ENUM(large, first, last)

enum class undescribed { a };

}  // namespace

using tain::reflect::described_enum;
using tain::reflect::enumerators;

TEST_CASE("only described enums are described") {
    static_assert(described_enum<mood>);
    static_assert(described_enum<level>);
    static_assert(!described_enum<undescribed>);
    static_assert(!described_enum<int>);
    SUCCEED();
}

TEST_CASE("enumerators are listed in the order of their description, with their values") {
    static_assert(enumerators<mood>.size() == 3);
    static_assert(enumerators<mood>[0].name == "sad" && enumerators<mood>[0].value == 0);
    static_assert(enumerators<mood>[2].name == "happy" && enumerators<mood>[2].value == 2);
    static_assert(enumerators<level>[1].name == "high");
    static_assert(enumerators<sparse>[0].value == -128);
    static_assert(enumerators<sparse>[1].value == enumerators<sparse>[2].value);
    static_assert(enumerators<large>[0].value == LLONG_MIN && enumerators<large>[1].value == LLONG_MAX);
    SUCCEED();
}
