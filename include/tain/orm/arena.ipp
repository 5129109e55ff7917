// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/arena.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
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

TAIN_INLINE void* arena::take_apart(std::size_t size, std::size_t alignment) {
    const std::size_t whole = size + sizeof(void*) + std::max(alignment, alignof(void*)) + detail::red_zone;
    if (whole > static_cast<std::size_t>(limit_ - next_)) {
        if (whole > most_ / 4) return take_alone(size, alignment);
        open(sizeof(block) + whole);
    }
    char* const piece = detail::align(next_, alignment);
    detail::allow(piece - sizeof(void*), sizeof(void*) + size);
    std::memcpy(piece - sizeof(void*), &block_, sizeof(void*));
    next_ = detail::align(piece + size + detail::red_zone, 1) - sizeof(void*);
    end_ = detail::red_zone != 0 ? next_ : limit_;
    ++taken_;
    return piece;
}

TAIN_INLINE void* arena::take_alone(std::size_t size, std::size_t alignment) {
    char* const whole = static_cast<char*>(::operator new(sizeof(block) + sizeof(void*) + alignment + size));
    block* const made = ::new (whole) block{{1}};
    char* const piece = detail::align(whole + sizeof(block), alignment);
    std::memcpy(piece - sizeof(void*), &made, sizeof(void*));
    return piece;
}

namespace detail {

/// The address of its block, in front of a piece.
inline void* block_of(void* piece) noexcept {
    void* of = nullptr;
    std::memcpy(&of, static_cast<char*>(piece) - sizeof(void*), sizeof(void*));
    return of;
}

}  // namespace detail

TAIN_INLINE void arena::let_go(block* of, std::size_t pieces) noexcept {
    if (of->pieces.load(std::memory_order_acquire) == pieces ||
        of->pieces.fetch_sub(pieces, std::memory_order_acq_rel) == pieces)
        ::operator delete(of);
}

TAIN_INLINE void arena::give_back(void* piece, std::size_t size) noexcept {
    auto* const of = static_cast<block*>(detail::block_of(piece));
    detail::forbid(piece, size);
    let_go(of, 1);
}

TAIN_INLINE void arena::returns::add(void* piece, std::size_t size) noexcept {
    auto* const of = static_cast<block*>(detail::block_of(piece));
    detail::forbid(piece, size);
    if (of != of_) end();
    of_ = of;
    ++count_;
}

TAIN_INLINE void arena::returns::end() noexcept {
    if (of_) let_go(of_, count_);
    of_ = nullptr;
    count_ = 0;
}

/// Begins another block, twice as large as the one before.
TAIN_INLINE void arena::open(std::size_t least) {
    std::size_t size = size_ == 0 ? detail::smallest_block : std::min(size_ * 2, most_);
    while (size < least) size *= 2;
    char* const whole = static_cast<char*>(::operator new(size));
    close();
    block_ = ::new (whole) block{{detail::block_is_open}};
    next_ = whole + sizeof(block);
    end_ = next_;
    limit_ = whole + size;
    size_ = size;
    taken_ = 0;
    detail::forbid(next_, size - sizeof(block));
}

/// Cuts no more pieces from the block.
TAIN_INLINE void arena::close() noexcept {
    if (!block_) return;
    let_go(block_, detail::block_is_open - taken_);
    block_ = nullptr;
    next_ = end_ = limit_ = nullptr;
}

}  // namespace tain::orm

#undef TAIN_ARENA_POISONS
