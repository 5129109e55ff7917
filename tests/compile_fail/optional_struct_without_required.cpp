// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: has no member of its own that cannot be NULL
#include "models.hpp"

struct Contact {
    std::optional<std::string> phone{};
#ifdef TAIN_REJECTED
    std::optional<std::string> email{};
#else
    std::string email{};
#endif
};
BOOST_DESCRIBE_STRUCT(Contact, (), (phone, email))

struct Client {
    std::int64_t id{};
    std::optional<Contact> contact{};
};
BOOST_DESCRIBE_STRUCT(Client, (), (id, contact))

inline constexpr auto text = to_sql(select<Client>(), as);
