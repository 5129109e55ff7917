// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/migrate/commands.hpp>

#include <CLI/App.hpp>

#include <functional>
#include <string>

namespace tain::tools {

/// What the subcommands share: where the migrations are, and how to get the models.
struct context {
    std::string directory{};
    schema::database (*models)() = nullptr;

    migrate::project project() const {
        migrate::project made{directory, {}};
        if (models != nullptr) made.models = models();
        return made;
    }
};

/// What a subcommand does; returns the program's exit code.
using action = std::function<int()>;

/// Each adds subcommands to `app`. The chosen one's action is put into `chosen`.
void add_writing_commands(CLI::App& app, const context& in, action& chosen);
void add_database_commands(CLI::App& app, const context& in, action& chosen);
void add_reading_commands(CLI::App& app, const context& in, action& chosen);

/// Adds `--url`, which TAIN_DATABASE_URL stands in for.
void add_url(CLI::App& to, std::string& url);

/// Adds `--ignore` and `--only`.
void add_filter(CLI::App& to, migrate::filter& passing);

/// Adds `--scratch`, which TAIN_SCRATCH_URL stands in for.
void add_scratch(
    CLI::App& to, std::string& url,
    const char* help = "A PostgreSQL database to try the revisions on as well, in a schema that is removed again");

/// Throws `tain::error` when no URL was given.
const std::string& needed(const std::string& url);

}  // namespace tain::tools
