// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/held_text.hpp>

#include <atomic>
#include <cstring>
#include <new>

namespace tain::expr {

/// A long text, which follows this in memory, and how many hold it.
struct held_text::shared {
    std::atomic<std::size_t> holders{1};

    char* chars() noexcept { return reinterpret_cast<char*>(this + 1); }
};

TAIN_INLINE held_text::held_text(std::string_view from) : size_(from.size()) {
    char* to = small_;
    if (size_ > room) {
        shared_ = new (::operator new(sizeof(shared) + size_)) shared;
        to = shared_->chars();
    }
    if (size_ != 0) std::memcpy(to, from.data(), size_);
}

TAIN_INLINE held_text::held_text(const held_text& from) noexcept : size_(from.size_) {
    if (size_ <= room) {
        std::memcpy(small_, from.small_, size_);
    } else {
        shared_ = from.shared_;
        shared_->holders.fetch_add(1, std::memory_order_relaxed);
    }
}

TAIN_INLINE held_text& held_text::operator=(const held_text& from) noexcept {
    if (this != &from) {
        this->~held_text();
        new (this) held_text(from);
    }
    return *this;
}

TAIN_INLINE held_text::~held_text() {
    if (size_ <= room || shared_->holders.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    shared_->~shared();
    ::operator delete(shared_);
}

TAIN_INLINE const char* held_text::shared_chars() const noexcept { return shared_->chars(); }

TAIN_INLINE void binder::text(const held_text& owned) {
    if (texts) {
        texts->text = owned;
        texts->cell = static_cast<std::uint32_t>(next - first);
        ++texts;
    }
    *next++ = types::cell_of(std::string_view{owned});
}

}  // namespace tain::expr
