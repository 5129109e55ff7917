// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Dates, times of day, local times, durations and coarser time points as types of columns.

#include <tain/types/chrono.hpp>
