// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/schema/of.hpp>
#include <tain/schema/schema.hpp>

namespace tain::migrate {

/// The command line of a migrator: parses the arguments, does what they say, prints what came of it. `models` is called
/// when a command needs them; null where no application is known. Linked from `tain::command_line`.
///
/// Returns 0 when all is well, 1 for findings and failures, 2 when `diff` finds differences, 64 for arguments that cannot be
/// understood. Never throws.
int command_line(int argc, char** argv, const char* directory, schema::database (*models)()) noexcept;

/// The whole `main` of an application's own migrator; `tain_add_migrator` in CMake writes this program.
///
///     int main(int argc, char** argv) { return tain::migrate::main<app>(argc, argv, "migrations"); }
template <class Models>
int main(int argc, char** argv, const char* directory) {
    return command_line(argc, argv, directory, &schema::of<Models>);
}

}  // namespace tain::migrate
