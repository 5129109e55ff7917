// SPDX-License-Identifier: BSL-1.0
#pragma once

/// The schema value of models, and `create_all`: for tests, tools and first steps. Queries don't need it.

#include <tain/engine/create.hpp>
