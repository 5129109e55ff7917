// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Columns of JSON, on Boost.JSON: `boost::json::value`, and described structs that `tain::stored_as_json` names.
///
/// Boost.JSON is a library: link `tain::json`, which holds it, or the one that comes with Boost, or include
/// <boost/json/src.hpp> in one source of the program.

#include <tain/types/json.hpp>
