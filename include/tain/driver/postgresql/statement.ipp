// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/postgresql/wire.ipp>
#include <tain/driver/statement_cache.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <vector>

namespace tain::driver::postgresql::detail {

/// How a column is written into its member: the commonest pairs of wire form and storage, and the way for the rest.
enum class path : std::uint8_t {
    general,
    string,  // any text to std::string
    optional_string,
    digits64,  // an integer as text
    digits32,
    int8,  // binary
    int4,
    float8,
    uuid,
    timestamp,
};

struct column {
    std::uint32_t offset;
    path how;
};

/// The plan of a statement's rows. Results that are still being read share it with the cache.
struct row_plan {
    std::string text{};  // the SQL, for errors
    std::vector<field> fields{};
    std::vector<group> groups{};
    std::vector<wire> wires{};      // of the columns; empty until the first result or description
    std::vector<column> columns{};  // what the row loop needs of all that
    bool binary = false;            // the format of the results
};

/// A statement that the server has prepared.
struct prepared : cached<prepared> {
    std::string name{};
    std::vector<types::cell_kind> kinds{};  // of the parameters, as they were declared
    std::vector<int> formats{};             // of the parameters
    std::shared_ptr<row_plan> plan = std::make_shared<row_plan>();
    std::vector<std::string>* doomed = nullptr;  // names that the connection will deallocate

    prepared() = default;
    prepared(const prepared&) = delete;
    prepared& operator=(const prepared&) = delete;
    ~prepared() {
        if (!doomed || name.empty()) return;
        try {
            doomed->push_back(std::move(name));
        } catch (const std::exception&) {  // out of memory: the server keeps it until the connection ends
        }
    }
};

inline path path_of(const field& how, wire form, bool binary) {
    using types::storage;
    if (how.type == storage::text && (form == wire::text || form == wire::numeric))
        return how.optional ? path::optional_string : path::string;
    if (how.optional) return path::general;
    const bool integer = form == wire::int2 || form == wire::int4 || form == wire::int8;
    if (!binary) {
        if (integer && how.type == storage::int64) return path::digits64;
        if (integer && form != wire::int8 && how.type == storage::int32) return path::digits32;
        return path::general;
    }
    if (form == wire::int8 && how.type == storage::int64) return path::int8;
    if (form == wire::int4 && how.type == storage::int32) return path::int4;
    if (form == wire::float8 && how.type == storage::float64) return path::float8;
    if (form == wire::uuid && how.type == storage::uuid) return path::uuid;
    if (form == wire::timestamp && how.type == storage::timestamp) return path::timestamp;
    return path::general;
}

/// Notes what the columns of a statement hold.
inline void learn_columns(row_plan& to, const PGresult* from) {
    const auto columns = static_cast<std::size_t>(PQnfields(from));
    to.wires.resize(columns);
    to.columns.assign(columns, {0, path::general});
    for (std::size_t i = 0; i < columns; ++i) {
        to.wires[i] = wire_of(PQftype(from, static_cast<int>(i)));
        if (i < to.fields.size()) to.columns[i] = {to.fields[i].offset, path_of(to.fields[i], to.wires[i], to.binary)};
    }
}

/// True when it is worth asking the server for the types of the result before the first execution.
inline bool may_gain_from_binary(const row_plan& of) {
    using types::storage;
    for (const field& one : of.fields) switch (one.type) {
            case storage::float32:
            case storage::float64:
            case storage::blob:
            case storage::uuid:
            case storage::timestamp:
            case storage::custom: return true;
            default: break;
        }
    return false;
}

/// Binary results, when a column gains from them and no column has a form that is not known.
inline bool choose_binary(const PGresult* described) {
    bool gain = false;
    for (int i = 0; i < PQnfields(described); ++i) {
        if (!known_in_binary(PQftype(described, i))) return false;
        gain = gain || better_in_binary(PQftype(described, i));
    }
    return gain;
}

}  // namespace tain::driver::postgresql::detail
