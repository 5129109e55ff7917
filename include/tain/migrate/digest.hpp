// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tain::migrate {

/// SHA-256 (FIPS 180-4), fed piece by piece.
///
///     tain::migrate::sha256 digest;
///     digest.add("ab").add("c");
///     digest.hex();  // "ba7816bf…"
class sha256 {
public:
    sha256& add(std::string_view bytes) noexcept;
    /// Adds a length and the bytes, so that no two lists of fields feed the same text.
    sha256& add_field(std::string_view bytes);
    /// Returns the digest of all that was added. Ends the digest: add nothing after it.
    std::array<std::uint8_t, 32> finish() noexcept;
    /// Returns `finish()` as 64 lower-case hexadecimal digits.
    std::string hex();

private:
    void compress(const std::uint8_t* block) noexcept;

    std::array<std::uint32_t, 8> state_{0x6a09e667U, 0xbb67ae85U, 0x3c6ef372U, 0xa54ff53aU,
                                        0x510e527fU, 0x9b05688cU, 0x1f83d9abU, 0x5be0cd19U};
    std::array<std::uint8_t, 64> block_{};
    std::size_t filled_ = 0;
    std::uint64_t bytes_ = 0;
};

/// Returns the SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace tain::migrate
