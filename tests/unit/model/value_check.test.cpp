// SPDX-License-Identifier: BSL-1.0
#include <tain/model/check.hpp>

#include "models.hpp"

#include <tain/expr/functions.hpp>
#include <tain/expr/operators.hpp>
#include <tain/expr/text_functions.hpp>
#include <tain/types/chrono.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>

using namespace tain::verdict;

namespace {

struct Line {
    std::int64_t id{};
    std::int32_t price{};
    std::int64_t total{};
    std::int64_t other{};
    std::optional<std::int64_t> maybe{};
    std::string text{};
    tain::types::timestamp at{};
    std::chrono::sys_seconds coarse{};
    boost::uuids::uuid token{};
};
BOOST_DESCRIBE_STRUCT(Line, (), (id, price, total, other, maybe, text, at, coarse, token))

struct Elsewhere {
    std::int64_t id{};
    std::int64_t amount{};
};
BOOST_DESCRIBE_STRUCT(Elsewhere, (), (id, amount))

struct Twofold {
    std::int64_t id{};
    std::int64_t a{};
    std::int64_t b{};
    std::int32_t c{};
};
BOOST_DESCRIBE_STRUCT(Twofold, (), (id, a, b, c))

struct Counted {
    std::int64_t id{};
    std::int32_t first{};
    std::int32_t second{};
    std::int16_t small{};
};
BOOST_DESCRIBE_STRUCT(Counted, (), (id, first, second, small))

struct Given {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Given, (), (id))
struct Backwards {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Backwards, (), (id))
struct Always {
    std::int64_t id{};
};
BOOST_DESCRIBE_STRUCT(Always, (), (id))

}  // namespace

template <>
inline constexpr auto tain::mapping<Given> = table("given", primary_key<&Given::id>.natural());
template <>
inline constexpr auto tain::mapping<Backwards> = table("backwards", identity<&Backwards::id>.increment(-1));
template <>
inline constexpr auto tain::mapping<Always> = table("always", identity<&Always::id>.always());
template <>
inline constexpr auto tain::mapping<Line> = table("lines", generated<&Line::other>(col<&Line::price> + 1));
template <>
inline constexpr auto tain::mapping<Twofold> = table(
    "twofold", generated<&Twofold::a>(col<&Twofold::c> + 1), server_default<&Twofold::a>(3), on_update<&Twofold::b>(1),
    version<&Twofold::b>, filled_by_server<&Twofold::c>, filled_by_server<&Twofold::c>);
template <>
inline constexpr auto tain::mapping<Counted> =
    table("counted", version<&Counted::first>, version<&Counted::second>, version<&Counted::small>);

namespace {

template <class T, class Verdict, class Part>
constexpr bool judged(const Part&) {
    return std::is_same_v<part_fitness<T, Part>, Verdict>;
}

}  // namespace

using namespace tain;

TEST_CASE("a generated column is calculated from columns of its own row that are not generated") {
    constexpr auto& price = col<&Line::price>;
    static_assert(judged<Line, accepted>(generated<&Line::total>(price * price + 1)));
    static_assert(judged<Line, accepted>(generated<&Line::total>(price + 1).virtual_()));
    static_assert(judged<Line, generated_elsewhere>(generated<&Line::total>(col<&Elsewhere::amount> + price)));
    static_assert(judged<Line, generated_from_generated>(generated<&Line::total>(col<&Line::other> + price)));
    static_assert(judged<Line, generated_not_fixed>(generated<&Line::at>(now())));
    static_assert(judged<Line, generated_not_fixed>(generated<&Line::maybe>(max(price))));
    static_assert(judged<Line, null_assigned>(generated<&Line::total>(col<&Line::maybe> + 1)));
    static_assert(judged<Line, generated_from_generated>(generated<&Line::other>(col<&Line::other> + price)));
    static_assert(judged<Line, assigned_type_differs>(generated<&Line::total>(lower(col<&Line::text>))));
    static_assert(judged<Line, valued_key>(generated<&Line::id>(price + 1)));
    static_assert(judged<Line, not_a_column>(generated<&Elsewhere::amount>(price + 1)));
    SUCCEED();
}

TEST_CASE("on_update takes what fits the column and can be spelled") {
    static_assert(judged<Line, accepted>(on_update<&Line::at>(now())));
    static_assert(judged<Line, accepted>(on_update<&Line::price>(7)));
    static_assert(judged<Line, accepted>(on_update<&Line::text>("me")));
    static_assert(judged<Line, accepted>(on_update<&Line::token>(sql_text("x'00'", "gen_random_uuid()"))));
    static_assert(judged<Line, on_update_without_literal>(on_update<&Line::maybe>(col<&Line::price> + 1)));
    static_assert(judged<Line, assigned_type_differs>(on_update<&Line::price>("seven")));
    static_assert(judged<Line, finer_time_assigned>(on_update<&Line::coarse>(now())));
    static_assert(judged<Line, on_update_without_literal>(on_update<&Line::token>(boost::uuids::uuid{})));
    static_assert(judged<Line, valued_key>(on_update<&Line::id>(7)));
    static_assert(judged<Line, not_a_column>(on_update<&Elsewhere::amount>(7)));
    SUCCEED();
}

TEST_CASE("a backfill reads its own row") {
    static_assert(judged<Line, accepted>(backfill<&Line::at>(now())));
    static_assert(judged<Line, accepted>(backfill<&Line::price>(7)));
    static_assert(judged<Line, accepted>(backfill<&Line::text>(lower(col<&Line::text>))));
    static_assert(judged<Line, accepted>(backfill<&Line::maybe>(col<&Line::price> + 1)));
    static_assert(judged<Line, accepted>(backfill<&Line::token>(sql_text("randomblob(16)", "gen_random_uuid()"))));
    static_assert(judged<Line, backfill_elsewhere>(backfill<&Line::price>(col<&Elsewhere::amount>)));
    static_assert(judged<Line, backfill_elsewhere>(backfill<&Line::maybe>(max(col<&Line::price>))));
    static_assert(judged<Line, backfill_of_calculated>(backfill<&Line::id>(7)));
    static_assert(judged<Line, backfill_of_calculated>(backfill<&Line::other>(7)));
    static_assert(judged<Line, null_assigned>(backfill<&Line::price>(col<&Line::maybe>)));
    static_assert(judged<Line, assigned_type_differs>(backfill<&Line::price>("seven")));
    static_assert(judged<Line, not_a_column>(backfill<&Elsewhere::amount>(7)));
    SUCCEED();
}

TEST_CASE("the server fills columns that are no key") {
    static_assert(judged<Line, accepted>(filled_by_server<&Line::text>));
    static_assert(judged<Line, valued_key>(filled_by_server<&Line::id>));
    static_assert(judged<Line, not_a_column>(filled_by_server<&Elsewhere::amount>));
    SUCCEED();
}

TEST_CASE("a model has one version, an integer") {
    static_assert(judged<Line, accepted>(version<&Line::price>));
    static_assert(judged<Line, accepted>(version<&Line::total>));
    static_assert(judged<Line, version_not_integer>(version<&Line::text>));
    static_assert(judged<Line, version_not_integer>(version<&Line::maybe>));
    static_assert(judged<Counted, accepted>(version<&Counted::first>));
    static_assert(judged<Counted, two_versions>(version<&Counted::second>));
    static_assert(judged<Line, valued_key>(version<&Line::id>));
    SUCCEED();
}

TEST_CASE("the database numbers the one integer key") {
    static_assert(judged<Line, accepted>(identity<&Line::id>.start(7).increment(2).always()));
    static_assert(judged<Line, identity_elsewhere>(identity<&Line::total>.start(7)));
    static_assert(judged<Given, identity_elsewhere>(identity<&Given::id>.start(7)), "natural");
    static_assert(judged<Line, not_a_column>(identity<&Elsewhere::id>.start(7)));
    static_assert(std::is_same_v<fitness<Backwards>, identity_not_positive>);
    static_assert(model::table_of<Always>::columns[0].always);
    SUCCEED();
}

TEST_CASE("one part says where a value comes from") {
    static_assert(judged<Twofold, valued_twice>(generated<&Twofold::a>(col<&Twofold::c> + 1)));
    static_assert(judged<Twofold, valued_twice>(version<&Twofold::b>));
    static_assert(judged<Twofold, valued_twice>(on_update<&Twofold::b>(1)));
    static_assert(judged<Twofold, valued_twice>(filled_by_server<&Twofold::c>));
    SUCCEED();
}

TEST_CASE("the table knows which columns are written and which come back") {
    using table = model::table_of<Line>;
    static_assert(table::columns[3].generated);
    static_assert(!table::columns[3].inserted());
    static_assert(!table::columns[3].updated());
    static_assert(table::columns[2].inserted());
    static_assert(table::reads_back_inserted);
    static_assert(table::reads_back_updated);
    static_assert(!table::versioned);
    static_assert(!model::table_of<Elsewhere>::reads_back_inserted);
    static_assert(model::table_of<Counted>::version_index == 1);
    SUCCEED();
}
