// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/plan.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace tain::driver {

/// What a statement cache needs to know of a prepared statement; a driver's own derives from it.
template <class Derived>
struct cached {
    bool busy = false;                ///< a cursor is open on it, or it is running
    bool forgotten = false;           ///< dropped from the cache while busy: whoever runs it deletes it in the end
    std::uint64_t used = 0;           ///< when it was last found
    std::unique_ptr<Derived> next{};  ///< another one of the same statement, made while this one was busy
};

/// The prepared statements of one connection, found by the address of the static `statement`, its hash and the
/// variant: open addressing, and nothing is hashed to find one.
///
/// A busy statement is never handed out: the caller prepares a second one, which is kept too. Beyond `capacity`
/// statements the half that was not used for longest is dropped. Prepared statements don't move.
template <class Prepared>
class statement_cache {
public:
    explicit statement_cache(std::size_t capacity = 512) : capacity_(capacity) {}

    /// Returns an idle prepared statement, or null.
    Prepared* find(const statement& what, std::uint64_t variant) noexcept {
        if (slots_.empty()) return nullptr;
        const slot& at = slots_[position(what.key(), what.hash, variant)];
        for (Prepared* one = at.first.get(); one; one = one->next.get())
            if (!one->busy) {
                one->used = ++clock_;
                return one;
            }
        return nullptr;
    }

    /// Keeps a newly prepared statement and returns it.
    Prepared& keep(const statement& what, std::uint64_t variant, std::unique_ptr<Prepared> made) {
        if (count_ >= capacity_) evict();
        if ((taken_ + 1) * 2 > slots_.size()) rebuild(slots_.empty() ? 32 : slots_.size() * 2);
        slot& at = slots_[position(what.key(), what.hash, variant)];
        if (!at.key) {
            at.key = what.key();
            at.hash = what.hash;
            at.variant = variant;
            ++taken_;
        }
        made->used = ++clock_;
        made->next = std::move(at.first);
        at.first = std::move(made);
        ++count_;
        return *at.first;
    }

    /// Drops everything. Busy statements are marked `forgotten` and left to whoever runs them.
    void clear() noexcept {
        for (slot& at : slots_) drop_chain(std::move(at.first));
        slots_.clear();
        taken_ = count_ = 0;
    }

    /// Drops one statement, which must be in the cache, whatever it is marked as.
    void drop(const Prepared& gone) noexcept {
        for (slot& at : slots_)
            for (std::unique_ptr<Prepared>* link = &at.first; *link; link = &(*link)->next)
                if (link->get() == &gone) {
                    std::unique_ptr<Prepared> dead = std::move(*link);
                    *link = std::move(dead->next);
                    --count_;
                    return;  // an emptied slot stays taken until the table is rebuilt
                }
    }

    std::size_t size() const noexcept { return count_; }

private:
    struct slot {
        const void* key = nullptr;
        std::uint64_t hash = 0;
        std::uint64_t variant = 0;
        std::unique_ptr<Prepared> first{};
    };

    std::size_t position(const void* key, std::uint64_t hash, std::uint64_t variant) const noexcept {
        // The hash is a good one of the texts: statements with the same texts but other addresses are few.
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = static_cast<std::size_t>(hash ^ ((variant * 0x9e3779b97f4a7c15U) >> 32)) & mask;
        while (slots_[at].key && !(slots_[at].key == key && slots_[at].hash == hash && slots_[at].variant == variant))
            at = (at + 1) & mask;
        return at;
    }

    void rebuild(std::size_t size) {
        std::vector<slot> old(size);
        old.swap(slots_);
        taken_ = 0;
        for (slot& from : old)
            if (from.first) {
                slots_[position(from.key, from.hash, from.variant)] = std::move(from);
                ++taken_;
            }
    }

    void evict() {
        std::vector<std::uint64_t> ages;
        for (const slot& at : slots_)
            for (const Prepared* one = at.first.get(); one; one = one->next.get()) ages.push_back(one->used);
        const auto middle = ages.begin() + static_cast<std::ptrdiff_t>(ages.size() / 2);
        std::nth_element(ages.begin(), middle, ages.end());
        for (slot& at : slots_)
            for (std::unique_ptr<Prepared>* link = &at.first; *link;) {
                if ((*link)->busy || (*link)->used > *middle) {
                    link = &(*link)->next;
                } else {
                    std::unique_ptr<Prepared> dead = std::move(*link);
                    *link = std::move(dead->next);
                    --count_;
                }
            }
        rebuild(slots_.size());
    }

    void drop_chain(std::unique_ptr<Prepared> first) noexcept {
        while (first) {
            std::unique_ptr<Prepared> rest = std::move(first->next);
            if (first->busy) {
                first->forgotten = true;
                static_cast<void>(first.release());
            }
            first = std::move(rest);
        }
    }

    std::vector<slot> slots_{};
    std::size_t capacity_;
    std::size_t taken_ = 0;  // slots with a key
    std::size_t count_ = 0;  // prepared statements
    std::uint64_t clock_ = 0;
};

}  // namespace tain::driver
