// SPDX-License-Identifier: BSL-1.0
#include "proof.hpp"

#include <tain/migrate/diff.hpp>

#include <boost/pfr/core.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Whether the cases would notice a comparison that ignores an attribute of a schema: each attribute in turn is taken out
/// of both schemas of every case, and some case must then get other operations than it expects.
namespace tain::test {
namespace {

/// The attributes of each part of a schema, in their order; the bound fails to compile when one is added.
template <class T>
inline constexpr std::array<std::string_view, 0> attributes{};
template <>
inline constexpr std::array<std::string_view, boost::pfr::tuple_size_v<schema::numbering>>
    attributes<schema::numbering>{"start", "increment", "always", "never_reused", "sequence", "unmodeled"};
template <>
inline constexpr std::array<std::string_view, boost::pfr::tuple_size_v<schema::column>> attributes<schema::column>{
    "name",         "type",           "type_text",    "collation",  "nullable", "identity",
    "numbering",    "server_default", "generated",    "is_virtual", "comment",  "unmodeled",
    "renamed_from", "renamed_values", "own_sequence", "backfill"};
template <>
inline constexpr std::array<std::string_view, boost::pfr::tuple_size_v<schema::primary_key>>
    attributes<schema::primary_key>{"name", "columns", "unmodeled"};
template <>
inline constexpr std::array<std::string_view, boost::pfr::tuple_size_v<schema::unique>> attributes<schema::unique>{
    "name", "columns", "nulls_not_distinct", "unmodeled"};
template <>
inline constexpr std::array<std::string_view, boost::pfr::tuple_size_v<schema::check>> attributes<schema::check>{
    "name", "condition", "unmodeled", "not_valid"};
template <>
inline constexpr std::array<std::string_view, boost::pfr::tuple_size_v<schema::foreign_key>>
    attributes<schema::foreign_key>{"name",      "columns",  "table",     "references",  "on_delete",
                                    "on_update", "deferral", "unmodeled", "schema_name", "not_valid"};
template <>
inline constexpr std::array<std::string_view, boost::pfr::tuple_size_v<schema::index_part>>
    attributes<schema::index_part>{"column", "expression", "descending", "nulls_reversed", "unmodeled"};
template <>
inline constexpr std::array<std::string_view, boost::pfr::tuple_size_v<schema::index>> attributes<schema::index>{
    "name", "parts", "unique", "where", "method", "included", "unmodeled", "invalid"};
template <>
inline constexpr std::array<std::string_view, boost::pfr::tuple_size_v<schema::table>> attributes<schema::table>{
    "name",    "columns", "primary_key",  "uniques", "checks",        "foreign_keys",
    "indexes", "comment", "renamed_from", "strict",  "without_rowid", "schema_name"};
template <>
inline constexpr std::array<std::string_view, boost::pfr::tuple_size_v<schema::enumeration>>
    attributes<schema::enumeration>{"name", "values", "renamed_values"};
template <>
inline constexpr std::array<std::string_view, boost::pfr::tuple_size_v<schema::sequence>> attributes<schema::sequence>{
    "name", "start", "increment", "unmodeled"};
template <>
inline constexpr std::array<std::string_view, boost::pfr::tuple_size_v<schema::database>> attributes<schema::database>{
    "tables", "enums", "sequences"};

/// A way to be blind: takes something out of a schema.
struct mutant {
    std::string name{};
    std::function<void(schema::database&)> blind{};
};

/// Calls `what` with each part of type T of a schema.
template <class T, class What>
void each(schema::database& of, const What& what) {
    const auto all = [&what](auto& list) {
        for (auto& one : list) what(one);
    };
    if constexpr (std::is_same_v<T, schema::database>) {
        what(of);
    } else if constexpr (std::is_same_v<T, schema::enumeration>) {
        all(of.enums);
    } else if constexpr (std::is_same_v<T, schema::sequence>) {
        all(of.sequences);
    } else {
        for (schema::table& t : of.tables) {
            if constexpr (std::is_same_v<T, schema::table>) what(t);
            if constexpr (std::is_same_v<T, schema::column>) all(t.columns);
            if constexpr (std::is_same_v<T, schema::numbering>)
                for (schema::column& c : t.columns) what(c.numbering);
            if constexpr (std::is_same_v<T, schema::primary_key>)
                if (t.primary_key) what(*t.primary_key);
            if constexpr (std::is_same_v<T, schema::unique>) all(t.uniques);
            if constexpr (std::is_same_v<T, schema::check>) all(t.checks);
            if constexpr (std::is_same_v<T, schema::foreign_key>) all(t.foreign_keys);
            if constexpr (std::is_same_v<T, schema::index>) all(t.indexes);
            if constexpr (std::is_same_v<T, schema::index_part>)
                for (schema::index& i : t.indexes) all(i.parts);
        }
    }
}

template <class T>
void add(std::vector<mutant>& to, std::string_view part) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        const auto blinded = [&]<std::size_t At>(std::integral_constant<std::size_t, At>) {
            // What is created with a column's default is not compared beside it, and a backfill is no part of a schema.
            using type = boost::pfr::tuple_element_t<At, T>;
            if constexpr (std::is_same_v<type, schema::own_sequence> || std::is_same_v<type, schema::backfill>) return;
            to.push_back({std::string{part} + "." + std::string{attributes<T>[At]}, [](schema::database& of) {
                              each<T>(of, [](T& one) {
                                  auto& attribute = boost::pfr::get<At>(one);
                                  attribute = std::decay_t<decltype(attribute)>{};
                              });
                          }});
        };
        (blinded(std::integral_constant<std::size_t, I>{}), ...);
    }(std::make_index_sequence<attributes<T>.size()>{});
}

std::vector<mutant> all_mutants() {
    std::vector<mutant> made;
    add<schema::database>(made, "database");
    add<schema::table>(made, "table");
    add<schema::column>(made, "column");
    add<schema::numbering>(made, "numbering");
    add<schema::primary_key>(made, "primary_key");
    add<schema::unique>(made, "unique");
    add<schema::check>(made, "check");
    add<schema::foreign_key>(made, "foreign_key");
    add<schema::index>(made, "index");
    add<schema::index_part>(made, "index_part");
    add<schema::enumeration>(made, "enumeration");
    add<schema::sequence>(made, "sequence");
    made.push_back({"type.length", [](schema::database& of) {
                        each<schema::column>(of, [](schema::column& c) { c.type.length = 0; });
                    }});
    made.push_back({"type.scale", [](schema::database& of) {
                        each<schema::column>(of, [](schema::column& c) { c.type.scale = 0; });
                    }});
    made.push_back({"type.element", [](schema::database& of) {
                        each<schema::column>(of, [](schema::column& c) { c.type.element = {}; });
                    }});
    return made;
}

}  // namespace

TEST_CASE("a comparison that ignores an attribute of a schema fails a case") {
    struct known {
        schema_change change;
        std::vector<std::string> codes;
    };
    std::vector<known> all;
    for (const schema_case& one : read_cases("tests/schema_cases"))
        for (const dialect in : one.on) {
            if (one.lines("operations", in).empty()) continue;
            schema_change made = change_of(one, in);
            std::vector<std::string> codes = codes_of(migrate::diff(made.before, made.wanted));
            all.push_back({std::move(made), std::move(codes)});
        }
    REQUIRE(all.size() > 300);
    const std::vector<mutant> mutants = all_mutants();
    std::string survivors;
    for (const mutant& one : mutants) {
        const bool noticed = std::any_of(all.begin(), all.end(), [&](const known& k) {
            schema_change blind = k.change;
            one.blind(blind.before);
            one.blind(blind.wanted);
            return codes_of(migrate::diff(blind.before, blind.wanted)) != k.codes;
        });
        if (!noticed) survivors += " " + one.name;
    }
    std::printf("%zu mutants of the comparison over %zu changes; survivors:%s\n", mutants.size(), all.size(),
                survivors.empty() ? " none" : survivors.c_str());
    CHECK(survivors == "");
}

}  // namespace tain::test
