// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/error.hpp>
#include <tain/migrate/operation.hpp>
#include <tain/schema/definition.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Why rows may refuse a change, and which changes they may refuse so.
namespace tain::test {

enum class refusal { none, null, unique, check, foreign_key, value };

inline refusal refusal_of(const error& e) {
    const std::string what = e.what();
    const auto says = [&](std::string_view text) { return what.find(text) != what.npos; };
    if (const auto* by = dynamic_cast<const constraint_error*>(&e)) {
        switch (by->kind()) {
            case constraint_kind::not_null: return refusal::null;
            case constraint_kind::unique:
            case constraint_kind::primary_key: return refusal::unique;
            case constraint_kind::check: return refusal::check;
            case constraint_kind::foreign_key: return refusal::foreign_key;
            default: break;
        }
    }
    if (const auto* by = dynamic_cast<const database_error*>(&e)) {
        if (by->code().starts_with("22")) return refusal::value;  // data exceptions of PostgreSQL
        if (by->code() == "SQLITE_CONSTRAINT_DATATYPE" || by->code() == "SQLITE_MISMATCH") return refusal::value;
        if (says("CHECK constraint failed")) return refusal::check;  // of a column that is added
        return says("integer overflow") || says("cannot convert infinity") || says("cannot convert NaN")
                   ? refusal::value
                   : refusal::none;
    }
    if (says("cannot be converted to the column's new type")) return refusal::value;
    return says("without their row in") || says("without its row in") ? refusal::foreign_key : refusal::none;
}

/// True when one of the operations may be refused for this reason.
inline bool may_be(refusal why, const std::vector<migrate::operation>& all, dialect in) {
    const auto retypes = [&](const migrate::operation& o) {
        const auto* one = std::get_if<migrate::alter_column>(&o);
        return std::holds_alternative<migrate::alter_enum>(o) || std::holds_alternative<migrate::alter_options>(o) ||
               (one != nullptr &&
                (schema::type_of(one->from, in) != schema::type_of(one->to, in) || one->from.type != one->to.type ||
                 one->from.collation != one->to.collation || one->from.generated != one->to.generated));
    };
    const auto may = [&](const migrate::operation& o) {
        const auto* added = std::get_if<migrate::add_column>(&o);
        const auto* altered = std::get_if<migrate::alter_column>(&o);
        const auto* index = std::get_if<migrate::create_index>(&o);
        const auto is_bare = [&](const schema::column& c) {
            return !c.nullable && !schema::has_default(c, in) && !schema::is_generated(c, in);
        };
        switch (why) {
            case refusal::null:
                return (added != nullptr && is_bare(added->column)) ||
                       (altered != nullptr && is_bare(altered->to) &&
                        (altered->from.nullable || altered->from.generated));
            case refusal::unique:
                return std::holds_alternative<migrate::add_unique>(o) || (index != nullptr && index->index.unique) ||
                       std::holds_alternative<migrate::add_primary_key>(o) || retypes(o) ||
                       (altered != nullptr && altered->from.nullable && !altered->to.nullable);
            case refusal::check:
                return std::holds_alternative<migrate::add_check>(o) || retypes(o) ||
                       (altered != nullptr && altered->from.nullable && !altered->to.nullable);
            case refusal::foreign_key:
                return std::holds_alternative<migrate::add_foreign_key>(o) || retypes(o) ||
                       (altered != nullptr && altered->from.nullable && !altered->to.nullable);
            case refusal::value:  // no number follows the greatest one
                return retypes(o) || (added != nullptr && added->column.generated) ||
                       (altered != nullptr && altered->to.identity && !altered->from.identity);
            case refusal::none: break;
        }
        return false;
    };
    return std::any_of(all.begin(), all.end(), may);
}

}  // namespace tain::test
