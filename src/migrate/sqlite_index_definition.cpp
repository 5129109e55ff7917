// SPDX-License-Identifier: BSL-1.0
#include "sqlite_definition.hpp"
#include "token_reader.hpp"

#include <tain/dialect/type_names.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::migrate::sqlite {
namespace {

using lexical::token_kind;

schema::sql_text sqlite_text(std::string text) { return {std::move(text), {}}; }

schema::index_part read_part(std::string_view text, const schema::table& on) {
    schema::index_part part;
    token_reader in{text, dialect::sqlite};
    std::vector<lexical::token> tokens;
    while (!in.at_end()) tokens.push_back(in.take());
    const auto ends_with = [&](std::string_view word) {
        return tokens.back().kind == token_kind::word && equal_ignoring_case(tokens.back().text, word);
    };
    part.descending = ends_with("DESC");
    if (part.descending || ends_with("ASC")) tokens.pop_back();

    const bool collated =
        tokens.size() == 3 && tokens[1].kind == token_kind::word && equal_ignoring_case(tokens[1].text, "COLLATE");
    if (tokens.size() == 1 || collated) {
        for (const schema::column& c : on.columns)
            if (equal_ignoring_case(c.name, identifier_of(tokens.front()))) part.column = c.name;
        if (!part.column.empty() && collated && !equal_ignoring_case(identifier_of(tokens[2]), "BINARY"))
            part.unmodeled = "COLLATE " + identifier_of(tokens[2]);
    }
    if (part.column.empty()) part.expression = sqlite_text(bare_expression(in.text(0, tokens.size()), dialect::sqlite));
    return part;
}

}  // namespace

schema::index read_index(std::string_view sql, const schema::table& on) {
    schema::index made;
    token_reader in{sql, dialect::sqlite};
    in.expect("CREATE");
    made.unique = in.accept("UNIQUE");
    in.expect("INDEX");
    in.accept({"IF", "NOT", "EXISTS"});
    made.name = in.name();
    if (in.accept(".")) made.name = in.name();
    in.expect("ON");
    in.name();
    in.expect("(");
    do made.parts.push_back(read_part(in.until({","}), on));
    while (in.accept(","));
    in.expect(")");
    if (in.accept("WHERE")) made.where = sqlite_text(bare_expression(in.until({";"}), dialect::sqlite));
    return made;
}

types::sql_type type_of_declared(std::string_view declared) {
    using enum types::sql_kind;
    static constexpr std::pair<std::string_view, types::sql_kind> others[] = {
        {"bool", boolean},    {"int2", int16},
        {"int", int32},       {"int4", int32},
        {"int8", int64},      {"float4", float32},
        {"double", float64},  {"float8", float64},
        {"numeric", decimal}, {"character varying", varchar},
    };
    const auto kind_of = [](std::string_view name) {
        for (const dialects::type_spelling& each : dialects::type_spellings)
            if (name == lower(each.sqlite)) return each.kind;
        for (const auto& [spelling, kind] : others)
            if (name == spelling) return kind;
        return other;
    };
    std::string name = lower(declared);
    types::sql_type made;
    constexpr std::string_view array_suffix = " array";
    const bool is_array = name.ends_with(array_suffix);
    if (is_array) name.resize(name.size() - array_suffix.size());
    const std::size_t open = name.find('(');
    made.kind = kind_of(std::string_view{name}.substr(0, open));
    if (open != std::string::npos) {
        const char* const end = name.data() + name.size();
        auto [stop, failure] = std::from_chars(name.data() + open + 1, end, made.length);
        if (failure == std::errc{} && made.kind == decimal && stop != end && *stop == ',') {
            do ++stop;
            while (stop != end && *stop == ' ');
            failure = std::from_chars(stop, end, made.scale).ec;
            stop = std::find(stop, end, ')');
        }
        if (failure != std::errc{} || stop + 1 != end || *stop != ')' || made.length == 0 ||
            (made.kind != varchar && made.kind != decimal))
            return {other};
    }
    if (made.kind == other) return {other};
    if (is_array) {
        made.element = made.kind;
        made.kind = array;
    }
    return made;
}

}  // namespace tain::migrate::sqlite
