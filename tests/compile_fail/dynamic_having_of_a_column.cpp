// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: having() at run time compares aggregates
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const auto statement =
    dynamic(select(col<&User::age>, count()).group_by(col<&User::age>)).having_if(true, col<&User::age> > 1);
#else
inline const auto statement =
    dynamic(select(col<&User::age>, count()).group_by(col<&User::age>)).where_if(true, col<&User::age> > 1);
#endif
