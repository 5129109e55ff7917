// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/orm/members.hpp>
#include <tain/orm/model_operations.hpp>
#include <tain/orm/naming.hpp>
#include <tain/types/read_stored.hpp>

#include <string>

namespace tain::orm {

TAIN_INLINE std::vector<driver::field> fields_of(const model_operations& of) {
    std::vector<driver::field> made(of.columns.size());
    driver::group whole{};
    of.shape(made.data(), &whole);
    return made;
}

TAIN_INLINE void write_members(record& to, std::span<const driver::field> fields,
                               std::span<const types::cell> columns) {
    types::scratch keep{to.on};
    std::vector<types::cell> now(columns.size());
    to.model->bind(now.data(), to.object, keep);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (same_value(columns[i], now[i])) continue;
        void* const member = static_cast<char*>(to.object) + fields[i].offset;
        const types::fault why = fields[i].type == types::storage::custom ? fields[i].read(columns[i], member)
                                 : fields[i].optional ? types::read_optional(columns[i], fields[i].type, member)
                                                      : types::read_stored(columns[i], fields[i].type, member);
        if (why != types::fault::none)
            throw row_error("tain: column \"" + std::string{to.model->columns[i].name} + "\" of " + name_of(to) +
                            " cannot be written back into its member; see to it that the type's from_stored() takes "
                            "all that its to_stored() gives");
    }
}

}  // namespace tain::orm
