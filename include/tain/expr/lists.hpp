// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/inline.hpp>
#include <tain/dialect/dialect.hpp>
#include <tain/expr/node.hpp>
#include <tain/types/cell.hpp>
#include <tain/types/scratch.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

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

/// Whether SQLite's JSON carries a value, or its bytes stand beside it.
constexpr bool beside_json(types::cell_kind kind) {
    return kind == types::cell_kind::blob || kind == types::cell_kind::uuid;
}

/// Writes rows as parameters whose number does not depend on theirs: for PostgreSQL an array literal for each column; for
/// SQLite a JSON array of arrays, and, where a column holds blobs or UUIDs, one blob with the bytes of all of them, of
/// which the JSON then has the places.
class row_writer {
public:
    row_writer(std::span<const types::cell_kind> kinds, dialect to);

    dialect to() const noexcept { return to_; }
    /// Adds a row: a cell for each column.
    void add(const types::cell* row);
    void finish(binder& to);

private:
    void add_json(const types::cell& item);
    void add_place(std::string_view bytes);

    std::span<const types::cell_kind> kinds_;
    dialect to_;
    types::cell refused_{};           ///< the first value that could not be converted
    std::vector<std::string> texts_;  ///< one for each parameter
};

/// Rows whose type is forgotten.
class row_list {
public:
    row_list() = default;
    row_list(const row_list&) = delete;
    row_list& operator=(const row_list&) = delete;
    virtual ~row_list() = default;

    virtual void write(row_writer& to) const = 0;
};

void bind_rows(const row_list* rows, std::span<const types::cell_kind> kinds, binder& to);

}  // namespace tain::expr

#ifndef TAIN_COMPILED
#include <tain/expr/lists.ipp>
#endif
