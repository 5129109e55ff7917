// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <istream>
#include <memory>
#include <optional>
#include <string>

namespace catalog {

/// Where package stanzas come from.
struct package_source {
    std::string name{};  ///< for messages
    std::unique_ptr<std::istream> stream{};
};

/// Opens a file, or standard input for `-`. Without either: what apt knows of this system (`apt-cache dumpavail`), or,
/// where apt is missing or knows nothing, the sample that comes with this program.
///
/// Throws `std::runtime_error` for a file that cannot be opened. A command that fails makes its stream bad.
package_source open_source(const std::optional<std::string>& input);

}  // namespace catalog
