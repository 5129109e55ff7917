// SPDX-License-Identifier: BSL-1.0
#include "rounds.hpp"

#include "support/generated.hpp"

#include <tain/open.hpp>
#include <tain/schema.hpp>
#include <tain/tain.hpp>

#include <boost/uuid/uuid.hpp>
#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
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
        generator from{draw()};
        for (int left = pick(draw, 1, 150); left > 0; --left) from.fill(wanted.emplace_back());
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
