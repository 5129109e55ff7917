// SPDX-License-Identifier: BSL-1.0
#include "rebuilding.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/runner.hpp>
#include <tain/migrate/state.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>

namespace {

using namespace tain;
using namespace tain::migrate;
using namespace tain::test;
using std::chrono::microseconds;
using std::chrono::steady_clock;

/// A migrator in a process of its own, from when its first statement is about to run.
class migrator {
public:
    migrator(const std::string& url, const directory& of) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        child_ = ::fork();
        REQUIRE(child_ >= 0);
        if (child_ == 0) {
            int code = 1;
            try {
                const auto on = open(url);
                const run_options how{.begin = [&](const revision&, direction) {
                    if (::write(ends[1], "!", 1) != 1) ::_exit(2);
                }};
                runner{*on, of, how}.upgrade("head");
                code = 0;
            } catch (const std::exception& e) {
                std::fprintf(stderr, "%s\n", e.what());
            }
            ::_exit(code);
        }
        ::close(ends[1]);
        char begun = 0;
        REQUIRE(::read(ends[0], &begun, 1) == 1);
        ::close(ends[0]);
    }

    /// Kills it after a while, or waits for its end. True when it was killed before that.
    bool end(std::optional<microseconds> after) const {
        if (after) {
            std::this_thread::sleep_for(*after);
            ::kill(child_, SIGKILL);
        }
        int status = 0;
        REQUIRE(::waitpid(child_, &status, 0) == child_);
        if (WIFSIGNALED(status)) return true;
        REQUIRE(WEXITSTATUS(status) == 0);
        return false;
    }

private:
    pid_t child_ = 0;
};

/// Waits until the server, too, has noticed that the migrators are gone: it ends the statement that it is at.
void settle(const fresh_database& in) {
    if (in.kind() == dialect::sqlite) return;
    while (in.values("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tain killed'") != names{"0"})
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
}

std::string url_of(const fresh_database& in) {
    return in.url() + (in.kind() == dialect::sqlite ? "" : "&application_name=tain%20killed");
}

struct kills {
    int count = 0, in_the_middle = 0;
};

/// Kills migrators at random times, so many of them that `count` died. `prepare` brings the database to where a migrator
/// begins; `check` looks at it after each, tells whether something was done and something was not, and goes on from there.
template <class Prepare, class Check>
kills kill_at_random(const fresh_database& db, const directory& of, int count, Prepare prepare, Check check) {
    prepare();
    const migrator undisturbed{url_of(db), of};
    const auto begun = steady_clock::now();
    undisturbed.end({});
    auto longest = std::chrono::duration_cast<microseconds>(steady_clock::now() - begun);
    const auto seed = std::random_device{}();
    std::mt19937 random{seed};
    kills made;
    for (int attempt = 0; made.count < count; ++attempt) {
        REQUIRE(attempt < 20 * count);
        prepare();
        const microseconds after{std::uniform_int_distribution<microseconds::rep>{0, longest.count()}(random)};
        INFO("seed " << seed << ", attempt " << attempt << ", after " << after.count() << " us");
        const bool died = migrator{url_of(db), of}.end(after);
        settle(db);
        const bool unfinished = check(died);
        if (!died) longest = std::max(longest * 9 / 10, microseconds{1000});  // it was over: sooner the next time
        if (!died) continue;
        ++made.count;
        if (unfinished) ++made.in_the_middle;
    }
    return made;
}

int kill_count() { return std::getenv("TAIN_EVERY_STATEMENT") ? 50 : 5; }

}  // namespace

TEST_CASE("a killed migrator leaves the old or the new schema, and the next one goes on", "[processes]") {
    const dialect kind = GENERATE(dialect::sqlite, dialect::postgresql);
    const rebuilding p;
    const fresh_database db{kind};
    p.begin(*db.connect(), 500);
    const auto [before, after] = p.settle(*db.connect());
    const kills made = kill_at_random(
        db, p.of, kill_count(), [&] { runner{*db.connect(), p.of}.downgrade(p.first); },
        [&, &before = before, &after = after](bool died) {
            const contents now = contents_of(*db.connect());
            CHECK((now == before || now == after));
            if (!died) CHECK(now == after);
            if (kind == dialect::sqlite) {
                CHECK(db.values("PRAGMA integrity_check") == names{"ok"});
                CHECK(db.values("PRAGMA foreign_key_check").empty());
            }
            runner{*db.connect(), p.of}.upgrade("head");
            REQUIRE(contents_of(*db.connect()) == after);
            return now == before;
        });
    CHECK(made.in_the_middle >= made.count / 5);
}

TEST_CASE("a killed migrator outside a transaction goes on at the recorded step", "[processes]") {
    const dialect kind = GENERATE(dialect::sqlite, dialect::postgresql);
    const fresh_database db{kind};
    const project p;
    const std::string id = "aaaaaaaaaaaa";
    constexpr std::size_t count = 40;
    std::string up = "-- tain:no-transaction\nCREATE TABLE log (step INTEGER NOT NULL);\n";
    for (std::size_t i = 1; i < count; ++i) up += "INSERT INTO log VALUES (" + std::to_string(i) + ");\n";
    p.add(id, {}, up, "DROP TABLE log;\n");
    const directory files = p.load();
    const kills made = kill_at_random(
        db, files, kill_count(), [&] { runner{*db.connect(), files}.downgrade("base"); },
        [&](bool) {
            const state now = state::read(*db.connect());
            const auto row = now.rows().find(id);
            const std::size_t steps = row == now.rows().end()  ? 0
                                      : row->second.unfinished ? row->second.unfinished->steps
                                                               : count;
            names all;
            for (std::size_t i = 1; i < count; ++i) all.push_back(std::to_string(i));
            const auto rows = [&] { return db.values("SELECT step FROM log ORDER BY step"); };
            // What is recorded is done, and nothing else.
            CHECK(db.tables().size() == (steps == 0 ? 0U : 1U));
            if (steps > 0) CHECK(rows() == names(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(steps) - 1));
            runner{*db.connect(), files}.upgrade("head");
            REQUIRE(rows() == all);
            return steps > 0 && steps < count;
        });
    CHECK(made.in_the_middle >= made.count / 5);
}
