// SPDX-License-Identifier: BSL-1.0
#include "databases.hpp"
#include "handwritten.hpp"

#include <boost/uuid/uuid.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <random>

using namespace tain;
using namespace tain::test;
using Catch::Matchers::ContainsSubstring;
using timestamp = std::chrono::sys_time<std::chrono::microseconds>;

namespace {

/// `SELECT value FROM held`, with one storage; `INSERT INTO held`. The column's type is the database's.
template <class T, storage Type, bool Optional, int Hash>
inline constexpr driver::statement select_value{.text = {"SELECT value FROM held", "SELECT value FROM held"},
                                                .hash = Hash,
                                                .fields = 1,
                                                .groups = 1,
                                                .shape = &shape_value<T, Type, Optional>};

void hold(driver::connection& on, const char* sqlite, const char* postgresql) {
    on.script(std::string{"CREATE TABLE held (value "} + (on.kind() == dialect::sqlite ? sqlite : postgresql) + ")");
}

void put(driver::connection& on, const cell& value) {
    static constexpr driver::statement remove{.text = {"DELETE FROM held", "DELETE FROM held"}, .hash = 401};
    static constexpr driver::statement insert{.text = {"INSERT INTO held VALUES (?1)", "INSERT INTO held VALUES ($1)"},
                                              .hash = 402};
    run(on, remove);
    run(on, insert, {&value, 1});
}

template <class T, storage Type, bool Optional = false>
T get(driver::connection& on) {
    const auto rows = all<value_row<T>>(on, select_value<T, Type, Optional, 403>);
    REQUIRE(rows.size() == 1);
    return rows[0].value;
}

template <class T, storage Type>
void check_limits(driver::connection& on) {
    constexpr std::int64_t low = static_cast<std::int64_t>(std::numeric_limits<T>::min());
    constexpr std::int64_t high = static_cast<std::int64_t>(std::numeric_limits<T>::max());
    for (const std::int64_t fits : {low, low + 1, std::int64_t{0}, std::int64_t{1}, high - 1, high}) {
        put(on, bound(fits));
        CHECK(get<T, Type>(on) == static_cast<T>(fits));
        CHECK(get<std::optional<T>, Type, true>(on) == static_cast<T>(fits));
    }
    for (const std::int64_t out : {low - 1, high + 1, std::int64_t{INT64_MIN}, std::int64_t{INT64_MAX}}) {
        put(on, bound(out));
        CHECK_THROWS_AS((get<T, Type>(on)), row_error);
        CHECK_THROWS_AS((get<std::optional<T>, Type, true>(on)), row_error);
    }
}

}  // namespace

TEST_CASE("integers of each width are read within their limits and refused beyond") {
    const auto db = each_database();
    hold(*db, "INTEGER", "bigint");
    check_limits<std::int8_t, storage::int8>(*db);
    check_limits<std::int16_t, storage::int16>(*db);
    check_limits<std::int32_t, storage::int32>(*db);
    check_limits<std::uint8_t, storage::uint8>(*db);
    check_limits<std::uint16_t, storage::uint16>(*db);
    check_limits<std::uint32_t, storage::uint32>(*db);
    for (const std::int64_t value : {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, INT64_MAX}) {
        put(*db, bound(value));
        CHECK(get<std::int64_t, storage::int64>(*db) == value);
        if (value >= 0)
            CHECK(get<std::uint64_t, storage::uint64>(*db) == static_cast<std::uint64_t>(value));
        else
            CHECK_THROWS_AS((get<std::uint64_t, storage::uint64>(*db)), row_error);
    }
}

TEST_CASE("booleans survive, as values and as NULL") {
    const auto db = each_database();
    hold(*db, "INTEGER", "boolean");
    for (const bool value : {true, false}) {
        put(*db, cell::of_integer(value, cell_kind::boolean));
        CHECK(get<bool, storage::boolean>(*db) == value);
        CHECK(get<std::optional<bool>, storage::boolean, true>(*db) == value);
    }
    put(*db, cell::null(cell_kind::boolean));
    CHECK(get<std::optional<bool>, storage::boolean, true>(*db) == std::nullopt);
    CHECK_THROWS_AS((get<bool, storage::boolean>(*db)), row_error);
}

TEST_CASE("doubles survive, infinities too") {
    const auto db = each_database();
    hold(*db, "REAL", "double precision");
    using limits = std::numeric_limits<double>;
    for (const double value : {0.0, -0.0, 1.5, 0.1, -1e300, limits::max(), limits::min(), limits::denorm_min(),
                               limits::infinity(), -limits::infinity(), 9007199254740993.0}) {
        put(*db, cell::of_real(value));
        const double back = get<double, storage::float64>(*db);
        CHECK(back == value);
        // A REAL column of SQLite keeps whole numbers as integers, which have no negative zero.
        if (db->kind() == dialect::postgresql) CHECK(std::signbit(back) == std::signbit(value));
        CHECK(get<std::optional<double>, storage::float64, true>(*db) == value);
    }
}

TEST_CASE("NaN is refused by SQLite, which would store NULL, and kept by PostgreSQL") {
    const auto db = each_database();
    hold(*db, "REAL", "double precision");
    if (db->kind() == dialect::sqlite) {
        CHECK_THAT(message_of<row_error>([&] { put(*db, cell::of_real(std::nan(""))); }), ContainsSubstring("NaN"));
    } else {
        put(*db, cell::of_real(std::nan("")));
        CHECK(std::isnan(get<double, storage::float64>(*db)));
    }
}

TEST_CASE("a double that overflows a float is refused, not made infinite") {
    const auto db = each_database();
    hold(*db, "REAL", "double precision");
    for (const float value : {0.1F, -0.0F, std::numeric_limits<float>::max(), std::numeric_limits<float>::denorm_min(),
                              std::numeric_limits<float>::infinity()}) {
        put(*db, cell::of_real(static_cast<double>(value)));
        CHECK(get<float, storage::float32>(*db) == value);
    }
    put(*db, cell::of_real(1e39));
    CHECK_THROWS_AS((get<float, storage::float32>(*db)), row_error);
    put(*db, cell::of_real(-1e300));
    CHECK_THROWS_AS((get<float, storage::float32>(*db)), row_error);
}

TEST_CASE("blobs survive: empty, with zeros, and large") {
    const auto db = each_database();
    hold(*db, "BLOB", "bytea");
    using blob = std::vector<std::byte>;
    for (const blob& value :
         {blob{}, blob(3), blob(300'000, std::byte{0xff}), blob{std::byte{0}, std::byte{0x5c}, std::byte{0x78}}}) {
        put(*db, cell::of_bytes(reinterpret_cast<const char*>(value.data()), value.size(), cell_kind::blob));
        CHECK(get<blob, storage::blob>(*db) == value);
        CHECK(get<std::optional<blob>, storage::blob, true>(*db) == value);
    }
    put(*db, cell::null(cell_kind::blob));
    CHECK(get<std::optional<blob>, storage::blob, true>(*db) == std::nullopt);
}

TEST_CASE("UUIDs survive, and are compared as such") {
    const auto db = each_database();
    hold(*db, "BLOB", "uuid");
    std::mt19937 random{7};
    for (int i = 0; i < 20; ++i) {
        boost::uuids::uuid value{};
        for (auto& byte : value) byte = static_cast<unsigned char>(random());
        put(*db, cell::of_bytes(reinterpret_cast<const char*>(&*value.begin()), 16, cell_kind::uuid));
        CHECK(get<boost::uuids::uuid, storage::uuid>(*db) == value);
        CHECK(get<std::optional<boost::uuids::uuid>, storage::uuid, true>(*db) == value);
    }
}

TEST_CASE("timestamps survive to the microsecond from year 1 to 9999") {
    const auto db = each_database();
    hold(*db, "TEXT", "timestamptz");
    using namespace std::chrono;
    std::vector<std::int64_t> cases{
        0, -1, 1, 951'782'399'999'999, 951'782'400'000'000, -62'135'596'800'000'000, 253'402'300'799'999'999};
    std::mt19937_64 random{11};
    std::uniform_int_distribution<std::int64_t> any{-62'135'596'800'000'000, 253'402'300'799'999'999};
    for (int i = 0; i < 50; ++i) cases.push_back(any(random));
    for (const std::int64_t value : cases) {
        put(*db, cell::of_integer(value, cell_kind::timestamp));
        CHECK(get<timestamp, storage::timestamp>(*db) == timestamp{microseconds{value}});
        CHECK(get<std::optional<timestamp>, storage::timestamp, true>(*db) == timestamp{microseconds{value}});
    }
    put(*db, cell::null(cell_kind::timestamp));
    CHECK(get<std::optional<timestamp>, storage::timestamp, true>(*db) == std::nullopt);
}

TEST_CASE("SQLite refuses a timestamp that its text cannot hold") {
    const auto db = empty_database(dialect::sqlite);
    hold(*db, "TEXT", "");
    CHECK_THAT(
        message_of<row_error>([&] { put(*db, cell::of_integer(253'402'300'800'000'000, cell_kind::timestamp)); }),
        ContainsSubstring("0001 to 9999"));
}

TEST_CASE("a value that could not be converted is refused before anything is sent") {
    const auto db = each_database();
    hold(*db, "TEXT", "text");
    CHECK_THAT(
        message_of<row_error>([&] { put(*db, cell::of_fault(types::fault::unknown_enumerator, cell_kind::text)); }),
        ContainsSubstring("cannot bind parameter 1") && ContainsSubstring("no described enumerator"));
    CHECK(db->rows("SELECT * FROM held").rows.empty());
}

namespace {

types::fault read_doubled(const cell& from, void* member) {
    if (from.is_null) return types::fault::null;
    if (from.kind != cell_kind::integer) return types::fault::kind;
    if (from.integer == 13) throw std::invalid_argument("thirteen is bad luck");
    *static_cast<std::int64_t*>(member) = from.integer * 2;
    return types::fault::none;
}
void shape_custom(field* fields, group* groups) {
    shape_value<std::int64_t, storage::custom>(fields, groups);
    fields[0].read = &read_doubled;
}

}  // namespace

TEST_CASE("a user type's reader converts, reports and throws") {
    const auto db = each_database();
    hold(*db, "INTEGER", "bigint");
    static constexpr driver::statement select{.text = {"SELECT value FROM held", "SELECT value FROM held"},
                                              .hash = 404,
                                              .fields = 1,
                                              .groups = 1,
                                              .shape = &shape_custom};
    using row = value_row<std::int64_t>;
    put(*db, bound(std::int64_t{21}));
    CHECK(all<row>(*db, select).at(0).value == 42);
    put(*db, bound(std::int64_t{13}));
    CHECK_THAT(message_of<row_error>([&] { all<row>(*db, select); }), ContainsSubstring("thirteen is bad luck"));
    put(*db, cell::null(cell_kind::integer));
    CHECK_THROWS_AS(all<row>(*db, select), row_error);
}
