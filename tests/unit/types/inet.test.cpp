// SPDX-License-Identifier: BSL-1.0
#include <tain/types/inet.hpp>

#include <catch2/catch_test_macros.hpp>

#include <random>
#include <stdexcept>
#include <string>
#include <vector>

using tain::inet;

static_assert(inet{inet::v4_bytes{10, 0, 0, 1}} < inet{inet::v6_bytes{}});
static_assert(inet{}.prefix() == 32 && !inet{}.is_v6());

TEST_CASE("an IP address is read in its forms and written in one") {
    const struct {
        const char* from;
        const char* to;
    } cases[] = {{"0.0.0.0", "0.0.0.0"},
                 {"255.255.255.255", "255.255.255.255"},
                 {"192.168.0.1/24", "192.168.0.1/24"},
                 {"10.0.0.1/32", "10.0.0.1"},
                 {"10.0.0.0/0", "10.0.0.0/0"},
                 {"::", "::"},
                 {"::1", "::1"},
                 {"1::", "1::"},
                 {"2001:DB8:0:0:0:0:0:1", "2001:db8::1"},
                 {"2001:db8::1/128", "2001:db8::1"},
                 {"2001:db8::/32", "2001:db8::/32"},
                 {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"},
                 {"1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"},
                 {"1:0:0:4:0:0:7:8", "1::4:0:0:7:8"},
                 {"1:0:0:4:0:0:0:8", "1:0:0:4::8"},
                 {"0:0:1:1:1:1:0:0", "::1:1:1:1:0:0"},
                 {"1::3:4:5:6:7:8", "1:0:3:4:5:6:7:8"},
                 {"::ffff:10.1.2.3", "::ffff:10.1.2.3"},
                 {"::FFFF:a01:203/96", "::ffff:10.1.2.3/96"},
                 {"::1.2.3.4", "::102:304"},
                 {"1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"},
                 {"fe80::0001", "fe80::1"}};
    for (const auto& each : cases) {
        INFO(each.from);
        CHECK(inet::parse(each.from).str() == each.to);
        CHECK(inet::parse(each.to) == inet::parse(each.from));
    }
}

TEST_CASE("what is no IP address is refused") {
    for (const char* text : {"",
                             "10",
                             "10.0.0",
                             "10.0.0.0.0",
                             "10.0.0.256",
                             "10.0.0.01",
                             "10.0.0.-1",
                             "10.0.0.1 ",
                             "10.0.0.1/33",
                             "10.0.0.1/",
                             "10.0.0.1/08",
                             "10.0.0.1/-1",
                             "10.0.0.1/8/8",
                             "10..0.1",
                             ":",
                             ":::",
                             "1:2:3:4:5:6:7",
                             "1:2:3:4:5:6:7:8:9",
                             "1::2::3",
                             "12345::",
                             "g::",
                             "1:2:3:4:5:6:7::8:9",
                             "::1:",
                             ":1::",
                             "1:2:3:4::5:6:7:8",
                             "fe80::1%eth0",
                             "::1/129",
                             "1.2.3.4::",
                             "::1.2.3.4:5",
                             "::1.2.3",
                             "+1::",
                             "::-1"}) {
        INFO(text);
        CHECK_FALSE(inet::from_text(text));
        CHECK_THROWS_AS(inet::parse(text), std::invalid_argument);
    }
    CHECK_THROWS_AS((inet{inet::v4_bytes{}, 33}), std::out_of_range);
    CHECK_THROWS_AS((inet{inet::v6_bytes{}, 129}), std::out_of_range);
}

TEST_CASE("addresses are ordered by family, network, prefix and address") {
    const std::vector<std::string> sorted{"0.0.0.0/0",    "9.255.0.0/16", "10.0.0.0/8",    "10.1.2.3/8",
                                          "10.0.0.0/16",  "10.0.0.0",     "10.0.0.1",      "10.1.0.0/16",
                                          "10.128.0.0/9", "11.0.0.0/8",   "::/0",          "::1/0",
                                          "::",           "::1",          "2001:db8::/32", "2001:db8::1"};
    for (std::size_t i = 0; i < sorted.size(); ++i)
        for (std::size_t j = 0; j < sorted.size(); ++j) {
            INFO(sorted[i] << " and " << sorted[j]);
            CHECK((inet::parse(sorted[i]) <=> inet::parse(sorted[j])) == (i <=> j));
        }
}

TEST_CASE("every address comes back from its text") {
    std::mt19937 random{4711};
    for (int i = 0; i < 20'000; ++i) {
        inet::v6_bytes bytes{};
        for (std::size_t k = 0; k < 16; ++k) bytes[k] = random() % 3 == 0 ? static_cast<std::uint8_t>(random()) : 0;
        const inet v6{bytes, static_cast<unsigned>(random() % 129)};
        const inet v4{inet::v4_bytes{bytes[0], bytes[1], bytes[2], bytes[3]}, static_cast<unsigned>(random() % 33)};
        if (inet::from_text(v6.str()) == v6 && inet::from_text(v4.str()) == v4) continue;
        FAIL(v6.str() << " or " << v4.str());
    }
}
