// SPDX-License-Identifier: BSL-1.0
#include "sqlite_definition.hpp"
#include "token_reader.hpp"

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
    const std::string name = lower(declared);
    static constexpr std::pair<std::string_view, types::sql_kind> names[] = {
        {"boolean", boolean}, {"bool", boolean},   {"smallint", int16},      {"int2", int16},
        {"integer", int32},   {"int", int32},      {"int4", int32},          {"bigint", int64},
        {"int8", int64},      {"real", float32},   {"float4", float32},      {"double precision", float64},
        {"double", float64},  {"float8", float64}, {"text", text},           {"varchar", varchar},
        {"blob", blob},       {"uuid", uuid},      {"timestamp", timestamp}, {"character varying", varchar},
    };
    for (const auto& [spelling, kind] : names)
        if (name == spelling) return {kind};
    for (const std::string_view prefix : {"varchar(", "character varying("}) {
        if (!name.starts_with(prefix) || !name.ends_with(')')) continue;
        std::uint32_t length = 0;
        const char* end = name.data() + name.size() - 1;
        const auto [stop, failure] = std::from_chars(name.data() + prefix.size(), end, length);
        if (failure == std::errc{} && stop == end && length != 0) return {varchar, length};
    }
    return {other};
}

}  // namespace tain::migrate::sqlite
