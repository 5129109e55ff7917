// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this member is no column of its model
#include "models.hpp"

struct Address {
    std::string city{};
};
BOOST_DESCRIBE_STRUCT(Address, (), (city))

struct Person {
    std::int64_t id{};
    Address home{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, home))

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<Person>().order_by(col<&Person::home>), as);
#else
inline constexpr auto text = to_sql(select<Person>().order_by(col<&Person::home, &Address::city>), as);
#endif
