// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/driver/plan.hpp>
#include <tain/orm/record.hpp>
#include <tain/types/cell.hpp>

#include <span>
#include <vector>

namespace tain::orm {

/// Where the columns of a model lie in its objects.
struct layout {
    std::vector<driver::field> fields{};
    std::vector<driver::group> groups{};
};
layout layout_of(const model_operations& of);

/// Writes the members of an object that differ from the given columns. Throws `row_error` when a member of a user type
/// takes its value not back.
void write_members(record& to, const layout& in, std::span<const types::cell> columns);

}  // namespace tain::orm

#ifndef TAIN_COMPILED
#include <tain/orm/members.ipp>  // IWYU pragma: keep
#endif
