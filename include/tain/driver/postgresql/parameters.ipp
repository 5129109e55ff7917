// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/message.hpp>
#include <tain/driver/postgresql/statement.ipp>

#include <bit>
#include <cstddef>
#include <cstring>
#include <source_location>
#include <span>
#include <string>
#include <vector>

namespace tain::driver::postgresql::detail {

inline constexpr std::size_t largest_value = std::size_t{1} << 30;  // what PostgreSQL takes at most

/// Returns why a value cannot be sent, or nothing.
inline std::string_view refusal(const types::cell& value) {
    if (value.fault != types::fault::none) return bind_reason(value);
    if (value.is_null) return {};
    switch (value.kind) {
        case types::cell_kind::text:
            if (value.size != 0 && std::memchr(value.data, 0, value.size))
                return "the text holds a NUL byte, which PostgreSQL cannot store; store it as a blob";
            [[fallthrough]];
        case types::cell_kind::blob:
            return value.size < largest_value
                       ? std::string_view{}
                       : "the value is larger than 1 GB, which PostgreSQL cannot store; split it";
        case types::cell_kind::timestamp:
            return value.integer < INT64_MIN + epoch
                       ? "the timestamp lies before what PostgreSQL can store; bind a later one"
                       : std::string_view{};
        default: return {};
    }
}

/// Writes the binary form of a number, a boolean or a timestamp; returns its length.
inline int store_fixed(const types::cell& value, char* to) {
    switch (value.kind) {
        case types::cell_kind::boolean: *to = value.integer != 0 ? 1 : 0; return 1;
        case types::cell_kind::real: store(to, std::bit_cast<std::uint64_t>(value.real)); return 8;
        case types::cell_kind::timestamp: store(to, static_cast<std::uint64_t>(value.integer - epoch)); return 8;
        default: store(to, static_cast<std::uint64_t>(value.integer)); return 8;
    }
}

/// The values of one execution, as libpq wants them. Kept for its memory.
class parameters {
public:
    /// Takes the values in. They are borrowed until they are sent, but for text, which needs an end of its own.
    void fill(std::span<const types::cell> cells, std::string_view sql, std::string_view insert,
              const std::source_location& where) {
        values_.resize(cells.size());
        lengths_.resize(cells.size());
        fixed_.resize(cells.size());
        std::size_t text_bytes = 0;
        for (const types::cell& one : cells)
            if (!one.is_null && one.kind == types::cell_kind::text) text_bytes += one.size + 1;
        if (texts_.size() < text_bytes) texts_.resize(text_bytes * 2);
        char* text = texts_.data();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const types::cell& one = cells[i];
            if (const std::string_view why = refusal(one); !why.empty()) [[unlikely]]
                refuse_value(i, insert.empty() ? std::string{} : inserted_column(insert, i, dialect::postgresql),
                             SIZE_MAX, why, sql, where);
            text = take(one, i, text);
        }
    }

    /// Takes whole arrays in, borrowed until they are sent.
    void fill(std::span<const std::string_view> arrays) {
        values_.clear();
        lengths_.clear();
        for (const std::string_view one : arrays) {
            values_.push_back(one.data());
            lengths_.push_back(static_cast<int>(one.size()));
        }
    }

    int count() const noexcept { return static_cast<int>(values_.size()); }
    const char* const* values() const noexcept { return values_.data(); }
    const int* lengths() const noexcept { return lengths_.data(); }

private:
    /// Takes one value in; text is copied to `text`, and the end of that is returned.
    char* take(const types::cell& one, std::size_t i, char* text) {
        values_[i] = nullptr;
        lengths_[i] = 0;
        if (one.is_null) return text;
        switch (one.kind) {
            case types::cell_kind::text:
                values_[i] = text;
                if (one.size != 0) std::memcpy(text, one.data, one.size);
                text[one.size] = '\0';
                return text + one.size + 1;
            case types::cell_kind::blob:
            case types::cell_kind::uuid:
                values_[i] = one.size == 0 ? "" : one.data;
                lengths_[i] = static_cast<int>(one.size);
                return text;
            default:
                values_[i] = fixed_[i].bytes;
                lengths_[i] = store_fixed(one, fixed_[i].bytes);
                return text;
        }
    }

    struct room {
        char bytes[8];
    };
    std::vector<const char*> values_{};
    std::vector<int> lengths_{};
    std::vector<room> fixed_{};
    std::vector<char> texts_{};
};

}  // namespace tain::driver::postgresql::detail
