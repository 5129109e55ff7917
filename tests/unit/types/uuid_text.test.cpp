// SPDX-License-Identifier: BSL-1.0
#include <tain/types/uuid_text.hpp>

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <string>

using tain::types::fault;
using tain::types::read_uuid;

namespace {

constexpr std::array<unsigned char, 16> read(std::string_view text) {
    std::array<unsigned char, 16> made{};
    if (read_uuid(text, made.data()) != fault::none) made[0] = 0xee;
    return made;
}

}  // namespace

TEST_CASE("a UUID is read from digits of either case") {
    static_assert(read("00112233-4455-6677-8899-aabbccddeeff")[15] == 0xff);
    static_assert(read("00112233-4455-6677-8899-aabbccddeeff")[4] == 0x44);
    static_assert(read("00112233-4455-6677-8899-AABBCCDDEEFF") == read("00112233-4455-6677-8899-aabbccddeeff"));
    SUCCEED();
}

TEST_CASE("text that is no UUID is malformed") {
    unsigned char bytes[16];
    for (const char* text : {"", "00112233445566778899aabbccddeeff", "00112233-4455-6677-8899-aabbccddeef",
                             "00112233-4455-6677-8899-aabbccddeefff", "0011223344-55-6677-8899-aabbccddeeff",
                             "g0112233-4455-6677-8899-aabbccddeeff", "{0112233-4455-6677-8899-aabbccddeef}",
                             "00112233 4455-6677-8899-aabbccddeeff"}) {
        CAPTURE(text);
        CHECK(read_uuid(text, bytes) == fault::malformed);
    }
    CHECK(read_uuid(std::string(36, '-'), bytes) == fault::malformed);
}
