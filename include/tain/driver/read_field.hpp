// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/message.hpp>
#include <tain/driver/plan.hpp>
#include <tain/types/read_stored.hpp>

#include <cstddef>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>

namespace tain::driver {

/// Copies text into a string. Where neither needs memory of its own (a heap string's capacity is never the inner one),
/// building the string anew in its place cannot throw, has nothing to free, and is half the work of `assign`.
inline void write_text(std::string& to, const char* text, std::size_t size) {
    const std::size_t in_place = std::string{}.capacity();
    if (size <= in_place && to.capacity() == in_place)
        std::construct_at(&to, text, size);
    else
        to.assign(text, size);
}

/// The same into an optional, which is engaged.
inline void write_text(std::optional<std::string>& to, const char* text, std::size_t size) {
    if (to)
        write_text(*to, text, size);
    else
        to.emplace(text, size);
}

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
