// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: have no order that both databases know
#include <tain/postgresql_types.hpp>

#include "models.hpp"

struct Lease {
    std::int64_t id{};
    tain::inet address{};
    tain::range<std::int32_t> ports{};
};
BOOST_DESCRIBE_STRUCT(Lease, (), (id, address, ports))

#ifdef TAIN_REJECTED
auto text = to_sql(
    select<Lease>().where(between(col<&Lease::ports>, tain::range<std::int32_t>{}, tain::range<std::int32_t>{})), as);
#else
auto text =
    to_sql(select<Lease>().where(in(col<&Lease::ports>, tain::range<std::int32_t>{}, tain::range<std::int32_t>{})), as);
#endif
