// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>

#include <cstddef>
#include <cstring>

namespace tain::orm {

/// Memory for small pieces of any size, cut from blocks: one allocation for many of them. Each piece is given back by
/// itself, in any order, on any thread, also when the arena is gone; a block is freed with the last of its pieces. What is
/// given back is not cut again, so that AddressSanitizer finds who uses it.
///
/// An arena itself is used by one thread at a time.
class arena {
public:
    /// Blocks grow up to `most` bytes; a piece of more than a quarter of that has an allocation of its own.
    explicit arena(std::size_t most) noexcept : most_(most) {}
    arena(const arena&) = delete;
    arena& operator=(const arena&) = delete;
    ~arena() { close(); }

    /// Returns memory for an object.
    void* take(std::size_t size, std::size_t alignment) {
        const std::size_t whole = sizeof(void*) + (size + sizeof(void*) - 1) / sizeof(void*) * sizeof(void*);
        if (alignment > sizeof(void*) || whole > static_cast<std::size_t>(end_ - next_)) [[unlikely]]
            return take_apart(size, alignment);
        char* const piece = next_ + sizeof(void*);
        std::memcpy(next_, &block_, sizeof(void*));
        next_ += whole;
        ++taken_;
        return piece;
    }
    /// The same, in an allocation of its own.
    static void* take_alone(std::size_t size, std::size_t alignment);
    /// Gives memory back, with the size that it was taken with.
    static void give_back(void* piece, std::size_t size) noexcept;

private:
    struct block;

public:
    /// Gives many pieces back: those of one block that follow one another are counted once.
    class returns {
    public:
        returns() noexcept = default;
        returns(const returns&) = delete;
        returns& operator=(const returns&) = delete;
        ~returns() { end(); }

        void add(void* piece, std::size_t size) noexcept;

    private:
        void end() noexcept;

        block* of_ = nullptr;
        std::size_t count_ = 0;
    };

private:
    static void let_go(block* of, std::size_t pieces) noexcept;

    void* take_apart(std::size_t size, std::size_t alignment);
    void open(std::size_t least);
    void close() noexcept;

    std::size_t most_;
    std::size_t size_ = 0;  // of the block
    block* block_ = nullptr;
    char* next_ = nullptr;   // aligned as pointers are
    char* end_ = nullptr;    // of what take() may cut: nothing where AddressSanitizer is told of each piece
    char* limit_ = nullptr;  // of the block
    std::size_t taken_ = 0;  // pieces of the block
};

}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/arena.ipp>  // IWYU pragma: keep
#endif
