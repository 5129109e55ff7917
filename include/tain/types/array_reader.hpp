// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/types/cell.hpp>

#include <string>
#include <string_view>

namespace tain::types {

/// Reads the elements of an array from either text, strictly: nothing but one-dimensional arrays whose first index is
/// 1, as PostgreSQL prints them (its manual, 8.15.6), and flat JSON arrays (RFC 8259).
class array_reader {
public:
    /// `wanted` is the kind of the elements. UUIDs and times are given as texts, which `read_stored` reads.
    array_reader(std::string_view text, cell_kind wanted);

    /// Gives the next element, or NULL; its bytes are valid until the next call. False at the end, and at a fault.
    bool next(cell& element);

    /// Why the reader stopped: `none` at the end; `malformed` for text of another form, and for an element of another
    /// kind; `out_of_range` for a number that 64 bits can't hold.
    fault why() const noexcept { return fault_; }

private:
    bool stop(fault why);
    char peek() const noexcept { return rest_.empty() ? '\0' : rest_.front(); }
    bool skip(char c) noexcept;
    void skip_spaces() noexcept;
    bool read_quoted();
    bool read_escape();
    bool read_code_point(unsigned& code) noexcept;
    bool is_text() const noexcept;
    bool take_word(std::string_view word, cell& element);
    bool take_json_word(std::string_view word, cell& element);
    bool take_number(std::string_view word, cell& element);

    std::string_view rest_;
    cell_kind wanted_;
    bool json_;
    bool first_ = true;
    bool done_ = false;
    fault fault_ = fault::none;
    std::string unquoted_{};
};

}  // namespace tain::types

#ifndef TAIN_COMPILED
#include <tain/types/array_reader.ipp>  // IWYU pragma: keep
#endif
