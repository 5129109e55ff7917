// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/types/cell.hpp>
#include <tain/types/scratch.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace tain::types {

/// Writes the elements of an array as one text, for PostgreSQL a literal (its manual, 8.15.6) and for SQLite a flat JSON
/// array (RFC 8259): `{1,2,NULL,"a \"quoted\" one"}` or `[1,2,null,"a \"quoted\" one"]`.
///
/// An element that cannot be written makes the whole array a fault: one that is a fault itself, a time outside of the
/// years 0001 to 9999, and on SQLite text that is no UTF-8 and a floating number that JSON has no form for.
class array_writer {
public:
    explicit array_writer(dialect to) : to_(to), text_(1, to == dialect::postgresql ? '{' : '[') {}

    void add(const cell& element);

    /// The array; its text is kept in `keep`.
    cell finish(scratch& keep);

private:
    void add_real(double value);
    void add_uuid(std::string_view bytes);
    void add_timestamp(std::int64_t microseconds);

    dialect to_;
    fault fault_ = fault::none;
    std::string text_;
};

}  // namespace tain::types

#ifndef TAIN_COMPILED
#include <tain/types/array_writer.ipp>  // IWYU pragma: keep
#endif
