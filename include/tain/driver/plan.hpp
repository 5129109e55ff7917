// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/dialect/dialect.hpp>
#include <tain/types/cell.hpp>
#include <tain/types/scratch.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tain::driver {

/// One column of a row: where its value goes and how it is written there.
struct field {
    std::uint32_t offset = 0;  ///< bytes from the start of its group's object
    types::storage type = types::storage::custom;
    bool optional = false;  ///< the member is `std::optional` of that storage; for `custom` the reader sees to NULL
    types::reader read = nullptr;  ///< for `custom`
};

/// Consecutive fields of one object of the row: a whole model, a single value, or a struct that is optional as a whole.
struct group {
    std::uint32_t first = 0;           ///< index of its first field
    std::uint32_t count = 0;           ///< number of its fields
    std::uint32_t offset = 0;          ///< bytes from the start of the row
    std::uint32_t key = 0;             ///< with `engage`: the field whose NULL means that the object is missing
    void* (*engage)(void*) = nullptr;  ///< makes the object in its std::optional and returns it; null: it is there

    // Of a struct that is optional as a whole, or of a variant's alternative: fields of it may lie in other groups.
    bool (*reset)(void*) = nullptr;  ///< empties its std::optional; false for an alternative that is held, whatever its
                                     ///< columns; null: the group is of another object
    std::uint32_t whole_first = 0;   ///< its first field
    std::uint32_t whole_count = 0;   ///< all of these are NULL where it is missing
};

/// What an error says about a field.
struct field_name {
    std::string_view model;   ///< the C++ type, such as `User`
    std::string_view table;   ///< empty for a computed column
    std::string_view column;  ///< the result column
    std::string_view member;  ///< the member, or the position in a tuple
    std::string_view type;    ///< what the member holds, such as `std::string`
};

/// The names of consecutive fields, in static storage.
struct field_names {
    const field_name* first = nullptr;
    std::size_t count = 0;
};

/// A statement's shape is known to the compiler: its texts, the plan of its rows. One static object a statement.
///
/// Its address is the key of a connection's statement cache; `hash`, made at compile time from the texts, guards
/// against an address that was reused. Nothing is hashed when it runs.
struct statement {
    std::string_view text[dialect_count];  ///< static storage
    std::uint64_t hash = 0;
    std::uint32_t fields = 0;
    std::uint32_t groups = 0;
    void (*shape)(field*, group*) = nullptr;  ///< fills the row plan; called once, at prepare
    const field_names* names = nullptr;       ///< for errors only; null: unknown
    std::size_t name_blocks = 0;              ///< how many stand at `names`
    void (*vary)(dialect, std::uint64_t variant, std::string&) = nullptr;  ///< writes the text of a variant
    const void* anchor = nullptr;  ///< the cache's key of an object that is not static (raw SQL); null: its address

    /// What is known of a field; nothing for one of raw SQL.
    constexpr field_name name_of(std::size_t field) const {
        for (std::size_t i = 0; i < name_blocks; ++i) {
            if (field < names[i].count) return names[i].first[field];
            field -= names[i].count;
        }
        return {};
    }

    /// What a statement cache knows it by, together with `hash`.
    constexpr const void* key() const { return anchor ? anchor : this; }
};

/// Where rows go. `resize` makes `rows` hold exactly `count` rows (new ones blank, ready to be written) and returns
/// the address of the first; `fields` is what has been written of those that are there. It is called with growing counts,
/// and at the end with the true one, unless `rows` holds as many already.
struct sink {
    void* rows = nullptr;
    void* (*resize)(void* rows, std::size_t count, std::span<const field> fields) = nullptr;
    std::size_t stride = 0;  ///< sizeof a row
    void* first = nullptr;   ///< the first of the blank rows that stand there from the start
    std::size_t ready = 0;   ///< how many those are

    /// An object that is there, for the one row of a result.
    static sink one(void* object) {
        return {object, [](void* there, std::size_t, std::span<const field>) { return there; }, 0};
    }
};

/// How objects of one model are inserted, many at a time.
///
/// `one_row` is `INSERT … VALUES (one row)`, on PostgreSQL with `RETURNING` of the generated key when there is one.
/// `bulk` is PostgreSQL's `INSERT … SELECT … FROM unnest($1::bigint[], …) WITH ORDINALITY … ORDER BY ordinality
/// [RETURNING key]`; its parameters are one array per column.
struct insertion {
    const statement* one_row = nullptr;
    const statement* bulk = nullptr;
    std::string_view table;     ///< quoted, as it stands in the SQL
    std::uint32_t columns = 0;  ///< parameters of one row
    std::size_t stride = 0;     ///< sizeof the model
    /// Fills `columns` cells; they borrow from the row, or from `keep` where a value had to be converted.
    void (*bind)(types::cell* to, const void* row, types::scratch& keep) = nullptr;
    types::fault (*set_key)(void* row, std::int64_t key) = nullptr;  ///< null: no key is generated by the database
    bool upsert = false;  ///< ON CONFLICT stands in the texts: rows may be updated or left alone, without keys
    std::int64_t largest_key = INT64_MAX;  ///< the largest key that `set_key` takes; SQLite's have 64 bits

    // Columns that the database fills beside the key. Null: there are none. PostgreSQL's `one_row` then returns the key,
    // when it is generated, and those columns.
    const statement* filled = nullptr;       ///< SELECT of those columns by key
    const statement* filled_many = nullptr;  ///< PostgreSQL's, by arrays of keys, in their order
    std::uint32_t key_columns = 0;           ///< parameters of `filled`
    void (*bind_key)(types::cell* to, const void* object, types::scratch& keep) = nullptr;
    void* (*object)(void* row) = nullptr;  ///< the object of a row, into which they are read; null: the row itself

    void* object_of(void* row) const { return object ? object(row) : row; }
};

}  // namespace tain::driver
