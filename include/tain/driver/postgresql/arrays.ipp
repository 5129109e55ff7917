// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/postgresql/parameters.ipp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

namespace tain::driver::postgresql::detail {

/// One column of a bulk insert: a one-dimensional array in PostgreSQL's binary form.
class column_array {
public:
    void start(types::cell_kind kind) {
        kind_ = kind;
        count_ = 0;
        has_null_ = false;
        bytes_.assign(header, '\0');
    }

    types::cell_kind kind() const noexcept { return kind_; }
    std::size_t size() const noexcept { return bytes_.size(); }

    void add(const types::cell& value) {
        ++count_;
        if (value.is_null) {
            has_null_ = true;
            add_length(-1);
        } else if (value.kind == types::cell_kind::text || value.kind == types::cell_kind::blob ||
                   value.kind == types::cell_kind::uuid) {
            add_length(static_cast<std::int32_t>(value.size));
            bytes_.append(value.bytes());
        } else {
            char room[8];
            const int length = store_fixed(value, room);
            add_length(length);
            bytes_.append(room, static_cast<std::size_t>(length));
        }
    }

    /// Completes the array: dimensions, whether it holds NULL, the element type, the count, the first index.
    const std::string& finish() {
        char* at = bytes_.data();
        store(at, std::uint32_t{1});
        store(at + 4, std::uint32_t{has_null_});
        store(at + 8, static_cast<std::uint32_t>(array_of(kind_).element));
        store(at + 12, static_cast<std::uint32_t>(count_));
        store(at + 16, std::uint32_t{1});
        return bytes_;
    }

private:
    static constexpr std::size_t header = 20;

    void add_length(std::int32_t length) {
        char room[4];
        store(room, static_cast<std::uint32_t>(length));
        bytes_.append(room, 4);
    }

    types::cell_kind kind_ = types::cell_kind::text;
    std::string bytes_{};
    std::size_t count_ = 0;
    bool has_null_ = false;
};

}  // namespace tain::driver::postgresql::detail
