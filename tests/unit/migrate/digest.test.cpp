// SPDX-License-Identifier: BSL-1.0
#include <tain/migrate/digest.hpp>

#include <catch2/catch_test_macros.hpp>

#include <string>

using tain::migrate::sha256;
using tain::migrate::sha256_hex;

TEST_CASE("SHA-256 gives the digests of the standard's examples") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256_hex("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrs"
                     "mnopqrstnopqrstu") == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
    CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not depend on how the text is cut into pieces") {
    std::string text;
    for (int i = 0; i < 300; ++i) text += static_cast<char>(i % 251);
    for (std::size_t size = 0; size <= text.size(); ++size) {
        const std::string_view part = std::string_view{text}.substr(0, size);
        for (const std::size_t step : {std::size_t{1}, std::size_t{55}, std::size_t{63}, std::size_t{64}}) {
            sha256 digest;
            for (std::size_t at = 0; at < part.size(); at += step) digest.add(part.substr(at, step));
            REQUIRE(digest.hex() == sha256_hex(part));
        }
    }
}

TEST_CASE("fields cannot be shifted from one to the next") {
    CHECK(sha256{}.add_field("ab").add_field("c").hex() != sha256{}.add_field("a").add_field("bc").hex());
    CHECK(sha256{}.add_field("").add_field("a").hex() != sha256{}.add_field("a").add_field("").hex());
}
