// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/expr/operators.hpp>
#include <tain/expr/predicates.hpp>
#include <tain/model/check.hpp>
#include <tain/model/models.hpp>
#include <tain/model/table.hpp>
#include <tain/reflect/describe.hpp>

#include <boost/uuid/uuid.hpp>

#include <cstdint>
#include <optional>
#include <string>
