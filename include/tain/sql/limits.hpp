// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/dialect/writer.hpp>
#include <tain/expr/bound.hpp>

#include <cstdint>

namespace tain::sql {

/// A limit is a bound value: one text for all of them.
using limit_value = expr::bound<std::int64_t>;

/// Writes LIMIT and OFFSET, those that are given.
constexpr void write_limits(dialects::writer& w, bool limited, bool skips) {
    if (limited)
        w.put(" LIMIT ").placeholder();
    else if (skips && w.to() == dialect::sqlite)
        w.put(" LIMIT -1");  // SQLite has no OFFSET without LIMIT
    if (skips) w.put(" OFFSET ").placeholder();
}

}  // namespace tain::sql
