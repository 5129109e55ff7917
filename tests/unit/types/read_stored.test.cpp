// SPDX-License-Identifier: BSL-1.0
#include <tain/types/read_stored.hpp>

#include <boost/uuid/uuid.hpp>

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

using namespace tain::types;

namespace {

template <class T>
std::optional<T> got(const cell& from, storage type) {
    T value{};
    return read_stored(from, type, &value) == fault::none ? std::optional{value} : std::nullopt;
}

template <class T>
fault refused(const cell& from, storage type) {
    T value{};
    const T before = value;
    const fault why = read_stored(from, type, &value);
    CHECK(value == before);  // written on success only
    std::optional<T> optional = value;
    CHECK(read_optional(from, type, &optional) == (from.is_null ? fault::none : why));
    CHECK(optional.has_value() != from.is_null);
    return why;
}

cell text(const char* of) { return cell::of_bytes(of, std::string_view{of}.size()); }

}  // namespace

TEST_CASE("NULL empties an optional and is a fault elsewhere, for every storage") {
    const cell null = cell::null(cell_kind::text);
    CHECK(refused<bool>(null, storage::boolean) == fault::null);
    CHECK(refused<std::int8_t>(null, storage::int8) == fault::null);
    CHECK(refused<std::int64_t>(null, storage::int64) == fault::null);
    CHECK(refused<std::uint64_t>(null, storage::uint64) == fault::null);
    CHECK(refused<float>(null, storage::float32) == fault::null);
    CHECK(refused<double>(null, storage::float64) == fault::null);
    CHECK(refused<std::string>(null, storage::text) == fault::null);
    CHECK(refused<std::vector<std::byte>>(null, storage::blob) == fault::null);
    CHECK(refused<boost::uuids::uuid>(null, storage::uuid) == fault::null);
    CHECK(refused<std::chrono::sys_time<std::chrono::microseconds>>(null, storage::timestamp) == fault::null);
}

TEST_CASE("a value of another kind is a fault") {
    CHECK(refused<std::int32_t>(text("5"), storage::int32) == fault::kind);
    CHECK(refused<std::int32_t>(cell::of_real(5), storage::int32) == fault::kind);
    CHECK(refused<bool>(text("true"), storage::boolean) == fault::kind);
    CHECK(refused<double>(text("1.5"), storage::float64) == fault::kind);
    CHECK(refused<std::string>(cell::of_integer(5), storage::text) == fault::kind);
    CHECK(refused<std::string>(cell::of_bytes("ab", 2, cell_kind::blob), storage::text) == fault::kind);
    CHECK(refused<std::vector<std::byte>>(text("ab"), storage::blob) == fault::kind);
    CHECK(refused<boost::uuids::uuid>(cell::of_integer(5), storage::uuid) == fault::kind);
    CHECK(refused<std::chrono::sys_time<std::chrono::microseconds>>(cell::of_integer(5), storage::timestamp) ==
          fault::kind);
    CHECK(refused<int>(cell::of_integer(5), storage::custom) == fault::kind);
}

TEST_CASE("booleans come from 0 and 1 alone, and go into integers") {
    CHECK(got<bool>(cell::of_integer(1), storage::boolean) == true);
    CHECK(got<bool>(cell::of_integer(0, cell_kind::boolean), storage::boolean) == false);
    CHECK(refused<bool>(cell::of_integer(2), storage::boolean) == fault::out_of_range);
    CHECK(refused<bool>(cell::of_integer(-1), storage::boolean) == fault::out_of_range);
    CHECK(got<std::int16_t>(cell::of_integer(1, cell_kind::boolean), storage::int16) == std::int16_t{1});
}

TEST_CASE("an integer becomes a real only where nothing is lost") {
    constexpr std::int64_t exact = std::int64_t{1} << 53;
    CHECK(got<double>(cell::of_integer(exact), storage::float64) == 9007199254740992.0);
    CHECK(refused<double>(cell::of_integer(exact + 1), storage::float64) == fault::out_of_range);
    CHECK(refused<double>(cell::of_integer(INT64_MAX), storage::float64) == fault::out_of_range);
    CHECK(got<double>(cell::of_integer(INT64_MIN), storage::float64) == -9223372036854775808.0);
    CHECK(got<float>(cell::of_integer(16'777'216), storage::float32) == 16777216.0F);
    CHECK(refused<float>(cell::of_integer(16'777'217), storage::float32) == fault::out_of_range);
}

TEST_CASE("a real becomes a float unless it overflows") {
    constexpr float largest = std::numeric_limits<float>::max();
    CHECK(got<float>(cell::of_real(double{largest}), storage::float32) == largest);
    CHECK(got<float>(cell::of_real(3.40282350e38), storage::float32) == largest);  // rounds down to it
    CHECK(refused<float>(cell::of_real(3.4028236e38), storage::float32) == fault::out_of_range);
    CHECK(refused<float>(cell::of_real(-1e300), storage::float32) == fault::out_of_range);
    CHECK(got<float>(cell::of_real(std::numeric_limits<double>::infinity()), storage::float32) ==
          std::numeric_limits<float>::infinity());
    CHECK(std::isnan(*got<float>(cell::of_real(std::nan("")), storage::float32)));
    CHECK(got<float>(cell::of_real(1e-300), storage::float32) == 0.0F);
}

TEST_CASE("UUIDs are read from 16 bytes and from their text") {
    const std::string bytes = "\x01\x23\x45\x67\x89\xab\xcd\xef\xfe\xdc\xba\x98\x76\x54\x32\x10";
    const auto raw = got<boost::uuids::uuid>(cell::of_bytes(bytes.data(), 16, cell_kind::uuid), storage::uuid);
    REQUIRE(raw.has_value());
    CHECK(*raw->begin() == 0x01);
    CHECK(got<boost::uuids::uuid>(cell::of_bytes(bytes.data(), 16, cell_kind::blob), storage::uuid) == raw);
    CHECK(got<boost::uuids::uuid>(text("01234567-89ab-cdef-fedc-ba9876543210"), storage::uuid) == raw);
    CHECK(got<boost::uuids::uuid>(text("01234567-89AB-CDEF-FEDC-BA9876543210"), storage::uuid) == raw);
    for (const char* bad : {"", "01234567-89ab-cdef-fedc-ba987654321", "01234567089ab-cdef-fedc-ba9876543210",
                            "0123456g-89ab-cdef-fedc-ba9876543210", "{1234567-89ab-cdef-fedc-ba9876543210"})
        CHECK(refused<boost::uuids::uuid>(text(bad), storage::uuid) == fault::malformed);
    CHECK(refused<boost::uuids::uuid>(cell::of_bytes(bytes.data(), 15, cell_kind::blob), storage::uuid) ==
          fault::malformed);
}

TEST_CASE("empty text and empty blobs are values, not NULL") {
    CHECK(got<std::string>(cell::of_bytes(nullptr, 0), storage::text) == "");
    std::vector<std::byte> bytes(3);
    CHECK(read_stored(cell::of_bytes(nullptr, 0, cell_kind::blob), storage::blob, &bytes) == fault::none);
    CHECK(bytes.empty());
    std::optional<std::string> optional = "old";
    CHECK(read_optional(cell::of_bytes("", 0), storage::text, &optional) == fault::none);
    CHECK(optional == "");
}
