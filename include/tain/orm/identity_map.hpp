// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/orm/record.hpp>

#include <cstddef>
#include <vector>

namespace tain::orm {

/// Finds the object of a row by its model and primary key: one row, one object. Holds no counts.
class identity_map {
public:
    record* find(const model_operations& of, const row_key& key) const noexcept;
    /// Makes room for so many more.
    void reserve(std::size_t more);
    /// Enters a record under its `key`. Returns the one that was entered last under that, if any.
    record* insert(record& added);
    /// Takes a record out that is in here.
    void erase(record& gone) noexcept;
    /// Takes all records out. What they know of the others in here is left as it was.
    void clear() noexcept;

private:
    std::size_t bucket_of(const model_operations& of, const row_key& key) const noexcept;
    void grow(std::size_t size);

    std::vector<record*> buckets_{};  // a power of two of them, each the first of a chain
    std::size_t count_ = 0;
};

}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/identity_map.ipp>  // IWYU pragma: keep
#endif
