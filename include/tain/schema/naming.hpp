// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/model/models.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tain::schema {

/// PostgreSQL cuts longer identifiers, with no more than a notice; ours are never longer.
inline constexpr std::size_t longest_name = longest_identifier;

/// What a name is made for.
enum class named : std::uint8_t { primary_key, unique, index, foreign_key, check };

/// What the placeholders of a naming convention stand for.
struct name_parts {
    std::string_view table{};
    std::span<const std::string_view> columns{};
    std::string_view name{};        ///< of a check
    std::string_view referenced{};  ///< the table that a foreign key points to
};

constexpr std::string_view pattern_of(const naming_convention& by, named what) {
    switch (what) {
        case named::primary_key: return by.primary_key;
        case named::unique: return by.unique;
        case named::index: return by.index;
        case named::foreign_key: return by.foreign_key;
        case named::check: return by.check;
    }
    return {};
}

/// Calls `put` with the pieces of a name, one behind the other. False when the pattern has a placeholder that the kind does
/// not know, or a brace too many.
template <class Put>
constexpr bool spell_name(const naming_convention& by, named what, const name_parts& parts, Put put) {
    for (std::string_view rest = pattern_of(by, what); !rest.empty();) {
        const std::size_t open = rest.find_first_of("{}");
        put(rest.substr(0, open));
        if (open == std::string_view::npos) break;
        const std::size_t close = rest.find('}', open);
        if (close == open || close == std::string_view::npos) return false;
        const std::string_view placeholder = rest.substr(open + 1, close - open - 1);
        rest.remove_prefix(close + 1);
        if (placeholder == "table") {
            put(parts.table);
        } else if (placeholder == "columns" && what != named::check) {
            for (std::size_t i = 0; i != parts.columns.size(); ++i) {
                if (i != 0) put(std::string_view{"_"});
                put(parts.columns[i]);
            }
        } else if (placeholder == "name" && what == named::check) {
            put(parts.name);
        } else if (placeholder == "referenced" && what == named::foreign_key) {
            put(parts.referenced);
        } else {
            return false;
        }
    }
    return true;
}

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
/// `parts` are the columns, or a check's own name; `references` is the table that a foreign key points to. Never longer
/// than 63 bytes (`shortened`).
///
///     default_name(named::unique, "users", {{"email"}});  // uq_users_email
inline std::string default_name(named what, std::string_view table, std::span<const std::string_view> parts = {},
                                std::string_view references = {}, const naming_convention& by = {}) {
    name_parts with{table, parts, {}, references};
    if (what == named::check && !parts.empty()) with.name = parts.front();
    std::string made;
    spell_name(by, what, with, [&made](std::string_view piece) { made += piece; });
    return shortened(made);
}

/// The same for one part, such as a check's name or the only column.
inline std::string default_name(named what, std::string_view table, std::string_view part,
                                std::string_view references = {}, const naming_convention& by = {}) {
    return default_name(what, table, std::span<const std::string_view>{&part, 1}, references, by);
}

}  // namespace tain::schema
