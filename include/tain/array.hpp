// SPDX-License-Identifier: BSL-1.0
#pragma once

/// `std::vector<T>` as a member of models: arrays of scalars.

#include <tain/types/array.hpp>
