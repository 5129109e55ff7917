// SPDX-License-Identifier: BSL-1.0
#pragma once

/// A migrator of an application's own: `tain::migrate::main<Models>`. The functions behind its commands are in
/// <tain/migrate/commands.hpp>.

#include <tain/migrate/main.hpp>
