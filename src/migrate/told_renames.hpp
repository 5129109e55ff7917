// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/migrate/commands.hpp>
#include <tain/schema/schema.hpp>

namespace tain::migrate {

/// Returns the models with the renames declared that a person told of: in the options, or when asked.
///
/// Throws `tain::error` for an answer that fits nothing, and for what may be a rename and has no answer.
schema::database with_renames(schema::database models, const schema::database& before, const revision_options& told);

}  // namespace tain::migrate
