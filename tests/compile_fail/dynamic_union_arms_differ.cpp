// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: give rows of the same types
#include "models.hpp"

#include <tain/dynamic.hpp>

inline const auto users = dynamic(select(col<&User::email>, col<&User::bio>));

#ifdef TAIN_REJECTED
inline const auto both = union_(users, dynamic(select(col<&Tag::name>, col<&Tag::name>)));
#else
inline const auto both = union_(users, dynamic(select(col<&User::email>, col<&User::bio>).where(col<&User::age> > 7)));
#endif
