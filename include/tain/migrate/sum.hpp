// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/migrate/revision.hpp>
#include <tain/schema/schema.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// The digests that `tain.sum` and databases keep of revisions.
namespace tain::migrate {

/// Returns the digest of what a revision says: its directives, the SQL tokens of its sections, its snapshot. Comments
/// and white space outside literals don't count.
std::string content_digest(const revision& of, const schema::database& snapshot);

/// Returns a revision's digest: its content, and the digests of its parents (and so of all that came before).
/// `parents` maps parents' ids to their digests.
std::string chained_digest(std::string_view content, const std::map<std::string, std::string>& parents);

/// What `tain.sum` says of one revision.
struct sum_line {
    std::string digest{};
    std::vector<std::string> parents{};  ///< sorted
};

/// `migrations/tain.sum`: revision ids and their lines. Sorted by id, so that branches add lines at random places and
/// merge without conflicts.
using sum = std::map<std::string, sum_line>;

/// Reads `tain.sum`. Throws `tain::error` naming `file`, the line and the fix.
sum parse_sum(std::string_view text, std::string_view file);

std::string write_sum(const sum& of);

}  // namespace tain::migrate
