// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/glob.hpp>
#include <tain/expr/lists.hpp>
#include <tain/types/quoted_text.hpp>
#include <tain/types/timestamp_text.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
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

namespace detail {

/// Appends an item to a list; what cannot be in one is left in `refused`.
TAIN_INLINE void append_item(std::string& text, const types::cell& item, dialect to, types::cell& refused) {
    const bool pg = to == dialect::postgresql;
    switch (item.kind) {  // a type may be stored as another kind than its own on one of the databases
        case types::cell_kind::boolean: text += pg ? (item.integer ? "t" : "f") : (item.integer ? "1" : "0"); break;
        case types::cell_kind::integer: text += std::to_string(item.integer); break;
        case types::cell_kind::real: {
            char digits[32];
            const auto end = std::to_chars(digits, digits + sizeof digits, item.real);
            std::string_view written{digits, static_cast<std::size_t>(end.ptr - digits)};
            if (pg || written.find_first_of("in") == std::string_view::npos)
                text += written;
            else if (written == "inf" || written == "-inf")
                text += written == "inf" ? "9e999" : "-9e999";
            else
                text += "null";  // NaN equals nothing that SQLite can hold
            break;
        }
        case types::cell_kind::text:
            // JSON could carry a NUL character, but SQLite's text functions would cut there: nothing would be found.
            if (item.bytes().find('\0') != std::string_view::npos)
                refused = types::cell::of_fault(types::fault::malformed, item.kind);
            else
                types::append_quoted(text, item.bytes(), to);
            break;
        case types::cell_kind::blob:
            text += pg ? "\"\\\\x" : "\"X'";
            types::append_hex(text, item.bytes());
            text += pg ? "\"" : "'\"";
            break;
        case types::cell_kind::uuid: types::append_hex(text, item.bytes()); break;  // PostgreSQL takes it undashed
        case types::cell_kind::timestamp: {
            char written[types::timestamp_text_size];
            if (const types::fault why = types::write_timestamp(item.integer, written); why != types::fault::none)
                refused = types::cell::of_fault(why, item.kind);
            else
                (text += '"').append(written, sizeof written) += pg ? "+00\"" : "\"";
            break;
        }
    }
}

}  // namespace detail

TAIN_INLINE void list_writer::add(const types::cell& item) {
    if (item.fault != types::fault::none) refused_ = item;
    if (item.is_null) return;
    if (kind_ == types::cell_kind::uuid && to_ == dialect::sqlite) {
        text_ += item.bytes();
        return;
    }
    if (text_.size() > 1) text_ += ',';
    detail::append_item(text_, item, to_, refused_);
}

TAIN_INLINE types::cell list_writer::finish(types::scratch& keep) {
    if (refused_.fault != types::fault::none) return refused_;
    if (to_ == dialect::postgresql) text_ += '}';
    if (to_ == dialect::sqlite && kind_ != types::cell_kind::uuid) text_ += ']';
    const std::string& kept = keep.keep(std::move(text_));
    const bool bytes = to_ == dialect::sqlite && kind_ == types::cell_kind::uuid;
    return types::cell::of_bytes(kept.data(), kept.size(), bytes ? types::cell_kind::blob : types::cell_kind::text);
}

TAIN_INLINE row_writer::row_writer(std::span<const types::cell_kind> kinds, dialect to) : kinds_(kinds), to_(to) {
    if (to == dialect::postgresql) {
        texts_.assign(kinds.size(), "{");
    } else {
        texts_.emplace_back("[");
        // Never empty: what is cut out of no bytes at all would be NULL.
        if (std::any_of(kinds.begin(), kinds.end(), beside_json)) texts_.emplace_back(1, ' ');
    }
}

TAIN_INLINE void row_writer::add(const types::cell* row) {
    const bool pg = to_ == dialect::postgresql;
    if (!pg) texts_[0] += texts_[0].size() == 1 ? "[" : ",[";
    for (std::size_t at = 0; at != kinds_.size(); ++at) {
        const types::cell& item = row[at];
        std::string& text = texts_[pg ? at : 0];
        if (pg ? text.size() != 1 : at != 0) text += ',';
        if (item.fault != types::fault::none) {
            if (refused_.fault == types::fault::none) refused_ = item;
        } else if (item.is_null) {
            text += pg ? "NULL" : "null";
        } else if (pg) {
            detail::append_item(text, item, to_, refused_);
        } else if (beside_json(item.kind) != beside_json(kinds_[at])) {  // its column is read in the other way
            refused_ = types::cell::of_fault(types::fault::kind, item.kind);
        } else if (beside_json(item.kind)) {
            add_place(item.bytes());
        } else {
            add_json(item);
        }
    }
    if (!pg) texts_[0] += ']';
}

TAIN_INLINE void row_writer::add_json(const types::cell& item) {
    constexpr std::string_view nan =
        "the value is NaN, which SQLite would store as NULL; give std::nullopt or a number";
    constexpr std::string_view nul =
        "a text in a list of rows holds a NUL character, at which SQLite would end it; run a statement for each row";
    if (item.kind == types::cell_kind::real && item.real != item.real)
        refused_ = types::cell::of_fault(types::fault::malformed, item.kind, nan);
    else if (item.kind == types::cell_kind::text && item.bytes().find('\0') != std::string_view::npos)
        refused_ = types::cell::of_fault(types::fault::malformed, item.kind, nul);
    else
        detail::append_item(texts_[0], item, to_, refused_);
}

TAIN_INLINE void row_writer::add_place(std::string_view bytes) {
    ((texts_[0] += '[') += std::to_string(texts_[1].size() + 1)) += ',';
    (texts_[0] += std::to_string(bytes.size())) += ']';
    texts_[1] += bytes;
}

TAIN_INLINE void row_writer::finish(binder& to) {
    const bool pg = to_ == dialect::postgresql;
    for (std::size_t at = 0; at != texts_.size(); ++at) {
        const bool bytes = !pg && at == 1;
        if (!bytes) texts_[at] += pg ? '}' : ']';
        const std::string& kept = to.keep->keep(std::move(texts_[at]));
        *to.next++ = refused_.fault != types::fault::none
                         ? refused_
                         : types::cell::of_bytes(kept.data(), kept.size(),
                                                 bytes ? types::cell_kind::blob : types::cell_kind::text);
    }
}

TAIN_INLINE void bind_rows(const row_list* rows, std::span<const types::cell_kind> kinds, binder& to) {
    row_writer written{kinds, to.to};
    if (rows) rows->write(written);
    written.finish(to);
}

}  // namespace tain::expr
