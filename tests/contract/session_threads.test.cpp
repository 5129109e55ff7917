// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"
#include "session_models.hpp"

#include <tain/orm/session.hpp>
#include <tain/sql/dsl.hpp>
#include <tain/sqlite.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace tain;
using namespace tain::test;
using tests = database<models<Author>>;
using Catch::Matchers::ContainsSubstring;

static_assert(sizeof(orm::basic_unit_pointer<true>) == sizeof(orm::basic_unit_pointer<false>));

/// How a child process ended that ran something, and what it wrote to stderr.
struct ending {
    int status = 0;
    std::string said{};
};
ending of_child(const std::function<void()>& what) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::signal(SIGABRT, SIG_DFL);
        ::dup2(ends[1], STDERR_FILENO);
        ::close(ends[0]);
        what();
        ::_exit(0);
    }
    ::close(ends[1]);
    ending made;
    std::array<char, 512> part{};
    for (ssize_t size = 0; (size = ::read(ends[0], part.data(), part.size())) > 0;)
        made.said.append(part.data(), static_cast<std::size_t>(size));
    ::close(ends[0]);
    REQUIRE(::waitpid(child, &made.status, 0) == child);
    return made;
}

/// What can be asked of a session, with an object and a query of it that were made before.
struct used {
    session& s;
    entity<Author> ada;
    std::function<void()> end_savepoint;
    std::function<void()> run_query;
};
struct call {
    const char* name;
    void (*make)(used&);
};
constexpr call calls[] = {
    {"add", [](used& u) { u.s.add(Author{.name = "Bob"}); }},
    {"add again", [](used& u) { u.s.add(u.ada); }},
    {"remove", [](used& u) { u.s.remove(u.ada); }},
    {"get", [](used& u) { u.s.get<Author>(u.ada->id); }},
    {"flush", [](used& u) { u.s.flush(); }},
    {"commit", [](used& u) { u.s.commit(); }},
    {"rollback", [](used& u) { u.s.rollback(); }},
    {"transaction", [](used& u) { u.s.transaction([] {}); }},
    {"begin_nested", [](used& u) { auto point = u.s.begin_nested(); }},
    {"execute", [](used& u) { u.s.execute(delete_from<Author>().all_rows()); }},
    {"refresh", [](used& u) { u.s.refresh(u.ada); }},
    {"expire", [](used& u) { u.s.expire(u.ada); }},
    {"expire_all", [](used& u) { u.s.expire_all(); }},
    {"expunge", [](used& u) { u.s.expunge(u.ada); }},
    {"expunge_all", [](used& u) { u.s.expunge_all(); }},
    {"merge", [](used& u) { u.s.merge(*u.ada); }},
    {"is_modified", [](used& u) { static_cast<void>(u.s.is_modified(u.ada)); }},
    {"dirty", [](used& u) { u.s.dirty<Author>(); }},
    {"contains", [](used& u) { static_cast<void>(u.s.contains(u.ada)); }},
    {"in_transaction", [](used& u) { static_cast<void>(u.s.in_transaction()); }},
    {"before_insert", [](used& u) { u.s.before_insert<Author>([](Author&) {}); }},
    {"a savepoint's commit", [](used& u) { u.end_savepoint(); }},
    {"rows of a query", [](used& u) { u.run_query(); }},
};

}  // namespace

#if TAIN_CHECK_THREADS

TEST_CASE("a call on a second thread while one is in the session ends the program, and says why") {
    REQUIRE(of_child([] {}).status == 0);
    for (const call& each : calls) {
        INFO(each.name);
        const ending child = of_child([&] {
            const engine db = sqlite::open(":memory:");
            create_all<models<Author>>(db);
            session s{db};
            used u{s, s.add(Author{.name = "Ada"}), {}, {}};
            s.commit();
            auto point = s.begin_nested();
            auto query = s.execute(select<Author>());
            u.end_savepoint = [&] { point.commit(); };
            u.run_query = [&] { query.all(); };
            s.before_flush([&] { std::thread{[&] { each.make(u); }}.join(); });  // this thread is in flush()
            u.ada->name = "Ada L.";
            s.flush();
        });
        CHECK(WIFSIGNALED(child.status));
        CHECK(WTERMSIG(child.status) == SIGABRT);
        CHECK_THAT(child.said, ContainsSubstring("two threads are in calls of one session at the same moment") &&
                                   ContainsSubstring("give each thread a session of its own"));
    }
}

TEST_CASE("a thread that reads objects for a query is in the session, too") {
    const ending child = of_child([] {
        const engine db = sqlite::open(":memory:");
        create_all<models<Author>>(db);
        session s{db};
        s.add(Author{.name = "Ada"});
        s.before_flush([&] { std::thread{[&] { s.flush(); }}.join(); });
        s.execute(select<Author>()).all();
    });
    CHECK(WIFSIGNALED(child.status));
    CHECK_THAT(child.said, ContainsSubstring("two threads"));
}

#endif

TEST_CASE("a session goes from thread to thread between calls") {
    tests t;
    session s{t.db};
    entity<Author> ada;
    {
        auto point = s.begin_nested();
        std::thread{[&] {
            ada = s.add(Author{.name = "Ada"});
            s.flush();
        }}.join();
        std::thread{[&] { point.commit(); }}.join();
    }
    auto query = s.execute(select<Author>());
    std::thread{[&] { CHECK(query.one() == ada); }}.join();
    std::thread{[moved = std::move(s)]() mutable { moved.commit(); }}.join();
    CHECK(t.db.get<Author>(ada->id)->name == "Ada");
}

TEST_CASE("handlers use their session on the thread that is in it, and errors leave it free") {
    tests t;
    session s{t.db};
    s.before_flush([&](session& of) { of.add(Author{.name = "Bob"}); });
    s.add(Author{.name = "Bob"});
    CHECK_THROWS_AS(s.flush(), constraint_error);
    std::thread{[&] { s.rollback(); }}.join();
    CHECK(t.db.execute(select(count()).from<Author>()).one() == 0);
}
