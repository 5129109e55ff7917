// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/arena.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <new>

#if defined(__SANITIZE_ADDRESS__)
#define TAIN_ARENA_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TAIN_ARENA_POISONS 1
#endif
#endif
#ifdef TAIN_ARENA_POISONS
#include <sanitizer/asan_interface.h>
#endif

namespace tain::orm {

/// Pieces follow it, each behind the address of its block.
struct arena::block {
    std::atomic<std::size_t> pieces;  // that are not given back; many more while others may be cut
};

namespace detail {

inline constexpr std::size_t block_is_open = SIZE_MAX / 2;
inline constexpr std::size_t smallest_block = 256;
#ifdef TAIN_ARENA_POISONS
inline constexpr std::size_t red_zone = 16;
#else
inline constexpr std::size_t red_zone = 0;
#endif

inline void forbid([[maybe_unused]] void* from, [[maybe_unused]] std::size_t size) noexcept {
#ifdef TAIN_ARENA_POISONS
    __asan_poison_memory_region(from, size);
#endif
}
inline void allow([[maybe_unused]] void* from, [[maybe_unused]] std::size_t size) noexcept {
#ifdef TAIN_ARENA_POISONS
    __asan_unpoison_memory_region(from, size);
#endif
}

/// Where a piece begins that has the address of its block in front.
inline char* align(char* from, std::size_t alignment) noexcept {
    const auto at = reinterpret_cast<std::uintptr_t>(from + sizeof(void*));
    const std::uintptr_t mask = std::max(alignment, alignof(void*)) - 1;
    return from + sizeof(void*) + (((at + mask) & ~mask) - at);
}

}  // namespace detail

TAIN_INLINE void* arena::take(std::size_t size, std::size_t alignment) {
    const std::size_t whole = size + sizeof(void*) + std::max(alignment, alignof(void*)) + detail::red_zone;
    if (whole > static_cast<std::size_t>(end_ - next_)) [[unlikely]] {
        if (whole > most_ / 4) return take_alone(size, alignment);
        open(sizeof(block) + whole);
    }
    char* const piece = detail::align(next_, alignment);
    detail::allow(piece - sizeof(void*), sizeof(void*) + size);
    ::new (piece - sizeof(void*)) block*(block_);
    next_ = piece + size + detail::red_zone;
    ++taken_;
    return piece;
}

TAIN_INLINE void* arena::take_alone(std::size_t size, std::size_t alignment) {
    char* const whole = static_cast<char*>(::operator new(sizeof(block) + sizeof(void*) + alignment + size));
    block* const made = ::new (whole) block{{1}};
    char* const piece = detail::align(whole + sizeof(block), alignment);
    ::new (piece - sizeof(void*)) block*(made);
    return piece;
}

TAIN_INLINE void arena::give_back(void* piece, std::size_t size) noexcept {
    block* const of = *std::launder(reinterpret_cast<block**>(static_cast<char*>(piece) - sizeof(void*)));
    detail::forbid(piece, size);
    if (of->pieces.fetch_sub(1, std::memory_order_acq_rel) == 1) ::operator delete(of);
}

/// Begins another block, twice as large as the one before.
TAIN_INLINE void arena::open(std::size_t least) {
    std::size_t size = size_ == 0 ? detail::smallest_block : std::min(size_ * 2, most_);
    while (size < least) size *= 2;
    char* const whole = static_cast<char*>(::operator new(size));
    close();
    block_ = ::new (whole) block{{detail::block_is_open}};
    next_ = whole + sizeof(block);
    end_ = whole + size;
    size_ = size;
    taken_ = 0;
    detail::forbid(next_, static_cast<std::size_t>(end_ - next_));
}

/// Cuts no more pieces from the block.
TAIN_INLINE void arena::close() noexcept {
    if (!block_) return;
    const std::size_t left = detail::block_is_open - taken_;
    if (block_->pieces.fetch_sub(left, std::memory_order_acq_rel) == left) ::operator delete(block_);
    block_ = nullptr;
    next_ = end_ = nullptr;
}

}  // namespace tain::orm

#undef TAIN_ARENA_POISONS
