// SPDX-License-Identifier: BSL-1.0
#include "snapshot_names.hpp"

#include <tain/dialect/type_names.hpp>

#include <charconv>
#include <cstdint>

namespace tain::migrate::snapshot_names {
namespace {

std::optional<types::sql_kind> kind_of(std::string_view name) {
    for (const dialects::type_spelling& each : dialects::type_spellings)
        if (each.name == name) return each.kind;
    return std::nullopt;
}

/// Takes a number from the beginning of a text; false when there is none.
bool take_number(std::string_view& from, std::uint32_t& to) {
    const auto [end, code] = std::from_chars(from.data(), from.data() + from.size(), to);
    if (code != std::errc{}) return false;
    from.remove_prefix(static_cast<std::size_t>(end - from.data()));
    return true;
}

}  // namespace

std::string spelled(const types::sql_type& type) {
    const bool array = type.kind == types::sql_kind::array;
    std::string made{dialects::spelling_of(array ? type.element : type.kind).name};
    made += dialects::type_arguments(type, ",");
    if (array) made += "[]";
    return made;
}

std::optional<types::sql_type> type(std::string_view spelled) {
    types::sql_type made;
    const bool array = spelled.ends_with("[]");
    if (array) spelled.remove_suffix(2);
    const std::size_t open = spelled.find('(');
    const std::optional<types::sql_kind> kind = kind_of(spelled.substr(0, open));
    if (!kind) return std::nullopt;
    if (open != std::string_view::npos) {
        std::string_view rest = spelled.substr(open + 1);
        if (!take_number(rest, made.length) || made.length == 0) return std::nullopt;
        if (*kind == types::sql_kind::decimal) {
            if (!rest.starts_with(',')) return std::nullopt;
            rest.remove_prefix(1);
            if (!take_number(rest, made.scale)) return std::nullopt;
        }
        if (rest != ")") return std::nullopt;
    }
    made.kind = array ? types::sql_kind::array : *kind;
    if (array) made.element = *kind;
    return made;
}

}  // namespace tain::migrate::snapshot_names
