// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "database.hpp"

#include <tain/engine/create.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace tain::test {

/// The texts of the statements that ran, oldest first.
class statement_log {
public:
    void operator()(const driver::statement_event& event) const {
        const std::lock_guard alone{kept_->lock};  // statements run on any thread
        kept_->texts.emplace_back(event.text);
    }

    std::size_t size() const { return kept_->texts.size(); }
    void clear() const { kept_->texts.clear(); }
    const std::vector<std::string>& all() const { return kept_->texts; }
    /// How many of them begin with these words.
    std::size_t count(std::string_view words) const {
        return static_cast<std::size_t>(
            std::count_if(kept_->texts.begin(), kept_->texts.end(),
                          [words](const std::string& each) { return each.starts_with(words); }));
    }

    /// The UPDATEs among them, each to its WHERE.
    std::vector<std::string> updates() const {
        std::vector<std::string> made;
        for (const std::string& each : kept_->texts)
            if (each.starts_with("UPDATE")) made.push_back(each.substr(0, each.find(" WHERE")));
        return made;
    }

private:
    struct kept {
        std::mutex lock{};
        std::vector<std::string> texts{};
    };
    std::shared_ptr<kept> kept_ = std::make_shared<kept>();
};

/// One UPDATE of these columns, as `updates()` tells it.
inline std::vector<std::string> update_of(std::string_view table, const std::vector<std::string>& columns) {
    std::string made = "UPDATE \"" + std::string{table} + '"';
    for (std::size_t i = 0; i < columns.size(); ++i)
        made += (i == 0 ? " SET \"" : ", \"") + columns[i] + "\" = " + (on_postgresql() ? '$' : '?') +
                std::to_string(i + 1);
    return {made};
}

/// An empty_database() with tables of `Models`, and the statements that run on it.
template <class Models>
class database {
public:
    database() : db(empty_database()) {
        create_all<Models>(db);
        db.on_statement(log);
    }

    statement_log log{};
    engine db;
};

}  // namespace tain::test
