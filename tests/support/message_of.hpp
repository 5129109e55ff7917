// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace tain::test {

/// The message of the exception of type `E` that `run` throws; the test fails when it throws none.
template <class E, class F>
std::string message_of(F run) {
    try {
        run();
    } catch (const E& thrown) {
        return thrown.what();
    }
    FAIL("no exception was thrown");
    return {};
}

}  // namespace tain::test
