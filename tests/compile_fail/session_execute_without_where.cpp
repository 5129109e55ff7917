// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: this statement would change every row
#include "models.hpp"

#include <tain/orm/session.hpp>
#include <tain/sql/dsl.hpp>

using namespace tain::dsl;

void use(tain::session& s) {
#ifdef TAIN_REJECTED
    s.execute(delete_from<User>());
#else
    s.execute(delete_from<User>().all_rows());
#endif
}
