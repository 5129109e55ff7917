// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

namespace tain::plans {

/// The one place where an offset is taken: the address of a member of an object that was never made. Formally
/// undefined, and clean under the sanitizers of both compilers; no constant expression in C++20.
template <class T, class F>
std::uint32_t offset_in(F&& member_of) {
    alignas(T) static char room[sizeof(T)];
    const T& object = *reinterpret_cast<const T*>(room);
    return static_cast<std::uint32_t>(reinterpret_cast<const char*>(&member_of(object)) - room);
}

}  // namespace tain::plans
