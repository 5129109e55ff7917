// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the database gives them no values of its own
#include "models.hpp"

struct Contact {
    std::string phone{};
    std::int32_t calls{};
};
BOOST_DESCRIBE_STRUCT(Contact, (), (phone, calls))

struct Client {
    std::int64_t id{};
#ifdef TAIN_REJECTED
    std::optional<Contact> contact{};
#else
    Contact contact{};
#endif
};
BOOST_DESCRIBE_STRUCT(Client, (), (id, contact))
template <>
inline constexpr auto tain::mapping<Client> =
    table("clients", server_default<path<&Client::contact, &Contact::calls>>(0));

inline constexpr auto text = to_sql(select<Client>(), as);
