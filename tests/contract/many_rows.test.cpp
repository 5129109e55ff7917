// SPDX-License-Identifier: BSL-1.0
//
// A result of many rows is read in another way than a short one (SQLite calls a function of ours for each row), from the
// second time on. Every query here runs three times, and must give the same each time.
#include "database.hpp"

#include <boost/describe.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace many_rows {

/// A word in capitals; anything else is refused when it is read.
struct Loud {
    std::string word{};
    friend auto operator<=>(const Loud&, const Loud&) = default;
};

struct Item {
    std::int64_t id = 0;
    std::string name{};
    std::optional<std::string> note{};
    std::optional<std::int32_t> rank{};
    double weight = 0;
    bool is_new = false;
    Loud loud{};
    friend auto operator<=>(const Item&, const Item&) = default;
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, name, note, rank, weight, is_new, loud))

struct Tag {
    std::int64_t id = 0;
    std::int64_t item_id = 0;
    std::string text{};
    friend auto operator<=>(const Tag&, const Tag&) = default;
};
BOOST_DESCRIBE_STRUCT(Tag, (), (id, item_id, text))

/// The same table, read by somebody who does not expect NULL.
struct Strict {
    std::int64_t id = 0;
    std::string note{};
    std::int32_t rank = 0;
};
BOOST_DESCRIBE_STRUCT(Strict, (), (id, note, rank))

}  // namespace many_rows

template <>
struct tain::type<many_rows::Loud> {
    using stored = std::string;
    static const std::string& to_stored(const many_rows::Loud& value) { return value.word; }
    static many_rows::Loud from_stored(const std::string& text) {
        if (std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
            throw std::invalid_argument("too quiet");
        return {text};
    }
};
template <>
inline constexpr auto tain::mapping<many_rows::Item> = table("items");
template <>
inline constexpr auto tain::mapping<many_rows::Tag> =
    table("tags", foreign_key<&many_rows::Tag::item_id>.references<&many_rows::Item::id>());
template <>
inline constexpr auto tain::mapping<many_rows::Strict> = table("items");

namespace {

using namespace tain;
using namespace tain::dsl;
using namespace many_rows;
using Catch::Matchers::ContainsSubstring;

struct stocked {
    engine db = test::database_of<Item, Tag>();
    std::vector<Item> items{};
    std::vector<Tag> tags{};

    explicit stocked(int count = 500) {
        for (int i = 0; i < count; ++i) {
            Item made{.name = "item " + std::string(static_cast<std::size_t>(i % 40), 'x'), .weight = i / 4.0};
            if (i % 3) made.note = i % 5 ? "note ä " + std::to_string(i) : "";
            if (i % 4) made.rank = i % 7 - 3;
            made.is_new = i % 2 == 0;
            made.loud.word = "W" + std::to_string(i);
            items.push_back(std::move(made));
        }
        db.insert(items);
        for (const Item& each : items)
            if (each.is_new) tags.push_back({.item_id = each.id, .text = each.loud.word});
        db.insert(tags);
    }
};

/// What a query gives, in the order of the rows' values: the same three times.
template <class Statement>
auto thrice(const engine& db, const Statement& what) {
    auto first = db.execute(what).all();
    std::sort(first.begin(), first.end());
    for (int again = 0; again < 2; ++again) {
        auto next = db.execute(what).all();
        std::sort(next.begin(), next.end());
        CHECK(next == first);
    }
    return first;
}

}  // namespace

TEST_CASE("many rows are what was written, each time they are read") {
    stocked s;
    std::sort(s.items.begin(), s.items.end());
    CHECK(thrice(s.db, select<Item>()) == s.items);
    std::sort(s.tags.begin(), s.tags.end());
    CHECK(thrice(s.db, select<Tag>()) == s.tags);
}

TEST_CASE("a long result follows its table: it grows, shrinks to nothing, and grows again") {
    stocked s;
    const auto all = select<Item>();
    CHECK(thrice(s.db, all).size() == 500);
    std::vector<Item> more(3000, Item{.name = "more", .loud = {"M"}});
    s.db.insert(more);
    CHECK(thrice(s.db, all).size() == 3500);
    s.db.execute(delete_from<Tag>().all_rows());
    s.db.execute(delete_from<Item>().where(col<&Item::name> != "more"));
    CHECK(thrice(s.db, all).size() == 3000);
    s.db.execute(delete_from<Item>().all_rows());
    CHECK(thrice(s.db, all).empty());
    s.db.insert(more);
    CHECK(thrice(s.db, all).size() == 3000);
}

TEST_CASE("long results of joins, groups, distinct values, conditions and limits are the same each time") {
    stocked s;
    const auto joined = thrice(s.db, select<Item, Tag>().left_join<Tag>());
    REQUIRE(joined.size() == 500);
    for (const auto& [item, tag] : joined) {
        CHECK(tag.has_value() == item.is_new);
        if (tag) CHECK(tag->text == item.loud.word);
    }
    const auto text = thrice(s.db, select(col<&Item::id>, col<&Tag::text>).left_join<Tag>());
    CHECK(std::count_if(text.begin(), text.end(), [](const auto& row) { return !std::get<1>(row); }) == 250);

    const auto positive = [&](int least) {
        return thrice(
            s.db,
            select(col<&Item::rank>, col<&Item::weight>).where(col<&Item::rank> > least && col<&Item::weight> < 100.0));
    };
    CHECK(positive(0).size() > positive(2).size());
    CHECK(positive(2).size() > 32);

    const auto groups = thrice(s.db, select(col<&Item::weight>, count(col<&Item::id>)).group_by(col<&Item::weight>));
    CHECK(groups.size() == 500);
    CHECK(std::get<1>(groups[0]) == 1);
    CHECK(thrice(s.db, select(col<&Item::name>).distinct()).size() == 40);
    CHECK(s.db.execute(select<Item>().limit(100)).all().size() == 100);
    CHECK(s.db.execute(select<Item>().limit(100)).all().size() == 100);
    CHECK(thrice(s.db, select(col<&Item::is_new>)).size() == 500);  // std::vector<bool>

    const auto ordered = select<Item>().order_by(desc(col<&Item::id>));
    for (int again = 0; again < 3; ++again) {
        const std::vector<Item> rows = s.db.execute(ordered).all();
        CHECK(std::is_sorted(rows.rbegin(), rows.rend()));
        CHECK(rows.size() == 500);
    }
}

TEST_CASE("a value that does not fit is told of wherever in a long result it stands, and the connection goes on") {
    stocked s;
    s.db.execute(update<Item>().set(col<&Item::note> = "n", col<&Item::rank> = 1).all_rows());
    const auto strict = select<Strict>();
    for (int again = 0; again < 3; ++again) CHECK(s.db.execute(strict).all().size() == 500);
    const auto at = [&](std::size_t index) { return col<&Item::id> == s.items[index].id; };
    for (const std::size_t index : {std::size_t{0}, std::size_t{250}, std::size_t{499}}) {
        s.db.execute(
            update<Item>().set(col<&Item::note> = std::nullopt, col<&Item::rank> = std::nullopt).where(at(index)));
        const auto error = test::thrown_by<row_error>([&] { s.db.execute(strict).all(); });
        CHECK_THAT(error.what(), ContainsSubstring("note") && ContainsSubstring("rank") && ContainsSubstring("Strict"));
        s.db.execute(update<Item>().set(col<&Item::note> = "n", col<&Item::rank> = 1).where(at(index)));
        CHECK(s.db.execute(strict).all().size() == 500);
    }
}

TEST_CASE("what a user type's reader throws in the middle of a long result is told, and the connection goes on") {
    stocked s;
    const auto all = select<Item>();
    for (int again = 0; again < 3; ++again) CHECK(s.db.execute(all).all().size() == 500);
    const auto one = col<&Item::id> == s.items[300].id;
    s.db.execute(update<Item>().set(col<&Item::loud> = Loud{"whisper"}).where(one));
    for (int again = 0; again < 2; ++again)
        CHECK_THAT(test::thrown_by<row_error>([&] { s.db.execute(all).all(); }).what(), ContainsSubstring("too quiet"));
    s.db.execute(update<Item>().set(col<&Item::loud> = Loud{"SHOUT"}).where(one));
    CHECK(s.db.execute(all).all().size() == 500);
}

TEST_CASE("a long result may be asked for while the same statement is running") {
    stocked s;
    const auto all = select<Tag>();
    for (int again = 0; again < 3; ++again) CHECK(s.db.execute(all).all().size() == 250);
    s.db.transaction([&](transaction& tx) {
        std::size_t outer = 0;
        for (const Tag& each : tx.execute(all)) {
            if (++outer % 50 == 0) CHECK(tx.execute(all).all().size() == 250);
            CHECK(each.id != 0);
        }
        CHECK(outer == 250);
    });
}
