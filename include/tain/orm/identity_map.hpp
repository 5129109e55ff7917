// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/orm/record.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tain::orm {

/// Finds the object of a row by its model and primary key: one row, one object. Holds no counts.
class identity_map {
public:
    record* find(const model_operations& of, const row_key& key) noexcept {
        if (!coming_.empty()) settle();
        return buckets_.empty() ? nullptr : find_in(bucket_of(of, key), of, key);
    }
    /// Enters a record under its `key`. Returns the one that was entered last under that, if any.
    record* insert(record& added);
    /// The same, quickly when the key is greater than all others of its model, as those are that a database generates.
    record* insert_new(record& added);
    /// Takes a record out that is in here.
    void erase(record& gone) noexcept;
    /// Takes all records out. What they know of the others in here is left as it was.
    void clear() noexcept;

private:
    std::size_t bucket_of(const model_operations& of, const row_key& key) const noexcept;
    record* find_in(std::size_t bucket, const model_operations& of, const row_key& key) const noexcept;
    std::uint64_t& largest_of(const record& one);
    void put(record& added) noexcept;
    void settle() noexcept;
    void grow(std::size_t least);

    std::vector<record*> buckets_{};  // a power of two of them, each the first of a chain
    std::size_t count_ = 0;
    std::vector<record*> coming_{};         // entered, but in no bucket before the next search: none may follow
    std::vector<std::uint64_t> largest_{};  // by the session's number of the model: of the keys that are numbers
};

}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/identity_map.ipp>  // IWYU pragma: keep
#endif
