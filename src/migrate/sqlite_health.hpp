// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/driver/connection.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tain::migrate::sqlite {

/// A view or a trigger of the main database.
struct code_object {
    std::string name{};
    std::string table{};  ///< what a trigger is on; a view itself
    std::string sql{};
    bool is_view = false;
};

/// What may break when a table changes under it. Taken before and after, and compared.
struct health {
    std::vector<code_object> code{};
    std::map<std::string, std::string> broken{};                    ///< view "x" or trigger "x", and why
    std::map<std::pair<std::string, std::string>, long> orphans{};  ///< rows by child and parent table
};

std::vector<code_object> read_code(driver::connection& of);

/// Compiles every view and trigger without running them, and counts rows whose parent is missing.
health examine(driver::connection& of);

/// Returns what is worse in `after`, in words.
std::vector<std::string> damage(const health& before, const health& after);

}  // namespace tain::migrate::sqlite
