// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "timings.hpp"

#include <tain/engine/engine.hpp>

#include <string>
#include <string_view>

/// Answers as text for people. They are the same on both databases; what they took goes to `took`.
namespace catalog {

/// The biggest sections, the packages that most others depend upon, the maintainers with most packages.
std::string report_overview(const tain::engine& db, timings& took);

/// What one package needs, directly and transitively. Throws `std::runtime_error` when there is no such package.
std::string report_needs(const tain::engine& db, std::string_view package, timings& took);

/// The steps that were measured.
std::string report_timings(const timings& from);

}  // namespace catalog
