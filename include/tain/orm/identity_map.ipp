// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/identity_map.hpp>

#include <algorithm>
#include <cstdint>
#include <new>

namespace tain::orm {

TAIN_INLINE std::size_t identity_map::bucket_of(const model_operations& of, const row_key& key) const noexcept {
    const std::uint64_t mixed = (key.hash() ^ reinterpret_cast<std::uintptr_t>(&of)) *
                                std::uint64_t{0x9e3779b97f4a7c15};  // 2^64 / golden ratio
    return static_cast<std::size_t>(mixed ^ mixed >> 32) & (buckets_.size() - 1);
}

TAIN_INLINE record* identity_map::find_in(std::size_t bucket, const model_operations& of,
                                          const row_key& key) const noexcept {
    record* at = buckets_[bucket];
    while (at && !(at->key == key && at->model == &of)) at = at->chained;
    return at;
}

TAIN_INLINE std::uint64_t& identity_map::largest_of(const record& one) {
    if (one.set >= largest_.size()) largest_.resize(one.set + 1, 0);
    return largest_[one.set];
}

TAIN_INLINE record* identity_map::insert(record& added) {
    if (!coming_.empty()) settle();
    if (count_ >= buckets_.size()) grow(count_ + 1);
    if (added.key.is_number()) {
        std::uint64_t& largest = largest_of(added);
        largest = std::max(largest, added.key.number());
    }
    record* const other = find_in(bucket_of(*added.model, added.key), *added.model, added.key);
    put(added);
    ++count_;
    return other;
}

TAIN_INLINE record* identity_map::insert_new(record& added) {
    std::uint64_t& largest = largest_of(added);
    if (!added.key.is_number() || added.key.number() <= largest) return insert(added);
    if (buckets_.empty()) grow(1);  // settle() needs one
    coming_.push_back(&added);
    largest = added.key.number();
    return nullptr;
}

TAIN_INLINE void identity_map::put(record& added) noexcept {
    record*& first = buckets_[bucket_of(*added.model, added.key)];
    added.chained = first;
    first = &added;
}

/// Puts those that came into their buckets.
TAIN_INLINE void identity_map::settle() noexcept {
    try {
        if (count_ + coming_.size() > buckets_.size()) grow(count_ + coming_.size());
    } catch (const std::bad_alloc&) {  // longer chains do, too
    }
    for (record* each : coming_) put(*each);
    count_ += coming_.size();
    coming_.clear();
}

TAIN_INLINE void identity_map::erase(record& gone) noexcept {
    if (!coming_.empty()) settle();
    record** link = &buckets_[bucket_of(*gone.model, gone.key)];
    while (*link != &gone) link = &(*link)->chained;
    *link = gone.chained;
    gone.chained = nullptr;
    --count_;
}

TAIN_INLINE void identity_map::clear() noexcept {
    coming_.clear();
    largest_.clear();
    if (count_ == 0) return;
    std::fill(buckets_.begin(), buckets_.end(), nullptr);
    count_ = 0;
}

TAIN_INLINE void identity_map::grow(std::size_t least) {
    std::size_t size = std::max<std::size_t>(16, buckets_.size());
    while (size < least) size *= 2;
    std::vector<record*> before(size);
    buckets_.swap(before);
    for (record* at : before)
        while (at) {
            record* const rest = at->chained;
            put(*at);
            at = rest;
        }
}

}  // namespace tain::orm
