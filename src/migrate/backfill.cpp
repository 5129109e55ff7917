// SPDX-License-Identifier: BSL-1.0
#include "backfill.hpp"
#include "token_reader.hpp"

#include <tain/dialect/quote.hpp>
#include <tain/schema/definition.hpp>

#include <algorithm>
#include <iterator>
#include <variant>

namespace tain::migrate {
namespace {

bool becomes_required(const alter_column& o) { return o.from.nullable && !o.to.nullable; }

}  // namespace

const schema::sql_text* backfill_of(const operation& of) {
    const schema::column* filled = nullptr;
    if (const auto* added = std::get_if<add_column>(&of)) filled = &added->column;
    if (const auto* altered = std::get_if<alter_column>(&of); altered != nullptr && becomes_required(*altered))
        filled = &altered->to;
    return filled == nullptr || filled->backfill.value == schema::sql_text{} ? nullptr : &filled->backfill.value;
}

std::string fill_of(const schema::column& of, dialect in) {
    const std::string& value = of.backfill.value[in];
    return value.empty() ? value : schema::default_of(value, in);
}

bool feeds_backfill(const std::string& name, const std::vector<operation>& all) {
    return std::any_of(all.begin(), all.end(), [&](const operation& o) {
        const schema::sql_text* value = backfill_of(o);
        return value != nullptr && (migrate::mentions((*value)[dialect::sqlite], name) ||
                                    migrate::mentions((*value)[dialect::postgresql], name));
    });
}

void hold_back_columns(std::vector<operation>& of) {
    const std::vector<operation> all = of;
    std::stable_partition(of.begin(), of.end(), [&](const operation& o) {
        const auto* dropped = std::get_if<drop_column>(&o);
        return dropped == nullptr || !feeds_backfill(dropped->column.name, all);
    });
}

std::vector<operation> take_tables_read(std::vector<operation>& from, const std::vector<operation>& readers) {
    const auto read = std::stable_partition(from.begin(), from.end(), [&](const operation& o) {
        const auto* dropped = std::get_if<drop_table>(&o);
        return dropped == nullptr || !feeds_backfill(dropped->table.name, readers);
    });
    std::vector<operation> made{std::make_move_iterator(read), std::make_move_iterator(from.end())};
    from.erase(read, from.end());
    return made;
}

std::vector<std::string> unfilled(const std::vector<operation>& of, dialect in) {
    constexpr const char* ways =
        " Three ways out: backfill<…>(…) in the mapping says what they get; server_default<…>(…) is for new rows, too; "
        "a "
        "std::optional member leaves them NULL.";
    std::vector<std::string> made;
    for (const operation& o : of) {
        if (const schema::sql_text* value = backfill_of(o); value != nullptr && !(*value)[in].empty()) continue;
        const auto place = [&](const schema::column& c) {
            return dialects::quoted(table_of(o)) + "." + dialects::quoted(c.name);
        };
        if (const auto* added = std::get_if<add_column>(&o)) {
            const schema::column& c = added->column;
            if (!c.nullable && !c.identity && !schema::has_default(c, in) && !schema::is_generated(c, in))
                made.push_back(place(c) + " is NOT NULL and has no default: this fails if the table has rows." + ways);
        }
        if (const auto* altered = std::get_if<alter_column>(&o);
            altered != nullptr && becomes_required(*altered) && !schema::has_default(altered->to, in))
            made.push_back(place(altered->to) + " becomes NOT NULL: this fails while a row has NULL there." + ways);
    }
    return made;
}

}  // namespace tain::migrate
