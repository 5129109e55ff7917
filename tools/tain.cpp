// SPDX-License-Identifier: BSL-1.0
#include <tain/migrate/main.hpp>

/// The command line without an application: it applies, undoes and shows migrations, and knows of no models.
int main(int argc, char** argv) { return tain::migrate::command_line(argc, argv, "migrations", nullptr); }
