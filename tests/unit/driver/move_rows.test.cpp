// SPDX-License-Identifier: BSL-1.0
#include <tain/driver/move_rows.hpp>

#include <catch2/catch_test_macros.hpp>

#include <boost/uuid/uuid.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

using tain::driver::field;
using tain::types::storage;

namespace {

using instant = std::chrono::sys_time<std::chrono::microseconds>;
using bytes = std::vector<std::byte>;

/// A row with a member of every storage, and one of each as an optional.
struct row {
    bool a = false;
    std::int8_t b = 0;
    std::int16_t c = 0;
    std::int32_t d = 0;
    std::int64_t e = 0;
    std::uint8_t f = 0;
    std::uint16_t g = 0;
    std::uint32_t h = 0;
    std::uint64_t i = 0;
    float j = 0;
    double k = 0;
    std::string l{};
    bytes m{};
    boost::uuids::uuid n{};
    instant o{};
    std::optional<bool> oa{};
    std::optional<std::int8_t> ob{};
    std::optional<std::int16_t> oc{};
    std::optional<std::int32_t> od{};
    std::optional<std::int64_t> oe{};
    std::optional<std::uint8_t> of{};
    std::optional<std::uint16_t> og{};
    std::optional<std::uint32_t> oh{};
    std::optional<std::uint64_t> oi{};
    std::optional<float> oj{};
    std::optional<double> ok{};
    std::optional<std::string> ol{};
    std::optional<bytes> om{};
    std::optional<boost::uuids::uuid> on{};
    std::optional<instant> oo{};
    int unread = 7;

    friend bool operator==(const row&, const row&) = default;
};

std::vector<field> fields_of_row() {
    static const row one;
    std::vector<field> made;
    const auto add = [&made](const void* plain, const void* optional) {
        const auto type = static_cast<storage>(made.size() / 2);
        const auto offset = [](const void* member) {
            return static_cast<std::uint32_t>(static_cast<const std::byte*>(member) -
                                              reinterpret_cast<const std::byte*>(&one));
        };
        made.push_back({offset(plain), type, false, nullptr});
        made.push_back({offset(optional), type, true, nullptr});
    };
    add(&one.a, &one.oa), add(&one.b, &one.ob), add(&one.c, &one.oc), add(&one.d, &one.od), add(&one.e, &one.oe);
    add(&one.f, &one.of), add(&one.g, &one.og), add(&one.h, &one.oh), add(&one.i, &one.oi), add(&one.j, &one.oj);
    add(&one.k, &one.ok), add(&one.l, &one.ol), add(&one.m, &one.om), add(&one.n, &one.on), add(&one.o, &one.oo);
    return made;
}

row filled(std::uint8_t with) {
    row made;
    made.a = with % 2 != 0;
    made.b = static_cast<std::int8_t>(-with);
    made.c = made.b;
    made.d = made.c;
    made.e = made.c;
    made.f = with, made.g = with, made.h = with, made.i = with;
    made.j = static_cast<float>(with) / 2, made.k = static_cast<double>(with) / 4;
    made.l = std::string(with, 'x');
    made.m = bytes(with, std::byte{with});
    std::fill(made.n.begin(), made.n.end(), with);
    made.o = instant{std::chrono::microseconds{with}};
    if (with % 3 == 0) return made;  // its optionals are empty
    made.oa = made.a, made.ob = made.b, made.oc = made.c, made.od = made.d, made.oe = made.e, made.of = made.f;
    made.og = made.g, made.oh = made.h, made.oi = made.i, made.oj = made.j, made.ok = made.k, made.ol = made.l;
    made.om = made.m, made.on = made.n, made.oo = made.o;
    return made;
}

}  // namespace

TEST_CASE("every storage is moved, whether it is optional or not") {
    REQUIRE(fields_of_row().size() == 2 * static_cast<std::size_t>(storage::custom));
    std::vector<row> from;
    for (const std::uint8_t with : std::initializer_list<std::uint8_t>{1, 2, 3, 15, 16, 200})
        from.push_back(filled(with));
    const std::vector<row> expected = from;
    std::vector<row> to(from.size() + 1);
    tain::driver::move_rows(from.data(), to.data(), from.size(), sizeof(row), fields_of_row());
    CHECK(to.back() == row{});
    to.pop_back();
    CHECK(to == expected);
}

TEST_CASE("what is long is moved, not copied") {
    std::vector<row> from{filled(200)};
    const char* const text = from[0].l.data();
    const std::byte* const blob = from[0].om->data();
    std::vector<row> to(1);
    tain::driver::move_rows(from.data(), to.data(), 1, sizeof(row), fields_of_row());
    CHECK(to[0].l.data() == text);
    CHECK(to[0].om->data() == blob);
}

TEST_CASE("members without a field stay as they are, and no rows are none") {
    std::vector<row> from{filled(5)};
    from[0].unread = 1;
    std::vector<row> to(1);
    tain::driver::move_rows(from.data(), to.data(), 0, sizeof(row), fields_of_row());
    CHECK(to[0] == row{});
    tain::driver::move_rows(from.data(), to.data(), 1, sizeof(row), fields_of_row());
    CHECK(to[0].e == -5);
    CHECK(to[0].unread == 7);
    tain::driver::move_rows(nullptr, nullptr, 0, sizeof(row), fields_of_row());
}
