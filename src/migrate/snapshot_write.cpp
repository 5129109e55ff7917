// SPDX-License-Identifier: BSL-1.0
#include "json.hpp"
#include "snapshot_names.hpp"

#include <tain/migrate/snapshot.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace tain::migrate {
namespace {

std::string list(const std::vector<std::string>& values) {
    std::string made;
    for (const std::string& value : values) made += (made.empty() ? "" : ", ") + json::quoted(value);
    return "[" + made + "]";
}

/// One JSON object on one line. Members with default values are left out.
class line {
public:
    line& put(std::string_view key, const std::string& json) {
        text_ += text_.empty() ? "" : ", ";
        text_ += json::quoted(key) + ": " + json;
        return *this;
    }
    line& text(std::string_view key, const std::string& value) { return put(key, json::quoted(value)); }
    line& text_if(std::string_view key, const std::string& value) { return value.empty() ? *this : text(key, value); }
    line& flag(std::string_view key, bool value) { return value ? put(key, "true") : *this; }
    line& sql(std::string_view key, const schema::sql_text& value) {
        const std::string& lite = value[dialect::sqlite];
        const std::string& pg = value[dialect::postgresql];
        if (lite == pg) return text(key, lite);
        return put(key, line{}.text_if("sqlite", lite).text_if("postgresql", pg).str());
    }
    line& sql_if(std::string_view key, const schema::sql_text& value) {
        return value == schema::sql_text{} ? *this : sql(key, value);
    }
    /// Nothing for 1, which is where numbers begin and how they go up by themselves.
    line& count(std::string_view key, std::int64_t value) {
        return value == 1 ? *this : put(key, std::to_string(value));
    }
    line& texts(std::string_view key, const std::vector<std::string>& values) { return put(key, list(values)); }
    std::string str() const { return "{" + text_ + "}"; }

private:
    std::string text_{};
};

// The structured bindings name every member: one that is added to the schema stops the build here.

std::string entry(const schema::numbering& of) {
    const auto& [start, increment, always, never_reused, sequence, unmodeled] = of;
    line made;
    made.count("start", start).count("increment", increment).flag("always", always).flag("never_reused", never_reused);
    return made.text_if("sequence", sequence).text_if("unmodeled", unmodeled).str();
}

std::string entry(const schema::sequence& of) {
    const auto& [name, start, increment, unmodeled] = of;
    line made;
    made.text("name", name).count("start", start).count("increment", increment).text_if("unmodeled", unmodeled);
    return made.str();
}

std::string entry(const schema::enumeration& of) {
    const auto& [name, values, renamed_values] = of;
    static_cast<void>(renamed_values);  // says nothing more
    return line{}.text("name", name).texts("values", values).str();
}

/// The former names that something else has now. Only these need to be remembered: they tell two names that were
/// exchanged from two that are to be.
template <class Entry>
std::vector<std::string> still_there(const schema::former_names& of, const std::vector<Entry>& all) {
    std::vector<std::string> made;
    for (const std::string& name : of.all)
        if (std::any_of(all.begin(), all.end(), [&](const Entry& one) { return one.name == name; }))
            made.push_back(name);
    return made;
}

std::string entry(const schema::column& of, const std::vector<schema::column>& all) {
    const auto& [name, type, spelling, collation, nullable, identity, numbering, server_default, generated, is_virtual,
                 comment, unmodeled, renamed_from, renamed_values, own_sequence, backfill] = of;
    static_cast<void>(renamed_values);  // says nothing more, like the next
    static_cast<void>(backfill);
    line made;
    made.text("name", name).text("type", snapshot_names::spelled(type)).text_if("type_text", spelling);
    made.sql_if("collation", collation);
    made.flag("nullable", nullable).flag("identity", identity);
    if (numbering != schema::numbering{}) made.put("numbering", entry(numbering));
    if (server_default) made.sql("default", *server_default);
    if (generated) made.sql("generated", *generated);
    made.flag("virtual", is_virtual);
    made.text_if("comment", comment).text_if("unmodeled", unmodeled);
    made.text_if("own_sequence", own_sequence.name);
    if (const std::vector<std::string> kept = still_there(renamed_from, all); !kept.empty())
        made.texts("renamed_from", kept);
    return made.str();
}

std::string entry(const schema::primary_key& of) {
    const auto& [name, columns, unmodeled] = of;
    return line{}.text_if("name", name).texts("columns", columns).text_if("unmodeled", unmodeled).str();
}

std::string entry(const schema::unique& of) {
    const auto& [name, columns, nulls_not_distinct, unmodeled] = of;
    line made;
    made.text_if("name", name).texts("columns", columns).flag("nulls_not_distinct", nulls_not_distinct);
    return made.text_if("unmodeled", unmodeled).str();
}

std::string entry(const schema::check& of) {
    const auto& [name, condition, unmodeled, not_valid] = of;
    line made;
    made.text_if("name", name).sql("condition", condition).text_if("unmodeled", unmodeled);
    return made.flag("not_valid", not_valid).str();
}

std::string entry(const schema::foreign_key& of) {
    const auto& [name, columns, table, references, on_delete, on_update, deferral, unmodeled, schema_name, not_valid] =
        of;
    line made;
    made.text_if("name", name).texts("columns", columns).text("table", table).text_if("schema", schema_name);
    made.texts("references", references);
    if (on_delete != schema::action::no_action) made.text("on_delete", std::string{schema::name(on_delete)});
    if (on_update != schema::action::no_action) made.text("on_update", std::string{schema::name(on_update)});
    if (deferral != schema::deferral::none) made.text("deferral", std::string{snapshot_names::of(deferral)});
    return made.text_if("unmodeled", unmodeled).flag("not_valid", not_valid).str();
}

std::string entry(const schema::index_part& of) {
    const auto& [column, expression, descending, nulls_reversed, unmodeled] = of;
    line made;
    made.text_if("column", column).sql_if("expression", expression).flag("descending", descending);
    return made.flag("nulls_reversed", nulls_reversed).text_if("unmodeled", unmodeled).str();
}

std::string entry(const schema::index& of) {
    const auto& [name, parts, unique, where, method, included, unmodeled, invalid] = of;
    std::string list;
    for (const schema::index_part& part : parts) list += (list.empty() ? "" : ", ") + entry(part);
    line made;
    made.text_if("name", name).put("parts", "[" + list + "]").flag("unique", unique);
    made.sql_if("where", where).text_if("method", method);
    if (!included.empty()) made.texts("included", included);
    return made.text_if("unmodeled", unmodeled).flag("invalid", invalid).str();
}

template <class Entry>
void put_list(std::string& to, std::string_view key, const std::vector<Entry>& entries) {
    if (entries.empty()) return;
    to += ",\n      " + json::quoted(key) + ": [";
    for (const Entry& one : entries) {
        to += &one == entries.data() ? "\n        " : ",\n        ";
        if constexpr (requires { entry(one, entries); })
            to += entry(one, entries);
        else
            to += entry(one);
    }
    to += "\n      ]";
}

std::string entry(const schema::table& of, const std::vector<schema::table>& all) {
    const auto& [name, columns, primary_key, uniques, checks, foreign_keys, indexes, comment, renamed_from, strict,
                 without_rowid, schema_name] = of;
    std::string made = "    {\n      \"name\": " + json::quoted(name);
    if (const std::vector<std::string> kept = still_there(renamed_from, all); !kept.empty())
        made += ",\n      \"renamed_from\": " + list(kept);
    if (!comment.empty()) made += ",\n      \"comment\": " + json::quoted(comment);
    if (!schema_name.empty()) made += ",\n      \"schema\": " + json::quoted(schema_name);
    if (strict) made += ",\n      \"strict\": true";
    if (without_rowid) made += ",\n      \"without_rowid\": true";
    put_list(made, "columns", columns);
    if (primary_key) made += ",\n      \"primary_key\": " + entry(*primary_key);
    put_list(made, "uniques", uniques);
    put_list(made, "checks", checks);
    put_list(made, "foreign_keys", foreign_keys);
    put_list(made, "indexes", indexes);
    return made + "\n    }";
}

}  // namespace

std::string write_snapshot(const schema::database& of) {
    const auto& [tables, enums, sequences] = of;
    std::string made = "{\n  \"tain_snapshot\": 1,\n  \"tables\": [";
    for (const schema::table& table : tables) {
        made += &table == tables.data() ? "\n" : ",\n";
        made += entry(table, tables);
    }
    made += tables.empty() ? "]" : "\n  ]";
    const auto put = [&made](std::string_view key, const auto& all) {
        if (all.empty()) return;
        made += ",\n  " + json::quoted(key) + ": [";
        for (const auto& one : all) {
            made += &one == all.data() ? "\n    " : ",\n    ";
            made += entry(one);
        }
        made += "\n  ]";
    };
    put("enums", enums);
    put("sequences", sequences);
    return made + "\n}\n";
}

}  // namespace tain::migrate
