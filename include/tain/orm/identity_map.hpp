// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/orm/record.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace tain::orm {

/// Finds the object of a row by its model and the bytes of its primary key: one row, one object. Holds no counts.
class identity_map {
public:
    static std::size_t hash_of(const model_operations& of, std::string_view key) noexcept;

    record* find(const model_operations& of, std::string_view key, std::size_t hash) const noexcept;
    /// Makes room for so many more.
    void reserve(std::size_t more);
    /// Enters a record under its `key` and `hash`.
    void insert(record& added);
    /// Takes a record out that is in here.
    void erase(record& gone) noexcept;

private:
    void grow(std::size_t size);

    std::vector<record*> buckets_{};  // a power of two of them, each the first of a chain
    std::size_t count_ = 0;
};

}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/identity_map.ipp>  // IWYU pragma: keep
#endif
