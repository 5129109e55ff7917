// SPDX-License-Identifier: BSL-1.0
// EXPECT-ERROR: What is chosen at run time is named by its label
#include "models.hpp"

#include <tain/dynamic.hpp>

inline const term<std::string, User> shown = col<&User::email>;

#ifdef TAIN_REJECTED
inline const auto once = dynamic(select(shown.as<"shown">()).distinct().order_by(shown));
#else
inline const auto once = dynamic(select(shown.as<"shown">()).distinct().order_by(by_label<"shown">));
#endif
