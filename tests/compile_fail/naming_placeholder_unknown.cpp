// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the naming convention has a placeholder that does not exist there
#include "models.hpp"

#include <tain/schema.hpp>

struct app : tain::models<User, Post> {
#ifdef TAIN_REJECTED
    static constexpr tain::naming_convention naming{.index = "ix_{column}"};
#else
    static constexpr tain::naming_convention naming{.index = "ix_{columns}"};
#endif
};

tain::schema::database made() { return tain::schema::of<app>(); }
