// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/identity_map.hpp>

#include <cstdint>

namespace tain::orm {

TAIN_INLINE std::size_t identity_map::hash_of(const model_operations& of, std::string_view key) noexcept {
    return std::hash<std::string_view>{}(key) ^ (reinterpret_cast<std::uintptr_t>(&of) >> 4);
}

TAIN_INLINE record* identity_map::find(const model_operations& of, std::string_view key,
                                       std::size_t hash) const noexcept {
    if (buckets_.empty()) return nullptr;
    for (record* at = buckets_[hash & (buckets_.size() - 1)]; at; at = at->chained)
        if (at->hash == hash && at->model == &of && at->key == key) return at;
    return nullptr;
}

TAIN_INLINE void identity_map::insert(record& added) {
    if (count_ >= buckets_.size()) grow(buckets_.empty() ? 16 : buckets_.size() * 2);
    record*& first = buckets_[added.hash & (buckets_.size() - 1)];
    added.chained = first;
    first = &added;
    ++count_;
}

TAIN_INLINE void identity_map::erase(record& gone) noexcept {
    record** link = &buckets_[gone.hash & (buckets_.size() - 1)];
    while (*link != &gone) link = &(*link)->chained;
    *link = gone.chained;
    gone.chained = nullptr;
    --count_;
}

TAIN_INLINE void identity_map::reserve(std::size_t more) {
    std::size_t size = buckets_.empty() ? 16 : buckets_.size();
    while (size < count_ + more) size *= 2;
    if (size != buckets_.size()) grow(size);
}

TAIN_INLINE void identity_map::grow(std::size_t size) {
    std::vector<record*> wider(size);
    for (record* at : buckets_)
        while (at) {
            record* const rest = at->chained;
            record*& first = wider[at->hash & (wider.size() - 1)];
            at->chained = first;
            first = at;
            at = rest;
        }
    buckets_.swap(wider);
}

}  // namespace tain::orm
