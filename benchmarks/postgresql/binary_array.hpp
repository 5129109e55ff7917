// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bench::postgresql {

/// A text[] in PostgreSQL's binary format: dimensions, whether there are NULLs, the elements' type, the bounds, then
/// each element with its length before it, -1 for NULL; all integers big-endian.
class binary_text_array {
public:
    /// Begins an array of `count` elements, keeping the memory of the last one.
    void begin(std::size_t count) {
        constexpr std::int32_t text_oid = 25;
        bytes_.clear();
        for (const std::int32_t word : {1, 1, text_oid, static_cast<std::int32_t>(count), 1}) put(word);
    }
    void add(std::string_view value) {
        put(static_cast<std::int32_t>(value.size()));
        bytes_.insert(bytes_.end(), value.begin(), value.end());
    }
    void add(const std::optional<std::string>& value) {
        if (value)
            add(std::string_view(*value));
        else
            put(-1);
    }

    const char* data() const { return bytes_.data(); }
    int size() const { return static_cast<int>(bytes_.size()); }

private:
    void put(std::int32_t number) {
        const auto word = static_cast<std::uint32_t>(number);
        for (const int shift : {24, 16, 8, 0}) bytes_.push_back(static_cast<char>(word >> shift & 0xff));
    }

    std::vector<char> bytes_;
};

}  // namespace bench::postgresql
