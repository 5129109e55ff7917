// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/orm/arena.hpp>
#include <tain/types/cell.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace tain::orm {

/// True when two cells hold the same value, bit for bit: NaN is itself, and 0.0 is not -0.0.
bool same_value(const types::cell& a, const types::cell& b) noexcept;

/// The bit that stands for a column in a mask of changed columns; the last is shared by all from the 64th on.
constexpr std::uint64_t column_bit(std::size_t column) { return std::uint64_t{1} << (column < 63 ? column : 63); }

/// The columns of a row as they were, as bytes in one block: what an object is compared with to find its changes.
///
/// Cells and not members are kept, so that it works for every type that can be stored, needs no operator== and no
/// copy, and does not see what is no column.
class image {
public:
    image() noexcept = default;
    /// The bytes are in an allocation of their own, or cut from `room`.
    explicit image(std::span<const types::cell> columns, arena* room = nullptr);
    image(image&& other) noexcept : bytes_(std::exchange(other.bytes_, nullptr)) {}
    image& operator=(image&& other) noexcept {
        if (bytes_) drop();
        bytes_ = std::exchange(other.bytes_, nullptr);
        return *this;
    }
    ~image() {
        if (bytes_) drop();
    }

    /// For who writes columns by himself: room for `size` bytes of them, and where they begin.
    image(std::size_t size, arena* room);
    char* columns() noexcept { return bytes_ + sizeof(std::uint64_t); }
    const char* columns() const noexcept { return bytes_ + sizeof(std::uint64_t); }

    bool empty() const noexcept { return !bytes_; }

    /// Empties it, like others at once.
    void drop(arena::returns& with) noexcept;

    /// Fills `to` with the columns, of which there must be as many; they borrow from this image.
    void read(std::span<types::cell> to) const noexcept;
    /// Fills those of which the bits are set; the others are left as they were.
    void read(std::span<types::cell> to, std::uint64_t wanted) const noexcept;

    /// Returns the bits of the columns that differ now.
    std::uint64_t difference(std::span<const types::cell> now) const noexcept;

private:
    void drop() noexcept;

    char* bytes_ = nullptr;  // their number, then the columns
};

}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/image.ipp>  // IWYU pragma: keep
#endif
