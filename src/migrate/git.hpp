// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace tain::migrate {

/// Returns a file as others have it: at the commit where the current branch left its upstream or, when it has none, the
/// main branch. Nothing when there is no git, no repository, no such commit, or the file was not there.
std::optional<std::string> file_at_git_base(const std::filesystem::path& directory, const std::string& file);

}  // namespace tain::migrate
