// SPDX-License-Identifier: BSL-1.0
#include <tain/orm/arena.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

namespace {

using tain::orm::arena;

struct piece {
    void* at;
    std::size_t size;
    int mark;

    bool holds() const {
        const auto* const bytes = static_cast<const unsigned char*>(at);
        for (std::size_t i = 0; i < size; ++i)
            if (bytes[i] != static_cast<unsigned char>(mark)) return false;
        return true;
    }
};

piece filled(void* at, std::size_t size, int mark) {
    std::memset(at, mark, size);
    return {at, size, mark};
}

}  // namespace

TEST_CASE("pieces of all sizes and alignments lie apart") {
    arena room{4096};
    std::vector<piece> all;
    for (std::size_t i = 0; i < 2000; ++i) {
        const std::size_t size = i % 50 == 0 ? 3000 : i % 97, alignment = std::size_t{1} << i % 8;
        void* const at = room.take(size, alignment);
        CHECK(reinterpret_cast<std::uintptr_t>(at) % alignment == 0);
        all.push_back(filled(at, size, static_cast<int>(i % 251)));
    }
    for (std::size_t i = 0; i < all.size(); i += 2) arena::give_back(all[i].at, all[i].size);
    for (std::size_t i = 1; i < all.size(); i += 2) {
        CHECK(all[i].holds());
        arena::give_back(all[i].at, all[i].size);
    }
}

TEST_CASE("pieces outlive their arena, and are given back on another thread") {
    std::vector<piece> all;
    {
        arena room{1024};
        for (int i = 0; i < 300; ++i) all.push_back(filled(room.take(24, 8), 24, i % 251));
    }
    std::thread([&] {
        for (std::size_t i = 0; i < all.size(); i += 2) arena::give_back(all[i].at, all[i].size);
    }).join();
    for (std::size_t i = 1; i < all.size(); i += 2) {
        CHECK(all[i].holds());
        arena::give_back(all[i].at, all[i].size);
    }
}

TEST_CASE("a piece of its own needs no arena") {
    void* const at = arena::take_alone(100, 64);
    CHECK(reinterpret_cast<std::uintptr_t>(at) % 64 == 0);
    CHECK(filled(at, 100, 7).holds());
    arena::give_back(at, 100);
}

TEST_CASE("an arena that was never used, and one whose pieces are back, free what they have") {
    arena unused{1024};
    arena used{1024};
    for (int i = 0; i < 100; ++i) arena::give_back(used.take(16, 8), 16);
}

TEST_CASE("pieces of several blocks are given back together") {
    arena first{1024}, second{1024};
    arena::returns returned;
    for (int i = 0; i < 100; ++i) {
        returned.add(first.take(24, 8), 24);
        if (i % 3 == 0) returned.add(second.take(40, 32), 40);
        if (i % 7 == 0) returned.add(arena::take_alone(8, 8), 8);
    }
}
