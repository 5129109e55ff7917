// SPDX-License-Identifier: BSL-1.0
#include <tain/driver/error.hpp>
#include <tain/migrate/graph.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <string>
#include <utility>
#include <vector>

namespace {

using namespace tain;
using namespace tain::migrate;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using ids = std::vector<std::string>;

/// One revision a pair: id and parents; each made a minute after the one before.
graph made_of(const std::vector<std::pair<std::string, ids>>& nodes) {
    std::vector<revision> all;
    for (const auto& [id, parents] : nodes)
        all.push_back({.id = id,
                       .parents = parents,
                       .created = "2025-01-01T00:" + std::to_string(10 + all.size()) + ":00Z",
                       .file = id + ".sql"});
    return graph{all};
}

//      a1 -- b1 -- d1 (merge) -- e1
//        \- b2 ---/         c9 (a base of its own)
graph diamond() {
    return made_of({{"c9", {}}, {"e1", {"d1"}}, {"a1", {}}, {"b2", {"a1"}}, {"b1", {"a1"}}, {"d1", {"b1", "b2"}}});
}

template <class Call>
void refused(Call&& call, const std::string& why) {
    CHECK_THROWS_MATCHES(call(), error, MessageMatches(ContainsSubstring(why)));
}

}  // namespace

TEST_CASE("the order of revisions puts parents first, then goes by time") {
    const graph g = diamond();
    CHECK(g.order() == ids{"c9", "a1", "b2", "b1", "d1", "e1"});
    CHECK(g.heads() == ids{"c9", "e1"});
    CHECK(g.bases() == ids{"c9", "a1"});
    CHECK(g.parents("d1") == ids{"b1", "b2"});
    CHECK(g.children("a1").size() == 2);
    CHECK_THROWS_AS(g.parents("zz"), std::out_of_range);
    CHECK(graph{}.heads().empty());
}

TEST_CASE("ancestors and descendants include the revisions themselves") {
    const graph g = diamond();
    CHECK(g.ancestors({"d1"}) == std::set<std::string>{"a1", "b1", "b2", "d1"});
    CHECK(g.descendants({"b1"}) == std::set<std::string>{"b1", "d1", "e1"});
    CHECK(g.heads_of({"a1", "b1", "b2"}) == ids{"b2", "b1"});
    CHECK(g.heads_of({"a1", "d1"}) == ids{"d1"});
    CHECK(g.heads_of({"a1", "b1", "unknown"}) == ids{"b1", "unknown"});
}

TEST_CASE("a revision is found by the beginning of its id") {
    const graph g = made_of({{"3f2a00000000", {}}, {"3f2b00000000", {}}, {"99", {}}});
    CHECK(g.find("3f2a") == "3f2a00000000");
    CHECK(g.find("9") == "99");
    refused([&] { return g.find("3f"); }, "2 revisions: 3f2a00000000, 3f2b00000000; give more digits");
    refused([&] { return g.find("4"); }, "there is no revision \"4\"");
    refused([&] { return g.find(""); }, "there is no revision");
}

TEST_CASE("graphs that cannot be are refused with the files' names") {
    refused([] { return made_of({{"a", {}}, {"a", {}}}); }, "a.sql and a.sql have the same revision id a");
    refused([] { return made_of({{"a", {"b"}}}); }, "a.sql follows revision b, which no file has");
    refused([] { return made_of({{"r", {}}, {"a", {"r", "c"}}, {"b", {"a"}}, {"c", {"b"}}, {"z", {"c"}}}); },
            "in a circle: a.sql -> c.sql -> b.sql -> a.sql");
    refused([] { return made_of({{"a", {"a"}}}); }, "in a circle: a.sql -> a.sql");
}

TEST_CASE("an upgrade applies all that is missing before its target") {
    const graph g = diamond();
    CHECK(upgrade_path(g, "e1", {}) == ids{"a1", "b2", "b1", "d1", "e1"});
    CHECK(upgrade_path(g, "e1", {"a1", "b1"}) == ids{"b2", "d1", "e1"});
    CHECK(upgrade_path(g, "e1-1", {"a1", "b1"}) == ids{"b2", "d1"});
    CHECK(upgrade_path(g, "b1", {"a1", "b1", "b2", "d1"}).empty());
    CHECK(upgrade_path(g, "heads", {"a1", "b1", "b2", "d1"}) == ids{"c9", "e1"});
    CHECK(upgrade_path(g, "+1", {}) == ids{"c9"});
    CHECK(upgrade_path(g, "+2", {"c9", "a1", "b1"}) == ids{"b2", "d1"});
    CHECK(upgrade_path(g, "current+2", {"c9", "a1", "b1"}) == ids{"b2", "d1"});
    CHECK(upgrade_path(graph{}, "heads", {}).empty());
    refused([&] { return upgrade_path(g, "+3", {"c9", "a1", "b2", "b1"}); }, "too far: only 2");
    refused([&] { return upgrade_path(g, "-1", {}); }, "use `downgrade -1`");
    refused([&] { return upgrade_path(g, "base", {}); }, "downgrade base");
    refused([&] { return upgrade_path(g, "head", {}); }, "there are 2 heads: c9, e1");
    refused([&] { return upgrade_path(graph{}, "head", {}); }, "there is no head");
    refused([&] { return upgrade_path(g, "d1-1", {}); }, "revision d1 has 2 parents: b1, b2");
    refused([&] { return upgrade_path(g, "a1-1", {}); }, "revision a1 has no parents");
    refused([&] { return upgrade_path(g, "+0", {}); }, "a whole number from 1");
    refused([&] { return upgrade_path(g, "+x", {}); }, "a whole number from 1");
    refused([&] { return upgrade_path(g, "e1-1-1", {}); }, "a whole number from 1");
}

TEST_CASE("a downgrade undoes all that descends from its target, last first") {
    const graph g = diamond();
    const std::set<std::string> all{"c9", "a1", "b1", "b2", "d1", "e1"};
    CHECK(downgrade_path(g, "base", all) == ids{"e1", "d1", "b1", "b2", "a1", "c9"});
    CHECK(downgrade_path(g, "a1", all) == ids{"e1", "d1", "b1", "b2"});
    CHECK(downgrade_path(g, "b1", all) == ids{"e1", "d1"});
    CHECK(downgrade_path(g, "e1-1", all) == ids{"e1"});
    CHECK(downgrade_path(g, "e1", all).empty());
    CHECK(downgrade_path(g, "-2", {"a1", "b1", "b2", "d1", "e1"}) == ids{"e1", "d1"});
    CHECK(downgrade_path(g, "current-1", {"a1", "b1"}) == ids{"b1"});
    CHECK(downgrade_path(g, "base", {}).empty());
    refused([&] { return downgrade_path(g, "-3", {"a1", "b1", "b2", "d1", "e1"}); }, "several revisions: b2, b1");
    refused([&] { return downgrade_path(g, "-2", {"a1"}); }, "only 1 revisions are applied");
    refused([&] { return downgrade_path(g, "+1", all); }, "use `upgrade +1`");
    refused([&] { return downgrade_path(g, "b1", {"a1"}); }, "revision b1 is not applied");
    refused([&] { return downgrade_path(g, "heads", all); }, "name it");
}
