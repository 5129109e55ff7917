// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"
#include "session_models.hpp"

#include <tain/orm/session.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

/// Everything that the database can drive.
struct Page {
    std::int64_t id = 0;
    std::string title{};
    std::int64_t edits = 0;
    std::int32_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Page, (), (id, title, edits, version))

/// What an UPDATE reads back.
struct Leaf {
    std::int64_t id = 0;
    std::string title{};
    std::int32_t touched = 0;
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (id, title, touched))

}  // namespace

template <>
inline constexpr auto tain::mapping<Page> = table("event_pages", tain::version<&Page::version>);
template <>
inline constexpr auto tain::mapping<Leaf> = table("event_leaves", on_update<&Leaf::touched>(7));

namespace {

using namespace tain;
using namespace tain::test;
using tests = database<models<Author, Book, Country, City, Node, Page, Leaf>>;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using said = std::vector<std::string>;

template <class T>
std::int64_t rows(const engine& db) {
    return db.execute(select(count()).template from<T>()).one();
}

/// Notes each event of a model with a word about the object.
template <class T, class Events, class Word>
void note(Events& events, said& to, Word word) {
    events.template before_insert<T>([&to, word](T& it) { to.push_back("before insert " + word(it)); });
    events.template after_insert<T>([&to, word](T& it) { to.push_back("after insert " + word(it)); });
    events.template before_update<T>([&to, word](T& it) { to.push_back("before update " + word(it)); });
    events.template after_update<T>([&to, word](T& it) { to.push_back("after update " + word(it)); });
    events.template before_delete<T>([&to, word](T& it) { to.push_back("before delete " + word(it)); });
    events.template after_delete<T>([&to, word](T& it) { to.push_back("after delete " + word(it)); });
}

constexpr auto named = [](const auto& of) { return of.name; };

}  // namespace

TEST_CASE("what before_insert changes is inserted, and after_insert sees the generated key") {
    tests t;
    session s{t.db};
    s.before_insert<Author>([](Author& it) { it.bio = it.name + " wrote"; });
    std::vector<std::int64_t> keys;
    s.after_insert<Author>([&](const Author& it) { keys.push_back(it.id); });
    auto ada = s.add(Author{.name = "Ada"});
    auto bob = s.add(Author{.name = "Bob"});
    s.commit();
    CHECK(ada->bio == "Ada wrote");
    CHECK(t.db.get<Author>(ada->id)->bio == "Ada wrote");
    CHECK(t.db.get<Author>(bob->id)->bio == "Bob wrote");
    CHECK(keys == std::vector{ada->id, bob->id});
}

TEST_CASE("objects that are inserted together are told of together, and inserted in one statement") {
    tests t;
    session s{t.db};
    said heard;
    note<Author>(s, heard, named);
    for (const char* each : {"a", "b", "c"}) s.add(Author{.name = each});
    t.log.clear();
    s.flush();
    const std::size_t statements = t.log.size();
    s.rollback();
    session plain{t.db};
    for (const char* each : {"a", "b", "c"}) plain.add(Author{.name = each});
    t.log.clear();
    plain.flush();
    CHECK(t.log.size() == statements);
    CHECK(heard == said{"before insert a", "before insert b", "before insert c", "after insert a", "after insert b",
                        "after insert c"});
}

TEST_CASE("row events come in the order of writing") {
    tests t;
    session s{t.db};
    said heard;
    note<Country>(s, heard, [](const Country& of) { return of.code; });
    note<City>(s, heard, named);
    auto turin = s.add(City{1, "it", "Turin"});
    auto italy = s.add(Country{"it", "Italy"});
    s.commit();
    CHECK(heard == said{"before insert it", "after insert it", "before insert Turin", "after insert Turin"});
    heard.clear();
    italy->name = "Italia";
    s.remove(turin);
    auto paris = s.add(Country{"fr", "France"});
    s.commit();
    CHECK(heard == said{"before insert fr", "after insert fr", "before update it", "after update it",
                        "before delete Turin", "after delete Turin"});
    heard.clear();
    s.remove(italy);
    s.remove(paris);
    s.commit();
    CHECK(heard == said{"before delete fr", "before delete it", "after delete fr", "after delete it"});
}

TEST_CASE("before_update is called for objects with a change, and what it changes is in the same update") {
    tests t;
    session s{t.db};
    said heard;
    s.before_update<Author>([&](Author& it) {
        heard.push_back(it.name);
        it.score += 1;
    });
    auto ada = s.add(Author{.name = "Ada"});
    auto bob = s.add(Author{.name = "Bob"});
    s.commit();
    CHECK(heard.empty());
    ada->bio = "countess";
    t.log.clear();
    s.commit();
    CHECK(heard == said{"Ada"});
    CHECK(t.log.count("UPDATE") == 1);
    CHECK(t.db.get<Author>(ada->id)->score == 1);
    CHECK(t.db.get<Author>(ada->id)->bio == "countess");
    CHECK(t.db.get<Author>(bob->id)->score == 0);
}

TEST_CASE("no update is sent, and no after_update called, when before_update takes the only change away") {
    tests t;
    session s{t.db};
    int after = 0;
    s.before_update<Author>([](Author& it) { it.bio.reset(); });
    s.after_update<Author>([&](Author&) { ++after; });
    auto ada = s.add(Author{.name = "Ada"});
    s.commit();
    ada->bio = "not to be told";
    t.log.clear();
    s.commit();
    CHECK(t.log.count("UPDATE") == 0);
    CHECK(after == 0);
    ada->bio = "not to be told";
    ada->score = 3;
    s.commit();
    CHECK(after == 1);
    CHECK(t.db.get<Author>(ada->id)->score == 3);
    CHECK_FALSE(t.db.get<Author>(ada->id)->bio);
}

TEST_CASE("a primary key that before_update changes is refused") {
    tests t;
    session s{t.db};
    s.before_update<Country>([](Country& it) { it.code = "xx"; });
    auto italy = s.add(Country{"it", "Italy"});
    s.add(Country{"xx", "Nowhere"});
    s.commit();
    italy->name = "Italia";
    CHECK_THROWS_MATCHES(s.commit(), error, MessageMatches(ContainsSubstring("primary key of Country (code 'it')")));
    CHECK(italy->code == "it");
    CHECK(t.db.get<Country>("xx")->name == "Nowhere");
}

TEST_CASE("versions and columns that the database drives are there in after_update") {
    tests t;
    session s{t.db};
    std::vector<int> versions, touched;
    s.before_update<Page>([](Page& it) { ++it.edits; });
    s.after_update<Page>([&](Page& it) { versions.push_back(it.version); });
    s.after_update<Leaf>([&](Leaf& it) { touched.push_back(it.touched); });
    auto page = s.add(Page{.title = "first"});
    auto leaf = s.add(Leaf{.title = "first"});
    s.commit();
    page->title = leaf->title = "second";
    s.commit();
    CHECK(versions == std::vector{page->version});
    CHECK(touched == std::vector{7});
    CHECK(t.db.get<Page>(page->id)->edits == 1);
}

TEST_CASE("many updates are told of in order, and go together") {
    tests t;
    session s{t.db};
    std::vector<std::int64_t> before, after, wanted;
    s.before_update<Page>([&](Page& it) {
        before.push_back(it.id);
        ++it.edits;
    });
    s.after_update<Page>([&](Page& it) { after.push_back(it.id); });
    std::vector<entity<Page>> all;
    for (int i = 0; i != 600; ++i) all.push_back(s.add(Page{.title = "p"}));
    s.commit();
    for (auto& each : all) {
        each->title = "q";
        wanted.push_back(each->id);
    }
    s.commit();
    CHECK(before == wanted);
    CHECK(after == wanted);
    CHECK(t.db.execute(select(sum(col<&Page::edits>))).one() == 600);
}

TEST_CASE("keys that close a circle of rows are no event") {
    tests t;
    session s{t.db};
    said heard;
    note<Node>(s, heard, named);
    auto a = s.add(Node{1, 2, "a"});
    auto b = s.add(Node{2, 1, "b"});
    s.commit();
    CHECK(heard == said{"before insert a", "after insert a", "before insert b", "after insert b"});
    CHECK(a->parent_id == 2);
    heard.clear();
    s.remove(a);
    s.remove(b);
    s.commit();
    CHECK(heard.size() == 4);
    CHECK(rows<Node>(t.db) == 0);
}

TEST_CASE("what before_insert changes in a circle of rows stays") {
    tests t;
    session s{t.db};
    s.before_insert<Node>([](Node& it) { it.name += "!"; });
    s.add(Node{1, 2, "a"});
    s.add(Node{2, 1, "b"});
    s.commit();
    for (const Node& each : t.db.execute(select<Node>()).all()) CHECK(each.name.ends_with("!"));
}

TEST_CASE("handlers are called in the order of registration, those of session_events first") {
    tests t;
    said heard;
    session_events events;
    session s{t.db, {.events = &events}};
    s.before_insert<Author>([&](Author&) { heard.push_back("own 1"); });
    s.before_flush([&] { heard.push_back("own flush"); });
    events.before_insert<Author>([&](Author&) { heard.push_back("shared 1"); });
    events.before_flush([&](session& of) {
        CHECK(&of == &s);
        heard.push_back("shared flush");
    });
    s.before_insert<Author>([&](Author&) { heard.push_back("own 2"); });
    events.before_insert<Author>([&](Author&) { heard.push_back("shared 2"); });
    s.add(Author{.name = "Ada"});
    s.flush();
    CHECK(heard == said{"shared flush", "own flush", "shared 1", "shared 2", "own 1", "own 2"});
}

TEST_CASE("a session that was moved is the one that handlers are called with") {
    tests t;
    session_events events;
    const session* with = nullptr;
    events.before_commit([&](session& of) { with = &of; });
    session first{t.db, {.events = &events}};
    session second{std::move(first)};
    second.commit();
    CHECK(with == &second);
    session third{t.db};
    third = std::move(second);
    third.commit();
    CHECK(with == &third);
}

TEST_CASE("a handler that throws ends the flush, which changes nothing") {
    tests t;
    session s{t.db};
    std::string refused;
    s.before_insert<Author>([&](Author& it) { it.bio = "told"; });
    s.before_update<Author>([&](Author& it) { it.score += 1; });
    const auto refuse = [&](const char* when) {
        return [&refused, when](Author& it) {
            it.bio = "spoilt";
            if (refused == when) throw std::runtime_error(when);
        };
    };
    s.before_delete<Author>(refuse("before_delete"));
    s.after_delete<Author>(refuse("after_delete"));
    s.after_insert<Author>([&](Author&) {
        if (refused == "after_insert") throw std::runtime_error("after_insert");
    });
    s.after_update<Author>([&](Author&) {
        if (refused == "after_update") throw std::runtime_error("after_update");
    });
    s.before_insert<Author>([&](Author&) {
        if (refused == "before_insert") throw std::runtime_error("before_insert");
    });
    s.before_update<Author>([&](Author&) {
        if (refused == "before_update") throw std::runtime_error("before_update");
    });
    s.after_flush([&] {
        if (refused == "after_flush") throw std::runtime_error("after_flush");
    });
    auto ada = s.add(Author{.name = "Ada"});
    auto gone = s.add(Author{.name = "Gone"});
    s.commit();
    for (const bool wrote : {false, true})
        for (const char* when : {"before_insert", "after_insert", "before_update", "after_update", "before_delete",
                                 "after_delete", "after_flush"}) {
            INFO(when << (wrote ? " after a write" : ""));
            if (wrote) s.execute(update<Author>().set(col<&Author::score> = 9.0).where(col<&Author::name> == "nobody"));
            auto bob = s.add(Author{.name = "Bob"});
            ada->name = "Ada L.";
            s.remove(gone);
            refused = when;
            CHECK_THROWS_AS(s.flush(), std::runtime_error);
            CHECK(s.in_transaction() == wrote);
            CHECK_FALSE(bob->bio);
            CHECK(bob->id == 0);
            CHECK(s.contains(bob));
            CHECK(ada->name == "Ada L.");
            CHECK(ada->score == 0);
            CHECK(ada->bio == "told");
            CHECK(gone->bio == "told");
            CHECK(s.contains(gone));
            CHECK(s.is_modified(ada));
            refused.clear();
            s.flush();
            CHECK(bob->bio == "told");
            CHECK(ada->score == 1);
            CHECK(s.execute(select(count()).from<Author>()).one() == 2);
            s.rollback();
            CHECK(ada->name == "Ada");
            CHECK(ada->score == 0);
            CHECK(gone->bio == "told");
            CHECK(rows<Author>(t.db) == 2);
        }
}

TEST_CASE("before_insert is called once for each object when a refused flush looks for the row") {
    tests t;
    t.db.insert(Author{.name = "taken"});
    session s{t.db};
    int before = 0;
    s.before_insert<Author>([&](Author& it) {
        ++before;
        it.score += 1;
    });
    std::vector<entity<Author>> all;
    for (const char* each : {"a", "b", "taken", "c"}) all.push_back(s.add(Author{.name = each}));
    CHECK_THROWS_MATCHES(s.flush(), constraint_error, MessageMatches(ContainsSubstring("number 3 of the 4")));
    CHECK(before == 4);
    for (const auto& each : all) CHECK(each->score == 0);
    all[2]->name = "free";
    s.commit();
    CHECK(before == 8);
    CHECK(t.db.get<Author>(all[0]->id)->score == 1);
}

TEST_CASE("handlers of row events cannot use their session") {
    tests t;
    session s{t.db};
    entity<Author> ada;
    const std::vector<std::pair<const char*, std::function<void()>>> calls{
        {"flush()", [&] { s.flush(); }},
        {"commit()", [&] { s.commit(); }},
        {"rollback()", [&] { s.rollback(); }},
        {"begin_nested()", [&] { auto point = s.begin_nested(); }},
        {"execute()", [&] { s.execute(delete_from<Book>().all_rows()); }},
        {"execute()", [&] { s.execute(select<Author>()).all(); }},
        {"get()", [&] { s.get<Author>(ada->id); }},
        {"refresh()", [&] { s.refresh(ada); }},
        {"add()", [&] { s.add(Author{.name = "more"}); }},
        {"remove()", [&] { s.remove(ada); }},
        {"expunge()", [&] { s.expunge(ada); }},
        {"expunge_all()", [&] { s.expunge_all(); }},
        {"is_modified()", [&] { s.is_modified(ada); }},
        {"dirty or deleted()", [&] { s.dirty<Author>(); }},
        {"registers another", [&] { s.before_commit([] {}); }},
    };
    std::size_t at = calls.size();
    const auto call = [&](Author&) {
        if (at != calls.size()) calls[at].second();
    };
    s.before_insert<Author>(call);
    s.after_insert<Author>(call);
    ada = s.add(Author{.name = "Ada"});
    s.commit();
    s.before_update<Author>(call);
    s.after_delete<Author>(call);
    for (at = 0; at != calls.size(); ++at) {
        INFO(calls[at].first);
        ada->name = "Ada L.";
        CHECK_THROWS_MATCHES(
            s.flush(), error,
            MessageMatches(ContainsSubstring(calls[at].first) && ContainsSubstring("handler of before_update")));
        s.rollback();
        auto bob = s.add(Author{.name = "Bob"});
        CHECK_THROWS_MATCHES(s.flush(), error, MessageMatches(ContainsSubstring("handler of before_insert")));
        s.rollback();
        s.remove(ada);
        CHECK_THROWS_MATCHES(s.flush(), error, MessageMatches(ContainsSubstring("handler of after_delete")));
        s.rollback();
        CHECK(s.contains(ada));
    }
    ada->name = "Ada L.";
    s.commit();
    CHECK(rows<Author>(t.db) == 1);
}

TEST_CASE("before_flush adds, changes and removes objects of the same flush, and is called once") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    auto gone = s.add(Author{.name = "Gone"});
    s.commit();
    int calls = 0;
    entity<Author> bob;
    s.before_flush([&] {
        ++calls;
        bob = s.add(Author{.name = "Bob"});
        ada->score = static_cast<double>(s.execute(select(count()).from<Author>()).one());
        CHECK(s.get<Author>(gone->id) == gone);
        s.remove(gone);
    });
    s.add(Author{.name = "Cy"});
    s.flush();
    CHECK(calls == 1);
    CHECK(ada->score == 2);  // queries of a handler do not flush
    CHECK(bob->id > 0);
    s.commit();
    CHECK(calls == 1);
    CHECK(t.db.get<Author>(ada->id)->score == 2);
    CHECK_FALSE(t.db.get<Author>(gone->id));
    CHECK(rows<Author>(t.db) == 3);
}

TEST_CASE("before_flush is called only when there is something to write, also for the flush before a query") {
    tests t;
    session s{t.db};
    int before = 0, after = 0;
    entity<Author> ada = s.add(Author{.name = "Ada"});
    s.commit();
    s.before_flush([&] {
        ++before;
        ada->name = "Ada";
    });
    s.after_flush([&] { ++after; });
    s.flush();
    s.commit();
    s.execute(select<Author>()).all();
    CHECK(before == 0);
    ada->name = "taken back";
    t.log.clear();
    s.execute(select<Author>()).all();
    CHECK(before == 1);
    CHECK(after == 0);
    CHECK(t.log.count("UPDATE") == 0);
    ada->score = 1;
    s.get<Author>(0);
    CHECK(before == 2);
    CHECK(after == 1);
}

TEST_CASE("a query's own object may be let go by before_flush") {
    tests t;
    const std::int64_t id = t.db.insert(Author{.name = "Ada"}).id;
    session s{t.db};
    s.get<Author>(id);
    s.before_flush([&] { s.expunge_all(); });
    s.expire_all();
    s.add(Author{.name = "Bob"});
    CHECK(s.get<Author>(id)->name == "Ada");
    CHECK(rows<Author>(t.db) == 1);
}

TEST_CASE("in the middle of a flush a session neither flushes nor ends its transaction") {
    tests t;
    session s{t.db};
    std::function<void()> call;
    bool before = true;
    s.before_flush([&] {
        if (before) call();
    });
    s.after_flush([&] {
        if (!before) call();
    });
    for (const std::function<void()>& each :
         {std::function<void()>{[&] { s.flush(); }}, std::function<void()>{[&] { s.commit(); }},
          std::function<void()>{[&] { s.rollback(); }}, std::function<void()>{[&] { s.transaction([] {}); }},
          std::function<void()>{[&] { auto point = s.begin_nested(); }}}) {
        call = each;
        for (const bool now : {true, false}) {
            before = now;
            s.add(Author{.name = "Ada"});
            CHECK_THROWS_MATCHES(s.flush(), error, MessageMatches(ContainsSubstring("in the middle of a flush")));
            s.rollback();
        }
    }
    call = [] {};
    s.add(Author{.name = "Ada"});
    s.commit();
    CHECK(rows<Author>(t.db) == 1);
}

TEST_CASE("after_flush queries what was flushed, and what it changes is flushed by the commit") {
    tests t;
    session s{t.db};
    std::vector<std::int64_t> counts;
    auto ada = s.add(Author{.name = "Ada"});
    s.after_flush([&] {
        counts.push_back(s.execute(select(count()).from<Author>()).one());
        if (counts.size() == 1) ada->bio = "number " + std::to_string(ada->id);
    });
    s.commit();
    CHECK(counts == std::vector<std::int64_t>{1, 1});
    CHECK(t.db.get<Author>(ada->id)->bio == "number " + std::to_string(ada->id));
}

TEST_CASE("a commit whose handlers change something each time is refused") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.after_flush([&] { ada->score += 1; });
    CHECK_THROWS_MATCHES(s.commit(), error, MessageMatches(ContainsSubstring("commit() has flushed 100 times")));
    s.rollback();
    CHECK(rows<Author>(t.db) == 0);
}

TEST_CASE("a connection that is lost in after_flush loses the transaction") {
    tests t;
    session s{t.db};
    s.add(Author{.name = "first"});
    s.flush();
    s.after_flush([&] {
        CHECK_THROWS_AS(s.execute(raw<std::int32_t>("not SQL")).all(), error);
        s.execute(select<Author>()).all();
    });
    s.add(Author{.name = "Ada"});
    try {
        s.flush();
    } catch (const error&) {  // PostgreSQL refuses what follows an error
    }
    s.rollback();
    CHECK(rows<Author>(t.db) == 0);
}

TEST_CASE("before_commit comes before the flush, and may do what it likes but end the transaction") {
    tests t;
    session s{t.db};
    int calls = 0;
    s.before_commit([&](session& of) {
        ++calls;
        of.add(Author{.name = "added " + std::to_string(calls)});
        of.flush();
        auto point = of.begin_nested();
        of.add(Author{.name = "kept " + std::to_string(calls)});
        point.commit();
        CHECK_THROWS_MATCHES(of.commit(), error, MessageMatches(ContainsSubstring("in the middle of a commit")));
        CHECK_THROWS_MATCHES(of.rollback(), error, MessageMatches(ContainsSubstring("in the middle of a commit")));
        of.add(Author{.name = "later " + std::to_string(calls)});
    });
    s.commit();
    CHECK(calls == 1);
    CHECK(rows<Author>(t.db) == 3);
    s.transaction([] {});
    CHECK(calls == 2);
    CHECK(rows<Author>(t.db) == 6);
}

TEST_CASE("before_commit that throws leaves things as they are") {
    tests t;
    session s{t.db};
    bool refuse = true;
    s.before_commit([&] {
        if (refuse) throw std::runtime_error("not now");
    });
    s.add(Author{.name = "flushed"});
    s.flush();
    auto ada = s.add(Author{.name = "Ada"});
    CHECK_THROWS_AS(s.commit(), std::runtime_error);
    CHECK(s.in_transaction());
    CHECK(ada->id == 0);
    CHECK(rows<Author>(t.db) == 0);
    refuse = false;
    s.commit();
    CHECK(rows<Author>(t.db) == 2);
}

TEST_CASE("after_commit comes after the commit, in no transaction, and what it throws leaves the commit") {
    tests t;
    session s{t.db};
    bool refuse = false;
    std::int64_t seen = -1;
    int rolled_back = 0;
    s.after_rollback([&] { ++rolled_back; });
    s.after_commit([&] {
        CHECK_FALSE(s.in_transaction());
        seen = rows<Author>(t.db);
        CHECK_THROWS_MATCHES(s.execute(select<Author>()).all(), error,
                             MessageMatches(ContainsSubstring("in no transaction")));
        CHECK_THROWS_AS(s.get<Author>(12345), error);
        CHECK_THROWS_AS(s.flush(), error);
        CHECK_THROWS_AS(s.commit(), error);
        CHECK_THROWS_AS(s.rollback(), error);
        if (refuse) throw std::runtime_error("too late");
    });
    auto ada = s.add(Author{.name = "Ada"});
    s.commit();
    CHECK(seen == 1);
    refuse = true;
    s.add(Author{.name = "Bob"});
    CHECK_THROWS_AS(s.commit(), std::runtime_error);
    CHECK(seen == 2);
    CHECK(s.contains(ada));
    CHECK_THROWS_AS(s.transaction([&] { s.add(Author{.name = "Cy"}); }), std::runtime_error);
    CHECK(rows<Author>(t.db) == 3);
    CHECK_THROWS_AS(s.transaction([&] {
        s.add(Author{.name = "Di"});
        return 7;
    }),
                    std::runtime_error);
    CHECK(rows<Author>(t.db) == 4);
    CHECK(rolled_back == 0);
    refuse = false;
    ada->name = "Ada L.";
    s.commit();
    CHECK(t.db.get<Author>(ada->id)->name == "Ada L.");
}

TEST_CASE("after_commit is not called when the commit fails, nor for savepoints") {
    tests t;
    t.db.insert(Author{.name = "Ada"});
    session s{t.db};
    int before = 0, after = 0;
    s.before_commit([&] { ++before; });
    s.after_commit([&] { ++after; });
    {
        auto point = s.begin_nested();
        s.add(Author{.name = "Bob"});
        point.commit();
    }
    CHECK(before == 0);
    s.add(Author{.name = "Ada"});
    CHECK_THROWS_AS(s.commit(), constraint_error);
    CHECK(before == 1);
    CHECK(after == 0);
    s.rollback();
    s.commit();
    CHECK(after == 1);
}

TEST_CASE("after_rollback comes when the objects are back") {
    tests t;
    session s{t.db};
    auto ada = s.add(Author{.name = "Ada"});
    s.commit();
    said heard;
    s.after_rollback([&](session& of) {
        CHECK_FALSE(of.in_transaction());
        heard.push_back(ada->name);
        CHECK_THROWS_AS(of.flush(), error);
        ada->score = 5;
    });
    ada->name = "Ada L.";
    s.flush();
    s.rollback();
    CHECK(heard == said{"Ada"});
    CHECK_THROWS_AS(s.transaction([] { throw std::runtime_error("no"); }), std::runtime_error);
    CHECK(heard.size() == 2);
    s.commit();
    CHECK(t.db.get<Author>(ada->id)->score == 5);
    ada->name = "never";
    {
        session other{t.db};
        other.after_rollback([&] { heard.push_back("destroyed"); });
    }
    CHECK(heard.size() == 2);
}

TEST_CASE("a rollback undoes what handlers changed") {
    tests t;
    session s{t.db};
    s.before_update<Author>([](Author& it) { it.score += 1; });
    s.after_update<Author>([](Author& it) { it.bio = "changed"; });
    auto ada = s.add(Author{.name = "Ada"});
    s.commit();
    ada->name = "Ada L.";
    s.flush();
    CHECK(ada->score == 1);
    CHECK(ada->bio == "changed");
    auto point = s.begin_nested();
    ada->name = "Countess";
    s.flush();
    CHECK(ada->score == 3);  // the bio that after_update has changed was flushed, too
    point.rollback();
    CHECK(ada->score == 2);
    CHECK(ada->name == "Ada L.");
    s.rollback();
    CHECK(ada->score == 0);
    CHECK_FALSE(ada->bio);
    CHECK_FALSE(s.is_modified(ada));
}

TEST_CASE("removed before it was inserted, an object is no event") {
    tests t;
    session s{t.db};
    said heard;
    note<Author>(s, heard, named);
    s.remove(s.add(Author{.name = "Ada"}));
    s.commit();
    CHECK(heard.empty());
}

TEST_CASE("sessions on several threads share events") {
    tests t;
    session_events events;
    events.before_insert<Author>([](Author& it) { it.bio = "shared"; });
    events.after_commit([] {});
    std::vector<std::thread> all;
    for (int thread = 0; thread != 4; ++thread)
        all.emplace_back([&, thread] {
            for (int i = 0; i != 20; ++i) {
                session s{t.db, {.events = &events}};
                s.add(Author{.name = std::to_string(thread) + " " + std::to_string(i)});
                s.commit();
            }
        });
    for (std::thread& each : all) each.join();
    CHECK(t.db.execute(select(count()).from<Author>().where(col<&Author::bio> == "shared")).one() == 80);
}
