// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: by_element<0> is the first value of a row
#include "models.hpp"

#include <tain/dynamic.hpp>

inline const auto names = dynamic(select(col<&User::email>, col<&User::id>));

#ifdef TAIN_REJECTED
inline const auto both = union_(names, names).order_by(by_element<2>);
#else
inline const auto both = union_(names, names).order_by(by_element<1>);
#endif
