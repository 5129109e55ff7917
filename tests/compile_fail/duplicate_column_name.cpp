// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: two columns of this model have the same name
#include "models.hpp"

struct Address {
    std::string city{};
};
BOOST_DESCRIBE_STRUCT(Address, (), (city))

struct Person {
    std::int64_t id{};
    Address home{};
    Address work{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, home, work))
#ifndef TAIN_REJECTED
template <>
inline constexpr auto tain::mapping<Person> = table("people", prefix<&Person::work>("work_"));
#endif

inline constexpr auto text = to_sql(select<Person>(), as);
