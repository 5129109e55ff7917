// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/engine/engine.hpp>
#include <tain/model/models.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/schema.hpp>
#include <tain/sql/dsl.hpp>

#include "support/message_of.hpp"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace tain::test {

/// Opens the database that TAIN_TEST_URL names, without tables: a new file, or the PostgreSQL database emptied.
engine empty_database(const pool_options& pooled = {});

/// The same with the tables of models.
template <class... Model>
engine database_of(const pool_options& pooled = {}) {
    engine made = empty_database(pooled);
    create_all<models<Model...>>(made);
    return made;
}

/// True where the suite runs on PostgreSQL.
bool on_postgresql();

/// The exception of type `E` that `run` throws.
template <class E, class F>
E thrown_by(F run) {
    try {
        run();
    } catch (const E& thrown) {
        return thrown;
    }
    FAIL("no exception was thrown");
    throw std::logic_error("not reached");
}

}  // namespace tain::test
