// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/dialect/dialect.hpp>
#include <tain/expr/node.hpp>
#include <tain/types/cell.hpp>
#include <tain/types/scratch.hpp>

#include <string>
#include <string_view>

namespace tain::expr {

/// Translates a LIKE pattern where the dialect needs it; keeps the text in the binder's scratch.
types::cell bind_pattern(std::string_view pattern, const binder& to);

/// Writes the items of a run-time list as one parameter: an array literal for PostgreSQL, for SQLite a JSON array, or
/// the concatenated bytes of UUIDs.
class list_writer {
public:
    list_writer(types::cell_kind kind, dialect to);

    /// Adds an item. A NULL is left out: it equals nothing.
    void add(const types::cell& item);
    types::cell finish(types::scratch& keep);

private:
    types::cell_kind kind_;
    dialect to_;
    types::cell refused_{};  ///< the last item that could not be converted
    std::string text_;
};

}  // namespace tain::expr

#ifndef TAIN_COMPILED
#include <tain/expr/lists.ipp>
#endif
