// SPDX-License-Identifier: BSL-1.0
#include <tain/orm/image.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace tain;
using namespace tain::orm;
using types::cell;
using types::cell_kind;

cell text(std::string_view of) { return cell::of_bytes(of.data(), of.size()); }

}  // namespace

TEST_CASE("an image gives back the columns that it was made of") {
    const std::string uuid(16, '\xfe');
    const std::vector<cell> columns{cell::of_integer(-7),
                                    cell::of_integer(1, cell_kind::boolean),
                                    cell::of_real(0.1),
                                    text("日本"),
                                    text(""),
                                    cell::null(cell_kind::text),
                                    cell::of_bytes("a\0b", 3, cell_kind::blob),
                                    cell::of_bytes(uuid.data(), 16, cell_kind::uuid),
                                    cell::of_integer(std::numeric_limits<std::int64_t>::min(), cell_kind::timestamp),
                                    cell::of_fault(types::fault::unknown_enumerator, cell_kind::text)};
    const image made{columns};
    std::vector<cell> read(columns.size());
    made.read(read);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        INFO(i);
        CHECK(same_value(read[i], columns[i]));
        CHECK(read[i].kind == columns[i].kind);
        CHECK(read[i].is_null == columns[i].is_null);
        CHECK(read[i].fault == columns[i].fault);
    }
    CHECK(made.difference(columns) == 0);
}

TEST_CASE("an image without columns is not empty, one that was never made is") {
    CHECK(image{}.empty());
    CHECK_FALSE(image{{}}.empty());
}

TEST_CASE("the difference names the columns that changed") {
    std::vector<cell> columns{cell::of_integer(1), text("a"), cell::null(cell_kind::real), cell::of_real(2)};
    const image made{columns};
    columns[0] = cell::of_integer(2);
    CHECK(made.difference(columns) == 0b0001);
    columns[1] = text("ab");
    columns[2] = cell::of_real(0);
    columns[3] = cell::null(cell_kind::real);
    CHECK(made.difference(columns) == 0b1111);
}

TEST_CASE("columns from the 64th on share a bit") {
    std::vector<cell> columns(70, cell::of_integer(0));
    const image made{columns};
    columns[62] = cell::of_integer(1);
    CHECK(made.difference(columns) == std::uint64_t{1} << 62);
    columns[69] = cell::of_integer(1);
    CHECK(made.difference(columns) == std::uint64_t{3} << 62);
}

TEST_CASE("values are compared bit for bit") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(same_value(cell::of_real(nan), cell::of_real(nan)));
    CHECK_FALSE(same_value(cell::of_real(0.0), cell::of_real(-0.0)));
    CHECK_FALSE(same_value(cell::of_integer(0), cell::null(cell_kind::integer)));
    CHECK_FALSE(same_value(cell::of_integer(0), cell::of_integer(0, cell_kind::boolean)));
    CHECK_FALSE(same_value(text("a"), text(std::string_view{"a\0", 2})));
    CHECK(same_value(cell::null(cell_kind::text), cell::null(cell_kind::text)));
}

TEST_CASE("an image in a room outlives the room, and moves") {
    image kept;
    {
        arena room{4096};
        const std::vector<cell> columns{text("kept")};
        std::vector<image> all;
        for (int i = 0; i < 1000; ++i) all.emplace_back(columns, &room);
        kept = std::move(all[500]);
        CHECK(all[500].empty());
        kept = image{columns, &room};
    }
    std::vector<cell> read(1);
    kept.read(read);
    CHECK(read[0].bytes() == "kept");
}
