// SPDX-License-Identifier: BSL-1.0
#include <tain/driver/error.hpp>
#include <tain/driver/message.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace tain;
using driver::field_name;
using driver::statement;

namespace {

constexpr field_name columns[] = {{"User", "users", "email", "email", "std::string"},
                                  {"User", "users", "age", "age", "std::uint8_t"},
                                  {"Post", "posts", "mood", "mood", "Mood"}};
constexpr driver::field_names blocks[] = {{columns, 2}, {columns + 2, 1}};

std::string raised(const driver::row_faults& faults, const statement& what) {
    try {
        faults.raise(what, "SELECT 1", {});
    } catch (const row_error& error) {
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("a row that does not fit is one message, a line a column") {
    statement what{.text = {"SELECT 1", "SELECT 1"}, .hash = 1};
    what.names = blocks;
    what.name_blocks = 2;
    driver::row_faults faults;
    CHECK(faults.empty());
    faults.add(0, types::fault::null, "NULL");
    faults.add(1, types::fault::out_of_range, "an integer");
    faults.add(2, types::fault::unknown_enumerator, "text");
    CHECK(raised(faults, what) ==
          "tain: cannot read table \"users\" as User\n"
          "  email  is NULL but the member email is std::string; use std::optional<std::string>\n"
          "  age    is an integer that the member age of type std::uint8_t cannot hold; use a wider type\n"
          "  mood   of table \"posts\" is text that names no enumerator of Mood, the type of the member mood; add the "
          "enumerator, or correct the row");
}

TEST_CASE("a row of raw SQL is named by place, and its text is shown") {
    const statement what{.text = {"SELECT 1", "SELECT 1"}, .hash = 1};
    driver::row_faults faults;
    faults.add(1, types::fault::kind, "text");
    faults.add(2, "no e-mail address");
    CHECK(
        raised(faults, what) ==
        "tain: cannot read a row\n"
        "  column 2  is text but its place in the row is another type; change the member's type, or select the column "
        "with a cast\n"
        "  column 3  was refused by its type: no e-mail address\n"
        "  SQL: SELECT 1");
}

TEST_CASE("a value that cannot be bound is refused in its own words where it brings them") {
    using types::cell;
    const auto reason = [](const cell& value) { return driver::bind_reason(value); };
    CHECK(reason(cell::of_fault(types::fault::malformed, types::cell_kind::text, "it is no JSON")) == "it is no JSON");
    CHECK(reason(cell::of_fault(types::fault::malformed, types::cell_kind::text)).find("malformed") !=
          std::string::npos);
}

TEST_CASE("a long statement is cut in a message") {
    const std::string made = driver::message("tain: no", std::string(5000, 'x'), {});
    CHECK(made.size() < 700);
    CHECK(made.find("xxx …") != std::string::npos);
}

TEST_CASE("the columns of an INSERT are found for errors") {
    const std::string_view insert = "INSERT INTO \"t\" (\"a\", \"b, c\", d) VALUES (?1, ?2, ?3)";
    CHECK(driver::inserted_column(insert, 0, dialect::sqlite) == "a");
    CHECK(driver::inserted_column(insert, 1, dialect::sqlite) == "b, c");
    CHECK(driver::inserted_column(insert, 2, dialect::sqlite) == "d");
    CHECK(driver::inserted_column(insert, 3, dialect::sqlite).empty());
    CHECK(driver::inserted_column("INSERT INTO t DEFAULT VALUES", 0, dialect::sqlite).empty());
}
