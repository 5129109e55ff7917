// SPDX-License-Identifier: BSL-1.0
#include <tain/types/uuid_v7.hpp>

#include <catch2/catch_test_macros.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <thread>
#include <vector>

using boost::uuids::uuid;

namespace {

const unsigned char* bytes_of(const uuid& from) { return &*from.begin(); }

std::uint64_t number_of(const uuid& from, unsigned first, unsigned count) {
    std::uint64_t made = 0;
    for (unsigned i = first; i < first + count; ++i) made = made << 8U | bytes_of(from)[i];
    return made;
}

std::int64_t milliseconds_now() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::size_t not_increasing(const std::vector<uuid>& made) {
    std::size_t wrong = 0;
    for (std::size_t i = 1; i < made.size(); ++i) wrong += !(made[i - 1] < made[i]);
    return wrong;
}

}  // namespace

TEST_CASE("a million UUIDs are each greater than the one before, with version and variant") {
    std::vector<uuid> made(1'000'000);
    for (uuid& each : made) each = tain::uuid_v7();
    CHECK(not_increasing(made) == 0);
    std::size_t wrong = 0;
    std::uint64_t ones = 0, zeros = 0;
    for (const uuid& each : made) {
        wrong += bytes_of(each)[6] >> 4U != 7 || bytes_of(each)[8] >> 6U != 2;
        ones |= number_of(each, 8, 8);
        zeros |= ~number_of(each, 8, 8);
    }
    CHECK(wrong == 0);
    CHECK(ones == 0xbfff'ffff'ffff'ffff);   // each random bit is set in some,
    CHECK(zeros == 0x7fff'ffff'ffff'ffff);  // and not set in others
}

TEST_CASE("the time in a UUID is the clock's") {
    // A process that has made more than 4096 in a millisecond is ahead of the clock for as long as that took.
    std::this_thread::sleep_for(std::chrono::milliseconds{300});
    const auto before = milliseconds_now();
    const auto time = static_cast<std::int64_t>(number_of(tain::uuid_v7(), 0, 6));
    const auto after = milliseconds_now();
    CHECK(time >= before);
    CHECK(time <= after);
}

TEST_CASE("the time moves on when the clock stands still or is set back") {
    std::atomic<std::uint64_t> last{100};
    CHECK(tain::types::next_uuid_time(last, 105) == 105);
    CHECK(tain::types::next_uuid_time(last, 105) == 106);
    CHECK(tain::types::next_uuid_time(last, 3) == 107);
    CHECK(tain::types::next_uuid_time(last, 200) == 200);
    last = (std::uint64_t{7} << 12U) - 1;  // the fraction is used up: the next millisecond starts
    CHECK(tain::types::next_uuid_time(last, 5) == std::uint64_t{7} << 12U);
}

TEST_CASE("threads never make the same UUID, and each makes greater ones") {
    std::vector<std::vector<uuid>> made(4, std::vector<uuid>(50'000));
    {
        std::vector<std::jthread> threads;
        for (std::vector<uuid>& mine : made)
            threads.emplace_back([&mine] {
                for (uuid& each : mine) each = tain::uuid_v7();
            });
    }
    std::vector<std::uint64_t> times;
    for (const std::vector<uuid>& each : made) {
        CHECK(not_increasing(each) == 0);
        for (const uuid& one : each) times.push_back(number_of(one, 0, 8));
    }
    std::sort(times.begin(), times.end());
    CHECK(std::adjacent_find(times.begin(), times.end()) == times.end());  // distinct even without their random bits
}

TEST_CASE("a child process draws random bits of its own") {
    const uuid before = tain::uuid_v7();  // fills the store of random words that a child inherits
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const pid_t child = fork();
    if (child == 0) {
        const uuid made = tain::uuid_v7();
        const bool written = write(ends[1], bytes_of(made), 16) == 16;
        _exit(written ? 0 : 1);
    }
    REQUIRE(child > 0);
    const uuid mine = tain::uuid_v7();
    unsigned char theirs[16];
    REQUIRE(read(ends[0], theirs, 16) == 16);
    int status = -1;
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    close(ends[0]);
    close(ends[1]);
    CHECK(std::memcmp(bytes_of(mine) + 8, theirs + 8, 8) != 0);
    CHECK(std::memcmp(bytes_of(before) + 8, theirs + 8, 8) != 0);
}
