// SPDX-License-Identifier: BSL-1.0
#include <tain/json.hpp>
#include <tain/schema.hpp>
#include <tain/sqlite.hpp>
#include <tain/tain.hpp>

#include <cstdint>
#include <string>
#include <vector>

struct Setting {
    std::string name{};
    std::vector<double> values{};
};
BOOST_DESCRIBE_STRUCT(Setting, (), (name, values))

template <>
inline constexpr bool tain::stored_as_json<Setting> = true;

struct Device {
    std::int64_t id{};
    Setting setting{};
    boost::json::value state{};
};
BOOST_DESCRIBE_STRUCT(Device, (), (id, setting, state))

int main() {
    const tain::engine db = tain::sqlite::open(":memory:");
    tain::create_all<tain::models<Device>>(db);
    Device device{.setting = {.name = "gain", .values = {0.5, 1.0}}, .state = {{"on", true}}};
    db.insert(device);
    const auto read = db.get<Device>(device.id);
    return read && read->setting.values == device.setting.values && read->state == device.state ? 0 : 1;
}
