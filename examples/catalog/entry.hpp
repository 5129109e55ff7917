// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "models.hpp"
#include "stanza.hpp"

#include <optional>
#include <vector>

namespace catalog {

/// Everything that one stanza of a `Packages` file says, as rows.
struct entry {
    Package package{};
    std::optional<Section> section{};
    std::optional<Maintainer> maintainer{};
    std::vector<Dependency> dependencies{};
    std::vector<Tag> tags{};
};

/// Reads a package's stanza. Package, Version and Architecture must be there.
///
/// Throws `malformed_stanza` for a field that is missing or that does not follow Debian's policy, chapters 5 and 7.
entry read_entry(const stanza& from);

}  // namespace catalog
