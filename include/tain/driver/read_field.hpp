// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/message.hpp>
#include <tain/driver/plan.hpp>
#include <tain/types/read_stored.hpp>

#include <cstddef>
#include <exception>
#include <new>
#include <string_view>

namespace tain::driver {

/// Writes a cell into the member of a field, whatever its storage; notes what does not fit. `came` says what the value
/// is, for the error.
inline void read_field(const types::cell& value, std::string_view came, const field& how, std::size_t index,
                       void* member, row_faults& faults) {
    try {
        const types::fault why = value.fault != types::fault::none    ? value.fault
                                 : how.type == types::storage::custom ? how.read(value, member)
                                 : how.optional                       ? types::read_optional(value, how.type, member)
                                                                      : types::read_stored(value, how.type, member);
        if (why != types::fault::none) faults.add(index, why, came);
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& refused) {  // a user type's conversion
        faults.add(index, refused.what());
    }
}

}  // namespace tain::driver
