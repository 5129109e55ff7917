// SPDX-License-Identifier: BSL-1.0
#pragma once

/// PostgreSQL's own types, which SQLite keeps as text: `tain::range` and `tain::inet`.

#include <tain/types/postgresql.hpp>
