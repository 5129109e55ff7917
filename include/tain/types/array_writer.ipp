// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/array_writer.hpp>
#include <tain/types/quoted_text.hpp>
#include <tain/types/timestamp_text.hpp>
#include <tain/types/utf8.hpp>

#include <charconv>
#include <cstddef>
#include <utility>

namespace tain::types {

TAIN_INLINE void array_writer::add(const cell& element) {
    const bool pg = to_ == dialect::postgresql;
    if (element.fault != fault::none) fault_ = element.fault;
    if (text_.size() > 1) text_ += ',';
    if (element.is_null) {
        text_ += pg ? "NULL" : "null";
        return;
    }
    switch (element.kind) {
        case cell_kind::boolean: text_ += element.integer ? "true" : "false"; break;
        case cell_kind::integer: text_ += std::to_string(element.integer); break;
        case cell_kind::real: add_real(element.real); break;
        case cell_kind::text:
            if (!pg && !is_utf8(element.bytes())) fault_ = fault::malformed;
            append_quoted(text_, element.bytes(), to_);
            break;
        case cell_kind::uuid: add_uuid(element.bytes()); break;
        case cell_kind::timestamp: add_timestamp(element.integer); break;
        case cell_kind::blob: fault_ = fault::kind; break;  // no element of ours
    }
}

TAIN_INLINE void array_writer::add_real(double value) {
    if (value - value != 0) {  // NaN or an infinity
        if (to_ == dialect::sqlite) fault_ = fault::out_of_range;
        text_ += value != value ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
        return;
    }
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, value);
    text_.append(digits, end.ptr);
}

TAIN_INLINE void array_writer::add_uuid(std::string_view bytes) {
    text_ += '"';
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text_ += '-';
        const auto code = static_cast<unsigned char>(bytes[i]);
        (text_ += "0123456789abcdef"[code >> 4U]) += "0123456789abcdef"[code & 0xfU];
    }
    text_ += '"';
}

TAIN_INLINE void array_writer::add_timestamp(std::int64_t microseconds) {
    char written[timestamp_text_size];
    if (const fault why = write_timestamp(microseconds, written); why != fault::none)
        fault_ = why;
    else
        (text_ += '"').append(written, sizeof written) += to_ == dialect::postgresql ? "+00\"" : "\"";
}

TAIN_INLINE cell array_writer::finish(scratch& keep) {
    if (fault_ != fault::none) return cell::of_fault(fault_, cell_kind::text);
    text_ += to_ == dialect::postgresql ? '}' : ']';
    const std::string& kept = keep.keep(std::move(text_));
    return cell::of_bytes(kept.data(), kept.size());
}

}  // namespace tain::types
