// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/glob.hpp>
#include <tain/expr/lists.hpp>
#include <tain/types/quoted_text.hpp>
#include <tain/types/timestamp_text.hpp>

#include <charconv>
#include <utility>

namespace tain::expr {

TAIN_INLINE types::cell bind_pattern(std::string_view pattern, const binder& to) {
    if (!dialects::is_like_pattern(pattern))
        return types::cell::of_fault(types::fault::malformed, types::cell_kind::text);
    if (to.to == dialect::postgresql) return types::cell::of_bytes(pattern.data(), pattern.size());
    std::string glob;
    glob.reserve(pattern.size());
    dialects::glob_pattern(pattern, [&glob](char c) { glob += c; });
    const std::string& kept = to.keep->keep(std::move(glob));
    return types::cell::of_bytes(kept.data(), kept.size());
}

TAIN_INLINE list_writer::list_writer(types::cell_kind kind, dialect to) : kind_(kind), to_(to) {
    if (to_ == dialect::postgresql) text_ = "{";
    if (to_ == dialect::sqlite && kind_ != types::cell_kind::uuid) text_ = "[";
}

TAIN_INLINE void list_writer::add(const types::cell& item) {
    if (item.fault != types::fault::none) refused_ = item;
    if (item.is_null) return;
    const bool pg = to_ == dialect::postgresql;
    if (kind_ == types::cell_kind::uuid && !pg) {
        text_ += item.bytes();
        return;
    }
    if (text_.size() > 1) text_ += ',';
    switch (item.kind) {  // a type may be stored as another kind than its own on one of the databases
        case types::cell_kind::boolean: text_ += pg ? (item.integer ? "t" : "f") : (item.integer ? "1" : "0"); break;
        case types::cell_kind::integer: text_ += std::to_string(item.integer); break;
        case types::cell_kind::real: {
            char digits[32];
            const auto end = std::to_chars(digits, digits + sizeof digits, item.real);
            std::string_view written{digits, static_cast<std::size_t>(end.ptr - digits)};
            if (pg || written.find_first_of("in") == std::string_view::npos)
                text_ += written;
            else if (written == "inf" || written == "-inf")
                text_ += written == "inf" ? "9e999" : "-9e999";
            else
                text_ += "null";  // NaN equals nothing that SQLite can hold
            break;
        }
        case types::cell_kind::text:
            // JSON could carry a NUL character, but SQLite's text functions would cut there: nothing would be found.
            if (item.bytes().find('\0') != std::string_view::npos)
                refused_ = types::cell::of_fault(types::fault::malformed, kind_);
            else
                types::append_quoted(text_, item.bytes(), to_);
            break;
        case types::cell_kind::blob:
            text_ += pg ? "\"\\\\x" : "\"X'";
            types::append_hex(text_, item.bytes());
            text_ += pg ? "\"" : "'\"";
            break;
        case types::cell_kind::uuid: types::append_hex(text_, item.bytes()); break;  // PostgreSQL takes it undashed
        case types::cell_kind::timestamp: {
            char written[types::timestamp_text_size];
            if (const types::fault why = types::write_timestamp(item.integer, written); why != types::fault::none)
                refused_ = types::cell::of_fault(why, kind_);
            else
                (text_ += '"').append(written, sizeof written) += pg ? "+00\"" : "\"";
            break;
        }
    }
}

TAIN_INLINE types::cell list_writer::finish(types::scratch& keep) {
    if (refused_.fault != types::fault::none) return refused_;
    if (to_ == dialect::postgresql) text_ += '}';
    if (to_ == dialect::sqlite && kind_ != types::cell_kind::uuid) text_ += ']';
    const std::string& kept = keep.keep(std::move(text_));
    const bool bytes = to_ == dialect::sqlite && kind_ == types::cell_kind::uuid;
    return types::cell::of_bytes(kept.data(), kept.size(), bytes ? types::cell_kind::blob : types::cell_kind::text);
}

}  // namespace tain::expr
