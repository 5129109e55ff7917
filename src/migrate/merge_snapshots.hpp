// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/migrate/directory.hpp>
#include <tain/schema/schema.hpp>

#include <string>
#include <vector>

namespace tain::migrate {

/// Returns what two descendants of a schema say together. Throws `tain::error` naming all that both changed, each in
/// another way.
schema::database merged(const schema::database& base, const schema::database& left, const schema::database& right);

/// Returns what the snapshots of several revisions say together, by what each changed since the revisions that they share.
schema::database merged_snapshots(const directory& of, const std::vector<std::string>& ids);

}  // namespace tain::migrate
