// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "databases.hpp"
#include "schema_words.hpp"
#include "support/captured.hpp"
#include "support/message_of.hpp"
#include "support/temporary_directory.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/commands.hpp>
#include <tain/migrate/connect.hpp>
#include <tain/migrate/main.hpp>

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace tain::test {

/// What a program printed, and how it ended.
struct printed {
    int code = 0;
    std::string out{};
    std::string err{};
};

/// Runs an application's migrator in this process.
inline printed run_tool(std::vector<std::string> arguments, schema::database (*models)(),
                        const std::string& directory = "no migrations here") {
    const temporary_directory place;
    arguments.insert(arguments.begin(), "app_migrate");
    std::vector<char*> argv;
    for (std::string& one : arguments) argv.push_back(one.data());
    printed made;
    {
        const captured out{stdout, place.file("out")}, err{stderr, place.file("err")};
        made.code = migrate::command_line(static_cast<int>(argv.size()), argv.data(), directory.c_str(), models);
    }
    made.out = read(place.file("out"));
    made.err = read(place.file("err"));
    return made;
}

/// The message is one of Tain's, and has these words.
inline void check_words(const std::string& message, const names& words) {
    INFO(message);
    CHECK(message.starts_with("tain: "));
    CHECK(message.find("tain: ", 1) == std::string::npos);
    for (const std::string& word : words) {
        INFO(word);
        CHECK(message.find(word) != std::string::npos);
    }
}

/// Each command ends with one error.
inline void check_commands(const names& commands, const std::string& url, schema::database (*models)(),
                           const names& words) {
    for (const std::string& command : commands) {
        INFO(command << " of " << url);
        const printed said = run_tool({command, "--url", url}, models);
        CHECK(said.code == 1);
        CHECK(said.out == "");
        check_words(said.err, words);
    }
}

/// All that reads a database refuses this one in one error with these words.
inline void check_refused(const std::string& url, schema::database (*models)(), const names& words) {
    const migrate::project project{"no migrations here", models()};
    const std::function<void(driver::connection&)> functions[] = {
        [](driver::connection& on) { migrate::inspect(on); },
        [&](driver::connection& on) { migrate::diff_database(project, on); },
        [&](driver::connection& on) { migrate::check_database(project, on); },
    };
    for (const auto& run : functions)
        check_words(message_of<error>([&] { run(*migrate::connect_to_read(url)); }), words);
    check_commands({"inspect", "diff"}, url, models, words);
}

}  // namespace tain::test
