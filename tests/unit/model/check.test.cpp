// SPDX-License-Identifier: BSL-1.0
#include <tain/model/check_models.hpp>

#include "models.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace tain::verdict;

namespace {

struct Good {
    std::int64_t id{};
    std::string text{};
    std::int32_t rank{};
    std::optional<std::int64_t> other_id{};
};
BOOST_DESCRIBE_STRUCT(Good, (), (id, text, rank, other_id))

struct Undescribed {
    int id{};
};

struct Forgetful {
    int id{};
    int lost{};
};
BOOST_DESCRIBE_STRUCT(Forgetful, (), (id))

struct Holder {
    int id{};
    Forgetful inner{};
};
BOOST_DESCRIBE_STRUCT(Holder, (), (id, inner))

struct Heir : Forgetful {
    int more{};
};
BOOST_DESCRIBE_STRUCT(Heir, (Forgetful), (more))

struct Cached {
    int id{};
    int shadow{};
};
BOOST_DESCRIBE_STRUCT(Cached, (), (id))

struct Unmapped {
    int id{};
    char letter{};
};
BOOST_DESCRIBE_STRUCT(Unmapped, (), (id, letter))

struct Twice {
    Good first{};
    Good second{};
};
BOOST_DESCRIBE_STRUCT(Twice, (), (first, second))

struct Nullable {
    std::optional<int> id{};
};
BOOST_DESCRIBE_STRUCT(Nullable, (), (id))

struct Pair {
    int a{};
    int b{};
};
BOOST_DESCRIBE_STRUCT(Pair, (), (a, b))

struct Renamed {
    std::int64_t id{};
    int a{};
    int b{};
};
BOOST_DESCRIBE_STRUCT(Renamed, (), (id, a, b))

template <int>
struct Wrong {
    std::int64_t id{};
    int a{};
    int b{};
    BOOST_DESCRIBE_CLASS(Wrong, (), (id, a, b), (), ())
};
struct Keyless {
    int a{};
};
BOOST_DESCRIBE_STRUCT(Keyless, (), (a))

struct Generated {
    int id{};
};
BOOST_DESCRIBE_STRUCT(Generated, (), (id))

struct Natural {
    int id{};
};
BOOST_DESCRIBE_STRUCT(Natural, (), (id))

enum class Color { red, green };
BOOST_DESCRIBE_ENUM(Color, red, green)

struct Painted {
    int id{};
    std::optional<Color> color{};
};
BOOST_DESCRIBE_STRUCT(Painted, (), (id, color))

struct Cased {
    int id{};
    int a{};
    int A{};
};
BOOST_DESCRIBE_STRUCT(Cased, (), (id, a, A))

struct LongTable {
    int id{};
};
BOOST_DESCRIBE_STRUCT(LongTable, (), (id))

struct LongColumn {
    int id{};
};
BOOST_DESCRIBE_STRUCT(LongColumn, (), (id))

struct LongIndex {
    int id{};
    int a{};
};
BOOST_DESCRIBE_STRUCT(LongIndex, (), (id, a))

struct LongEnough {
    int id{};
    int a_member_whose_name_by_convention_is_cut{};
};
BOOST_DESCRIBE_STRUCT(LongEnough, (), (id, a_member_whose_name_by_convention_is_cut))

struct TwoSchemas {
    int id{};
};
BOOST_DESCRIBE_STRUCT(TwoSchemas, (), (id))

struct NoSchema {
    int id{};
};
BOOST_DESCRIBE_STRUCT(NoSchema, (), (id))

#define SIXTY_THREE "123456789_123456789_123456789_123456789_123456789_123456789_123"

enum class color { red, green };
BOOST_DESCRIBE_ENUM(color, red, green)
enum class shade { dark, light };
BOOST_DESCRIBE_ENUM(shade, dark, light)

struct Tinted {
    int id{};
    std::optional<color> in{};
};
BOOST_DESCRIBE_STRUCT(Tinted, (), (id, in))
struct Shaded {
    int id{};
    shade in{};
};
BOOST_DESCRIBE_STRUCT(Shaded, (), (id, in))

}  // namespace

template <>
inline constexpr auto tain::renamed_enumerators<color> =
    std::array{renamed_from<color::red>("rot"), renamed_from<color::red>("rouge")};
template <>
inline constexpr auto tain::renamed_enumerators<shade> = std::array{renamed_from<shade::dark>("light")};

template <>
inline constexpr auto tain::mapping<Renamed> =
    table("renamed", renamed_from("old"), renamed_from("older"), renamed_from<&Renamed::a>("b"),
          renamed_from<&Renamed::b>("a"), renamed_from<&Renamed::id>("number"));
template <>
inline constexpr auto tain::mapping<Wrong<1>> = table("w1", renamed_from<&Wrong<1>::a>("b"), renamed_from("pairs"));
template <>
inline constexpr auto tain::mapping<Wrong<2>> =
    table("w2", renamed_from<&Wrong<2>::a>("x"), renamed_from<&Wrong<2>::b>("x"), renamed_from("older"));
template <>
inline constexpr auto tain::mapping<Wrong<3>> = table("w3", renamed_from<&Wrong<3>::a>("a"), renamed_from("w3"));
template <>
inline constexpr auto tain::mapping<TwoSchemas> = table("t", in_schema("a"), in_schema("a"));
template <>
inline constexpr auto tain::mapping<NoSchema> = table("t", in_schema(""));
template <>
inline constexpr auto tain::mapping<LongTable> = table(SIXTY_THREE "4");
template <>
inline constexpr auto tain::mapping<LongColumn> = table("t", column_name<&LongColumn::id>(SIXTY_THREE "4"));
template <>
inline constexpr auto tain::mapping<LongIndex> = table("t", index<&LongIndex::a>.named(SIXTY_THREE "4"));
template <>
inline constexpr auto tain::mapping<LongEnough> =
    table(SIXTY_THREE, column_name<&LongEnough::id>(SIXTY_THREE), index<&LongEnough::id>.named(SIXTY_THREE),
          unique<&LongEnough::a_member_whose_name_by_convention_is_cut>);
template <>
inline constexpr auto tain::mapping<Cached> = table("cached", transient<&Cached::shadow>);
template <>
inline constexpr auto tain::mapping<Pair> = table("pairs", primary_key<&Pair::a>, primary_key<&Pair::b>);
template <>
inline constexpr auto tain::mapping<Keyless> = table("keyless", sqlite_without_rowid);
template <>
inline constexpr auto tain::mapping<Generated> = table("generated", sqlite_without_rowid, sqlite_strict);
template <>
inline constexpr auto tain::mapping<Natural> =
    table("natural", primary_key<&Natural::id>.natural(), sqlite_without_rowid, sqlite_strict);

namespace {

template <class T, class Verdict>
inline constexpr bool judged = std::is_same_v<fitness<T>, Verdict>;
/// The verdict on a part of a mapping of `Good`.
template <class Verdict, class Part>
constexpr bool part_judged(const Part&) {
    return std::is_same_v<part_fitness<Good, Part>, Verdict>;
}

}  // namespace

using namespace tain;

TEST_CASE("a described struct of mapped members is fit") {
    static_assert(judged<Good, accepted>);
    static_assert(judged<Cached, accepted>, "a transient member need not be described");
    static_assert(model::model_ok<Good>);
    SUCCEED();
}

TEST_CASE("what is wrong with a struct is told") {
    static_assert(judged<Undescribed, not_described>);
    static_assert(judged<int, not_described>);
    static_assert(judged<Forgetful, member_not_described>);
    static_assert(judged<Holder, member_not_described>, "embedded");
    static_assert(judged<Heir, member_not_described>, "in a base");
    static_assert(judged<Unmapped, type_not_mapped>);
    static_assert(judged<Twice, duplicate_column>);
    static_assert(judged<Nullable, nullable_primary_key>);
    static_assert(judged<Pair, two_primary_keys>);
    static_assert(judged<Cased, duplicate_column>, "SQLite does not tell a from A");
    SUCCEED();
}

TEST_CASE("former names are of nothing that is there now") {
    static_assert(judged<Renamed, accepted>, "two that are exchanged");
    static_assert(judged<Wrong<1>, renamed_from_current_name>);
    static_assert(judged<Wrong<2>, renamed_from_one_name>);
    static_assert(judged<Wrong<3>, renamed_from_current_name>, "itself");
    static_assert(judged<Tinted, accepted>);
    static_assert(judged<Shaded, renamed_from_current_name>, "an enumerator");
    static_assert(part_judged<not_a_column>(renamed_from<&Pair::a>("x")));
    static_assert(part_judged<accepted>(renamed_from("x")));
    static_assert(std::is_same_v<fitness_together<Renamed, Good>, accepted>);
    static_assert(std::is_same_v<fitness_together<Wrong<1>, Pair>, renamed_from_current_name>);
    static_assert(std::is_same_v<fitness_together<Wrong<1>, Good>, accepted>);
    static_assert(std::is_same_v<fitness_together<Wrong<2>, Renamed>, renamed_from_one_name>);
    static_assert(std::is_same_v<fitness_together<Wrong<3>>, renamed_from_current_name>);
    SUCCEED();
}

TEST_CASE("the parts of a mapping name columns of their model") {
    static_assert(part_judged<accepted>(unique<&Good::text>));
    static_assert(part_judged<accepted>(tain::index<&Good::text, &Good::rank>));
    static_assert(part_judged<accepted>(primary_key<&Good::id>));
    static_assert(part_judged<not_a_column>(unique<&Pair::a>));
    static_assert(part_judged<not_a_column>(tain::index<&Good::text, &Pair::a>));
    static_assert(part_judged<not_a_column>(primary_key<&Pair::a>));
    static_assert(part_judged<not_a_column>(column_name<&Pair::a>("a")));
    static_assert(part_judged<not_a_column>(server_default<&Pair::a>(7)));
    static_assert(part_judged<not_a_column>(prefix<&Pair::a>("x_")));
    static_assert(part_judged<accepted>(transient<&Good::text>));
    SUCCEED();
}

TEST_CASE("a foreign key refers to columns of the same types") {
    static_assert(part_judged<accepted>(foreign_key<&Good::other_id>.references<&Good::id>()), "itself, and NULLable");
    static_assert(part_judged<accepted>(foreign_key<&Good::other_id>.references<Good>()));
    static_assert(part_judged<accepted>(foreign_key<&Good::rank, &Good::id>.references<&Good::rank, &Good::id>()));
    static_assert(part_judged<foreign_key_without_target>(foreign_key<&Good::other_id>));
    static_assert(part_judged<foreign_key_differs>(foreign_key<&Good::rank>.references<&Good::id>()));
    static_assert(part_judged<foreign_key_differs>(foreign_key<&Good::other_id>.references<&Good::id, &Good::rank>()));
    static_assert(part_judged<foreign_key_to_no_key>(foreign_key<&Good::other_id>.references<Keyless>()));
    static_assert(part_judged<foreign_key_differs>(foreign_key<&Good::other_id>.references<&Keyless::a>()));
    static_assert(part_judged<foreign_key_to_no_model>(foreign_key<&Good::other_id>.references<Undescribed>()));
    static_assert(part_judged<not_a_column>(foreign_key<&Pair::a>.references<&Good::rank>()));
    static_assert(part_judged<not_a_column>(foreign_key<&Good::rank>.references<&Cached::shadow>()));
    SUCCEED();
}

TEST_CASE("conditions read their own table") {
    static_assert(part_judged<accepted>(check<"long">(like(col<&Good::text>, "%x%") && col<&Good::rank> > 3)));
    static_assert(part_judged<condition_elsewhere>(check<"odd">(col<&Pair::a> > 3)));
    static_assert(part_judged<condition_elsewhere>(check<"odd">(col<&Pair::a> > col<&Good::rank>)));
    static_assert(part_judged<accepted>(tain::index<&Good::text>.where(col<&Good::rank> > 3)));
    static_assert(part_judged<condition_elsewhere>(tain::index<&Good::text>.where(col<&Pair::a> > 3)));
    SUCCEED();
}

TEST_CASE("defaults are values of their columns, lengths limit text") {
    static_assert(part_judged<accepted>(server_default<&Good::rank>(7)));
    static_assert(part_judged<accepted>(server_default<&Good::text>("none")));
    static_assert(part_judged<accepted>(server_default<&Good::rank>(sql_text("random()"))));
    static_assert(part_judged<assigned_type_differs>(server_default<&Good::rank>("seven")));
    static_assert(part_judged<assigned_type_differs>(server_default<&Good::rank>(0.5)));
    static_assert(part_judged<accepted>(length<&Good::text>(40)));
    static_assert(part_judged<length_without_text>(length<&Good::rank>(40)));
    SUCCEED();
}

TEST_CASE("names that the mapping gives are kept whole") {
    static_assert(judged<LongTable, identifier_too_long> && judged<LongColumn, identifier_too_long>);
    static_assert(judged<LongIndex, identifier_too_long>);
    static_assert(judged<LongEnough, accepted>);
    SUCCEED();
}

TEST_CASE("a table stands in one schema") {
    static_assert(judged<TwoSchemas, schema_not_one> && judged<NoSchema, schema_not_one>);
    SUCCEED();
}

TEST_CASE("collations are of text") {
    static_assert(part_judged<accepted>(collation<&Good::text>("NOCASE", "C")));
    static_assert(part_judged<collation_without_text>(collation<&Good::rank>("NOCASE", "C")));
    static_assert(part_judged<not_a_column>(collation<&Pair::a>("C")));
    static_assert(std::is_same_v<part_fitness<Painted, decltype(collation<&Painted::color>("C"))>, accepted>);
    SUCCEED();
}

TEST_CASE("a table without rowids has a key that the application gives") {
    static_assert(judged<Natural, accepted> && model::model_ok<Natural>);
    static_assert(judged<Keyless, without_rowid_or_natural_key>);
    static_assert(judged<Generated, without_rowid_or_natural_key>);
    SUCCEED();
}
