// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/types/cell.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace tain::orm {

/// Appends a value to the bytes of a key: equal keys have equal bytes, whatever follows.
void append_key(std::string& to, const types::cell& value);

/// The primary key of a row: a number by itself, or the bytes of its values.
class row_key {
public:
    row_key() noexcept = default;
    /// Of values in the key's own order.
    explicit row_key(std::span<const types::cell> values);
    /// Of one integer.
    explicit row_key(std::int64_t number) noexcept
        : number_(static_cast<std::uint64_t>(number) ^ std::uint64_t{1} << 63),
          form_(static_cast<std::uint8_t>(types::cell_kind::integer)) {}
    row_key(row_key&& other) noexcept = default;
    row_key& operator=(row_key&& other) noexcept = default;
    row_key(const row_key& other);
    row_key& operator=(const row_key& other) {
        if (this != &other) *this = row_key{other};
        return *this;
    }
    ~row_key() = default;

    /// True: of no row.
    bool empty() const noexcept { return form_ == none; }

    /// True: it is one number, which is greater for a greater one.
    bool is_number() const noexcept { return form_ < spelled; }
    std::uint64_t number() const noexcept { return number_; }

    std::size_t hash() const noexcept { return static_cast<std::size_t>(number_); }
    /// Orders keys of one model, those that are a number by it.
    int compare(const row_key& other) const noexcept;

    friend bool operator==(const row_key& a, const row_key& b) noexcept {
        return a.number_ == b.number_ && a.form_ == b.form_ && (!a.bytes_ || a.text() == b.text());
    }

private:
    static constexpr std::uint8_t none = 0xff;
    static constexpr std::uint8_t spelled = 0xfe;

    void spell(std::span<const types::cell> values);
    std::string_view text() const noexcept { return {bytes_.get(), size_}; }

    std::uint64_t number_ = 0;  // or the hash of the bytes
    std::unique_ptr<char[]> bytes_{};
    std::uint32_t size_ = 0;
    std::uint8_t form_ = none;  // the kind of a number
};

}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/row_key.ipp>  // IWYU pragma: keep
#endif
