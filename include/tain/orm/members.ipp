// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/driver/missing.hpp>
#include <tain/orm/members.hpp>
#include <tain/orm/model_operations.hpp>
#include <tain/orm/naming.hpp>
#include <tain/types/read_stored.hpp>

#include <string>

namespace tain::orm {

TAIN_INLINE layout layout_of(const model_operations& of) {
    layout made{std::vector<driver::field>(of.columns.size()), std::vector<driver::group>(of.groups)};
    of.shape(made.fields.data(), made.groups.data());
    return made;
}

namespace detail {

inline void write_member(const record& to, const driver::field& how, std::size_t column, const types::cell& value,
                         void* member) {
    const types::fault why = how.type == types::storage::custom ? how.read(value, member)
                             : how.optional                     ? types::read_optional(value, how.type, member)
                                                                : types::read_stored(value, how.type, member);
    if (why != types::fault::none)
        throw row_error("tain: column \"" + std::string{to.model->columns[column].name} + "\" of " + name_of(to) +
                        " cannot be written back into its member; see to it that the type's from_stored() takes "
                        "all that its to_stored() gives");
}

}  // namespace detail

TAIN_INLINE void write_members(record& to, const layout& in, std::span<const types::cell> columns) {
    types::scratch keep{to.on};
    std::vector<types::cell> now(columns.size());
    to.model->bind(now.data(), to.object, keep);
    const auto is_null = [columns](std::uint32_t at) {
        return columns[at].is_null && columns[at].fault == types::fault::none;
    };
    for (const driver::group& part : in.groups) {
        char* base = static_cast<char*>(to.object) + part.offset;
        if (part.engage) {
            if (is_null(part.key) && driver::is_missing(part, base, is_null)) continue;
            base = static_cast<char*>(part.engage(base));
        }
        for (std::uint32_t at = part.first; at != part.first + part.count; ++at)
            if (!same_value(columns[at], now[at]))
                detail::write_member(to, in.fields[at], at, columns[at], base + in.fields[at].offset);
    }
}

}  // namespace tain::orm
