// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/driver/message.hpp>
#include <tain/orm/naming.hpp>

#include <vector>

namespace tain::orm {

namespace detail {

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
        driver::spell_value(made, columns[at]);
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
