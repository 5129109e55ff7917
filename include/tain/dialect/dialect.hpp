// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/config/dialect.hpp>  // IWYU pragma: export
