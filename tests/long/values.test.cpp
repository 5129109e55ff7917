// SPDX-License-Identifier: BSL-1.0
#include "rounds.hpp"

#include <tain/open.hpp>
#include <tain/schema.hpp>
#include <tain/tain.hpp>

#include <boost/uuid/uuid.hpp>
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace tain::test::stored {

using time = std::chrono::sys_time<std::chrono::microseconds>;

struct Sample {
    std::int64_t id = 0;
    bool truth = false;
    std::int16_t small = 0;
    std::int32_t middle = 0;
    std::int64_t large = 0;
    double real = 0;
    std::string text{};
    std::optional<std::string> maybe{};
    std::vector<std::byte> bytes{};
    boost::uuids::uuid key{};
    time at{};
    std::optional<time> ended{};
    std::optional<double> ratio{};

    friend bool operator==(const Sample&, const Sample&) = default;
};
BOOST_DESCRIBE_STRUCT(Sample, (), (id, truth, small, middle, large, real, text, maybe, bytes, key, at, ended, ratio))

}  // namespace tain::test::stored

namespace tain::test {
namespace {

using stored::Sample;
using app = tain::models<Sample>;

template <class N>
N any_number(random& draw) {
    if (once_in(draw, 4)) return once_in(draw, 2) ? std::numeric_limits<N>::min() : std::numeric_limits<N>::max();
    return static_cast<N>(draw());
}

double any_real(random& draw) {
    static constexpr double special[] = {0.0, 1e308, -1e308, 5e-324, 0.1, 1e15, 123456789.123456789};
    if (once_in(draw, 3)) return one_of(draw, special);
    return std::uniform_real_distribution<double>{-1e9, 1e9}(draw);
}

std::string any_text(random& draw) {
    static constexpr const char* pieces[] = {"a", "'",  "\"", "\\", "%", "_",    "\n", "\t",
                                             "ä", "漢", "😀", "{",  ",", "NULL", " "};
    std::string made;
    for (int left = pick(draw, 0, 20); left > 0; --left) made += one_of(draw, pieces);
    if (once_in(draw, 50)) made.append(100'000, 'x');
    return made;
}

/// From year 1 to year 9999: what both databases can hold.
stored::time any_time(random& draw) {
    return stored::time{
        std::chrono::microseconds{pick<std::int64_t>(draw, -62'135'596'800'000'000, 253'402'300'799'999'999)}};
}

Sample any_sample(random& draw) {
    Sample made{.truth = once_in(draw, 2),
                .small = any_number<std::int16_t>(draw),
                .middle = any_number<std::int32_t>(draw),
                .large = any_number<std::int64_t>(draw),
                .real = any_real(draw),
                .text = any_text(draw),
                .at = any_time(draw)};
    if (once_in(draw, 2)) made.maybe = any_text(draw);
    if (once_in(draw, 2)) made.ended = any_time(draw);
    if (once_in(draw, 2)) made.ratio = any_real(draw);
    for (int left = pick(draw, 0, 40); left > 0; --left) made.bytes.push_back(static_cast<std::byte>(draw()));
    std::generate(made.key.begin(), made.key.end(), [&] { return static_cast<std::uint8_t>(draw()); });
    return made;
}

TEST_CASE("any value comes back as it was stored, on both databases") {
    const char* url = std::getenv("TAIN_TEST_POSTGRESQL");
    REQUIRE(url != nullptr);
    const tain::engine lite = tain::open("sqlite::memory:");
    const tain::engine server = tain::open(url);
    for (const tain::engine* db : {&lite, &server}) {
        tain::drop_all<app>(*db);
        tain::create_all<app>(*db);
    }
    run_rounds("values", [&](random& draw) {
        std::vector<Sample> wanted;
        for (int left = pick(draw, 1, 150); left > 0; --left) wanted.push_back(any_sample(draw));
        for (const tain::engine* db : {&lite, &server}) {
            db->transaction([&](auto& tx) {
                std::vector<Sample> rows = wanted;
                tx.insert(rows);
                for (const Sample& row : rows) REQUIRE(tx.template get<Sample>(row.id) == row);
                for (std::size_t i = 0; i != rows.size(); ++i) rows[i].id = wanted[i].id;
                REQUIRE(rows == wanted);
            });
        }
    });
    tain::drop_all<app>(server);
}

}  // namespace
}  // namespace tain::test
