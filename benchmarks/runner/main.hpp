// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../workload/scenario.hpp"
#include "../workload/subject.hpp"

#include <memory>
#include <string>
#include <vector>

namespace bench {

/// Runs what the command line asks for. `entries` begins with the reference and C with every trick.
int run(int count, char** arguments, const std::string& title, const std::vector<entry>& entries,
        std::vector<std::unique_ptr<scenario>> scenarios = all_scenarios());

}  // namespace bench
