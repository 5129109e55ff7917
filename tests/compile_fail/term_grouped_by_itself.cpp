// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: An expression with values in it is grouped by its label
#include "models.hpp"

#include <tain/dynamic.hpp>

inline const term<std::string, User> shown = col<&User::email>;

#ifdef TAIN_REJECTED
inline const auto counted = dynamic(select(shown, count()).group_by(shown));
#else
inline const auto counted = dynamic(select(shown.as<"shown">(), count()).group_by(by_label<"shown">));
#endif
