// SPDX-License-Identifier: BSL-1.0
#include "logged_database.hpp"
#include "session_models.hpp"

#include <tain/orm/session.hpp>
#include <tain/sql/dsl.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace tain;
using namespace tain::test;
using tests = database<models<Sample, Broad>>;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

struct member_change {
    const char* column;
    std::function<void(Sample&)> apply;
    std::function<bool(const Sample&)> holds;
};

const std::vector<member_change>& member_changes() {
    using namespace std::chrono;
    static const std::vector<member_change> all{
        {"flag", [](Sample& s) { s.flag = true; }, [](const Sample& s) { return s.flag; }},
        {"small", [](Sample& s) { s.small = -5; }, [](const Sample& s) { return s.small == -5; }},
        {"narrow", [](Sample& s) { s.narrow = 1.5F; }, [](const Sample& s) { return s.narrow == 1.5F; }},
        {"wide", [](Sample& s) { s.wide = 0.1; }, [](const Sample& s) { return s.wide == 0.1; }},
        {"text", [](Sample& s) { s.text = "日本\n'"; }, [](const Sample& s) { return s.text == "日本\n'"; }},
        {"bytes", [](Sample& s) { s.bytes = {std::byte{0}, std::byte{255}}; },
         [](const Sample& s) { return s.bytes.size() == 2 && s.bytes[1] == std::byte{255}; }},
        {"unique_id", [](Sample& s) { *s.unique_id.begin() = 9; },
         [](const Sample& s) { return *s.unique_id.begin() == 9; }},
        {"at", [](Sample& s) { s.at += microseconds{1}; },
         [](const Sample& s) { return s.at.time_since_epoch() == microseconds{1}; }},
        {"color", [](Sample& s) { s.color = Color::blue; }, [](const Sample& s) { return s.color == Color::blue; }},
        {"email", [](Sample& s) { s.email.text = "a@b"; }, [](const Sample& s) { return s.email.text == "a@b"; }},
        {"y", [](Sample& s) { s.place.y = 3; }, [](const Sample& s) { return s.place.y == 3; }},
        {"maybe_flag", [](Sample& s) { s.maybe_flag = false; }, [](const Sample& s) { return s.maybe_flag == false; }},
        {"maybe_wide", [](Sample& s) { s.maybe_wide = 2.5; }, [](const Sample& s) { return s.maybe_wide == 2.5; }},
        {"maybe_color", [](Sample& s) { s.maybe_color = Color::green; },
         [](const Sample& s) { return s.maybe_color == Color::green; }},
        {"maybe_email", [](Sample& s) { s.maybe_email = Email{"c@d"}; },
         [](const Sample& s) { return s.maybe_email && s.maybe_email->text == "c@d"; }},
    };
    return all;
}

}  // namespace

TEST_CASE("a change of a member of any type is found, written alone, and undone by a rollback") {
    tests t;
    session s{t.db};
    auto sample = s.add(Sample{});
    s.commit();
    for (const member_change& change : member_changes()) {
        INFO(change.column);
        t.log.clear();
        change.apply(*sample);
        s.flush();
        REQUIRE(t.log.count("UPDATE") == 1);
        CHECK(std::any_of(t.log.all().begin(), t.log.all().end(), [&](const std::string& text) {
            return text.starts_with("UPDATE \"session_samples\" SET \"" + std::string{change.column} + "\" = ") &&
                   text.find(',') == std::string::npos;
        }));
        s.rollback();
        CHECK_FALSE(change.holds(*sample));

        change.apply(*sample);
        s.commit();
        CHECK(change.holds(*t.db.get<Sample>(sample->id)));
        t.log.clear();
        CHECK(s.get<Sample>(sample->id) == sample);
        CHECK(change.holds(*sample));
        s.commit();
        CHECK(t.log.count("UPDATE") == 0);
    }
}

TEST_CASE("an optional member that becomes empty is written as NULL") {
    tests t;
    session s{t.db};
    auto sample =
        s.add(Sample{.maybe_flag = true, .maybe_wide = 1, .maybe_color = Color::red, .maybe_email = Email{"x"}});
    s.commit();
    sample->maybe_flag.reset();
    sample->maybe_wide.reset();
    sample->maybe_color.reset();
    sample->maybe_email.reset();
    s.flush();
    s.rollback();
    CHECK(sample->maybe_email->text == "x");
    CHECK(sample->maybe_color == Color::red);
    sample->maybe_flag.reset();
    sample->maybe_email.reset();
    s.commit();
    const auto stored = t.db.get<Sample>(sample->id);
    CHECK_FALSE(stored->maybe_flag);
    CHECK_FALSE(stored->maybe_email);
    CHECK(stored->maybe_wide == 1);
}

TEST_CASE("an object that was read is not changed by that, whatever its values") {
    tests t;
    Sample odd{.flag = true,
               .small = std::numeric_limits<std::int16_t>::min(),
               .narrow = 0.1F,
               .wide = -std::numeric_limits<double>::denorm_min(),
               .text = std::string(10000, 'x'),
               .bytes = std::vector<std::byte>(300, std::byte{7}),
               .color = Color::green,
               .email = {"ä"},
               .maybe_wide = std::numeric_limits<double>::infinity()};
    t.db.insert(odd);
    t.db.insert(Sample{});
    session s{t.db};
    CHECK(s.execute(select<Sample>()).all().size() == 2);
    t.log.clear();
    s.commit();
    CHECK(t.log.count("UPDATE") == 0);
}

TEST_CASE("NaN is no change of NaN, and -0.0 is one of 0.0") {
    tests t;
    session s{t.db};
    auto sample = s.add(Sample{});
    s.commit();
    t.log.clear();
    sample->wide = -0.0;
    s.commit();
    CHECK(t.log.count("UPDATE") == 1);
    sample->wide = 0.0;
    s.commit();

    sample->wide = std::numeric_limits<double>::quiet_NaN();
    if (t.db.kind() == dialect::sqlite) {  // it has no NaN
        CHECK_THROWS_MATCHES(s.flush(), row_error, MessageMatches(ContainsSubstring("cannot update Sample (id ")));
        s.rollback();
        CHECK(sample->wide == 0);
        return;
    }
    s.commit();
    t.log.clear();
    CHECK(s.get<Sample>(sample->id) == sample);
    CHECK(std::isnan(sample->wide));
    s.commit();
    CHECK(t.log.count("UPDATE") == 0);
    sample->text = "other";
    s.commit();
    CHECK(t.log.count("UPDATE \"session_samples\" SET \"text\" = ") == 1);
}

TEST_CASE("an enumerator without a name is refused with the object's name") {
    tests t;
    session s{t.db};
    auto sample = s.add(Sample{.color = static_cast<Color>(42)});
    CHECK_THROWS_MATCHES(s.flush(), row_error, MessageMatches(ContainsSubstring("cannot insert a new Sample")));
    sample->color = Color::red;
    s.commit();
    sample->color = static_cast<Color>(42);
    CHECK_THROWS_MATCHES(s.flush(), row_error, MessageMatches(ContainsSubstring("cannot update Sample (id ")));
    s.rollback();
    CHECK(sample->color == Color::red);
}

TEST_CASE("a table with more columns than a mask has bits") {
    tests t;
    session s{t.db};
    auto broad = s.add(Broad{});
    s.commit();
    t.log.clear();
    broad->first.a0 = 1;
    broad->second.d4 = 2;
    s.commit();
    broad->second.d3 = 3;
    s.commit();
    broad->first.b7 = 4;
    s.commit();
    const auto stored = t.db.get<Broad>(broad->id);
    CHECK(stored->first.a0 == 1);
    CHECK(stored->second.d4 == 2);
    CHECK(stored->second.d3 == 3);
    CHECK(stored->first.b7 == 4);
    CHECK(t.log.count("UPDATE \"session_broad\" SET \"one_b7\" = ") == 1);
    broad->second.d4 = 9;
    s.flush();
    s.rollback();
    CHECK(broad->second.d4 == 2);
}

TEST_CASE("sessions of several threads work side by side") {
    tests t;
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 4; ++i) ids.push_back(t.db.insert(Sample{}).id);
    std::vector<std::thread> threads;
    for (const std::int64_t id : ids)
        threads.emplace_back([&t, id] {
            for (int i = 0; i < 10; ++i) {
                session s{t.db};
                s.transaction([&] { ++s.get<Sample>(id)->place.x; });
            }
        });
    for (std::thread& each : threads) each.join();
    for (const std::int64_t id : ids) CHECK(t.db.get<Sample>(id)->place.x == 10);
}
