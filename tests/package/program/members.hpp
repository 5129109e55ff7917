// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "models.hpp"

#include <string>
#include <vector>

/// Makes the table and fills it, in one translation unit.
void fill(const tain::engine& db);
/// Reads the same table with the same statement as the other translation unit does.
std::vector<std::string> active_names(const tain::engine& db);
/// Runs the whole program; returns its exit status.
int run(const tain::engine& db);
