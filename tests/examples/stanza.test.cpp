// SPDX-License-Identifier: BSL-1.0
#include "stanza.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using std::string_literals::operator""s;

/// What a reader makes of a text: `line: a=1 b=2` for a stanza, `line! why` for a malformed one.
std::vector<std::string> read(const std::string& text) {
    std::istringstream stream{text};
    catalog::stanza_reader reader{stream};
    std::vector<std::string> made;
    catalog::stanza stanza;
    while (true) {
        try {
            if (!reader.next(stanza)) return made;
            std::string one = std::to_string(stanza.line) + ":";
            for (const catalog::field& each : stanza.fields) one += " " + each.name + "=" + each.value;
            made.push_back(one);
        } catch (const catalog::malformed_stanza& problem) {
            made.push_back(std::to_string(problem.line()) + "! " + problem.what());
        }
    }
}

using texts = std::vector<std::string>;

}  // namespace

TEST_CASE("stanzas end at empty lines, and the last one at the end of the input") {
    CHECK(read("").empty());
    CHECK(read("\n\n \n").empty());
    CHECK(read("A: 1\nB: 2\n\nA: 3\n\n") == texts{"1: A=1 B=2", "4: A=3"});
    CHECK(read("\n\nA: 1\n\n\n\nA: 2") == texts{"3: A=1", "7: A=2"});
    CHECK(read("A: 1\n \t\nA: 2\n") == texts{"1: A=1", "3: A=2"});
}

TEST_CASE("continuation lines belong to the field before them") {
    CHECK(read("A: 1\n 2\n\t3\nB:\n 4\n") == texts{"1: A=1\n2\n3 B=\n4"});
    CHECK(read("A: short\n .\n long\n") == texts{"1: A=short\n.\nlong"});
}

TEST_CASE("blanks around values, carriage returns and comments do not count") {
    CHECK(read("A:1\nB: \t2  \n") == texts{"1: A=1 B=2"});
    CHECK(read("A: 1\r\nB: 2\r\n\r\nA: 3\r\n") == texts{"1: A=1 B=2", "4: A=3"});
    CHECK(read("# nothing\nA: 1\n# within\n more\n\n# A: 2\n\nA: 3") == texts{"2: A=1\nmore", "8: A=3"});
}

TEST_CASE("fields are found whatever the case of their names") {
    std::istringstream stream{"Package: a\n"};
    catalog::stanza stanza;
    REQUIRE(catalog::stanza_reader{stream}.next(stanza));
    REQUIRE(stanza.find("PACKAGE"));
    CHECK(stanza.find("package")->value == "a");
    CHECK(stanza.find("Packag") == nullptr);
    CHECK(stanza.find("Package2") == nullptr);
}

TEST_CASE("a malformed stanza is told with the line that is wrong, and nothing else is lost") {
    const std::pair<std::string, std::string> wrong[] = {
        {" begins with a continuation", "4! a continuation line without a field before it"},
        {"no colon", "4! a line without a colon"},
        {": no name", "4! a line without a field name before its colon"},
        {"a name: 1", "4! a line without a field name before its colon"},
        {"-A: 1", "4! a line without a field name before its colon"},
        {"B: 1\nC: 2\nb: 3", "6! a field that this stanza has already"},
        {"B: 1\nno colon either\nC: 2", "5! a line without a colon"},
        {"B: caf\xE9", "4! the text is not UTF-8"},
        {"B: a\0b"s, "4! the text holds a NUL byte"},
    };
    for (const auto& [stanza, told] : wrong) {
        INFO(stanza);
        const std::string text = "A: 1\nB: 2\n\n" + stanza + "\n\nA: 3\n";
        const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
        CHECK(read(text) == texts{"1: A=1 B=2", told, std::to_string(lines) + ": A=3"});
    }
}

TEST_CASE("malformed stanzas at the beginning, at the end and next to each other are told one by one") {
    CHECK(read("x\n\ny\nz\n\nA: 1\n\nv") ==
          texts{"1! a line without a colon", "3! a line without a colon", "6: A=1", "8! a line without a colon"});
}

TEST_CASE("UTF-8 of every length is read, and what is none is refused") {
    for (const std::string_view good : {"é", "漢字", "😀", "\xC2\x80", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"}) {
        INFO(good);
        CHECK(read("A: " + std::string{good}) == texts{"1: A=" + std::string{good}});
    }
    for (const std::string_view bad :
         {"\x80", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xE2\x82", "\xF0\x80\x80\x80",
          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3\x28"}) {
        INFO(bad);
        CHECK(read("A: " + std::string{bad} + "x") == texts{"1! the text is not UTF-8"});
    }
}

TEST_CASE("a stream that breaks in the middle is an error, not an end") {
    struct breaking : std::streambuf {
        std::string text = "A: 1\n";
        bool given = false;
        int_type underflow() override {
            if (std::exchange(given, true)) throw std::runtime_error("broken");
            setg(text.data(), text.data(), text.data() + text.size());
            return traits_type::to_int_type(*gptr());
        }
    } buffer;
    std::istream stream{&buffer};
    catalog::stanza_reader reader{stream};
    catalog::stanza stanza;
    CHECK_THROWS_AS(reader.next(stanza), std::runtime_error);
}
