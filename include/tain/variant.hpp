// SPDX-License-Identifier: BSL-1.0
#pragma once

/// `std::variant` as a member of models: rows of several kinds, and `holds<Card>(col<&Payment::method>)`.

#include <tain/expr/kind_test.hpp>
#include <tain/sql/spell_kind.hpp>
#include <tain/types/variant.hpp>
