// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/plan.hpp>

#include <cstdint>

namespace tain::driver {

/// Whether the object of a group with `engage` is missing, the group's key being NULL; a struct that is missing is emptied
/// in the object at `place`, and an alternative of a variant is missing unless it is held. `is_null` tells of a field.
///
/// Kept out of the row loop, which has few registers to spare and none to lose to rows without such a group.
template <class IsNull>
[[gnu::noinline, gnu::cold]] bool is_missing(const group& of, void* place, IsNull is_null) {
    if (!of.reset) return true;
    for (std::uint32_t at = of.whole_first; at != of.whole_first + of.whole_count; ++at)
        if (!is_null(at)) return false;  // its key then does not fit its member
    return of.reset(place);
}

}  // namespace tain::driver
