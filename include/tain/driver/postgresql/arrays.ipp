// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/postgresql/parameters.ipp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace tain::driver::postgresql::detail {

/// One column of a bulk insert: a one-dimensional array in PostgreSQL's binary form.
class column_array {
public:
    void start(types::cell_kind kind) {
        kind_ = kind;
        count_ = 0;
        has_null_ = false;
        size_ = 0;
        grow(header);
    }

    types::cell_kind kind() const noexcept { return kind_; }
    std::size_t size() const noexcept { return size_; }

    void add(const types::cell& value) {
        ++count_;
        if (value.is_null) {
            has_null_ = true;
            store(grow(4), std::uint32_t{0xffff'ffff});  // a length of -1
        } else if (value.kind == types::cell_kind::text || value.kind == types::cell_kind::blob ||
                   value.kind == types::cell_kind::uuid) {
            char* const to = grow(4 + value.size);
            store(to, static_cast<std::uint32_t>(value.size));
            if (value.size != 0) std::memcpy(to + 4, value.data, value.size);
        } else {
            char room[8];
            const int length = store_fixed(value, room);
            char* const to = grow(4 + static_cast<std::size_t>(length));
            store(to, static_cast<std::uint32_t>(length));
            std::memcpy(to + 4, room, static_cast<std::size_t>(length));
        }
    }

    /// Completes the array: dimensions, whether it holds NULL, the element type, the count, the first index.
    std::string_view finish() {
        char* at = bytes_.data();
        store(at, std::uint32_t{1});
        store(at + 4, std::uint32_t{has_null_});
        store(at + 8, static_cast<std::uint32_t>(array_of(kind_).element));
        store(at + 12, static_cast<std::uint32_t>(count_));
        store(at + 16, std::uint32_t{1});
        return {at, size_};
    }

private:
    static constexpr std::size_t header = 20;

    /// Makes room for `more` bytes at the end and returns where they start.
    char* grow(std::size_t more) {
        if (bytes_.size() - size_ < more) bytes_.resize((size_ + more) * 2);
        char* const at = bytes_.data() + size_;
        size_ += more;
        return at;
    }

    types::cell_kind kind_ = types::cell_kind::text;
    std::vector<char> bytes_{};  // more than are used: the rest is room to grow
    std::size_t size_ = 0;
    std::size_t count_ = 0;
    bool has_null_ = false;
};

}  // namespace tain::driver::postgresql::detail
