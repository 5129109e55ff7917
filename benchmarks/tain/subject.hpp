// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "../workload/subject.hpp"

#include <tain/tain.hpp>

#include <memory>
#include <string>

namespace bench::with_tain {

/// Tain as its documentation shows it. The engine is the only thing that differs between the databases.
std::unique_ptr<subject> on(tain::engine db, const std::string& before, const std::string& clear,
                            const std::string& after_filling);

}  // namespace bench::with_tain
