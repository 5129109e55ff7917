// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;

namespace {

struct Point {
    double x{};
    double y{};
};
BOOST_DESCRIBE_STRUCT(Point, (), (x, y))

struct Segment {
    Point from{};
    Point to{};
    std::string label{};
};
BOOST_DESCRIBE_STRUCT(Segment, (), (from, to, label))

struct Row {
    std::int64_t id{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, name))

/// Fifty members of its own; with a base and an embedded struct there are more columns than one description can list.
struct Wide : Row {
    std::int32_t f1{}, f2{}, f3{}, f4{}, f5{}, f6{}, f7{}, f8{}, f9{}, f10{};
    std::int32_t f11{}, f12{}, f13{}, f14{}, f15{}, f16{}, f17{}, f18{}, f19{}, f20{};
    std::int32_t f21{}, f22{}, f23{}, f24{}, f25{}, f26{}, f27{}, f28{}, f29{}, f30{};
    std::int32_t f31{}, f32{}, f33{}, f34{}, f35{}, f36{}, f37{}, f38{}, f39{}, f40{};
    std::int32_t f41{}, f42{}, f43{}, f44{}, f45{}, f46{}, f47{}, f48{}, f49{}, f50{};
    Segment line{};
};
BOOST_DESCRIBE_STRUCT(Wide, (Row),
                      (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21,
                       f22, f23, f24, f25, f26, f27, f28, f29, f30, f31, f32, f33, f34, f35, f36, f37, f38, f39, f40,
                       f41, f42, f43, f44, f45, f46, f47, f48, f49, f50, line))

}  // namespace

template <>
inline constexpr auto tain::mapping<Wide> =
    table("wide", prefix<&Wide::line>("line_"), prefix<path<&Wide::line, &Segment::from>>("line_from_"),
          prefix<path<&Wide::line, &Segment::to>>("line_to_"));

TEST_CASE("a model of more than fifty columns, of a base and of structs within structs, is written and read") {
    static_assert(tain::model::table_of<Wide>::size == 57);
    static_assert(tain::model::table_of<Wide>::columns[52].name == "line_from_x");
    static_assert(tain::model::table_of<Wide>::columns[56].name == "line_label");
    auto db = database_of<Wide>();
    std::vector<Wide> all(100);
    for (std::size_t i = 0; i != all.size(); ++i) {
        all[i].name = std::to_string(i);
        all[i].f1 = static_cast<std::int32_t>(i);
        all[i].f50 = -all[i].f1;
        all[i].line = {{1.0, 2.0}, {static_cast<double>(i), 4.0}, "to " + all[i].name};
    }
    db.insert(all);
    const Wide read = db.execute(select<Wide>().where(col<&Wide::line, &Segment::to, &Point::x> == 7.0)).one();
    CHECK(read.id == all[7].id);
    CHECK((read.name == "7" && read.f1 == 7 && read.f2 == 0 && read.f50 == -7));
    CHECK((read.line.from.y == 2.0 && read.line.to.y == 4.0 && read.line.label == "to 7"));

    Wide changed = read;
    changed.line.from = {-1.0, -2.0};
    changed.f25 = 25;
    db.update(changed);
    const Wide again = *db.get<Wide>(read.id);
    CHECK((again.line.from.x == -1.0 && again.f25 == 25 && again.line.label == "to 7"));
    CHECK(db.execute(update<Wide>().set(col<&Wide::line, &Segment::label> = "new").where(col<&Wide::f50> < -97)) == 2);
    CHECK(db.execute(select(col<&Wide::f1>).where(col<&Wide::line, &Segment::label> == "new")).all().size() == 2);
}
