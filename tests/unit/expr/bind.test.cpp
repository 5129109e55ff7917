// SPDX-License-Identifier: BSL-1.0
#include "models.hpp"

#include <tain/expr/in_cells.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace tain;
using shop::item;
using types::fault;

namespace {

/// The cells that a statement would bind; what they borrow from lives as long as this.
template <class E>
struct bound_by {
    E expression;
    types::scratch keep{dialect::sqlite};
    types::cell cells[E::binds + 1]{};

    explicit bound_by(const E& from, dialect to = dialect::sqlite) : expression(from) {
        expr::binder into{cells, &keep, to};
        expression.bind(into);
        CHECK(into.next == cells + E::binds);
    }
    const types::cell& operator[](std::size_t at) const { return cells[at]; }
};

std::string list_of(const auto& items, dialect to) {
    using V = typename std::remove_cvref_t<decltype(items)>::value_type;
    if constexpr (std::is_same_v<V, std::string>)
        return std::string{bound_by{in(col<&item::name>, items), to}[0].bytes()};
    else
        return std::string{bound_by{in(col<&item::amount>, items), to}[0].bytes()};
}

}  // namespace

TEST_CASE("values are bound in the order of the text, whatever the nesting") {
    const bound_by all{between(col<&item::amount> + 1, 2, 3) && (col<&item::name> == "x" || in(col<&item::id>, 4, 5))};
    CHECK(all[0].integer == 1);
    CHECK(all[1].integer == 2);
    CHECK(all[2].integer == 3);
    CHECK(all[3].bytes() == "x");
    CHECK(all[4].integer == 4);
    CHECK(all[5].integer == 5);
}

namespace {

/// The cells of an expression that is gone, bound without scratch.
template <class E>
std::vector<types::cell> bound_at_once(E expression) {
    static_assert(expr::texts_beside_cells<E> == 0);
    std::vector<types::cell> cells(E::binds + 1);
    expr::binder into{cells.data()};
    expression.bind(into);
    CHECK(into.next == &cells[E::binds]);
    return cells;
}

}  // namespace

TEST_CASE("what cells hold whole outlives the statement and needs no scratch") {
    const std::vector<types::cell> numbers =
        bound_at_once(between(col<&item::amount> + 1, 2, -3) && !(col<&item::price> * 0.5 < 1e300) &&
                      in(col<&item::id>, std::int64_t{1} << 40, 5) && col<&item::sold> == true);
    REQUIRE(numbers.size() == 9);
    CHECK(numbers[0].integer == 1);
    CHECK(numbers[1].integer == 2);
    CHECK(numbers[2].integer == -3);
    CHECK(numbers[3].real == 0.5);
    CHECK(numbers[4].real == 1e300);
    CHECK(numbers[5].integer == std::int64_t{1} << 40);
    CHECK(numbers[6].integer == 5);
    CHECK(numbers[7].kind == types::cell_kind::boolean);
    CHECK(numbers[7].integer == 1);
    CHECK(bound_at_once(col<&item::state> == shop::state::paid)[0].bytes() == "paid");
    CHECK(bound_at_once(col<&item::state> == static_cast<shop::state>(7))[0].fault == fault::unknown_enumerator);
    CHECK(bound_at_once(col<&item::id> == std::numeric_limits<std::uint64_t>::max())[0].fault == fault::out_of_range);
    constexpr auto created = col<&item::stamps, &shop::stamps::created_at>;
    CHECK(bound_at_once(created < types::timestamp{std::chrono::microseconds{7}})[0].integer == 7);
    const std::vector<types::cell> rating = bound_at_once(col<&item::rating> = std::optional<std::int32_t>{});
    CHECK(rating[0].is_null);
    CHECK(rating[0].kind == types::cell_kind::integer);
    CHECK(bound_at_once(col<&item::rating> = std::optional<std::int32_t>{4})[0].integer == 4);
    const std::string text = "it's \"odd\"";
    CHECK(bound_at_once(col<&item::name> == std::string_view{text})[0].data == text.data());
}

TEST_CASE("what a statement must keep until it runs is known by its type") {
    const std::string text = "x";
    static_assert(expr::texts_beside_cells<decltype(col<&item::name> == text)> == 1);
    static_assert(expr::texts_beside_cells<decltype(in(col<&item::name>, text, "y", text) && col<&item::id> == 1)> ==
                  2);
    static_assert(!expr::in_cells<decltype(col<&item::note> = std::optional<std::string>{})>);
    static_assert(!expr::in_cells<decltype(like(col<&item::name>, "a%"))>);
    static_assert(!expr::in_cells<decltype(col<&item::name> == text && like(col<&item::name>, text))>);
    static_assert(!expr::in_cells<decltype(in(col<&item::id>, std::vector<int>{1}))>);
    static_assert(!expr::in_cells<decltype(col<&item::code> == boost::uuids::uuid{})>);
    static_assert(!expr::in_cells<decltype(col<&item::picture> == std::vector<std::byte>{})>);
    static_assert(expr::in_cells<decltype(is_null(col<&item::note>))>);
    static_assert(expr::in_cells<decltype(col<&item::name>)>);
}

TEST_CASE("texts that a statement owns are kept beside cells, or borrowed by them") {
    const std::string second(60, 'b');
    const auto both =
        col<&item::amount> == 7 && col<&item::name> == std::string{"a\0a", 3} && col<&item::note> == second;
    types::cell cells[3];
    expr::kept_text texts[2];
    expr::binder kept{cells, nullptr, {}, cells, texts};
    both.bind(kept);
    CHECK(kept.next == cells + 3);
    CHECK(kept.texts == texts + 2);
    CHECK(texts[0].cell == 1);
    CHECK(std::string_view{texts[0].text} == std::string_view{"a\0a", 3});
    CHECK(texts[1].cell == 2);
    CHECK(std::string_view{texts[1].text} == second);
    expr::binder borrowed{cells};
    both.bind(borrowed);
    CHECK(cells[1].data == std::string_view{both.left.right.right.value}.data());
    CHECK(cells[2].bytes() == second);
    CHECK(cells[2].data != second.data());
}

TEST_CASE("an lvalue string is copied, so that a stored statement may outlive it") {
    std::string text = "a text that is long enough to live on the heap";
    const bound_by statement{col<&item::name> == text};
    text.assign(60, '!');
    CHECK(statement[0].bytes() == "a text that is long enough to live on the heap");
}

TEST_CASE("time points are bound as microseconds, whatever their unit") {
    using namespace std::chrono;
    constexpr auto created = col<&item::stamps, &shop::stamps::created_at>;
    CHECK(bound_by{created > sys_time<seconds>{3s}}[0].integer == 3'000'000);
    CHECK(bound_by{created > sys_days{1970y / January / 2}}[0].integer == 86'400'000'000);
    CHECK(bound_by{created > sys_time<nanoseconds>{1999ns}}[0].integer == 1);
}

TEST_CASE("a number that its column cannot hold is refused when it is bound") {
    const auto assigned = [](const auto& to) { return bound_by{to}[0]; };
    CHECK(assigned(col<&item::amount> = 7LL).integer == 7);
    CHECK(assigned(col<&item::amount> = 3'000'000'000LL).fault == fault::out_of_range);
    CHECK(assigned(col<&item::amount> = 18446744073709551615ULL).fault == fault::out_of_range);
    CHECK(assigned(col<&item::small> = 255).integer == 255);
    CHECK(assigned(col<&item::small> = -1).fault == fault::out_of_range);
    CHECK(assigned(col<&item::price> = 7).real == 7.0);
    CHECK(assigned(col<&item::weight> = 0.1).real == double{0.1F});
    CHECK(assigned(col<&item::weight> = 1e300).fault == fault::out_of_range);
    CHECK(assigned(col<&item::rating> = std::optional{5L}).integer == 5);
    CHECK(assigned(col<&item::rating> = std::optional<long>{}).is_null);
    CHECK(assigned(col<&item::rating> = std::optional{1L << 40}).fault == fault::out_of_range);
    CHECK(assigned(col<&item::rating> = nullptr).is_null);
    CHECK(assigned(col<&item::note> = std::nullopt).is_null);
    CHECK(assigned(col<&item::state> = static_cast<shop::state>(9)).fault == fault::unknown_enumerator);
}

TEST_CASE("a run-time list becomes one parameter") {
    const std::vector<int> none, some{1, -2, 3};
    CHECK(list_of(none, dialect::sqlite) == "[]");
    CHECK(list_of(none, dialect::postgresql) == "{}");
    CHECK(list_of(some, dialect::sqlite) == "[1,-2,3]");
    CHECK(list_of(some, dialect::postgresql) == "{1,-2,3}");
    const std::vector<std::string> texts{"", "a\"b", "back\\slash", "tab\t", "{,}", "ünï"};
    CHECK(list_of(texts, dialect::sqlite) == R"(["","a\"b","back\\slash","tab\u0009","{,}","ünï"])");
    CHECK(list_of(texts, dialect::postgresql) == "{\"\",\"a\\\"b\",\"back\\\\slash\",\"tab\t\",\"{,}\",\"ünï\"}");
}

TEST_CASE("lists of other kinds have their own spellings") {
    const boost::uuids::uuid one{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255}};
    const bound_by uuids{in(col<&item::code>, std::vector{one, one})};
    CHECK(uuids[0].kind == types::cell_kind::blob);
    CHECK(uuids[0].size == 32);
    const bound_by uuids_pg{in(col<&item::code>, std::vector{one}), dialect::postgresql};
    CHECK(uuids_pg[0].bytes() == "{000102030405060708090A0B0C0D0EFF}");

    const std::vector<std::vector<std::byte>> blobs{{}, {std::byte{0xAB}, std::byte{1}}};
    CHECK(bound_by{in(col<&item::picture>, blobs)}[0].bytes() == R"(["X''","X'AB01'"])");
    CHECK(bound_by{in(col<&item::picture>, blobs), dialect::postgresql}[0].bytes() == R"({"\\x","\\xAB01"})");

    const std::vector<double> reals{0.1, 1e300, -1.0 / 0.0};
    CHECK(bound_by{in(col<&item::price>, reals)}[0].bytes() == "[0.1,1e+300,-9e999]");
    CHECK(bound_by{in(col<&item::price>, reals), dialect::postgresql}[0].bytes() == "{0.1,1e+300,-inf}");

    const std::vector<bool> truths{true, false};
    CHECK(bound_by{in(col<&item::sold>, truths)}[0].bytes() == "[1,0]");
    CHECK(bound_by{in(col<&item::sold>, truths), dialect::postgresql}[0].bytes() == "{t,f}");

    const std::vector<types::timestamp> times{types::timestamp{std::chrono::microseconds{1}}};
    constexpr auto created = col<&item::stamps, &shop::stamps::created_at>;
    CHECK(bound_by{in(created, times)}[0].bytes() == R"(["1970-01-01 00:00:00.000001"])");
    CHECK(bound_by{in(created, times), dialect::postgresql}[0].bytes() == R"({"1970-01-01 00:00:00.000001+00"})");

    const std::vector<shop::state> states{shop::state::paid};
    CHECK(bound_by{in(col<&item::state>, states)}[0].bytes() == R"(["paid"])");
    const std::vector<const char*> literals{"a", "b"};
    CHECK(bound_by{in(col<&item::name>, literals)}[0].bytes() == R"(["a","b"])");
}

TEST_CASE("what a list cannot carry makes the statement refused, never silently shorter") {
    const std::vector<std::string> cut{std::string{"a\0b", 3}};
    CHECK(bound_by{in(col<&item::name>, cut)}[0].fault == fault::malformed);
    const std::vector<shop::state> nameless{static_cast<shop::state>(9)};
    CHECK(bound_by{in(col<&item::state>, nameless)}[0].fault == fault::unknown_enumerator);
    const std::vector<types::timestamp> late{types::timestamp::max()};
    constexpr auto created = col<&item::stamps, &shop::stamps::created_at>;
    CHECK(bound_by{in(created, late)}[0].fault == fault::out_of_range);
}

TEST_CASE("a pattern is bound as it is for LIKE and translated for GLOB; one that ends in a backslash is refused") {
    CHECK(bound_by{like(col<&item::name>, "a%_*")}[0].bytes() == "a*?[*]");
    CHECK(bound_by{like(col<&item::name>, "a%_*"), dialect::postgresql}[0].bytes() == "a%_*");
    CHECK(bound_by{like(col<&item::name>, std::string{"50\\%%"})}[0].bytes() == "50%*");
    for (const dialect to : {dialect::sqlite, dialect::postgresql}) {
        CHECK(bound_by{like(col<&item::name>, "a\\"), to}[0].fault == fault::malformed);
        CHECK(bound_by{like(col<&item::name>, "a\\\\"), to}[0].fault == fault::none);
    }
}
