// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/quote.hpp>
#include <tain/driver/error.hpp>
#include <tain/engine/struct_plan.hpp>

#include <string>

namespace tain::plans::detail {

TAIN_INLINE std::size_t place_of_kind(const types::cell& from, std::span<const std::string_view> kinds) {
    if (!from.is_null && from.kind == types::cell_kind::text)
        for (std::size_t at = 0; at != kinds.size(); ++at)
            if (kinds[at] == from.bytes()) return at;
    std::string text = from.is_null                          ? "NULL"
                       : from.kind == types::cell_kind::text ? dialects::string_literal(from.bytes().substr(0, 60))
                                                             : "no text";
    text += " is the kind of no alternative of the variant (";
    for (const std::string_view each : kinds) {
        if (text.back() != '(') text += ", ";
        text += dialects::string_literal(each);
    }
    throw row_error(text + "); add the alternative, or correct the row");
}

[[noreturn]] TAIN_INLINE void refuse_column_of_other_kind(std::string_view table, std::string_view model,
                                                          std::string_view column) {
    std::string text = "tain: cannot read table ";
    text.append(dialects::quoted(table)).append(" as ").append(model).append("\n  ").append(column);
    throw row_error(text +
                    "  or a column beside it is not NULL but belongs to another kind than the row's; correct the "
                    "row");
}

}  // namespace tain::plans::detail
