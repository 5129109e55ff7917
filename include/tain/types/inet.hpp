// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tain {

/// An IPv4 or IPv6 address with the length of its network's prefix: PostgreSQL's inet. Made without arguments it is
/// 0.0.0.0.
///
///     auto router = tain::inet::parse("192.168.0.1/24");
///     router.prefix();                                    // 24
///     tain::inet::parse("2001:DB8:0:0:0:0:0:1").str();    // "2001:db8::1"
class inet {
public:
    using v4_bytes = std::array<std::uint8_t, 4>;
    using v6_bytes = std::array<std::uint8_t, 16>;

    constexpr inet() noexcept = default;

    /// From the bytes in the network's order. Throws `std::out_of_range` for a prefix longer than the address.
    constexpr explicit inet(const v4_bytes& address, unsigned prefix = 32) : prefix_(checked(prefix, 32)) {
        for (std::size_t i = 0; i < address.size(); ++i) bytes_[i] = address[i];
    }
    constexpr explicit inet(const v6_bytes& address, unsigned prefix = 128)
        : bytes_(address), is_v6_(true), prefix_(checked(prefix, 128)) {}

    /// Reads `10.0.0.1`, `10.0.0.1/8`, `2001:db8::1/64`, `::ffff:10.0.0.1`; digits in either case, numbers of IPv4
    /// without leading zeros. Throws `std::invalid_argument` for anything else.
    static inet parse(std::string_view text);
    /// The same, returning nothing for anything else.
    static std::optional<inet> from_text(std::string_view text) noexcept;

    /// The text: the prefix is left out where it is the whole address; IPv6 as RFC 5952 has it.
    std::string str() const;

    constexpr bool is_v6() const noexcept { return is_v6_; }
    constexpr unsigned prefix() const noexcept { return prefix_; }
    /// The 4 or 16 bytes of the address, valid as long as this object.
    constexpr std::span<const std::uint8_t> bytes() const noexcept {
        return {bytes_.data(), is_v6_ ? std::size_t{16} : std::size_t{4}};
    }

    friend constexpr bool operator==(const inet&, const inet&) = default;

    /// PostgreSQL's order: IPv4 first; then the bits that both prefixes cover; then the shorter prefix; then the
    /// addresses.
    friend constexpr std::strong_ordering operator<=>(const inet& a, const inet& b) noexcept {
        if (a.is_v6_ != b.is_v6_) return a.is_v6_ ? std::strong_ordering::greater : std::strong_ordering::less;
        const unsigned common = a.prefix_ < b.prefix_ ? a.prefix_ : b.prefix_;
        for (unsigned i = 0; i * 8 < common; ++i) {
            const unsigned left = common - i * 8;
            const unsigned mask = left >= 8 ? 0xffU : 0xffU << (8 - left) & 0xffU;
            if (const auto order = (a.bytes_[i] & mask) <=> (b.bytes_[i] & mask); order != 0) return order;
        }
        if (a.prefix_ != b.prefix_) return a.prefix_ <=> b.prefix_;
        return a.bytes_ <=> b.bytes_;
    }

private:
    static constexpr std::uint8_t checked(unsigned prefix, unsigned most) {
        if (prefix > most)
            throw std::out_of_range("tain: a prefix is longer than its IP address; give 32 or 128 at most");
        return static_cast<std::uint8_t>(prefix);
    }

    v6_bytes bytes_{};  // of IPv4 the first four
    bool is_v6_ = false;
    std::uint8_t prefix_ = 32;
};

}  // namespace tain

#ifndef TAIN_COMPILED
#include <tain/types/inet.ipp>  // IWYU pragma: keep
#endif
