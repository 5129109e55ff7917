// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this member is no column of its model
#include "models.hpp"

struct Contact {
    std::string phone{};
    std::string email{};
};
BOOST_DESCRIBE_STRUCT(Contact, (), (phone, email))

struct Client {
    std::int64_t id{};
    std::optional<Contact> contact{};
};
BOOST_DESCRIBE_STRUCT(Client, (), (id, contact))

#ifdef TAIN_REJECTED
inline constexpr auto text = to_sql(select<Client>().where(is_null(col<&Client::contact>)), as);
#else
inline constexpr auto text = to_sql(select<Client>().where(is_null(col<&Client::contact, &Contact::phone>)), as);
#endif
