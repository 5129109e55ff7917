// SPDX-License-Identifier: BSL-1.0
#ifdef TAIN_TEST_WITH_POSTGRESQL
#include "databases.hpp"

#include <tain/driver/postgresql/open.ipp>

#include <catch2/catch_test_macros.hpp>

#include <poll.h>

#include <string>

using namespace tain::driver::postgresql::detail;

TEST_CASE("a statement is sent, polled and received without ever blocking") {
    channel over = open_server(tain::test::postgresql_url());
    PQclear(PQprepare(over.raw(), "slow", "SELECT 7 FROM pg_sleep(0.05)", 0, nullptr));
    REQUIRE(PQsetnonblocking(over.raw(), 1) == 0);
    REQUIRE(over.send("slow", 0, nullptr, nullptr, nullptr, false));
    int waits = 0;
    for (progress now = over.poll(); now != progress::ready; now = over.poll()) {
        const short wanted = now == progress::writing ? POLLIN | POLLOUT : POLLIN;
        pollfd socket{over.socket(), wanted, 0};
        REQUIRE(::poll(&socket, 1, 5000) == 1);
        ++waits;
    }
    CHECK(waits > 0);
    const result got = over.receive();
    REQUIRE(PQresultStatus(got.get()) == PGRES_TUPLES_OK);
    CHECK(std::string{PQgetvalue(got.get(), 0, 0)} == "7");
    CHECK(over.receive() == nullptr);
    CHECK_FALSE(over.in_transaction());
}

TEST_CASE("polling a connection that was lost ends, and receive tells why") {
    channel over = open_server(tain::test::postgresql_url());
    PQclear(PQprepare(over.raw(), "die", "SELECT pg_terminate_backend(pg_backend_pid())", 0, nullptr));
    REQUIRE(over.send("die", 0, nullptr, nullptr, nullptr, false));
    for (int i = 0; over.poll() != progress::ready; ++i) {
        pollfd socket{over.socket(), POLLIN, 0};
        REQUIRE(::poll(&socket, 1, 5000) == 1);
        REQUIRE(i < 100);
    }
    const result got = over.receive();
    CHECK(PQresultStatus(got.get()) == PGRES_FATAL_ERROR);
    over.drain();
    CHECK_FALSE(over.usable());
}

TEST_CASE("libpqxx owns the connection: its own calls work beside the driver's") {
    channel over = open_server(tain::test::postgresql_url());
    CHECK(over.owner().is_open());
    CHECK(over.owner().backendpid() == PQbackendPID(over.raw()));
    channel moved = std::move(over);
    CHECK(moved.usable());
    CHECK(moved.owner().backendpid() == PQbackendPID(moved.raw()));
}

#endif
