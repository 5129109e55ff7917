// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/orm/naming.hpp>
#include <tain/types/timestamp_text.hpp>

#include <cstdio>
#include <vector>

namespace tain::orm {

namespace detail {

inline void spell_hex(std::string& to, std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        to += digits[byte >> 4];
        to += digits[byte & 15];
    }
}

/// Cuts long text, between characters.
inline std::string_view shortened(std::string_view text) {
    constexpr std::size_t most = 60;
    if (text.size() <= most) return text;
    std::size_t size = most;
    while (size != 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
    return text.substr(0, size);
}

inline void spell(std::string& to, const types::cell& value) {
    if (value.fault != types::fault::none) {
        to += "a value that cannot be stored";
        return;
    }
    if (value.is_null) {
        to += "NULL";
        return;
    }
    switch (value.kind) {
        case types::cell_kind::boolean: to += value.integer != 0 ? "true" : "false"; break;
        case types::cell_kind::integer: to += std::to_string(value.integer); break;
        case types::cell_kind::real: {
            char text[32];
            to.append(text, static_cast<std::size_t>(std::snprintf(text, sizeof text, "%.17g", value.real)));
            break;
        }
        case types::cell_kind::text: {
            const std::string_view text = shortened(value.bytes());
            to.append("'").append(text).append(text.size() == value.size ? "'" : "…'");
            break;
        }
        case types::cell_kind::blob:
            to += "x'";
            spell_hex(to, value.bytes().substr(0, 16));
            to += value.size <= 16 ? "'" : "…'";
            break;
        case types::cell_kind::uuid:
            for (std::size_t i = 0; i < value.size; ++i) {
                if (i == 4 || i == 6 || i == 8 || i == 10) to += '-';
                spell_hex(to, value.bytes().substr(i, 1));
            }
            break;
        case types::cell_kind::timestamp: {
            char text[types::timestamp_text_size];
            if (types::write_timestamp(value.integer, text) == types::fault::none)
                to.append(text, sizeof text);
            else
                to += std::to_string(value.integer);
            break;
        }
    }
}

inline bool generated(const model_operations& of) {
    for (const column_index at : of.key)
        if (of.columns[at].identity) return true;
    return false;
}

}  // namespace detail

TAIN_INLINE std::string spell_key(const model_operations& of, std::span<const types::cell> columns) {
    std::string made;
    for (const column_index at : of.key) {
        if (!made.empty()) made += ", ";
        made.append(of.columns[at].name).append(" ");
        detail::spell(made, columns[at]);
    }
    return made;
}

TAIN_INLINE std::string key_of(const record& object) {
    std::vector<types::cell> columns(object.model->columns.size());
    types::scratch keep{object.on};
    if (object.known.empty())
        object.model->bind(columns.data(), object.object, keep);
    else
        object.known.read(columns);
    return spell_key(*object.model, columns);
}

TAIN_INLINE std::string name_of(const record& object) {
    std::string made{object.model->type};
    if (object.known.empty() && object.key.empty() && detail::generated(*object.model)) return "a new " + made;
    return made.append(" (").append(key_of(object)).append(")");
}

[[noreturn]] TAIN_INLINE void rethrow(std::string_view doing) {
    const auto led = [doing](const error& by) {
        std::string_view said = by.what();
        if (said.starts_with("tain: ")) said.remove_prefix(6);
        return std::string{"tain: cannot "}.append(doing).append(": ").append(said);
    };
    try {
        throw;
    } catch (const constraint_error& e) {
        throw constraint_error(led(e), e.kind(), e.report());
    } catch (const conflict_error& e) {
        throw conflict_error(led(e), e.report());
    } catch (const connection_error& e) {
        throw connection_error(led(e), e.report());
    } catch (const database_error& e) {
        throw database_error(led(e), e.report());
    } catch (const row_error& e) {
        throw row_error(led(e));
    }
}

}  // namespace tain::orm
