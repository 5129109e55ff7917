// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../workload/subject.hpp"

#include <string>
#include <vector>

namespace bench {

/// Runs what the command line asks for. `entries` begins with the reference and C with every trick.
int run(int count, char** arguments, const std::string& title, const std::vector<entry>& entries);

}  // namespace bench
