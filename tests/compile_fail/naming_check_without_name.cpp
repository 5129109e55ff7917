// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: the naming convention's pattern for checks lacks {name}
#include "models.hpp"

#include <tain/schema.hpp>

struct app : tain::models<User, Post> {
#ifdef TAIN_REJECTED
    static constexpr tain::naming_convention naming{.check = "ck_{table}"};
#else
    static constexpr tain::naming_convention naming{.check = "ck_{table}_{name}"};
#endif
};

tain::schema::database made() { return tain::schema::of<app>(); }
