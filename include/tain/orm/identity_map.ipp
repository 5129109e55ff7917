// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/identity_map.hpp>

#include <algorithm>
#include <cstdint>

namespace tain::orm {

namespace detail {

inline record* find_in(record* chain, const model_operations& of, const row_key& key) noexcept {
    while (chain && !(chain->key == key && chain->model == &of)) chain = chain->chained;
    return chain;
}

}  // namespace detail

TAIN_INLINE std::size_t identity_map::bucket_of(const model_operations& of, const row_key& key) const noexcept {
    const std::uint64_t mixed = (key.hash() ^ reinterpret_cast<std::uintptr_t>(&of)) *
                                std::uint64_t{0x9e3779b97f4a7c15};  // 2^64 / golden ratio
    return static_cast<std::size_t>(mixed ^ mixed >> 32) & (buckets_.size() - 1);
}

TAIN_INLINE record* identity_map::find(const model_operations& of, const row_key& key) const noexcept {
    return buckets_.empty() ? nullptr : detail::find_in(buckets_[bucket_of(of, key)], of, key);
}

TAIN_INLINE record* identity_map::insert(record& added) {
    if (count_ >= buckets_.size()) grow(buckets_.empty() ? 16 : buckets_.size() * 2);
    record*& first = buckets_[bucket_of(*added.model, added.key)];
    record* const other = detail::find_in(first, *added.model, added.key);
    added.chained = first;
    first = &added;
    ++count_;
    return other;
}

TAIN_INLINE void identity_map::erase(record& gone) noexcept {
    record** link = &buckets_[bucket_of(*gone.model, gone.key)];
    while (*link != &gone) link = &(*link)->chained;
    *link = gone.chained;
    gone.chained = nullptr;
    --count_;
}

TAIN_INLINE void identity_map::clear() noexcept {
    if (count_ == 0) return;
    std::fill(buckets_.begin(), buckets_.end(), nullptr);
    count_ = 0;
}

TAIN_INLINE void identity_map::reserve(std::size_t more) {
    std::size_t size = buckets_.empty() ? 16 : buckets_.size();
    while (size < count_ + more) size *= 2;
    if (size != buckets_.size()) grow(size);
}

TAIN_INLINE void identity_map::grow(std::size_t size) {
    std::vector<record*> before(size);
    buckets_.swap(before);
    for (record* at : before)
        while (at) {
            record* const rest = at->chained;
            record*& first = buckets_[bucket_of(*at->model, at->key)];
            at->chained = first;
            first = at;
            at = rest;
        }
}

}  // namespace tain::orm
