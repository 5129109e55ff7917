// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/types/type.hpp>
#include <tain/types/uuid_text.hpp>

#include <boost/uuid/uuid.hpp>

#include <algorithm>
#include <cstring>
#include <string>

namespace tain {

/// A UUID that SQLite keeps as its text, of 36 characters in lower case, where programs that share the file expect it so;
/// `boost::uuids::uuid` itself is a blob of 16 bytes there. PostgreSQL's UUID holds both. Texts sort as the bytes do.
///
///     struct Device { tain::text_uuid id = tain::uuid_v7(); std::string name{}; };
struct text_uuid : boost::uuids::uuid {
    text_uuid() : boost::uuids::uuid{} {}
    text_uuid(const boost::uuids::uuid& from) : boost::uuids::uuid{from} {}
};

namespace types {

template <>
struct traits<text_uuid> {
    static constexpr bool mapped = true;
    static constexpr sql_type sql{sql_kind::text_uuid};
    static constexpr cell_kind kind = cell_kind::text;
    static constexpr storage store = storage::custom;

    static cell bind(const text_uuid& value, scratch& keep) {
        const std::string& kept = keep.keep(write_uuid(&*value.begin()));
        return cell::of_bytes(kept.data(), kept.size());
    }
    static fault read(const cell& from, void* member) {
        if (from.is_null) return fault::null;
        boost::uuids::uuid made{};
        if (from.kind == cell_kind::uuid) {
            if (from.size != 16) return fault::malformed;
            std::memcpy(&*made.begin(), from.data, 16);
        } else if (from.kind != cell_kind::text) {
            return fault::kind;
        } else if (const fault why = read_uuid(from.bytes(), &*made.begin()); why != fault::none) {
            return why;
        } else if (std::any_of(from.data, from.data + from.size, [](char c) { return c >= 'A' && c <= 'F'; })) {
            return fault::malformed;  // it would be another value for SQLite
        }
        *static_cast<text_uuid*>(member) = made;
        return fault::none;
    }
};

}  // namespace types
}  // namespace tain
