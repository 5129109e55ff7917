// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: rows that are whole models are sorted by columns of the model
#include "models.hpp"

#include <tain/dynamic.hpp>

#ifdef TAIN_REJECTED
inline const auto names = dynamic(select(col<&User::email>));
inline const auto both = union_(names, names).order_by(col<&User::email>);
#else
inline const auto users = dynamic(select<User>());
inline const auto both = union_(users, users).order_by(col<&User::email>);
#endif
