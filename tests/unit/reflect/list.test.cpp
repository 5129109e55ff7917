// SPDX-License-Identifier: BSL-1.0
#include <tain/reflect/list.hpp>

#include <catch2/catch_test_macros.hpp>

#include <type_traits>

using namespace tain::reflect;

TEST_CASE("lists are joined in order, however many there are") {
    static_assert(std::is_same_v<join<>, list<>>);
    static_assert(std::is_same_v<join<list<int>>, list<int>>);
    static_assert(std::is_same_v<join<list<int>, list<>, list<char, bool>>, list<int, char, bool>>);
    static_assert(std::is_same_v<join<list<>, list<>, list<>, list<>>, list<>>);
    static_assert(
        std::is_same_v<
            join<list<int>, list<char>, list<bool>, list<>, list<long, short>, list<float>, list<double>, list<int*>>,
            list<int, char, bool, long, short, float, double, int*>>);
    SUCCEED();
}

TEST_CASE("elements are found by index, and indexes by element") {
    using three = list<int, void, char&>;
    static_assert(three::size == 3);
    static_assert(std::is_same_v<nth<0, three>, int>);
    static_assert(std::is_void_v<nth<1, three>>);
    static_assert(std::is_same_v<nth<2, three>, char&>);
    static_assert(index_of<int, three> == 0);
    static_assert(index_of<char&, three> == 2);
    static_assert(index_of<char, three> == 3, "not there: the size");
    static_assert(index_of<int, list<>> == 0);
    SUCCEED();
}

TEST_CASE("membership compares types exactly") {
    static_assert(one_of<int, char, int>);
    static_assert(!one_of<int, const int>);
    static_assert(!one_of<int>);
    static_assert(in_list<int, list<char, int>>);
    static_assert(!in_list<int, list<>>);
    SUCCEED();
}
