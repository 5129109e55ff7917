// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tain {

/// The two ways of spelling SQL. The values index arrays of texts, one a dialect. Every layer may say for which one
/// something is meant; what they differ in is known to the folder `dialect` and to what stands below it.
enum class dialect : std::uint8_t { sqlite, postgresql };

inline constexpr std::size_t dialect_count = 2;

/// Returns the dialect's name: `sqlite` or `postgresql`, as migration files and URLs spell it.
constexpr std::string_view name(dialect of) { return of == dialect::sqlite ? "sqlite" : "postgresql"; }

}  // namespace tain
