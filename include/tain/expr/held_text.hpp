// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/expr/node.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tain::expr {

/// A text that a statement owns. It never changes, so that copies share what is long: a statement is copied at each of its
/// clauses. What copies and destroys it is compiled once, not at each of them.
///
/// A NUL in it is a character as any other.
class held_text {
public:
    held_text() noexcept : size_(0) {}
    explicit held_text(std::string_view from);
    held_text(const held_text& from) noexcept;
    held_text& operator=(const held_text& from) noexcept;
    ~held_text();

    /// Valid as long as this object.
    operator std::string_view() const noexcept { return {size_ <= room ? small_ : shared_chars(), size_}; }

private:
    struct shared;
    static constexpr std::size_t room = 24;

    const char* shared_chars() const noexcept;

    std::size_t size_;
    union {
        char small_[room];
        shared* shared_;
    };
};

/// A text that outlives the statement that it was given to, and which of its cells it is for.
struct kept_text {
    held_text text{};
    std::uint32_t cell = 0;
};

}  // namespace tain::expr

#ifndef TAIN_COMPILED
#include <tain/expr/held_text.ipp>  // IWYU pragma: keep
#endif
