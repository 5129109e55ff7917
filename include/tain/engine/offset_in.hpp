// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

namespace tain::plans {

/// An object that was never made, for the addresses of its members: the one way in which offsets are taken. Formally
/// undefined, and clean under the sanitizers of both compilers; no constant expression in C++20.
template <class T>
const T& unmade() {
    alignas(T) static char room[sizeof(T)];
    return *reinterpret_cast<const T*>(room);
}

/// Bytes from the start of an object to a member of it.
inline std::uint32_t offset_of(const void* member, const void* object) {
    return static_cast<std::uint32_t>(static_cast<const char*>(member) - static_cast<const char*>(object));
}

template <class T, class F>
std::uint32_t offset_in(F&& member_of) {
    return offset_of(&member_of(unmade<T>()), &unmade<T>());
}

}  // namespace tain::plans
