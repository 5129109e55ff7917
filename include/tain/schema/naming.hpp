// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tain::schema {

/// PostgreSQL cuts longer identifiers, with no more than a notice; ours are never longer.
inline constexpr std::size_t longest_name = 63;

/// What a name is made for.
enum class named : std::uint8_t { primary_key, unique, index, foreign_key, check };

/// Returns `name`, or, when it is longer than `longest_name` bytes, its beginning, an underscore and eight
/// hexadecimal digits of a hash of the whole. The hash is FNV-1a and never changes: names in databases depend on it.
inline std::string shortened(std::string_view name) {
    if (name.size() <= longest_name) return std::string{name};
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    std::size_t keep = longest_name - 9;
    while (keep != 0 && (static_cast<unsigned char>(name[keep]) & 0xc0U) == 0x80U) --keep;  // between characters only
    std::string made{name.substr(0, keep)};
    made += '_';
    const auto folded = static_cast<std::uint32_t>(hash ^ (hash >> 32U));
    for (int shift = 28; shift >= 0; shift -= 4) made += "0123456789abcdef"[(folded >> shift) & 0xfU];
    return made;
}

/// Returns the name that a constraint or index has by convention when nobody gives it one.
///
/// `pk_<table>`, `uq_<table>_<parts>`, `ix_<table>_<parts>`, `fk_<table>_<parts>_<references>`, `ck_<table>_<parts>`;
/// parts are the columns, or a check's own name; `references` is the table that a foreign key points to.
/// Never longer than 63 bytes (`shortened`).
///
///     default_name(named::unique, "users", {{"email"}});  // uq_users_email
inline std::string default_name(named what, std::string_view table, std::span<const std::string_view> parts = {},
                                std::string_view references = {}) {
    std::string made;
    switch (what) {
        case named::primary_key: made = "pk_"; break;
        case named::unique: made = "uq_"; break;
        case named::index: made = "ix_"; break;
        case named::foreign_key: made = "fk_"; break;
        case named::check: made = "ck_"; break;
    }
    made += table;
    if (what != named::primary_key) {
        for (const std::string_view part : parts) (made += '_') += part;
    }
    if (what == named::foreign_key) (made += '_') += references;
    return shortened(made);
}

/// The same for one part, such as a check's name or the only column.
inline std::string default_name(named what, std::string_view table, std::string_view part,
                                std::string_view references = {}) {
    return default_name(what, table, std::span<const std::string_view>{&part, 1}, references);
}

}  // namespace tain::schema
