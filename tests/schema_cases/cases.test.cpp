// SPDX-License-Identifier: BSL-1.0
#include "proof.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tain::test {
namespace {

const std::filesystem::path folder = "tests/schema_cases";
const std::filesystem::path page = "docs/schema_cases.md";

std::string whole(const std::filesystem::path& file) {
    std::ifstream in{file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// `A01` of `A01`, `A01.2` and `A01b`: the number of the list of cases.
std::string number_of(const std::string& id) {
    std::size_t end = 1;
    while (end != id.size() && id[end] >= '0' && id[end] <= '9') ++end;
    return id.substr(0, end);
}

/// The numbers of the list of cases: what Alembic's suite checks, and in X what goes beyond it.
std::vector<std::string> all_numbers() {
    struct range {
        char section;
        int first, last;
    };
    constexpr range ranges[] = {{'A', 1, 31},  {'B', 1, 5},  {'C', 1, 45},  {'C', 50, 75}, {'D', 1, 18}, {'D', 20, 33},
                                {'D', 40, 71}, {'E', 1, 4},  {'F', 1, 10},  {'G', 1, 27},  {'H', 1, 29}, {'I', 1, 10},
                                {'J', 1, 23},  {'K', 1, 19}, {'K', 21, 28}, {'K', 29, 43}, {'L', 1, 9},  {'M', 1, 4},
                                {'N', 1, 7},   {'O', 1, 19}, {'P', 1, 10},  {'Q', 1, 20},  {'X', 1, 33}, {'X', 40, 48},
                                {'X', 50, 58}, {'X', 60, 77}};
    std::vector<std::string> made;
    for (const range& r : ranges)
        for (int n = r.first; n <= r.last; ++n)
            made.push_back(r.section + std::string(n < 10 ? "0" : "") + std::to_string(n));
    return made;
}

/// What the page says of a case in a database.
std::string result(const schema_case& one, dialect in) {
    if (!one.applies(in)) return "–";
    const std::size_t count = one.lines("operations", in).size();
    if (one.has("refused", in)) return "refused";
    return count == 0 ? "none" : std::to_string(count) + (count == 1 ? " operation" : " operations");
}

std::string escaped(std::string of) {
    for (std::size_t at = 0; (at = of.find('|', at)) != of.npos; at += 2) of.replace(at, 1, "\\|");
    return of;
}

/// The page, from what has passed.
std::string written(const std::vector<schema_case>& passed, const std::vector<listed_case>& elsewhere,
                    const std::vector<listed_case>& inapplicable) {
    std::map<std::string, std::string> lines;
    for (const schema_case& one : passed)
        lines[one.id] = "| " + one.id + " | " + escaped(one.title + (one.note.empty() ? "" : " (" + one.note + ")")) +
                        " | " + result(one, dialect::sqlite) + " | " + result(one, dialect::postgresql) + " | [" +
                        one.file + "](../tests/schema_cases/" + one.file + ") |\n";
    for (const listed_case& one : elsewhere) lines[one.id] = "| " + one.id + " | | | | " + escaped(one.text) + " |\n";
    for (const listed_case& one : inapplicable)
        lines[one.id] = "| " + one.id + " | not applicable: " + escaped(one.text) + " | – | – | |\n";
    std::set<std::string> proven;
    for (const auto& [id, line] : lines) proven.insert(number_of(id));
    std::string open;
    std::size_t open_count = 0;
    for (const std::string& number : all_numbers())
        if (!proven.contains(number)) {
            (open += open.empty() ? "" : ", ") += number;
            ++open_count;
        }
    std::string made =
        "# Cases of the schema diff\n\n"
        "Written by the test `schema_cases`, which runs each case on real databases: the diff says what is expected; "
        "applied\nto rows, a second diff is empty and the rows are there; undone, the old schema and all rows are "
        "back. "
        "The list of cases\nis what Alembic's own suite checks (A to Q), and what goes beyond it (X). "
        "`TAIN_WRITE_CASES=1 ctest -R schema_cases` writes\nthis page anew.\n\n" +
        std::to_string(passed.size()) + " cases pass here, " + std::to_string(elsewhere.size()) +
        " are proved by other tests, " + std::to_string(inapplicable.size()) + " do not apply.\n\n";
    if (!open.empty()) made += "Still open, " + std::to_string(open_count) + ": " + open + ".\n\n";
    made += "| case | what changes | SQLite | PostgreSQL | where |\n| --- | --- | --- | --- | --- |\n";
    for (const auto& [id, line] : lines) made += line;
    return made;
}

}  // namespace

TEST_CASE("the cases of the schema diff hold, and their page shows them") {
    const char* only = std::getenv("TAIN_CASE");
    std::vector<schema_case> passed;
    std::set<std::string> seen;
    for (const schema_case& one : read_cases(folder)) {
        if (only != nullptr && !one.id.starts_with(only)) continue;
        INFO(one.file << ":" << one.line << " " << one.id << " " << one.title);
        CHECK(seen.insert(one.id).second);
        bool good = true;
        for (const dialect in : one.on) {
            std::string said;
            for (const std::string& fault : faults_of(one, in)) said += std::string{name(in)} + ": " + fault + "\n";
            INFO(said);
            CHECK(said.empty());
            good = good && said.empty();
        }
        if (good) passed.push_back(one);
    }
    if (only != nullptr) return;

    const std::vector<listed_case> elsewhere = read_list(folder / "elsewhere.list");
    for (const listed_case& one : elsewhere) {
        INFO(one.id << " | " << one.text);
        CHECK(seen.insert(one.id).second);
        const std::size_t quote = one.text.find('"');
        REQUIRE(quote != std::string::npos);
        const std::string file = one.text.substr(0, one.text.find(' '));
        CHECK(whole(file).find("TEST_CASE(" + one.text.substr(quote) + ")") != std::string::npos);
    }
    const std::vector<listed_case> inapplicable = read_list(folder / "not_applicable.list");
    for (const listed_case& one : inapplicable) {
        INFO(one.id << " | " << one.text);
        CHECK(seen.insert(one.id).second);
        CHECK(!one.text.empty());
    }

    const std::string now = written(passed, elsewhere, inapplicable);
    if (std::getenv("TAIN_WRITE_CASES") != nullptr) std::ofstream{page} << now;
    const bool is_shown = whole(page) == now;
    CHECK(is_shown);  // else: TAIN_WRITE_CASES=1 writes it
}

}  // namespace tain::test
