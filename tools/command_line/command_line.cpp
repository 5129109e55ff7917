// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "terminal.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/main.hpp>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <exception>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace tain::tools {
namespace {

constexpr const char* description =
    "Migrations: brings databases to the schema that the models describe, and back.\n\n"
    "  First:      revision --autogenerate -m \"create users\"   writes migrations/<id>_create_users.sql\n"
    "              review it; edited? rehash <id>\n"
    "              upgrade --url sqlite:app.db                 applies what is missing\n"
    "  In CI:      check                                       fails when models and migrations differ\n"
    "  In doubt:   current --url …, history, diff --url …";

constexpr int wrong_usage = 64;  // EX_USAGE of sysexits.h

/// Lists subcommands with the first line of what they tell about themselves.
class formatter : public CLI::Formatter {
public:
    std::string make_subcommand(const CLI::App* of) const override {
        const std::string all = of->get_description();
        std::stringstream made;
        CLI::detail::format_help(made, of->get_name(), all.substr(0, all.find('\n')), column_width_);
        return made.str();
    }
};

/// CLI11 takes `-1` for an option; `current-1` is the same target.
std::vector<std::string> arguments(int argc, char** argv) {
    std::vector<std::string> made;
    bool moves = false;
    for (int i = 1; i < argc; ++i) {
        std::string one = argv[i];
        moves = moves || one == "upgrade" || one == "downgrade";
        if (moves && one.size() > 1 && one[0] == '-' && one.find_first_not_of("0123456789", 1) == std::string::npos)
            one.insert(0, "current");
        made.push_back(std::move(one));
    }
    std::reverse(made.begin(), made.end());  // as CLI11 wants them
    return made;
}

/// Names the command that there is not, where CLI11 only misses one. Returns false for any other mistake.
bool tell_unknown_command(const CLI::App& app) {
    if (!app.get_subcommands().empty()) return false;
    const std::vector<std::string> unread = app.remaining();
    const auto said = std::find_if(unread.begin(), unread.end(), [](const auto& one) { return !one.starts_with('-'); });
    if (said == unread.end()) return false;
    std::string commands;
    for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; }))
        commands += (commands.empty() ? "" : ", ") + each->get_name();
    print_error("there is no command \"" + *said + "\"; the commands are " + commands);
    return true;
}

int run(int argc, char** argv, const char* directory, schema::database (*models)()) {
    CLI::App app{description};
    app.formatter(std::make_shared<formatter>());
    context in{directory, models};
    action chosen;
    app.add_option("-d,--directory", in.directory, "Where the migrations are")->capture_default_str();
    app.require_subcommand(1);
    app.fallthrough();
    add_writing_commands(app, in, chosen);
    add_database_commands(app, in, chosen);
    add_reading_commands(app, in, chosen);
    app.footer(
        "`<command> --help` tells more. A URL is sqlite:app.db, sqlite:///var/app.db or postgresql://user@host/name;\n"
        "TAIN_DATABASE_URL stands in for --url. Exit codes: 0 all is well, 1 findings or failure, 2 `diff` found\n"
        "differences, 64 wrong usage.");
    app.name(argc > 0 ? std::string{argv[0]}.substr(std::string{argv[0]}.find_last_of("/\\") + 1) : "tain");
    try {
        app.parse(arguments(argc, argv));
    } catch (const CLI::ParseError& e) {
        if (dynamic_cast<const CLI::RequiredError*>(&e) != nullptr && tell_unknown_command(app)) return wrong_usage;
        return app.exit(e) == 0 ? 0 : wrong_usage;
    }
    return chosen();
}

}  // namespace
}  // namespace tain::tools

int tain::migrate::command_line(int argc, char** argv, const char* directory, schema::database (*models)()) noexcept {
    try {
        return tools::run(argc, argv, directory, models);
    } catch (const std::exception& e) {
        tools::print_error(e.what());
    } catch (...) {
        tools::print_error("something that is no exception was thrown");
    }
    return 1;
}
