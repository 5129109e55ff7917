// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/types/cell.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

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
    explicit image(std::span<const types::cell> columns);

    bool empty() const noexcept { return !bytes_; }

    /// Fills `to` with the columns, of which there must be as many; they borrow from this image.
    void read(std::span<types::cell> to) const noexcept;

    /// Returns the bits of the columns that differ now.
    std::uint64_t difference(std::span<const types::cell> now) const noexcept;

private:
    std::unique_ptr<char[]> bytes_{};
};

/// Appends a value to the bytes of a key: equal keys have equal bytes, whatever follows.
void append_key(std::string& to, const types::cell& value);

}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/image.ipp>  // IWYU pragma: keep
#endif
