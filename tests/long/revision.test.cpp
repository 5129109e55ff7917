// SPDX-License-Identifier: BSL-1.0
#include "rounds.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/revision.hpp>

#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace tain::test {
namespace {

constexpr std::string_view sound = R"(-- tain:revision 3f2a9c1b77d0
-- tain:parents 77d0e1aa90c3
-- tain:message add the users' names
-- tain:created 2025-06-01T12:00:00Z

-- tain:upgrade sqlite
-- tain:rebuild "posts" drops column "draft"
CREATE TABLE "users" ("id" INTEGER PRIMARY KEY, "name" TEXT DEFAULT 'a;b');
CREATE TRIGGER "t" AFTER INSERT ON "users" BEGIN UPDATE "users" SET "name" = 'x'; END;

-- tain:downgrade sqlite
DROP TABLE "users";

-- tain:upgrade postgresql
-- tain:no-transaction
CREATE INDEX CONCURRENTLY "ix" ON "users" ("name");
DO $$ BEGIN PERFORM 1; END $$;

-- tain:downgrade postgresql
DROP INDEX "ix";
)";

std::string mutated(random& draw) {
    static constexpr std::string_view pieces[] = {"-- tain:", "-- tain:upgrade sqlite\n",
                                                  "'",        "\"",
                                                  "$$",       ";",
                                                  "\n",       "/*",
                                                  "*/",       "BEGIN;",
                                                  "COMMIT;",  "\\",
                                                  "\x01",     "\xc3",
                                                  "--"};
    std::string made{sound};
    for (int left = pick(draw, 1, 4); left > 0 && !made.empty(); --left) {
        const auto at = pick<std::size_t>(draw, 0, made.size() - 1);
        const auto length = pick<std::size_t>(draw, 0, std::min<std::size_t>(30, made.size() - at));
        switch (pick(draw, 0, 3)) {
            case 0: made.erase(at, length); break;
            case 1: made.insert(at, one_of(draw, pieces)); break;
            case 2: made.insert(at, made.substr(at, length)); break;
            default: made[at] = static_cast<char>(pick(draw, 0, 255)); break;
        }
    }
    return made;
}

std::optional<migrate::revision> parsed(const std::string& text) {
    try {
        return migrate::parse_revision(text, "mutated.sql");
    } catch (const error& refused) {
        REQUIRE(std::string_view{refused.what()}.starts_with("tain: "));
        return std::nullopt;
    }
}

TEST_CASE("a damaged revision file is refused in words, or is read as it would be written again") {
    run_rounds("revisions", [](random& draw) {
        const std::string text = mutated(draw);
        CAPTURE(text);
        const auto first = parsed(text);
        if (!first) return;
        const std::string written = migrate::write_revision(*first);
        const auto second = parsed(written);
        REQUIRE(second);
        REQUIRE(migrate::write_revision(*second) == written);
        for (const auto way : {migrate::direction::upgrade, migrate::direction::downgrade})
            for (const dialect on : {dialect::sqlite, dialect::postgresql}) {
                const auto& before = first->find(way, on);
                const auto& after = second->find(way, on);
                REQUIRE(before.has_value() == after.has_value());
                if (!before) continue;
                REQUIRE(before->transactional == after->transactional);
                REQUIRE(before->statements.size() == after->statements.size());
                for (std::size_t i = 0; i != before->statements.size(); ++i)
                    REQUIRE(before->statements[i].text == after->statements[i].text);
            }
    });
}

}  // namespace
}  // namespace tain::test
