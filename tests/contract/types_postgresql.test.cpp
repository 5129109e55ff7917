// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <tain/postgresql_types.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;
using tain::bounds;
using tain::inet;
using ints = tain::range<std::int32_t>;
using longs = tain::range<std::int64_t>;
using timestamp = tain::types::timestamp;
using times = tain::range<timestamp>;

namespace {

struct Lease {
    std::int64_t id{};
    ints ports{};
    std::optional<longs> serials{};
    times valid{};
    inet address{};
    std::optional<inet> gateway{};
    std::optional<ints> retries = ints{0, 3};
};
BOOST_DESCRIBE_STRUCT(Lease, (), (id, ports, serials, valid, address, gateway, retries))

struct Host {
    inet address{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Host, (), (address, name))

}  // namespace

template <>
inline constexpr auto tain::mapping<Lease> =
    table("leases", server_default<&Lease::retries>(ints{0, 3, tain::bounds::closed}),
          check<"not_everywhere">(col<&Lease::address> != inet{}));
template <>
inline constexpr auto tain::mapping<Host> = table("hosts", primary_key<&Host::address>);

namespace {

constexpr timestamp at(std::chrono::sys_days day, std::chrono::microseconds time = {}) { return timestamp{day} + time; }

/// Writes a value through `Member`, and reads it back by object, by column and by comparison.
template <auto Member, class V>
void round_trip(tain::engine& db, const V& value) {
    Lease lease{.address = inet::parse("10.0.0.1")};
    lease.*Member = value;
    db.insert(lease);
    const auto mine = col<&Lease::id> == lease.id;
    CHECK(((*db.get<Lease>(lease.id)).*Member == value));
    CHECK((db.execute(select(col<Member>).where(mine)).one() == value));
    CHECK(db.execute(select(col<&Lease::id>).where(col<Member> == value && mine)).one() == lease.id);
    CHECK(db.execute(select(count()).from<Lease>().where(col<Member> != value && mine)).one() == 0);
    CHECK(db.execute(select(col<&Lease::id>).where(in(col<Member>, std::vector{value}) && mine)).one() == lease.id);
    CHECK(db.execute(update<Lease>().set(col<Member> = value).where(mine)) == 1);
    CHECK(((*db.get<Lease>(lease.id)).*Member == value));
}

std::string refusal(tain::engine& db, const std::string& column, const std::string& value) {
    db.script("DELETE FROM leases; INSERT INTO leases (ports, valid, address) VALUES ('empty', 'empty', '10.0.0.1')");
    db.script("UPDATE leases SET " + column + " = '" + value + "'");
    return message_of<tain::row_error>([&] { static_cast<void>(db.execute(select<Lease>()).all()); });
}

template <class T>
tain::range<T> random_range(std::mt19937_64& random, T a, T b) {
    if (random() % 9 == 0) return {};
    if (b < a) std::swap(a, b);
    const std::optional<T> lower = random() % 5 == 0 ? std::nullopt : std::optional{a};
    const std::optional<T> upper = random() % 5 == 0 ? std::nullopt : std::optional{b};
    return {lower, upper, static_cast<bounds>(random() % 4)};
}

inet random_address(std::mt19937_64& random) {
    inet::v6_bytes bytes{};
    for (auto& each : bytes) each = random() % 3 == 0 ? static_cast<std::uint8_t>(random()) : std::uint8_t{0};
    if (random() % 8 == 0) std::fill(bytes.begin(), bytes.begin() + 12, std::uint8_t{0});
    if (random() % 8 == 0) bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, bytes[12], bytes[13], 0, 1};
    if (random() % 2 == 0) return inet{bytes, static_cast<unsigned>(random() % 129)};
    return inet{inet::v4_bytes{bytes[12], bytes[13], bytes[14], 1}, static_cast<unsigned>(random() % 33)};
}

}  // namespace

TEST_CASE("ranges keep their edge values") {
    auto db = database_of<Lease>();
    using int32 = std::numeric_limits<std::int32_t>;
    using int64 = std::numeric_limits<std::int64_t>;
    for (const ints& value :
         {ints{}, ints::all(), ints{1, 5}, ints{1, 5, bounds::open}, ints{{}, 0}, ints{int32::min(), {}},
          ints{int32::min(), int32::max()}, ints{7, 7, bounds::closed}, ints{7, 7}})
        round_trip<&Lease::ports>(db, value);
    for (const longs& value : {longs{}, longs::all(), longs{int64::min(), int64::max()}, longs{-1, {}, bounds::open}})
        round_trip<&Lease::serials>(db, value);
    using namespace std::chrono;
    const timestamp noon = at(2024y / February / 29, 12h);
    for (const times& value : {times{}, times::all(), times{noon, noon + 1us}, times{noon, noon + 1s, bounds::closed},
                               times{noon, noon + 120ms, bounds::open}, times{noon, noon, bounds::closed},
                               times{noon, {}}, times{{}, noon, bounds::closed},
                               times{at(1y / January / 1), at(9999y / December / 31, 23h + 59min + 59s + 999'999us)}})
        round_trip<&Lease::valid>(db, value);
}

TEST_CASE("IP addresses keep their edge values") {
    auto db = database_of<Lease>();
    for (const char* text :
         {"10.0.0.1", "255.255.255.255", "192.168.0.1/24", "10.1.2.3/0", "::", "::1", "2001:db8::/32",
          "2001:db8:0:1:1:1:1:1/64", "::ffff:10.0.0.1", "::1.2.3.4/96", "1:0:0:4:0:0:7:8", "ffff::/0"}) {
        INFO(text);
        round_trip<&Lease::address>(db, inet::parse(text));
        round_trip<&Lease::gateway>(db, inet::parse(text));
    }
}

TEST_CASE("NULL, defaults and checks of ranges and addresses") {
    auto db = database_of<Lease>();
    db.script("INSERT INTO leases (ports, valid, address) VALUES ('[1,2]', '(,)', '::1')");
    const Lease made = db.execute(select<Lease>()).one();
    CHECK_FALSE(made.serials);
    CHECK_FALSE(made.gateway);
    CHECK(made.ports == ints{1, 3});
    CHECK(made.valid == times::all());
    CHECK(made.retries == ints{0, 4});
    CHECK_THROWS_AS(db.insert(Lease{}), tain::database_error);
    CHECK(db.execute(update<Lease>()
                         .set(col<&Lease::retries> = nullptr, col<&Lease::gateway> = inet::parse("::2"))
                         .all_rows()) == 1);
    CHECK(db.execute(select(col<&Lease::id>).where(is_null(col<&Lease::retries>))).all().size() == 1);
    CHECK(db.execute(select(col<&Lease::gateway>, count()).group_by(col<&Lease::gateway>)).one() ==
          std::tuple{std::optional{inet::parse("::2")}, std::int64_t{1}});
}

TEST_CASE("an address is a key") {
    auto db = database_of<Host>();
    db.insert(Host{.address = inet::parse("2001:db8::1"), .name = "a"});
    db.insert(Host{.address = inet::parse("10.0.0.1"), .name = "b"});
    CHECK(db.get<Host>(inet::parse("2001:DB8:0::1"))->name == "a");
    CHECK_FALSE(db.get<Host>(inet::parse("10.0.0.1/8")));
    CHECK_THROWS_AS(db.insert(Host{.address = inet::parse("10.0.0.1")}), tain::constraint_error);
}

TEST_CASE("ranges and addresses that do not fit are refused with table, column and member") {
    auto db = database_of<Lease>();
    const auto names = [](const std::string& message, const char* column) {
        return message.find("cannot read table \"leases\"") != std::string::npos &&
               message.find(column) != std::string::npos && message.find("member") != std::string::npos;
    };
    CHECK(names(refusal(db, "valid", "[2024-01-01 00:00:00+00,infinity)"), "valid"));
    db.script("DELETE FROM leases");
    CHECK(message_of<tain::row_error>([&] {
              db.insert(Lease{.valid = {timestamp{}, timestamp::max()}, .address = inet::parse("::1")});
          }).find("(column \"valid\"): an end of the range lies outside") != std::string::npos);
    CHECK(message_of<tain::row_error>([&] {
              const std::vector<times> wanted{{}, {timestamp::min(), timestamp{}}, times::all()};
              static_cast<void>(db.execute(select<Lease>().where(in(col<&Lease::valid>, wanted))).all());
          }).find("an end of the range lies outside of the years") != std::string::npos);
    if (on_postgresql()) return;  // which refuses what follows itself
    CHECK(names(refusal(db, "ports", "[5,1)"), "ports"));
    CHECK(names(refusal(db, "ports", "[1,2147483647]"), "ports"));
    CHECK(names(refusal(db, "address", "10.0.0.256"), "address"));
    CHECK(names(refusal(db, "gateway", ""), "gateway"));
}

TEST_CASE("ten thousand random ranges and addresses come back equal") {
    auto db = database_of<Lease>();
    constexpr std::uint64_t seed = 20'240'918;
    INFO("seed " << seed);
    std::mt19937_64 random{seed};
    std::vector<Lease> leases(10'000);
    for (Lease& each : leases) {
        const auto number = [&random] { return static_cast<std::int64_t>(random()) >> (1 + random() % 62); };
        const auto small = [&number] { return static_cast<std::int32_t>(number() % 1'000'000'000); };
        const auto time = [&random] {
            return timestamp{std::chrono::microseconds{static_cast<std::int64_t>(random() >> 8U)}};
        };
        each.ports = random_range(random, small(), small());
        if (random() % 4 != 0) each.serials = random_range(random, number(), number());
        each.valid = random_range(random, time(), time());
        each.address = random_address(random);
        if (random() % 4 != 0) each.gateway = random_address(random);
    }
    db.insert(leases);
    const std::vector<Lease> back = db.execute(select<Lease>().order_by(col<&Lease::id>)).all();
    REQUIRE(back.size() == leases.size());
    for (std::size_t i = 0; i < leases.size(); ++i) {
        const Lease &in = leases[i], &out = back[i];
        if (in.ports == out.ports && in.serials == out.serials && in.valid == out.valid && in.address == out.address &&
            in.gateway == out.gateway)
            continue;
        FAIL(in.ports.str() << ' ' << out.ports.str() << ' ' << in.valid.str() << ' ' << out.valid.str() << ' '
                            << in.address.str() << ' ' << out.address.str());
    }
    if (!on_postgresql()) return;
    // The server's order of addresses is the order in C++.
    auto sorted = db.execute(raw<inet>("SELECT address FROM leases ORDER BY address")).all();
    CHECK(std::is_sorted(sorted.begin(), sorted.end()));
}
