// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/driver/message.hpp>
#include <tain/engine/change_object.hpp>

#include <string>

namespace tain::detail {

[[noreturn]] TAIN_INLINE void refuse_stale(std::string_view verb, const row_identity& of, const types::cell* key) {
    std::string spelled;
    for (std::size_t i = 0; i < of.key_size; ++i) {
        if (i != 0) spelled += ", ";
        spelled.append(of.columns[of.key[i]].name).append(" ");
        driver::spell_value(spelled, key[i]);
    }
    std::string said = "tain: cannot ";
    said.append(verb).append(" ").append(of.model).append(" (").append(spelled).append("): ");
    said += "no row of table \"" + std::string{of.table} + "\" has that key and version " +
            std::to_string(of.expected_version.value_or(0)) +
            ": it was changed or deleted since the object was read; get it again, and repeat the change on what it is "
            "now";
    throw stale_error(said, std::string{of.model}, spelled, of.expected_version);
}

}  // namespace tain::detail
