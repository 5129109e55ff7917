// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Models, queries and engines. Sessions come with tain/session.hpp, a driver with its own header: tain/sqlite.hpp,
/// tain/postgresql.hpp.

#include <tain/engine/engine.hpp>
#include <tain/model/models.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/describe.hpp>
#include <tain/sql/dsl.hpp>
#include <tain/sql/to_sql.hpp>
