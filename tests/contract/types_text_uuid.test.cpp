// SPDX-License-Identifier: BSL-1.0
#include "database.hpp"

#include <tain/uuid.hpp>

#include <boost/uuid/uuid.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

using namespace tain::dsl;
using namespace tain::test;

namespace {

struct Device {
    tain::text_uuid id = tain::uuid_v7();
    std::optional<tain::text_uuid> parent{};
    boost::uuids::uuid plain{};

    friend bool operator==(const Device& a, const Device& b) {
        return a.id == b.id && a.parent == b.parent && a.plain == b.plain;
    }
};
BOOST_DESCRIBE_STRUCT(Device, (), (id, parent, plain))

}  // namespace

template <>
inline constexpr auto tain::mapping<Device> =
    table("devices", foreign_key<&Device::parent>.references<Device>(), index<&Device::plain>);

namespace {

std::vector<Device> random_devices(std::size_t count) {
    std::mt19937 random{20251102};
    std::vector<Device> made(count);
    for (Device& one : made) {
        for (auto& byte : one.plain) byte = static_cast<unsigned char>(random());
        one.id = one.plain;
        if (&one != made.data() && random() % 2 == 0) one.parent = (&one - 1)->id;
    }
    return made;
}

}  // namespace

TEST_CASE("a UUID that is kept as text is written and read back equal, and sorts like the bytes") {
    auto db = database_of<Device>();
    std::vector<Device> written = random_devices(10'000);
    db.insert(written);
    std::sort(written.begin(), written.end(), [](const Device& a, const Device& b) { return a.plain < b.plain; });
    CHECK(db.execute(select<Device>().order_by(col<&Device::id>)).all() == written);
    CHECK(db.execute(select<Device>().order_by(col<&Device::plain>)).all() == written);

    const Device& middle = written[5'000];
    CHECK(db.get<Device>(middle.id) == middle);
    CHECK(db.execute(select(count()).from<Device>().where(col<&Device::id> < middle.id)).one() == 5'000);
    CHECK(db.execute(select(count()).from<Device>().where(col<&Device::plain> < middle.plain)).one() == 5'000);
    const std::vector<tain::text_uuid> some{written[0].id, written[9'999].id, tain::uuid_v7()};
    CHECK(db.execute(select(count()).from<Device>().where(in(col<&Device::id>, some))).one() == 2);
    CHECK(db.execute(update<Device>().set(col<&Device::parent> = middle.id).where(col<&Device::id> == some[0])) == 1);
    CHECK(db.get<Device>(some[0])->parent == middle.id);
    Device changed = written[1];
    changed.parent.reset();
    db.update(changed);
    CHECK(db.get<Device>(changed.id) == changed);
}

TEST_CASE("SQLite has the text of a UUID, in lower case; other text is refused when it is read") {
    auto db = database_of<Device>();
    Device one;
    std::fill(one.id.begin(), one.id.end(), static_cast<unsigned char>(0xab));
    db.insert(one);
    CHECK(db.execute(raw<std::string>(R"(SELECT CAST("id" AS TEXT) FROM "devices")")).one() ==
          "abababab-abab-abab-abab-abababababab");
    if (on_postgresql()) return;
    CHECK(db.execute(raw<std::string>(R"(SELECT typeof("id") || ' ' || typeof("plain") FROM "devices")")).one() ==
          "text blob");
    for (const std::string wrong :
         {"ABABABAB-ABAB-ABAB-ABAB-ABABABABABAB", "abababab", "abababababababababababababababab"}) {
        db.script("UPDATE devices SET id = '" + wrong + "'");
        CHECK_THROWS_AS(db.execute(select<Device>()).all(), tain::row_error);
    }
    CHECK(db.execute(select(count()).from<Device>()).one() == 1);
}
