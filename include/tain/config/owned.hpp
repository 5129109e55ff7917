// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <utility>

namespace tain::detail {

/// Owns an object, as std::unique_ptr does: but that is built on std::tuple, and each one of it costs more to compile than
/// many a header. For what every program includes.
template <class T>
class owned {
public:
    owned() = default;
    explicit owned(T* from) noexcept : it_(from) {}
    owned(owned&& other) noexcept : it_(other.it_) { other.it_ = nullptr; }
    owned& operator=(owned&& other) noexcept {
        std::swap(it_, other.it_);
        return *this;
    }
    ~owned() { delete it_; }

    T* get() const noexcept { return it_; }
    T& operator*() const noexcept { return *it_; }
    T* operator->() const noexcept { return it_; }

private:
    T* it_ = nullptr;
};

}  // namespace tain::detail
